/* Excerpt of nginx 1.31.5, src/http/ngx_http_core_module.h, ngx_http_request.h, src/core/ngx_conf_file.h, ngx_file.h, ngx_inet.h,
 * ngx_palloc.h, ngx_shmtx.h, ngx_thread_pool.h, src/os/unix/ngx_process.h, ngx_socket.h (BSD licence). */
#ifndef _NGX_HTTP_H_INCLUDED_
#define _NGX_HTTP_H_INCLUDED_

#include <sys/ioctl.h>
#include <sys/types.h>
#include <ngx_config.h>
#include <ngx_event.h>

typedef intptr_t ngx_int_t;
typedef int ngx_socket_t;
typedef unsigned long ngx_msec_t;
typedef struct ngx_cycle_s ngx_cycle_t;
typedef struct ngx_conf_s ngx_conf_t;
typedef struct ngx_http_request_s ngx_http_request_t;
typedef struct ngx_chain_s ngx_chain_t;
typedef struct ngx_file_s ngx_file_t;
typedef struct ngx_thread_pool_s ngx_thread_pool_t;
typedef struct { int *lock; } ngx_shmtx_t;
#define NGX_OK 0
#define NGX_ERROR -1
#define NGX_HTTP_INTERNAL_SERVER_ERROR 500
#define NGX_AGAIN -2
#define NGX_DONE -4

typedef ngx_int_t (*ngx_http_handler_pt)(ngx_http_request_t *r);
typedef ngx_int_t (*ngx_http_output_body_filter_pt)(ngx_http_request_t *r, ngx_chain_t *chain);
typedef void (*ngx_http_client_body_handler_pt)(ngx_http_request_t *r);
typedef void (*ngx_http_event_handler_pt)(ngx_http_request_t *r);
struct ngx_http_request_s {
    ngx_http_event_handler_pt read_event_handler;
    ngx_http_event_handler_pt write_event_handler;
    ngx_http_handler_pt content_handler;
    ngx_http_request_t *main;
    void *body;
    unsigned count;
};
extern ngx_http_output_body_filter_pt ngx_http_top_body_filter;
void ngx_http_finalize_request(ngx_http_request_t *r, ngx_int_t rc);
ngx_int_t ngx_http_send_header(ngx_http_request_t *r);
ngx_int_t ngx_http_output_filter(ngx_http_request_t *r, ngx_chain_t *chain);
void ngx_http_upstream_init(ngx_http_request_t *r);
ngx_int_t ngx_http_read_client_request_body(ngx_http_request_t *r, ngx_http_client_body_handler_pt post_handler);

typedef struct ngx_command_s ngx_command_t;
struct ngx_command_s {
    const char *name;
    unsigned type;
    char *(*set)(ngx_conf_t *cf, ngx_command_t *cmd, void *conf);
};
typedef ngx_msec_t (*ngx_path_manager_pt)(void *data);
typedef struct { ngx_path_manager_pt manager; void *data; } ngx_path_t;
typedef void (*ngx_pool_cleanup_pt)(void *data);
typedef struct ngx_pool_cleanup_s ngx_pool_cleanup_t;
struct ngx_pool_cleanup_s { ngx_pool_cleanup_pt handler; void *data; };

void ngx_shmtx_lock(ngx_shmtx_t *mtx);
unsigned ngx_shmtx_trylock(ngx_shmtx_t *mtx);
void ngx_shmtx_unlock(ngx_shmtx_t *mtx);
ssize_t ngx_read_file(ngx_file_t *file, unsigned char *buf, size_t size, off_t offset);
ngx_int_t ngx_thread_task_post(ngx_thread_pool_t *tp, ngx_thread_task_t *task);
int ngx_nonblocking(ngx_socket_t s);
typedef void (*ngx_spawn_proc_pt)(ngx_cycle_t *cycle, void *data);
pid_t ngx_spawn_process(ngx_cycle_t *cycle, ngx_spawn_proc_pt proc, void *data, char *name, ngx_int_t respawn);
typedef struct { ngx_int_t (*notify)(ngx_event_handler_pt handler); } ngx_event_actions_t;
extern ngx_event_actions_t ngx_event_actions;
#define ngx_notify ngx_event_actions.notify
void ngx_process_events_and_timers(ngx_cycle_t *cycle);

#endif
