#include "req.h"

void fail(struct tevent_req *req, int error)
{
    tevent_req_error(req, error);
}
