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

struct copy {
    int left;
};

struct tevent_req *copy_send(void *mem, struct tevent_context *ev, int n);
struct tevent_req *copy_send(void *mem, struct tevent_context *ev, int n)
{
    struct copy *state;
    struct tevent_req *req = tevent_req_create(mem, &state, struct copy);
    if (!req)
        return NULL;
    if (n == 0)
        tevent_req_done(req);
    tevent_req_done(req); // error: 5 NS209 "'tevent_req'"
    return tevent_req_post(req, ev);
}

struct tevent_req *one_send(void *mem, struct tevent_context *ev, int n);
struct tevent_req *one_send(void *mem, struct tevent_context *ev, int n)
{
    struct copy *state;
    struct tevent_req *req = tevent_req_create(mem, &state, struct copy);
    if (!req)
        return NULL;
    if (!tevent_req_error(req, n))
        tevent_req_done(req); // ok: NS209
    return tevent_req_post(req, ev);
}
