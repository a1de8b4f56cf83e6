/* Handles of threads: which variables and fields hold the thread that some call has started to run
 * a loop, `pthread_create(&s->thread, NULL, run_loop, s)` or `s->thread = thread_new(run_loop, s)`.
 *
 * Who hands a function that runs a loop to a call starts a thread for it, if the call says so
 * (`offload`) or gives something back: a heuristic for the program's own functions around
 * pthread_create, of which the function that is handed over decides what the thread is. The handle
 * is what the call gives back, or writes to the first address that it is given before the
 * function. Threads that are started in a loop are many, of which none is meant. Link/threads asks
 * who runs the loop; the rooms above, which variable has the handle of a thread that is started.
 */
#ifndef LINK_HANDLES_H
#define LINK_HANDLES_H

#include "link/body.h"

/* By slot: the thread of a loop is started there; and some other one is. */
void handles_find(const struct bodies *b, bool *ret_loops, bool *ret_others);
/* Does the call start a thread with its argument ARG, and what is the handle stored in? */
bool handles_started(const struct bodies *b, const struct call *call, uint32_t arg,
                     struct slot_id *ret_slot);
/* The variable or field that the path ends in; false: a variable of the function, or an element. */
bool handles_slot(const struct bodies *b, struct node_id n, struct path_id path,
                  struct slot_id *ret_slot);

#endif
