/* Functions that are handed away at the bidding of a person alone: each place that names one is
 * behind a command, as what the handler of SIGHUP hands to the program's own timers, or hands it to
 * a function of the program together with the name of such a signal, for which that installs a
 * handler: `signal_set(SIGHUP, on_reload)`. A heuristic: what goes on by itself, a timer or who
 * reads a socket, is begun at the program's start as well, so that a place which only a command
 * leads to hands away what is to be done for that. A callback that names itself goes on by itself.
 *
 * Private to contexts/operated.
 */
#ifndef CONTEXTS_BIDDEN_H
#define CONTEXTS_BIDDEN_H

#include "contexts/operated.h"

struct bidden;

struct bidden *bidden_new(struct arena *arena, const struct contexts *c);
/* The command; NULL: some place is behind none. UNBIDDEN: by node, it runs without one as well. */
const struct operated *bidden_by(const struct bidden *x, struct node_id n, const bool *unbidden);

#endif
