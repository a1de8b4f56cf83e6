// args: --enable NS307
#include "load.h"

#include <ares.h>

static void on_load(GObject *source, GAsyncResult *res, gpointer data) // warning: 13 NS307 "'on_load' never looks"
{
    (void)source;
    (void)data;
}

static void on_load_finished(GObject *source, GAsyncResult *res, gpointer data) // ok: NS307
{
    (void)data;
    load_finish((GFile *)source, res);
}

static void on_host(void *arg, int status, int timeouts, struct hostent *host) // warning: 13 NS307 "ares_gethostbyname"
{
    (void)arg;
    (void)timeouts;
    (void)host;
}

static void on_host_checked(void *arg, int status, int timeouts, struct hostent *host) // ok: NS307
{
    (void)timeouts;
    if (status == 0)
        *(struct hostent **)arg = host;
}

void start(GFile *f, ares_channel c, struct hostent **host);
void start(GFile *f, ares_channel c, struct hostent **host)
{
    g_file_load_contents_async(f, NULL, on_load, NULL);
    g_file_load_contents_async(f, NULL, on_load_finished, NULL);
    ares_gethostbyname(c, "a", 2, on_host, NULL);
    ares_gethostbyname(c, "a", 2, on_host_checked, host);
}
