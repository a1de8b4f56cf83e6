/* Excerpt of tevent 0.17.2, tevent.h (LGPL-3.0-or-later), of Samba 4614f04b. */
#ifndef __TEVENT_H__
#define __TEVENT_H__

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/time.h>

#define __location__ "file:1"
typedef void TALLOC_CTX;
struct tevent_context;
struct tevent_fd;
struct tevent_timer;
struct tevent_immediate;
struct tevent_req;
struct tevent_queue;
typedef void (*tevent_fd_handler_t)(struct tevent_context *ev, struct tevent_fd *fde, uint16_t flags, void *private_data);
typedef void (*tevent_timer_handler_t)(struct tevent_context *ev, struct tevent_timer *te, struct timeval current_time, void *private_data);
typedef void (*tevent_immediate_handler_t)(struct tevent_context *ctx, struct tevent_immediate *im, void *private_data);
typedef void (*tevent_req_fn)(struct tevent_req *subreq);
typedef void (*tevent_queue_trigger_fn_t)(struct tevent_req *req, void *private_data);
#define TEVENT_FD_READ 1

struct tevent_fd *_tevent_add_fd(struct tevent_context *ev, TALLOC_CTX *mem_ctx, int fd, uint16_t flags, tevent_fd_handler_t handler,
				 void *private_data, const char *handler_name, const char *location);
#define tevent_add_fd(ev, mem_ctx, fd, flags, handler, private_data) \
	_tevent_add_fd(ev, mem_ctx, fd, flags, handler, private_data, \
		       #handler, __location__)
struct tevent_timer *_tevent_add_timer(struct tevent_context *ev, TALLOC_CTX *mem_ctx, struct timeval next_event, tevent_timer_handler_t handler,
				       void *private_data, const char *handler_name, const char *location);
#define tevent_add_timer(ev, mem_ctx, next_event, handler, private_data) \
	_tevent_add_timer(ev, mem_ctx, next_event, handler, private_data, \
			  #handler, __location__)
void _tevent_schedule_immediate(struct tevent_immediate *im, struct tevent_context *ctx, tevent_immediate_handler_t handler,
				void *private_data, const char *handler_name, const char *location);
#define tevent_schedule_immediate(im, ctx, handler, private_data) \
	_tevent_schedule_immediate(im, ctx, handler, private_data, \
				   #handler, __location__);
void _tevent_req_set_callback(struct tevent_req *req, tevent_req_fn fn, const char *fn_name, void *pvt);
#define tevent_req_set_callback(req, fn, pvt) _tevent_req_set_callback(req, fn, #fn, pvt)
bool _tevent_queue_add(struct tevent_queue *queue, struct tevent_context *ev, struct tevent_req *req, tevent_queue_trigger_fn_t trigger,
		       const char *trigger_name, void *private_data);
#define tevent_queue_add(queue, ev, req, trigger, private_data) _tevent_queue_add(queue, ev, req, trigger, #trigger, private_data)
struct tevent_req *tevent_wakeup_send(TALLOC_CTX *mem_ctx, struct tevent_context *ev, struct timeval wakeup_time);
bool tevent_wakeup_recv(struct tevent_req *req);
struct timeval tevent_timeval_current_ofs(uint32_t secs, uint32_t usecs);
bool tevent_req_poll(struct tevent_req *req, struct tevent_context *ev);
int _tevent_loop_once(struct tevent_context *ev, const char *location);
#define tevent_loop_once(ev) _tevent_loop_once(ev, __location__)
int _tevent_loop_wait(struct tevent_context *ev, const char *location);
#define tevent_loop_wait(ev) _tevent_loop_wait(ev, __location__)


void *_tevent_req_data(struct tevent_req *req);
#define tevent_req_data(_req, _type) ((_type *)_tevent_req_data(_req))
void *_tevent_req_callback_data(struct tevent_req *req);
#define tevent_req_callback_data(_req, _type) ((_type *)_tevent_req_callback_data(_req))
void _tevent_req_done(struct tevent_req *req, const char *location);
#define tevent_req_done(req) _tevent_req_done(req, __location__)
bool _tevent_req_error(struct tevent_req *req, uint64_t error, const char *location);
#define tevent_req_error(req, error) _tevent_req_error(req, error, __location__)
struct tevent_req *__tevent_req_create(TALLOC_CTX *mem_ctx, void *pstate, size_t state_size, const char *type, const char *func,
				       const char *location);
#define tevent_req_create(_mem_ctx, _pstate, _type) \
	__tevent_req_create((_mem_ctx), (_pstate), sizeof(_type), #_type, __func__, __location__)
bool _tevent_req_nomem(const void *p, struct tevent_req *req, const char *location);
#define tevent_req_nomem(p, req) _tevent_req_nomem(p, req, __location__)
struct tevent_req *tevent_req_post(struct tevent_req *req, struct tevent_context *ev);
bool tevent_req_is_in_progress(struct tevent_req *req);

#endif
