/* nostall: allow-file NS106 the journal is
 * on a memory disk */
int a; // nostall: allow NS101,blocking-io , NS1 some reason
/* nostall: allow NS106 reason */ int b; /* nostall: allow NS501: and another, nostall: allow NS105 - of two */
// nostall: allow NS106
// nostall: allow NS999 what
// nostall: allow NS10l near one
// nostall: alow NS101 x
// nostall:
// nostall: allow ,,, x
const char *text = "/* nostall: allow NS106 in a text */", c = '"', *d = "a\"b\\" /* nostall: allow NS103 behind it */;
#error that's no constant // nostall: allow NS104 in the next line
int unclosed; /* nostall: allow NS102, NS501 without an end
