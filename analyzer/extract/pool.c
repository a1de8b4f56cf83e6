#include "extract/pool.h"

#include "base/arena.h"
#include "extract/worker.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#define JOBS_MAX 1024

struct waiting { /* a result that earlier units hold up */
    bool here;
    enum pool_outcome outcome;
    struct buf data;
};

struct pool {
    const struct pool_options *options;
    struct diags *diags;
    uint32_t unit_count, next_given, next_delivered;
    struct waiting *window; /* unit modulo window_len */
    uint32_t window_len;
    struct worker *workers;
    struct pollfd *polls; /* two per worker: its socket, its stderr */
    uint32_t worker_len;
    bool stopped;
};

static volatile sig_atomic_t caught; /* the signal that came, 0 for none */

static void on_signal(int number)
{
    caught = number;
}

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};
#define SIGNAL_COUNT (sizeof signals / sizeof *signals)

struct watch { /* what was before */
    struct sigaction actions[SIGNAL_COUNT];
    sigset_t mask;
};

/* Signals are blocked but while we wait, so that none comes between the look and the wait. */
static void watch_begin(struct watch *w)
{
    sigset_t blocked;
    sigemptyset(&blocked);
    caught = 0;
    for (size_t i = 0; i < SIGNAL_COUNT; i++) {
        struct sigaction a = {.sa_handler = on_signal};
        sigaction(signals[i], NULL, &w->actions[i]);
        if (w->actions[i].sa_handler != SIG_IGN) /* nohup */
            sigaction(signals[i], &a, NULL);
        sigaddset(&blocked, signals[i]);
    }
    sigprocmask(SIG_BLOCK, &blocked, &w->mask);
}

static void watch_end(const struct watch *w)
{
    for (size_t i = 0; i < SIGNAL_COUNT; i++)
        sigaction(signals[i], &w->actions[i], NULL);
    sigprocmask(SIG_SETMASK, &w->mask, NULL);
}

static void deliver_ready(struct pool *p)
{
    while (!p->stopped && p->next_delivered < p->unit_count) {
        struct waiting *r = &p->window[p->next_delivered % p->window_len];
        if (!r->here)
            return;
        struct pool_result result = {.unit = p->next_delivered,
                                     .outcome = r->outcome,
                                     .data = r->data.at ? r->data.at : "",
                                     .len = r->data.len};
        p->stopped = !p->options->deliver(p->options->deliver_ctx, &result);
        r->here = false;
        buf_release(&r->data);
        p->next_delivered++;
    }
}

static void keep_result(struct pool *p, uint32_t unit, const struct pool_result *result)
{
    struct waiting *r = &p->window[unit % p->window_len];
    r->here = true;
    r->outcome = result->outcome;
    buf_add(&r->data, result->data, result->len);
}

static void give_unit(struct pool *p, struct worker *w)
{
    if (p->next_given == p->unit_count || p->next_given - p->next_delivered == p->window_len)
        return;
    worker_give(w, p->next_given++, p->options->timeout_s);
}

/* A process for every worker that has none, a unit for every idle one, as long as there are units.
 * False: there is no worker at all. */
static bool fill_workers(struct pool *p)
{
    uint32_t running = 0;
    int error = 0;
    for (uint32_t i = 0; i < p->worker_len; i++) {
        struct worker *w = &p->workers[i];
        if (!w->pid && p->next_given < p->unit_count &&
            !worker_start(w, p->options, p->workers, p->worker_len))
            error = errno;
        if (w->pid && w->unit == WORKER_IDLE)
            give_unit(p, w);
        running += w->pid != 0;
    }
    if (!running && error)
        diag_add(p->diags, DIAG_ERROR, NULL, 0, 0, "cannot start a worker process: %s",
                 strerror(error));
    return running || !error;
}

static void hear_worker(struct pool *p, struct worker *w)
{
    enum worker_state state = worker_receive(w);
    if (state == WORKER_MORE)
        return;
    struct pool_result result = {0};
    if (state == WORKER_ANSWERED)
        result = worker_answer(w);
    else
        result = worker_bury(w, p->options);
    if (w->unit != WORKER_IDLE)
        keep_result(p, w->unit, &result);
    w->unit = WORKER_IDLE;
    if (w->pid && w->timed_out)
        worker_end(w); /* it answered while the kill was on its way */
}

