/* The roles of one name: all that packs say of it, as a function (or variable that is called) or as
 * a macro. Which list of a pack gives which role stands in roles.def. role_index puts them
 * together; passes read them in the rows of link/calls.
 */
#ifndef LINK_NAME_ROLES_H
#define LINK_NAME_ROLES_H

#include "base/buf.h"
#include "input/rules.h"

enum guard_kind {
    GUARD_NONE,
    GUARD_IN_COROUTINE,
    GUARD_NOT_IN_COROUTINE,
    GUARD_ON_LOOP,
    GUARD_NOT_ON_LOOP,
    GUARD_ASSERT_IN,
    GUARD_ASSERT_NOT_IN,
};

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
    points_in_time, durations, clocks, nonblocking_needed, noreturn_unless_zero, loop_calls,
        outcomes;
    VEC(const struct rule_callback *) signal_handlers;
    const struct rule_word *async_function;   /* async.functions */
    const struct rule_name *only_inside;      /* must not be called outside of a coroutine */
    const struct rule_command *operator_call; /* runs because a person wants it */
    enum guard_kind guard;
    const struct rule_name *guard_rule;                /* NULL where guard is GUARD_NONE */
    bool thread_safe, signal_unsafe, makes_own, joins; /* see struct pack */
    bool swap, claim;                                  /* see struct pack */
    bool last_error, static_buffer; /* its value, its result, is overwritten by others */
    bool calls_back;                /* the function of some entry of async runs inside it */
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

/* Append what R says, in words ("spawns, never returns"), to OUT; for `nostall facts`. */
void name_roles_print(const struct name_roles *r, struct buf *out);

#endif
