/* libmicrohttpd: one thread serves all connections, unless each has its own. */
#include <microhttpd.h>
#include <unistd.h>

static struct MHD_Daemon *own;

static enum MHD_Result on_request(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                                  const char *version, const char *data, size_t *size, void **con_cls)
{
    (void)cls, (void)connection, (void)url, (void)method, (void)version, (void)data, (void)size, (void)con_cls;
    pause(); // error: 5 NS101 related: "MHD_start_daemon"
    return MHD_YES;
}

static enum MHD_Result in_thread(void *cls, struct MHD_Connection *connection, const char *url, const char *method,
                                 const char *version, const char *data, size_t *size, void **con_cls)
{
    (void)cls, (void)connection, (void)url, (void)method, (void)version, (void)data, (void)size, (void)con_cls;
    pause(); // ok: NS101
    return MHD_YES;
}

static ssize_t on_content(void *cls, uint64_t pos, char *buf, size_t max)
{
    (void)cls, (void)pos, (void)buf;
    MHD_run(own);         // ok: NS102
    MHD_run_wait(own, 0); // ok: NS102
    MHD_run_wait(own, -1); // error: 5 NS102 related: "MHD_create_response_from_callback"
    return (ssize_t)max;
}

void start(void);

void start(void)
{
    own = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 80, NULL, NULL, on_request, NULL, MHD_OPTION_END);
    MHD_start_daemon(MHD_USE_THREAD_PER_CONNECTION | MHD_USE_INTERNAL_POLLING_THREAD, 81, NULL, NULL, in_thread, NULL,
                     MHD_OPTION_END);
    MHD_create_response_from_callback(1, 1, on_content, NULL, NULL);
}
