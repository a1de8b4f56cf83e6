/* Excerpt of libwebsockets 4.1.6, libwebsockets.h and what it includes (MIT licence). */
#ifndef LIBWEBSOCKETS_H
#define LIBWEBSOCKETS_H

#include <stddef.h>
#include <stdint.h>

struct lws;
struct lws_context;
struct lws_client_connect_info;
struct lws_threadpool_task;
enum lws_callback_reasons { LWS_CALLBACK_ESTABLISHED, LWS_CALLBACK_RECEIVE = 6 };
enum lws_threadpool_task_return { LWS_TP_RETURN_FINISHED = 2 };
typedef int lws_callback_function(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in,
                                  size_t len);
typedef int64_t lws_usec_t;
struct lws_sorted_usec_list;
typedef struct lws_sorted_usec_list lws_sorted_usec_list_t;
typedef void (*sul_cb_t)(lws_sorted_usec_list_t *sul);

struct lws_protocols {
    const char *name;
    lws_callback_function *callback;
    size_t per_session_data_size;
};
struct lws_sorted_usec_list {
    lws_usec_t us;
    sul_cb_t cb;
};
struct lws_threadpool_task_args {
    void *user;
    enum lws_threadpool_task_return (*task)(void *user, enum lws_threadpool_task_return s);
};

void lws_sul_schedule(struct lws_context *ctx, int tsi, lws_sorted_usec_list_t *sul, sul_cb_t _cb, lws_usec_t _us);
struct lws *lws_client_connect_via_info(const struct lws_client_connect_info *ccinfo);
int lws_callback_on_writable(struct lws *wsi);
void lws_cancel_service(struct lws_context *context);
int lws_service(struct lws_context *context, int timeout_ms);

#endif
