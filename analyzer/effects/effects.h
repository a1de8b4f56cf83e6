/* What functions do, each kind of it worked out for the whole program when it is first asked for: a
 * run with one check pays for what that check reads, and for nothing else.
 *
 * Made by the commands, asked by checks and commands. What a getter returns is never NULL and lives
 * as long as the effects.
 */
#ifndef EFFECTS_EFFECTS_H
#define EFFECTS_EFFECTS_H

#include "effects/summary.h"

struct effects;

/* FILTER: paths that `effects_summaries` leaves out; NULL: none. Borrows everything. */
struct effects *effects_new(const struct contexts *contexts, const struct aval_context *values,
                            const struct leaf_filter *filter);
void effects_free(struct effects *e);

const struct suspends *effects_suspends(struct effects *e);   /* effects/suspend.h */
const struct cancels *effects_cancels(struct effects *e);     /* effects/cancel/cancelpoints.h */
const struct resources *effects_resources(struct effects *e); /* effects/resources.h */
const struct locks *effects_locks(struct effects *e);         /* effects/locks.h */
const struct modes *effects_modes(struct effects *e);         /* effects/mode.h */
struct writes *effects_writes(struct effects *e);             /* effects/loops/writes.h */
struct escapes *effects_escapes(struct effects *e);           /* effects/tasks/escapes.h */
const struct summaries *effects_all_summaries(struct effects *e); /* effects/summary.h */
/* Those without the paths that FILTER leaves out; the same where there is none. */
const struct summaries *effects_summaries(struct effects *e);
/* The first function of which the summaries that were asked for have left leaves out, or have made
 * several ways one: see summary_was_cut, summary_was_joined. */
struct node_id effects_cut(const struct effects *e);
struct node_id effects_joined(const struct effects *e);

#endif
