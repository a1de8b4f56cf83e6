#include "req.h"

static void on_wakeup(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    if (!tevent_wakeup_recv(subreq)) {
        fail(req, 5);
        return; // ok: NS208
    }
    tevent_req_done(req);
}

static void on_silent(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    if (!tevent_wakeup_recv(subreq))
        return; // warning: 9 NS208 "'on_silent' leaves its 'tevent_req'"
    tevent_req_done(req);
}

struct tevent_req *begin(struct tevent_context *ev, struct tevent_req *req)
{
    struct tevent_req *sub = tevent_wakeup_send(req, ev, tevent_timeval_current_ofs(1, 0));
    tevent_req_set_callback(sub, on_wakeup, req);
    tevent_req_set_callback(sub, on_silent, req);
    return sub;
}
