#ifndef OP_H
#define OP_H
#include <tevent.h>
#include <stdlib.h>
struct op_state { struct tevent_context *ev; int tries, error; };
void op_fail(struct tevent_req *req, int error);
bool op_check(struct tevent_req *req, struct op_state *state);
void op_finish(struct tevent_req *req, struct op_state *state);
#endif
