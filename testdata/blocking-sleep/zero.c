/* A wait of zero returns at once. */
#include <time.h>
#include <unistd.h>
#include <uv.h>

static const struct timespec none = {0, 0};

static void on_idle(uv_idle_t *h)
{
    struct timespec zero = {0};
    struct timespec some = {.tv_sec = 0, .tv_nsec = 1000000};
    (void)h;
    usleep(0);              // ok: NS101
    usleep(1);              // note: 5 NS101 "usleep"
    nanosleep(&zero, NULL); // ok: NS101
    nanosleep(&none, NULL); // ok: NS101
    nanosleep(&some, NULL); // note: 5 NS101 "nanosleep"
    uv_sleep(0);            // ok: NS101
    uv_sleep(20);           // warning: 5 NS101 "uv_sleep"
}

void start(uv_idle_t *h)
{
    uv_idle_start(h, on_idle);
}
