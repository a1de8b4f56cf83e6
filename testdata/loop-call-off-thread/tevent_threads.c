/* Jobs of a pthreadpool finish their request on the loop, not where they ran. */
#include <pthread.h>
#include <stdint.h>
#include <tevent.h>
#include <unistd.h>

struct copy_state {
    struct tevent_context *ev;
    struct tevent_immediate *im;
    struct tevent_req *req;
    int from, to;
    ssize_t copied;
};

static void copy_done(struct tevent_context *ev, struct tevent_immediate *im, void *private_data)
{
    struct copy_state *state = private_data;
    (void)ev;
    (void)im;
    if (state->copied < 0) {
        tevent_req_error(state->req, 5); // ok: NS601
        return;
    }
    tevent_req_done(state->req); // ok: NS601
}

static ssize_t copy_bytes(struct copy_state *state)
{
    char buf[4096];
    ssize_t n = read(state->from, buf, sizeof(buf));
    if (n < 0)
        tevent_req_error(state->req, 5); // warning: 9 NS601 "tevent_req_error" step: "'copy_thread' calls 'copy_bytes'"
    return n > 0 ? write(state->to, buf, (size_t)n) : n;
}

static void *copy_thread(void *arg)
{
    struct copy_state *state = arg;
    state->copied = copy_bytes(state);
    tevent_schedule_immediate(state->im, state->ev, copy_done, state); // warning: 5 NS601 "tevent_schedule_immediate"
    return NULL;
}

static void *measure_thread(void *arg)
{
    struct copy_state *state = arg;
    state->copied = lseek(state->from, 0, SEEK_END); // ok: NS601
    return NULL;
}

static void on_readable(struct tevent_context *ev, struct tevent_fd *fde, uint16_t flags, void *private_data)
{
    struct copy_state *state = private_data;
    (void)fde;
    (void)flags;
    tevent_schedule_immediate(state->im, ev, copy_done, state); // ok: NS601
}

int copy_start(TALLOC_CTX *mem_ctx, struct copy_state *state);
int copy_start(TALLOC_CTX *mem_ctx, struct copy_state *state)
{
    pthread_t a, b;
    if (!tevent_add_fd(state->ev, mem_ctx, state->from, TEVENT_FD_READ, on_readable, state)) // ok: NS601
        return -1;
    if (pthread_create(&a, NULL, copy_thread, state))
        return -1;
    return pthread_create(&b, NULL, measure_thread, state);
}
