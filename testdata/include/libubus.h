/* Excerpt of ubus git 3cc98db, libubus.h (LGPL-2.1). */
#ifndef __LIBUBUS_H
#define __LIBUBUS_H

#include <libubox/uloop.h>
#include <stddef.h>
#include <stdint.h>

struct blob_attr;
struct ubus_context;
struct ubus_object;
struct ubus_request;
struct ubus_request_data;

typedef int (*ubus_handler_t)(struct ubus_context *ctx, struct ubus_object *obj,
                              struct ubus_request_data *req, const char *method,
                              struct blob_attr *msg);
typedef void (*ubus_data_handler_t)(struct ubus_request *req, int type, struct blob_attr *msg);
typedef void (*ubus_complete_handler_t)(struct ubus_request *req, int ret);

#define UBUS_METHOD_NOARG(_name, _handler) {.name = _name, .handler = _handler}

struct ubus_method {
    const char *name;
    ubus_handler_t handler;
};

struct ubus_object {
    const char *name;
    const struct ubus_method *methods;
    int n_methods;
};

struct ubus_context {
    struct uloop_fd sock;
    void (*connection_lost)(struct ubus_context *ctx);
};

struct ubus_request {
    ubus_data_handler_t data_cb;
    ubus_complete_handler_t complete_cb;
    struct ubus_context *ctx;
    void *priv;
};

struct ubus_context *ubus_connect(const char *path);
int ubus_complete_request(struct ubus_context *ctx, struct ubus_request *req, int timeout);
void ubus_complete_request_async(struct ubus_context *ctx, struct ubus_request *req);
int ubus_lookup_id(struct ubus_context *ctx, const char *path, uint32_t *id);
int ubus_add_object(struct ubus_context *ctx, struct ubus_object *obj);
int ubus_invoke(struct ubus_context *ctx, uint32_t obj, const char *method, struct blob_attr *msg,
                ubus_data_handler_t cb, void *priv, int timeout);
int ubus_invoke_async(struct ubus_context *ctx, uint32_t obj, const char *method,
                      struct blob_attr *msg, struct ubus_request *req);

#endif
