#include <tevent.h>

static void on_wakeup(struct tevent_req *subreq)
{
    struct tevent_req *req = tevent_req_callback_data(subreq, struct tevent_req);
    if (!tevent_wakeup_recv(subreq))
        tevent_req_error(req, 5);
    tevent_req_done(req); // error: 5 NS209 "'tevent_req'"
}

void begin(struct tevent_context *ev, struct tevent_req *req);
void begin(struct tevent_context *ev, struct tevent_req *req)
{
    struct tevent_req *sub = tevent_wakeup_send(req, ev, tevent_timeval_current_ofs(1, 0));
    tevent_req_set_callback(sub, on_wakeup, req);
}
