/* What a member of a struct holds at the call that gets the struct's address: `hints.ai_flags` of
 * `getaddrinfo(host, port, &hints, &list)`, `tv.tv_sec` of `select(n, &r, NULL, NULL, &tv)`. Known
 * of local structs, and of those that the function has allocated, by the last store on each way to
 * the call, and of constant objects.
 */
#ifndef VALUES_MEMBER_H
#define VALUES_MEMBER_H

#include "values/aval.h"

/* Notes in ARGS, of the call of function N, what callers decide of the members that ANY asks about,
 * so that it is bound with the arguments: `if (flags & NUMERIC) hints.ai_flags |= AI_NUMERICHOST`.
 */
void member_note(const struct aval_context *c, struct node_id n, const condition_any *any,
                 struct aval *args, uint32_t arg_len);
/* Does the condition W, of a member of what the argument A points to, hold for its value there? Yes
 * where it does on every way to the call, no where it does for no store. */
enum tri member_holds(const struct aval_context *c, const struct condition *w,
                      const struct aval *a);
/* The number in member NAME of what A points to. Where the ways to the call wrote several, the
 * greatest. False: not known, as where some way writes no constant, or the address is kept. */
bool member_number(const struct aval_context *c, const struct aval *a, struct str name,
                   int64_t *ret_number);

#endif
