/* Inside of the rule loader: the tables that rules_*.c share with each other, with config.c and
 * with the tests. */
#ifndef INPUT_RULES_READ_H
#define INPUT_RULES_READ_H

#include "input/reader.h"

/* Conditions: `when`, `unless`, `nonblocking`. */
read_fn read_conditions;           /* [condition_any] on arguments */
read_fn read_conditions_of_fields; /* [condition_any] on fields of the same initialiser */

extern const struct shape rules_condition_shape, rules_handle_shape, rules_called_shape;

/* Keys that entries share. */
extern const struct key rules_callee_keys[]; /* fill a struct callee */
extern const struct key rules_origin_keys[]; /* fill a struct rule_origin; `source` as one likes */
extern const struct key rules_cited_keys[];  /* the same; `source` is required in a pack file */

void rules_callee_init(struct callee *c);
/* To be called when ENTRY is read: complain if it names neither function, macro nor field, and name
 * the fields as functions. */
void rules_callee_close(struct reader *rd, const struct ynode *entry, struct callee *c);
struct rule_origin rules_origin(const struct reader *rd, const struct ynode *entry);
extern const struct choice rules_context_choices[], rules_in_choices[], rules_certainty_choices[];

/* [rule_names] names, each alone or with its source. */
read_fn read_rule_names;
extern const struct shape rules_name_shape;

/* async, coroutines, guards, offload, run_loop: who runs where. */
extern const struct shape rules_async_shape, rules_coroutines_shape, rules_loop_guards_shape;
void rules_add_offload(struct reader *rd, const struct ynode *entry);
void rules_add_signal_handler(struct reader *rd, const struct ynode *entry);
void rules_add_operator_signal(struct reader *rd, const struct ynode *entry);
void rules_add_operator_call(struct reader *rd, const struct ynode *entry);
void rules_add_crash_signal(struct reader *rd, const struct ynode *entry);
void rules_add_run_loop(struct reader *rd, const struct ynode *entry);
void rules_add_wrapper_annotation(struct reader *rd, const struct ynode *entry);
extern const struct shape *const rules_role_shapes[]; /* all that are used there; NULL ends it */

/* blocking and the rest: what calls do. */
extern const struct shape rules_descriptors_shape;
void rules_add_blocking(struct reader *rd, const struct ynode *entry);
void rules_add_sync_wrapper(struct reader *rd, const struct ynode *entry);
void rules_add_path(struct reader *rd, const struct ynode *entry);
void rules_add_lock(struct reader *rd, const struct ynode *entry);
void rules_add_cut(struct reader *rd, const struct ynode *entry);
/* [struct callee] a name, a list of names, or a mapping with `macro` or `arity`. */
read_fn rules_read_acquire;
extern const struct shape *const rules_call_shapes[];

/* coroutines.suspend, cancellation, finally, resources. */
extern const struct shape rules_suspend_shape, rules_cancellation_shape, rules_finally_shape;
read_fn rules_read_cancellation;
void rules_add_resource(struct reader *rd, const struct ynode *entry);
extern const struct shape *const rules_cancel_shapes[];

/* coroutines.start, end and peek, keeps and gives_back: what becomes of tasks and of what they are
 * given. */
extern const struct shape rules_task_call_shape;
struct rule_task_call rules_read_task_call(struct reader *rd, const struct ynode *entry);
void rules_add_task_start(struct reader *rd, const struct ynode *entry);
void rules_add_task_end(struct reader *rd, const struct ynode *entry);
void rules_add_task_peek(struct reader *rd, const struct ynode *entry);
void rules_add_keep(struct reader *rd, const struct ynode *entry);
void rules_add_gives_back(struct reader *rd, const struct ynode *entry);
extern const struct shape *const rules_task_shapes[];
/* coroutines.sleep and coroutines.deadlines, reads, waits_many, loops. */
extern const struct key rules_waits_keys[];
extern const struct shape rules_reads_shape, rules_loops_shape;
void rules_add_wait(struct reader *rd, const struct ynode *entry);
extern const struct shape *const rules_waits_shapes[];

/* points_in_time, durations, clocks, nonblocking_needed, loop_calls, signal_handlers, outcomes: how
 * calls are to be used. */
void rules_add_point_in_time(struct reader *rd, const struct ynode *entry);
void rules_add_duration(struct reader *rd, const struct ynode *entry);
void rules_add_clock(struct reader *rd, const struct ynode *entry);
void rules_add_nonblocking_needed(struct reader *rd, const struct ynode *entry);
void rules_add_noreturn_unless_zero(struct reader *rd, const struct ynode *entry);
void rules_add_loop_call(struct reader *rd, const struct ynode *entry);
void rules_add_completion(struct reader *rd, const struct ynode *entry);
void rules_add_outcome(struct reader *rd, const struct ynode *entry);
extern const struct shape *const rules_usage_shapes[];

/* The keys of a pack, at the top of a file; they fill a struct pack. */
extern const struct key rules_pack_keys[];
extern const struct shape *const rules_pack_shapes[];
/* In config.c. */
extern const struct shape *const rules_settings_shapes[];

/* Read TEXT, of SHAPE (its keys fill INTO, a struct whose first part is the pack), as PACK of RD.
 * False: located errors. */
bool rules_read_file(struct reader *rd, struct pack *pack, const char *text, size_t len,
                     const struct shape *shape, void *into) __attribute__((warn_unused_result));

#endif
