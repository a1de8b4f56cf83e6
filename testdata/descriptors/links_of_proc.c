/* /proc/self/fd/N is whatever the descriptor is, and what is named below it lies there; only the link itself is proc's. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>
#include <uv.h>

static int top, number;

static void below_the_descriptor(const char *name)
{
    char path[200], text[8];
    snprintf(path, sizeof path, "/proc/self/fd/%d/%s", top, name);
    lgetxattr(path, "user.mode", text, sizeof text);
    chmod(path, 0600);
    close(open(path, O_RDONLY));
}

static void in_proc(void)
{
    char path[200], text[200];
    snprintf(path, sizeof path, "/proc/self/fd/%d", number);
    if (readlink(path, text, sizeof text) < 0) // ok: NS106
        return;
    snprintf(path, sizeof path, "/proc/self/fdinfo/%d", number);
    close(open(path, O_RDONLY)); // ok: NS106
    snprintf(path, sizeof path, "/proc/%d/stat", number);
    close(open(path, O_RDONLY)); // ok: NS106
}

static void on_timer(uv_timer_t *t)
{
    below_the_descriptor(t->data); // note: 5 NS106
    in_proc(); // ok: NS106
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
