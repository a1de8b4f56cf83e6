/* What a section does only where something went wrong makes nobody wait in normal use. */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

static pthread_mutex_t negative = PTHREAD_MUTEX_INITIALIZER, failed = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t lost = PTHREAD_MUTEX_INITIALIZER, below = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t ends = PTHREAD_MUTEX_INITIALIZER, missed = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t both = PTHREAD_MUTEX_INITIALIZER, counted = PTHREAD_MUTEX_INITIALIZER;
static int fd, count;
static int *cache;

static void save(void)
{
    fsync(fd);
}

static void check(int rc)
{
    if (rc < 0)
        save();
}

static int *load(void)
{
    save();
    return &count;
}

static void *worker(void *arg)
{
    pthread_mutex_lock(&negative);
    if (count < 0)
        save();
    pthread_mutex_unlock(&negative);

    pthread_mutex_lock(&failed);
    int rc = pthread_mutex_lock(&counted);
    if (rc != 0)
        save();
    pthread_mutex_unlock(&counted);
    pthread_mutex_unlock(&failed);

    pthread_mutex_lock(&lost);
    char *p = strndup("x", 1);
    if (!p)
        save();
    free(p);
    pthread_mutex_unlock(&lost);

    pthread_mutex_lock(&below);
    check(count);
    pthread_mutex_unlock(&below);

    pthread_mutex_lock(&ends);
    if (count > 1000) {
        save();
        abort();
    }
    pthread_mutex_unlock(&ends);

    pthread_mutex_lock(&missed); /* what is not in the cache yet has not failed */
    if (!cache)
        cache = load();
    pthread_mutex_unlock(&missed);

    pthread_mutex_lock(&both);
    if (count < 0)
        save();
    else
        fdatasync(fd);
    pthread_mutex_unlock(&both);
    return arg;
}

static void use(pthread_mutex_t *m)
{
    pthread_mutex_lock(m);
    count++;
    pthread_mutex_unlock(m);
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    use(&negative); // ok: NS105
    use(&failed);   // ok: NS105
    use(&lost);     // ok: NS105
    use(&below);    // ok: NS105
    use(&ends);     // ok: NS105
    use(&missed);   // warning: 5 NS105 "use" related: "'worker' takes this lock here, and holds it while 'fsync' blocks" related: "'fsync' blocks here"
    use(&both);     // warning: 5 NS105 "use" related: "'fdatasync' blocks here"
}

int start(uv_timer_t *t)
{
    pthread_t thread;
    pthread_create(&thread, NULL, worker, NULL);
    return uv_timer_start(t, on_tick, 0, 0);
}