/* Kill those that are over their time. Returns the milliseconds until the next one would be, -1 for
 * never. */
static int check_deadlines(struct pool *p)
{
    int64_t now = worker_now_ms(), next = INT64_MAX;
    for (uint32_t i = 0; i < p->worker_len; i++) {
        struct worker *w = &p->workers[i];
        if (!w->pid || w->unit == WORKER_IDLE)
            continue;
        if (w->deadline_ms <= now && !w->timed_out) {
            w->timed_out = true;
            kill(w->pid, SIGKILL); /* its end of the socket closes */
        } else if (!w->timed_out && w->deadline_ms < next) {
            next = w->deadline_ms;
        }
    }
    int64_t wait = next - now;
    return next == INT64_MAX ? -1 : wait > 60000 ? 60000 : (int)wait;
}

static void wait_for_news(struct pool *p, const sigset_t *mask)
{
    int wait_ms = check_deadlines(p);
    if (p->options->tick && (wait_ms < 0 || wait_ms > POOL_TICK_MS))
        wait_ms = POOL_TICK_MS;
    struct timespec wait = {.tv_sec = wait_ms / 1000, .tv_nsec = wait_ms % 1000 * 1000000L};
    for (uint32_t i = 0; i < p->worker_len; i++) {
        const struct worker *w = &p->workers[i];
        struct pollfd *polls = &p->polls[(size_t)2 * i];
        polls[0] = (struct pollfd){.fd = w->pid ? w->fd : -1, .events = POLLIN};
        polls[1] = (struct pollfd){.fd = w->pid ? w->err_fd : -1, .events = POLLIN};
    }
    if (ppoll(p->polls, (nfds_t)p->worker_len * 2, wait_ms < 0 ? NULL : &wait, mask) <= 0)
        return;
    for (uint32_t i = 0; i < p->worker_len; i++)
        if (p->polls[(size_t)2 * i].revents || p->polls[(size_t)2 * i + 1].revents)
            hear_worker(p, &p->workers[i]);
}

static enum pool_end run(struct pool *p, const sigset_t *mask)
{
    while (p->next_delivered < p->unit_count) {
        if (!fill_workers(p))
            return POOL_BROKEN;
        wait_for_news(p, mask);
        if (caught)
            return POOL_INTERRUPTED;
        deliver_ready(p);
        if (p->stopped)
            return POOL_STOPPED;
        if (p->options->tick && p->next_delivered < p->unit_count)
            p->options->tick(p->options->tick_ctx, p->next_delivered);
    }
    return POOL_DONE;
}

static uint32_t job_count(const struct pool_options *options, uint32_t unit_count)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    uint32_t jobs = options->jobs ? options->jobs : cores > 0 ? (uint32_t)cores : 1;
    jobs = jobs > JOBS_MAX ? JOBS_MAX : jobs;
    return jobs > unit_count ? unit_count : jobs;
}

enum pool_end pool_run(const struct pool_options *options, uint32_t unit_count, int *ret_signal,
                       struct diags *diags)
{
    struct arena *arena = arena_new();
    struct pool p = {.options = options, .diags = diags, .unit_count = unit_count};
    p.worker_len = job_count(options, unit_count);
    p.workers = arena_new_array(arena, struct worker, p.worker_len);
    p.polls = arena_new_array(arena, struct pollfd, (size_t)p.worker_len * 2);
    p.window_len = 64 + 16 * p.worker_len;
    p.window = arena_new_array(arena, struct waiting, p.window_len);

    struct watch before;
    watch_begin(&before);
    enum pool_end end = run(&p, &before.mask);
    for (uint32_t i = 0; i < p.worker_len; i++)
        worker_end(&p.workers[i]);
    watch_end(&before);
    *ret_signal = caught;
    for (uint32_t i = 0; i < p.window_len; i++)
        buf_release(&p.window[i].data);
    arena_free(arena);
    return end;
}
