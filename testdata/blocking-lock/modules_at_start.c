/* Modules of a table: what main calls through a pointer before there are threads keeps nobody waiting; what a thread calls does. */
#include <event2/event.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t at_start = PTHREAD_MUTEX_INITIALIZER, beside = PTHREAD_MUTEX_INITIALIZER;
static int n;

struct module {
    int (*init)(const char *name);
    int (*work)(const char *name);
};

static void read_file(const char *name)
{
    FILE *f = fopen(name, "r");
    if (f)
        fclose(f);
}

static int anchors_init(const char *name)
{
    pthread_mutex_lock(&at_start);
    read_file(name);
    pthread_mutex_unlock(&at_start);
    return 1;
}

static int counts_init(const char *name)
{
    return ++n + (name != NULL);
}

static int anchors_work(const char *name)
{
    pthread_mutex_lock(&beside);
    read_file(name);
    pthread_mutex_unlock(&beside);
    return 1;
}

static int counts_work(const char *name)
{
    return ++n + (name != NULL);
}

static const struct module modules[] = {{anchors_init, anchors_work}, {counts_init, counts_work}};

static void set_up(const char *name)
{
    for (unsigned i = 0; i < sizeof modules / sizeof *modules; i++)
        if (!modules[i].init(name))
            return;
}

static void *worker(void *name)
{
    for (unsigned i = 0; i < sizeof modules / sizeof *modules; i++)
        modules[i].work(name);
    return NULL;
}

static void use(pthread_mutex_t *m)
{
    pthread_mutex_lock(m);
    n++;
    pthread_mutex_unlock(m);
}

static void on_event(evutil_socket_t fd, short what, void *arg)
{
    (void)fd, (void)what, (void)arg;
    use(&at_start); // ok: NS105
    use(&beside);   // note: 5 NS105 "use"
}

int main(int argc, char **argv)
{
    pthread_t t;
    struct event_base *base = event_base_new();
    struct event *e = event_new(base, 0, EV_READ | EV_PERSIST, on_event, NULL);
    (void)argc;
    set_up(argv[0]);
    event_add(e, NULL);
    pthread_create(&t, NULL, worker, argv[0]);
    event_base_dispatch(base);
    return 0;
}
