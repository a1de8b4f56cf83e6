/* Roles: the rules of the enabled packs, found by the name of a function, macro, word or field.
 *
 * Built once the program is linked (headers decide which packs are on). Globs are matched once per
 * name and remembered.
 */
#ifndef LINK_ROLES_H
#define LINK_ROLES_H

#include "input/config.h"
#include "input/rules.h"
#include "link/program.h"

enum guard_kind {
    GUARD_NONE,
    GUARD_IN_COROUTINE,
    GUARD_NOT_IN_COROUTINE,
    GUARD_ON_LOOP,
    GUARD_NOT_ON_LOOP,
    GUARD_ASSERT_IN,
    GUARD_ASSERT_NOT_IN,
};

/* All that packs say of one name, as a function (or variable that is called) or as a macro. */
struct name_roles {
    VEC(const struct rule_callback *) callbacks, spawns, offloads;
    VEC(const struct rule_task_call *) task_starts, task_ends, task_peeks, gives_back;
    VEC(const struct rule_keep *) keeps;
    VEC(const struct rule_blocking *) blocking;
    VEC(const struct rule_run_loop *) run_loops;
    VEC(const struct rule_wait *) waits_many;
    VEC(const struct rule_fd_open *) fd_opens;
    VEC(const struct rule_fd_set *) fd_nonblocking, fd_blocking;
    VEC(const struct rule_lock *) acquires, releases;
    VEC(const struct rule_path *) paths_made;
    VEC(const struct rule_deadline *) deadlines;
    VEC(const struct rule_use *)
    points_in_time, durations, clocks, nonblocking_needed, loop_calls, outcomes;
    VEC(const struct rule_callback *) signal_handlers;
    const struct rule_word *async_function; /* async.functions */
    const struct rule_name *only_inside;    /* must not be called outside of a coroutine */
    enum guard_kind guard;
    const struct rule_name *guard_rule;     /* NULL where guard is GUARD_NONE */
    bool thread_safe, signal_unsafe, joins; /* see struct pack */
    bool last_error, static_buffer;         /* its value, its result, is overwritten by others */
    bool calls_back;                        /* the function of some entry of async runs inside it */
    bool thread_self, thread_equal;
    bool no_event_loop, event_loop; /* what the project says of it */
    bool is_fork, is_noreturn, is_nonblocking, is_allocator, borrows;
    bool waits;         /* other tasks have run when it returns */
    bool to_destructor; /* what it is given is destroyed when the task ends */
    bool ends_thread;   /* does not return, and the process goes on */
    bool sleeps, reads_state, reads_time, says_again;
    bool listed; /* a call of a framework that lists those which suspend */
    /* Of these the entries of all packs count, none replaces another. */
    VEC(const struct rule_suspend *) suspends;
    VEC(const struct rule_resource *) resource_acquires, resource_releases;
    VEC(const struct rule_named_call *) tests, shields;
    VEC(const struct pack *) cancels;    /* frameworks whose tasks it cancels */
    const struct pack *push_of, *pop_of; /* registers a cleanup handler, takes it off again */
    const struct pack *tells_of;         /* hands an error on, in this framework */
    const struct pack *finally_of;       /* a macro whose text runs on cancellation */
};

struct answer { /* to a condition on the whole program */
    const void *condition;
    bool holds;
};

struct roles {
    struct arena *arena;
    const struct rules *rules;
    struct program *program;
    struct roles_index *index;
    VEC(const struct rule_field *)
    fields, offload_fields, unless_fields, either_fields, signal_handler_fields;
    VEC(const struct rule_word *) annotations, types, body_macros, wrapper_annotations;
    VEC(const struct rule_cut *) cuts;
    VEC(const struct pack *) packs; /* enabled ones */
    VEC(struct answer) answers;     /* see roles_answer */
};

/* Decide which packs are on (headers seen, settings), and index them. Marks them in R's packs. */
struct roles *roles_new(struct rules *r, struct program *p, const struct config *config);
void roles_free(struct roles *r);

/* Roles of a callee by name, NULL if there are none. */
const struct name_roles *roles_function(const struct roles *r, struct str name);
const struct name_roles *roles_macro(const struct roles *r, struct str name);
/* The entry that fits the words, NULL none. LIST is one of annotations, types, wrapper_annotations.
 */
const struct rule_word *roles_word(const struct roles *r, const word_vec *words, bool types,
                                   struct loc *ret_loc);
const struct rule_word *roles_wrapper_word(const struct roles *r, const word_vec *words);
const struct rule_word *roles_body_macro(const struct roles *r, struct str macro);
/* The replacement in the terms of PACK, else of the project's own pack or, where only one framework
 * is on, of that. NULL none. */
const char *roles_instead(const struct roles *r, struct str pack, enum instead_kind kind);
/* What was found out before about a condition on the whole program, NULL nothing. */
const struct answer *roles_answer(const struct roles *r, const void *condition);
void roles_remember(const struct roles *r, const void *condition, bool holds);
/* Is the slot the field that the rule names? A record is named by its tag, with or without
 * underscores in front (struct _X, commonly typedef'd to X). */
bool roles_field_fits(const struct roles *r, const struct slot *s, const struct rule_field *rule);
bool roles_cut(const struct roles *r, struct str caller, struct str callee);
/* Does the entry cover a call with so many arguments? */
bool callee_arity_fits(const struct callee *c, uint32_t arg_len);
/* Argument index from a rule (negative counts from the end); FACTS_NONE if the call has none such.
 */
uint32_t arg_index(int32_t arg, uint32_t arg_len);

#endif
