/* What the kernel makes up under /proc, /sys and /dev is no storage. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static int open_one(const char *path)
{
    return open(path, O_RDONLY);
}

static void *xmalloc(size_t size)
{
    void *p = malloc(size);
    if (!p) {
        usleep(1); /* hardly ever */
        p = malloc(size);
    }
    return p;
}

static void on_tick(uv_timer_t *t)
{
    char *text = NULL, made[64], stored[64];
    (void)t;
    snprintf(made, sizeof made, "/proc/%d/children", 1);
    snprintf(stored, sizeof stored, "/var/%d", 1);
    fopen(made, "r");   // ok: NS106
    fopen(stored, "r"); // note: 5 NS106
    open_one(made);     // ok: NS106
    open("/proc/self/stat", O_RDONLY); // ok: NS106
    open("/var/lib/stat", O_RDONLY);   // note: 5 NS106
    open_one("/sys/class");            // ok: NS106
    open_one("/etc/passwd");           // note: 5 NS106
    fopen("/dev/urandom", "r");        // ok: NS106
    free(xmalloc(9));                  // ok: NS101
    if (!text)
        usleep(2); // note: 9 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
