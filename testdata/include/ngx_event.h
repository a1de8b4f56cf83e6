/* Excerpt of nginx 1.31.5, src/core/ngx_core.h, ngx_thread_pool.h and src/event/ngx_event.h (BSD licence). */
#ifndef _NGX_EVENT_H_INCLUDED_
#define _NGX_EVENT_H_INCLUDED_

typedef struct ngx_event_s ngx_event_t;
typedef struct ngx_log_s ngx_log_t;
typedef struct ngx_thread_task_s ngx_thread_task_t;
typedef void (*ngx_event_handler_pt)(ngx_event_t *ev);

struct ngx_event_s {
    void *data;
    unsigned write:1;
    ngx_event_handler_pt handler;
    ngx_log_t *log;
};

struct ngx_thread_task_s {
    ngx_thread_task_t *next;
    unsigned id;
    void *ctx;
    void (*handler)(void *data, ngx_log_t *log);
    ngx_event_t event;
};

void ngx_add_timer(ngx_event_t *ev, unsigned timer);

#endif
