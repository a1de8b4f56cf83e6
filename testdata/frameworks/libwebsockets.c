/* libwebsockets: protocol callbacks and scheduled work run in lws_service; tasks of the thread pool do not. */
#include <libwebsockets.h>
#include <unistd.h>

static const struct lws_client_connect_info *info;

static int on_chat(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    (void)user, (void)in, (void)len;
    if (reason == LWS_CALLBACK_RECEIVE)
        pause(); // error: 9 NS101 related: "lws_protocols"
    lws_callback_on_writable(wsi); // ok: NS103
    lws_client_connect_via_info(info); // error: 5 NS103 "lws_async_dns_query"
    return 0;
}

static int on_echo(struct lws *wsi, enum lws_callback_reasons reason, void *user, void *in, size_t len)
{
    (void)reason, (void)user, (void)in, (void)len;
    return lws_callback_on_writable(wsi); // ok: NS101
}

static const struct lws_protocols protocols[] = {
    {.name = "chat", .callback = on_chat},
    {.name = "echo", .callback = on_echo},
    {.name = NULL},
};

static struct lws_context *context;

static void on_scheduled(lws_sorted_usec_list_t *sul)
{
    (void)sul;
    pause(); // error: 5 NS101 related: "lws_sul_schedule"
    lws_service(context, 0); // warning: 5 NS204 "lws_service"
}

static enum lws_threadpool_task_return in_thread(void *user, enum lws_threadpool_task_return s)
{
    (void)user;
    pause(); // ok: NS101
    return s;
}

static struct lws_threadpool_task_args task = {.task = in_thread};

const void *start(struct lws_context *lws, lws_sorted_usec_list_t *sul);

const void *start(struct lws_context *lws, lws_sorted_usec_list_t *sul)
{
    context = lws;
    lws_sul_schedule(lws, 0, sul, on_scheduled, 1);
    while (lws_service(lws, 0) >= 0) // ok: NS204
        ;
    return task.user ? (const void *)protocols : NULL;
}
