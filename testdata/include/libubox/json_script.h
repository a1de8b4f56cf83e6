/* Excerpt of libubox git 1aa36ee, json_script.h (ISC). */
#ifndef __JSON_SCRIPT_H
#define __JSON_SCRIPT_H

#include <stdbool.h>
#include <stddef.h>

struct blob_attr;
struct json_script_file;

struct json_script_ctx {
    void (*handle_command)(struct json_script_ctx *ctx, const char *name, struct blob_attr *cmd, struct blob_attr *vars);
    int (*handle_expr)(struct json_script_ctx *ctx, const char *name, struct blob_attr *expr, struct blob_attr *vars);
    const char *(*handle_var)(struct json_script_ctx *ctx, const char *name, struct blob_attr *vars);
    struct json_script_file *(*handle_file)(struct json_script_ctx *ctx, const char *name);
    void (*handle_error)(struct json_script_ctx *ctx, const char *msg, struct blob_attr *context);
};

void json_script_init(struct json_script_ctx *ctx);
void json_script_run(struct json_script_ctx *ctx, const char *filename, struct blob_attr *vars);
void json_script_run_file(struct json_script_ctx *ctx, struct json_script_file *file, struct blob_attr *vars);

#endif
