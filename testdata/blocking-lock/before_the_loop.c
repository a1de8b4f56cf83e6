/* A section that refuses to run once the loop's thread is there keeps nobody on that thread waiting. */
#include <event2/event.h>
#include <pthread.h>
#include <stdio.h>

static pthread_mutex_t refused = PTHREAD_MUTEX_INITIALIZER, late = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t taken_back = PTHREAD_MUTEX_INITIALIZER, open_way = PTHREAD_MUTEX_INITIALIZER;
static int running, running_late, paused, n;

static void use(pthread_mutex_t *m)
{
    pthread_mutex_lock(m);
    n++;
    pthread_mutex_unlock(m);
}

static void on_event(evutil_socket_t fd, short what, void *arg)
{
    (void)fd, (void)what, (void)arg;
    use(&refused);    // ok: NS105
    use(&late);       // note: 5 NS105 "use"
    use(&taken_back); // note: 5 NS105 "use"
    use(&open_way);   // note: 5 NS105 "use"
}

static void *loop(void *base)
{
    event_base_dispatch(base);
    return NULL;
}

static void read_file(const char *name)
{
    FILE *f = fopen(name, "r");
    if (f)
        fclose(f);
}

int lib_read(const char *name)
{
    pthread_mutex_lock(&refused);
    if (running) {
        pthread_mutex_unlock(&refused);
        return -1;
    }
    read_file(name);
    pthread_mutex_unlock(&refused);
    return 0;
}

void lib_read_more(const char *name)
{
    pthread_mutex_lock(&late); /* set when the thread is there already */
    if (!running_late)
        read_file(name);
    pthread_mutex_unlock(&late);

    pthread_mutex_lock(&taken_back);
    if (paused == 0)
        read_file(name);
    pthread_mutex_unlock(&taken_back);

    pthread_mutex_lock(&open_way);
    if (!running)
        n++;
    read_file(name);
    pthread_mutex_unlock(&open_way);
}

void lib_resume(void)
{
    paused = 0;
}

int lib_start(struct event_base *base)
{
    pthread_t t;
    running = 1;
    paused = 1;
    event_add(event_new(base, -1, EV_PERSIST, on_event, NULL), NULL);
    int rc = pthread_create(&t, NULL, loop, base);
    running_late = 1;
    return rc;
}
