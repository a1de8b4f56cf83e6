#include <tevent.h>

void fail(struct tevent_req *req, int error);
struct tevent_req *begin(struct tevent_context *ev, struct tevent_req *req);
