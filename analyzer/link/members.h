/* Members of what a function is handed: `o->durable` in `settle(fd, &(struct opts){.durable = 0})`.
 *
 * A *key* is a member, or a member of one, whatever unit names it. What a member holds at a call is
 * followed backwards in the caller: through stores, and through the calls that were handed the same
 * object before, by what these leave in it: `bus_set_fd(b, fd); bus_start(b);`. Between two calls
 * of one function an object is taken to hold what was stored there last, unless other code ran that
 * may have stored to it. Of what a pointer leads to, the first element is a member too, on entry:
 * `if (!*path)` is decided by the text that a caller hands over.
 *
 * Private to link and values. What is found is remembered with the bodies.
 */
#ifndef LINK_MEMBERS_H
#define LINK_MEMBERS_H

#include "link/body.h"

struct members;

struct members *members_new(struct arena *a);
void members_free(struct members *m);
/* In place of the slot of a field: the first element of what is pointed to, as `*text` is. */
#define SLOT_FIRST ((struct slot_id){UINT32_MAX - 1})

/* The key of member SLOT of KEY's member, or with KEY 0 of the object. */
uint32_t members_key(const struct bodies *b, uint32_t key, struct slot_id slot);
/* The inverse: 0 where the member is the object's own. */
uint32_t members_of(const struct bodies *b, uint32_t key, struct slot_id *ret_slot);
/* What member KEY of the object that VALUE points to, or is, holds before EVENT. */
struct term_id members_at(const struct bodies *b, struct node_id n, uint32_t event,
                          struct value_id value, uint32_t key);

#endif
