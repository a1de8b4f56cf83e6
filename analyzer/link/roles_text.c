#include "link/roles_text.h"

static void put(struct buf *out, bool has, const char *name)
{
    if (has)
        buf_printf(out, "%s%s", out->len && out->at[out->len - 1] != ' ' ? ", " : "", name);
}

static const char *guard_name(enum guard_kind kind)
{
    static const char *const names[] = {
        [GUARD_NONE] = "",
        [GUARD_IN_COROUTINE] = "tells whether this is a coroutine",
        [GUARD_NOT_IN_COROUTINE] = "tells whether this is no coroutine",
        [GUARD_ON_LOOP] = "tells whether this is the loop",
        [GUARD_NOT_ON_LOOP] = "tells whether this is not the loop",
        [GUARD_ASSERT_IN] = "asserts a coroutine",
        [GUARD_ASSERT_NOT_IN] = "asserts that there is no coroutine",
    };
    return names[kind];
}

static void put_contexts(const struct name_roles *r, struct buf *out)
{
    put(out, r->callbacks.len, "registers callbacks");
    put(out, r->spawns.len, "spawns");
    put(out, r->offloads.len, "runs elsewhere");
    put(out, r->run_loops.len, "runs the loop");
    put(out, r->waits_many.len, "waits for many");
    put(out, r->calls_back, "calls back");
    put(out, r->loop_calls.len, "belongs to the loop");
    put(out, r->outcomes.len, "tells how it ended");
    put(out, r->signal_handlers.len, "handles signals");
    put(out, r->joins, "waits for the end of a thread");
    put(out, r->thread_safe, "safe in any thread");
    put(out, r->signal_unsafe, "unsafe in a signal handler");
    put(out, r->last_error || r->static_buffer, "overwritten by others");
    put(out, r->thread_self || r->thread_equal, "tells threads apart");
    put(out, r->event_loop, "an event loop, as the project says");
    put(out, r->no_event_loop, "no event loop, as the project says");
    put(out, r->async_function != NULL, "async by name");
    put(out, r->only_inside != NULL, "only inside coroutines");
    put(out, r->guard != GUARD_NONE, guard_name(r->guard));
    put(out, r->is_fork, "forks");
    put(out, r->is_noreturn, "never returns");
    put(out, r->ends_thread, "ends its thread");
}

static void put_values(const struct name_roles *r, struct buf *out)
{
    put(out, r->blocking.len, "blocking");
    put(out, r->is_nonblocking, "promises not to block");
    put(out, r->fd_opens.len, "opens a descriptor");
    put(out, r->fd_nonblocking.len, "makes it non-blocking");
    put(out, r->fd_blocking.len, "makes it blocking");
    put(out, r->paths_made.len, "makes a file name");
    put(out, r->deadlines.len, "takes a time");
    put(out, r->points_in_time.len, "takes a point in time");
    put(out, r->durations.len, "takes a length of time");
    put(out, r->clocks.len, "tells the time");
    put(out, r->nonblocking_needed.len, "needs what does not block");
    put(out, r->acquires.len, "takes a lock");
    put(out, r->releases.len, "gives a lock back");
    put(out, r->is_allocator, "allocates");
    put(out, r->borrows, "borrows");
    put(out, r->resource_acquires.len, "acquires");
    put(out, r->resource_releases.len, "releases");
}

static void put_tasks(const struct name_roles *r, struct buf *out)
{
    put(out, r->suspends.len, "suspends");
    put(out, r->listed, "of a framework that lists what suspends");
    put(out, r->waits, "waits for tasks");
    put(out, r->gives_back.len, "returns what holds its argument");
    put(out, r->task_starts.len, "starts a task");
    put(out, r->task_ends.len, "ends a task");
    put(out, r->task_peeks.len, "looks at a task");
    put(out, r->keeps.len, "keeps what it is given");
    put(out, r->to_destructor, "hands to a destructor");
    put(out, r->sleeps, "sleeps");
    put(out, r->reads_state || r->reads_time || r->says_again, "asks for what others change");
}

static void put_cancellation(const struct name_roles *r, struct buf *out)
{
    put(out, r->cancels.len, "cancels");
    put(out, r->tests.len, "asks for cancellation");
    put(out, r->shields.len, "shields");
    put(out, r->push_of != NULL, "pushes a clean-up handler");
    put(out, r->pop_of != NULL, "pops a clean-up handler");
    put(out, r->tells_of != NULL, "hands an error on");
    put(out, r->finally_of != NULL, "runs its text on cancellation");
}

void roles_print(const struct name_roles *r, struct buf *out)
{
    put_contexts(r, out);
    put_values(r, out);
    put_tasks(r, out);
    put_cancellation(r, out);
}
