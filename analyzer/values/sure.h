/* When a rule's condition surely holds for a call, as far as the callers of its function decide it:
 * a term of their parameters. Of `fcntl(fd, F_SETFL, on ? fl | O_NONBLOCK : fl & ~O_NONBLOCK)` that
 * the flag is there: `on`. What is not known says nothing: 0.
 */
#ifndef VALUES_SURE_H
#define VALUES_SURE_H

#include "values/aval.h"

struct term_id sure_any(const struct aval_context *c, const condition_any *any,
                        const struct aval *args, uint32_t arg_len);

#endif
