/* What a callback is handed may be its own state as well as the request that it has to complete. */
#include <tevent.h>

struct state {
    int rounds;
};

static void on_state(struct tevent_req *subreq)
{
    struct state *state = tevent_req_callback_data(subreq, struct state);
    if (!tevent_wakeup_recv(subreq))
        return; // ok: NS208
    state->rounds++;
}

static void on_wakeup(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    if (!tevent_wakeup_recv(subreq))
        return; // warning: 9 NS208 "'tevent_req'"
    tevent_req_done(req);
}

void begin(struct tevent_context *ev, struct tevent_req *req, struct state *state);
void begin(struct tevent_context *ev, struct tevent_req *req, struct state *state)
{
    struct tevent_req *sub = tevent_wakeup_send(req, ev, tevent_timeval_current_ofs(1, 0));
    tevent_req_set_callback(sub, on_wakeup, req);
    sub = tevent_wakeup_send(state, ev, tevent_timeval_current_ofs(1, 0));
    tevent_req_set_callback(sub, on_state, state);
}
