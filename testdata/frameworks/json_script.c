/* libubox's json_script runs its handlers before it returns: where a callback runs a script, and not where the start does. */
#include <libubox/json_script.h>
#include <libubox/uloop.h>
#include <unistd.h>

static void on_command(struct json_script_ctx *ctx, const char *name, struct blob_attr *cmd, struct blob_attr *vars)
{
    (void)ctx, (void)name, (void)cmd, (void)vars;
    usleep(200000); // warning: 5 NS101 related: "on_command"
}

static void on_first(struct json_script_ctx *ctx, const char *name, struct blob_attr *cmd, struct blob_attr *vars)
{
    (void)ctx, (void)name, (void)cmd, (void)vars; // ok: NS101
}

static struct json_script_ctx rules = {.handle_command = on_command};
static struct json_script_ctx first = {.handle_command = on_first};

static void on_event(struct uloop_fd *u, unsigned int events)
{
    (void)u, (void)events;
    json_script_run(&rules, "main", NULL);
}

static struct uloop_fd events = {.cb = on_event};

void start(void)
{
    json_script_init(&first);
    json_script_run(&first, "first", NULL);
    uloop_fd_add(&events, ULOOP_READ);
}
