// args: --enable NS307
#include "op.h"

static void step_a(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct op_state *state = tevent_req_data(req, struct op_state);
    if (!tevent_wakeup_recv(subreq)) {
        op_fail(req, 5);
        return;
    }
    if (!op_check(req, state))
        return; // ok: NS208
    op_finish(req, state);
}

static void step_b(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct op_state *state = tevent_req_data(req, struct op_state);
    if (!tevent_wakeup_recv(subreq))
        op_fail(req, 5);
    if (op_check(req, state)) // error: 9 NS209
        tevent_req_done(req); // error: 9 NS209
}

static void step_c(struct tevent_req *subreq) // warning: 13 NS307
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    tevent_req_done(req);
}

static void step_retry(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    struct op_state *state = tevent_req_data(req, struct op_state);
    if (!tevent_wakeup_recv(subreq)) {
        op_fail(req, 5);
        return;
    }
    if (state->tries++ < 3) {
        subreq = tevent_wakeup_send(state, state->ev, tevent_timeval_current_ofs(1, 0));
        if (tevent_req_nomem(subreq, req))
            return; // ok: NS208
        tevent_req_set_callback(subreq, step_retry, req);
        return; // ok: NS208
    }
    if (state->error)
        return; // warning: 9 NS208
    tevent_req_done(req); // ok: NS209
}

struct tevent_req *op_send(TALLOC_CTX *mem, struct tevent_context *ev, int how);
struct tevent_req *op_send(TALLOC_CTX *mem, struct tevent_context *ev, int how)
{
    static const tevent_req_fn steps[] = {step_a, step_b, step_c, step_retry};
    struct op_state *state = NULL;
    struct tevent_req *subreq, *req = tevent_req_create(mem, &state, struct op_state);
    if (req == NULL)
        return NULL;
    if (how < 0) {
        tevent_req_error(req, 22);
        return tevent_req_post(req, ev);
    }
    state->ev = ev;
    subreq = tevent_wakeup_send(state, ev, tevent_timeval_current_ofs(0, 100));
    if (tevent_req_nomem(subreq, req))
        return tevent_req_post(req, ev);
    tevent_req_set_callback(subreq, steps[how & 3], req);
    return req;
}
