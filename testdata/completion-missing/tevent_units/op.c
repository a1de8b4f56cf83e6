#include "op.h"

void op_fail(struct tevent_req *req, int error)
{
    tevent_req_error(req, (uint64_t)error);
}

/* False: the request has failed. */
bool op_check(struct tevent_req *req, struct op_state *state)
{
    if (state->error) {
        op_fail(req, state->error);
        return false;
    }
    return true;
}

void op_finish(struct tevent_req *req, struct op_state *state)
{
    if (state->tries > 3)
        return; // warning: 9 NS208
    tevent_req_done(req);
}
