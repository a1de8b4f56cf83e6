/* Excerpt of PipeWire 0.3.65, pipewire/stream.h, filter.h, loop.h, main-loop.h, thread-loop.h, data-loop.h and SPA's hook.h, support/loop.h,
 * node/node.h (MIT licence); PW_STREAM_FLAG_RT_TRIGGER_DONE of 1.7.0. */
#ifndef PIPEWIRE_H
#define PIPEWIRE_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <time.h>

struct spa_callbacks { const void *funcs; void *data; };
struct spa_interface { const char *type; uint32_t version; struct spa_callbacks cb; };
#define SPA_CALLBACK_CHECK(c,m,v) ((c) && ((v) == 0 || (c)->version > (v)-1) && (c)->m)
#define spa_callbacks_call_res(callbacks,type,res,method,vers,...)		\
({										\
	const type *_f = (const type *) (callbacks)->funcs;			\
	if (SPA_CALLBACK_CHECK(_f,method,vers))					\
		res = _f->method((callbacks)->data, ## __VA_ARGS__);		\
	res;									\
})
#define spa_interface_call_res(iface,method_type,res,method,vers,...)			\
	spa_callbacks_call_res(&(iface)->cb,method_type,res,method,vers,##__VA_ARGS__)

struct spa_source;
typedef void (*spa_source_timer_func_t) (void *data, uint64_t expirations);
typedef int (*spa_invoke_func_t) (void *loop, bool async, uint32_t seq, const void *data, size_t size, void *user_data);
struct spa_loop_utils { struct spa_interface iface; };
struct spa_loop_utils_methods {
	uint32_t version;
	struct spa_source *(*add_timer) (void *object, spa_source_timer_func_t func, void *data);
};
#define spa_loop_utils_method_s(o,method,version,...)			\
({									\
	struct spa_source *_res = NULL;					\
	struct spa_loop_utils *_o = o;					\
	spa_interface_call_res(&_o->iface,				\
			struct spa_loop_utils_methods, _res,		\
			method, version, ##__VA_ARGS__);		\
	_res;								\
})
#define spa_loop_utils_add_timer(l,...)		spa_loop_utils_method_s(l,add_timer,0,__VA_ARGS__)
struct pw_loop { struct spa_loop_utils *utils; };
#define pw_loop_add_timer(l,...)	spa_loop_utils_add_timer((l)->utils,__VA_ARGS__)

struct pw_main_loop;
int pw_main_loop_run(struct pw_main_loop *loop);
int pw_main_loop_quit(struct pw_main_loop *loop);
struct pw_thread_loop;
void pw_thread_loop_lock(struct pw_thread_loop *loop);
void pw_thread_loop_unlock(struct pw_thread_loop *loop);
void pw_thread_loop_wait(struct pw_thread_loop *loop);
bool pw_thread_loop_in_thread(struct pw_thread_loop *loop);
struct pw_data_loop;
int pw_data_loop_invoke(struct pw_data_loop *loop, spa_invoke_func_t func, uint32_t seq, const void *data, size_t size, bool block, void *user_data);

struct pw_properties;
struct pw_buffer;
struct spa_pod;
struct pw_stream;
struct pw_stream_events {
	uint32_t version;
	void (*destroy) (void *data);
	void (*process) (void *data);
	void (*drained) (void *data);
	void (*trigger_done) (void *data);
};
enum pw_stream_flags {
	PW_STREAM_FLAG_NONE = 0,
	PW_STREAM_FLAG_AUTOCONNECT = (1 << 0),
	PW_STREAM_FLAG_MAP_BUFFERS = (1 << 2),
	PW_STREAM_FLAG_RT_PROCESS = (1 << 4),
	PW_STREAM_FLAG_RT_TRIGGER_DONE = (1 << 12),
};
struct pw_stream *pw_stream_new_simple(struct pw_loop *loop, const char *name, struct pw_properties *props, const struct pw_stream_events *events, void *data);
void pw_stream_destroy(struct pw_stream *stream);
int pw_stream_connect(struct pw_stream *stream, int direction, uint32_t target_id, enum pw_stream_flags flags, const struct spa_pod **params, uint32_t n_params);
int pw_stream_set_active(struct pw_stream *stream, bool active);
struct pw_buffer *pw_stream_dequeue_buffer(struct pw_stream *stream);
int pw_stream_queue_buffer(struct pw_stream *stream, struct pw_buffer *buffer);

struct pw_filter;
struct spa_io_position;
struct pw_filter_events {
	uint32_t version;
	void (*process) (void *data, struct spa_io_position *position);
	void (*drained) (void *data);
};
enum pw_filter_flags { PW_FILTER_FLAG_NONE = 0, PW_FILTER_FLAG_RT_PROCESS = (1 << 2) };
struct pw_filter *pw_filter_new_simple(struct pw_loop *loop, const char *name, struct pw_properties *props, const struct pw_filter_events *events, void *data);
int pw_filter_connect(struct pw_filter *filter, enum pw_filter_flags flags, const struct spa_pod **params, uint32_t n_params);

struct spa_node_methods {
	uint32_t version;
	int (*send_command) (void *object, const void *command);
	int (*process) (void *object);
};

#endif
