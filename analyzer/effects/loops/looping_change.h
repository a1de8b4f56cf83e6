/* Who changes what a loop's conditions read: the loop's own stores, and the calls that it makes.
 * The inside of looping.c. */
#ifndef EFFECTS_LOOPS_LOOPING_CHANGE_H
#define EFFECTS_LOOPS_LOOPING_CHANGE_H

#include "effects/loops/looping.h"

struct read read_stronger(struct read a, struct read b);

/* Event number I of the loop; is EVENT one of them? */
const struct event *change_event(struct looping *l, uint32_t i);
bool change_has_event(struct looping *l, uint32_t event);

bool change_same_root(const struct path *a, const struct path *b);
/* Is the path its variable or a part of it, not of what it points to? */
bool change_is_part(const struct looping *l, const struct path *p);
/* Does a call of the loop get the address of something with this root (of all of it, with WHOLE)?
 */
bool change_address_passed(struct looping *l, const struct path *p, bool whole);
/* Is the variable itself (no part of what it points to) set in the loop? */
bool change_root_moves(struct looping *l, const struct path *p);
/* Is one of the names that are spelled in the value a variable that the loop sets? */
bool change_names_move(struct looping *l, const struct value *v);
/* Does the loop call something that does more than look, with WITH (NULL: whatever it gets)
 * something that the argument denotes too? */
bool change_does_more(struct looping *l, const struct value *with);
/* State in these slots, shown as TEXT: does the loop change it? PATH is how the condition gets
 * there, NULL: through a function. */
struct read change_of_slots(struct looping *l, const slot_vec *slots, const struct path *path,
                            struct str text);

#endif
