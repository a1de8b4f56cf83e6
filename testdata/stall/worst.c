/* Of what one call reaches of a kind, the longest stall is told, not the nearest call. */
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

static void save(const char *path)
{
    struct stat st;
    stat(path, &st);
    fsync(open(path, O_WRONLY));
}

static void look(const char *path)
{
    struct stat st;
    stat(path, &st);
    if (st.st_size)
        open(path, O_RDONLY);
}

static void settle(struct pollfd *p)
{
    poll(p, 1, 1);
    poll(p, 1, -1);
    poll(p, 1, 100);
}

static void on_timer(uv_timer_t *t)
{
    save(t->data);   // warning: 5 NS106 "fsync" related: "stat"
    look(t->data);   // note: 5 NS106 "stat"
    settle(t->data); // error: 5 NS102 "poll"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
