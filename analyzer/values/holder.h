/* Which object something is part of: of `&web->lock->mutex` what the field `lock` holds. The same
 * field of what two variables or fields hold is two things, as are two locks that a function of the
 * program is given to lock.
 *
 * Not every variable tells objects apart: what a pointer points to another may as well. One does
 * that is a struct itself. So does a pointer in which nothing but the results of calls is ever
 * stored, of calls that return no such pointer themselves: who shares an object hands on a pointer
 * that is already there, and `s->lock = lock_new()` does not. A pointer in which nothing is stored
 * but the address of one variable, or what that holds, stands for it, and so does a function that
 * returns nothing else: `lock(log_lock())`.
 */
#ifndef VALUES_HOLDER_H
#define VALUES_HOLDER_H

#include "values/aval.h"

/* Lives until holders_free. */
struct holders *holders_new(const struct bodies *b);
void holders_free(struct holders *h);
/* Sets `holder`, `within` and `within_param` of RET, of value V in function N. */
void holders_tell(const struct holders *h, struct node_id n, const struct value *v,
                  struct aval *ret);

#endif
