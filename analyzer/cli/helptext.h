/* What `nostall help COMMAND` says, taken apart again: manual pages and completions are made of the
 * very text that people read, so that the three cannot differ.
 */
#ifndef CLI_HELPTEXT_H
#define CLI_HELPTEXT_H

#include "base/arena.h"
#include "base/vec.h"
#include "cli/commands.h"

struct helptext_option {
    const char *names[2]; /* "-o", "--output"; the second may be NULL */
    const char *value;    /* "FILE"; NULL: takes none */
    const char *help;     /* in one line */
};

struct helptext {
    VEC(const char *) usages; /* "nostall check [OPTION]..." */
    VEC(const char *) lines;  /* of the description, as they stand; "" between paragraphs */
    VEC(struct helptext_option) options;
};

struct helptext helptext_of(struct arena *arena, const struct commands_row *c);

#endif
