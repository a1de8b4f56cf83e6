// args: --rules home_made.yaml
/* A loop of the project's own, described by the names of its handlers, a record's field and a type. */
#include <stddef.h>
#include <unistd.h>

typedef void on_packet_fn(int fd);

struct source {
    int fd;
    void (*ready)(struct source *s);
    void (*destroy)(struct source *s);
};

static void handle_input_event(struct source *s)
{
    (void)s;
    usleep(1); // note: 5 NS101
}

static void handle_input(struct source *s)
{
    (void)s;
    usleep(2); // ok: NS101
}

static void on_ready(struct source *s)
{
    (void)s;
    usleep(3); // note: 5 NS101
}

static void on_destroy(struct source *s)
{
    (void)s;
    usleep(4); // ok: NS101
}

static on_packet_fn on_packet;

static void on_packet(int fd)
{
    (void)fd;
    usleep(5); // note: 5 NS101
}

struct source input = {.fd = 0, .ready = on_ready, .destroy = on_destroy};

void start(struct source *s)
{
    handle_input_event(s);
    handle_input(s);
    on_packet(s->fd);
}
