/* Excerpt of Mongoose 7.22, mongoose.h (GPL-2). */
#ifndef MONGOOSE_H
#define MONGOOSE_H

#include <stdint.h>

struct mg_mgr;
struct mg_connection;
struct mg_timer;
typedef void (*mg_event_handler_t)(struct mg_connection *, int ev, void *ev_data);

struct mg_connection *mg_http_listen(struct mg_mgr *mgr, const char *url, mg_event_handler_t fn, void *fn_data);
struct mg_timer *mg_timer_add(struct mg_mgr *mgr, uint64_t milliseconds, unsigned flags, void (*fn)(void *),
                              void *arg);
void mg_http_reply(struct mg_connection *, int status_code, const char *headers, const char *body_fmt, ...);
void mg_mgr_poll(struct mg_mgr *, int ms);

#endif
