/* Facts as text: to read, for golden tests, and to write facts by hand for tests of link and check.
 *
 * One thing a line, children indented by two more. A reference to an entity is its number and name
 * (3:f), to a path its number and text (p2"s->fd"); behind the number all is for the reader and
 * skipped when read. Values stand in full where they are first used (v0=int 5), then by number
 * (v0); the names spelled in them follow ('name, ~name under ~, ^ before one that is not written
 * there itself). A place is @line:col+len in the unit's own source, and
 * @"file":line:col+len elsewhere; @- is none. facts_parse(facts_print(f)) prints the same text
 * again.
 */
#ifndef IR_FACTS_TEXT_H
#define IR_FACTS_TEXT_H

#include "base/buf.h"
#include "base/diag.h"
#include "ir/facts.h"

void facts_print(const struct facts *f, const struct strs *strs, struct buf *out);
/* One function of F, as it stands in the text of the unit. */
void facts_print_function(const struct facts *f, const struct strs *strs, const struct function *fn,
                          struct buf *out);

/* The facts of TEXT. NAME is for messages. False: a located diag, and no facts. Caller owns the
 * facts. */
bool facts_parse(const char *text, size_t len, const char *name, struct strs *strs,
                 struct facts **ret_f, struct diags *diags) __attribute__((warn_unused_result));

#endif
