// args: --disable NS1 --disable NS2 --disable NS4
/* What a handler releases: a part of what its parameter points to, named by a variable of its own; a lock
 * in a global variable, for which it needs no parameter. */
#include <pthread.h>
#include <unistd.h>

struct log {
    pthread_mutex_t lock, other;
    int fd;
};
static pthread_mutex_t all = PTHREAD_MUTEX_INITIALIZER;

static void unlock_log(void *arg)
{
    struct log *log = arg;
    pthread_mutex_unlock(&log->lock);
}

static void unlock_all(void *arg)
{
    (void)arg;
    pthread_mutex_unlock(&all);
}

static void count_it(void *arg)
{
    struct log *log = arg;
    log->fd++;
}

static void part(struct log *log)
{
    pthread_cleanup_push(unlock_log, log);
    pthread_mutex_lock(&log->lock);
    write(log->fd, "x", 1);
    pthread_mutex_unlock(&log->lock); // ok: NS301
    pthread_cleanup_pop(0);
}

static void part_bad(struct log *log)
{
    pthread_cleanup_push(count_it, log);
    pthread_mutex_lock(&log->lock);
    write(log->fd, "x", 1);
    pthread_mutex_unlock(&log->lock); // warning: 5 NS301 "pthread_mutex_unlock"
    pthread_cleanup_pop(0);
}

static void global(struct log *log)
{
    pthread_cleanup_push(unlock_all, NULL);
    pthread_mutex_lock(&all);
    write(log->fd, "x", 1);
    pthread_mutex_unlock(&all); // ok: NS301
    pthread_cleanup_pop(0);
}

static void global_bad(struct log *log)
{
    pthread_mutex_lock(&all);
    write(log->fd, "x", 1);
    pthread_mutex_unlock(&all); // warning: 5 NS301 "pthread_mutex_unlock"
}

static void *entry(void *arg)
{
    part(arg);
    part_bad(arg);
    global(arg);
    global_bad(arg);
    return NULL;
}

int start(struct log *log);
int start(struct log *log)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, entry, log) != 0)
        return -1;
    pthread_cancel(thread);
    return pthread_join(thread, NULL);
}
