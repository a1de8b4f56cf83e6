/* The function that makes a request may finish it at once: tevent_req_post then runs the callback
 * from the loop. It finishes nothing itself, so whoever waits would find the request in progress. */
#include <tevent.h>

#define EINVAL 22

struct copy {
    int left;
};

void copy_step(struct tevent_req *req, int n);
void copy_woken(struct tevent_req *subreq);

static struct tevent_req *refused(struct tevent_req *req, struct tevent_context *ev, int error)
{
    tevent_req_error(req, error);
    return tevent_req_post(req, ev);
}

struct tevent_req *copy_send(TALLOC_CTX *mem, struct tevent_context *ev, int n);
struct tevent_req *copy_send(TALLOC_CTX *mem, struct tevent_context *ev, int n)
{
    struct copy *state;
    struct tevent_req *req = tevent_req_create(mem, &state, struct copy);
    if (!req)
        return NULL; // ok: NS208
    state->left = n;
    if (n == 0)
        return tevent_req_post(req, ev); // warning: 9 NS208 "'tevent_req'"
    if (n == 1) {
        tevent_req_done(req);
        return tevent_req_post(req, ev); // ok: NS208
    }
    if (n < 0)
        return refused(req, ev, EINVAL); // ok: NS208
    struct tevent_req *sub = tevent_wakeup_send(state, ev, tevent_timeval_current_ofs(1, 0));
    if (tevent_req_nomem(sub, req))
        return tevent_req_post(req, ev); // ok: NS208
    tevent_req_set_callback(sub, copy_woken, req);
    return req; // ok: NS208
}

struct tevent_req *step_send(TALLOC_CTX *mem, struct tevent_context *ev, int n);
struct tevent_req *step_send(TALLOC_CTX *mem, struct tevent_context *ev, int n)
{
    struct copy *state;
    struct tevent_req *req = tevent_req_create(mem, &state, struct copy);
    if (!req)
        return NULL;
    copy_step(req, n);
    if (!tevent_req_is_in_progress(req))
        return tevent_req_post(req, ev); // ok: NS208
    return req;
}

struct tevent_req *one_exit_send(TALLOC_CTX *mem, struct tevent_context *ev, int n);
struct tevent_req *one_exit_send(TALLOC_CTX *mem, struct tevent_context *ev, int n)
{
    struct copy *state;
    struct tevent_req *req = tevent_req_create(mem, &state, struct copy);
    if (!req)
        return NULL;
    if (n == 0)
        goto post;
    if (!tevent_req_error(req, n))
        tevent_req_done(req);
post:
    return tevent_req_post(req, ev); // warning: 5 NS208 "'tevent_req'"
}
