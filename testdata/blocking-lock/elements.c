/* Locks in elements of an array of file scope are told apart where both elements are known. */
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

struct shard {
    pthread_mutex_t lock;
    int n;
};

static pthread_mutex_t locks[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static struct shard shards[2], handed[2];
/* Of more than 2,047 elements the others count as any. */
static struct shard many[3000], more[3000];

static void lock_shard(struct shard *s)
{
    pthread_mutex_lock(&s->lock);
}

static void unlock_shard(struct shard *s)
{
    pthread_mutex_unlock(&s->lock);
}

static void *save(void *arg)
{
    pthread_mutex_lock(&locks[0]);
    fsync(1);
    pthread_mutex_unlock(&locks[0]);
    pthread_mutex_lock(&shards[0].lock);
    fsync(shards[0].n);
    pthread_mutex_unlock(&shards[0].lock);
    lock_shard(&handed[0]);
    fsync(handed[0].n);
    unlock_shard(&handed[0]);
    pthread_mutex_lock(&many[2046].lock);
    fsync(many[2046].n);
    pthread_mutex_unlock(&many[2046].lock);
    pthread_mutex_lock(&more[2047].lock);
    fsync(more[2047].n);
    pthread_mutex_unlock(&more[2047].lock);
    return arg;
}

static void on_timer(uv_timer_t *t)
{
    pthread_mutex_lock(&locks[0]); // warning: 5 NS105
    pthread_mutex_unlock(&locks[0]);
    pthread_mutex_lock(&locks[1]); // ok: NS105
    pthread_mutex_unlock(&locks[1]);
    pthread_mutex_lock(&shards[1].lock); // ok: NS105
    pthread_mutex_unlock(&shards[1].lock);
    pthread_mutex_lock(&shards[t->type].lock); // warning: 5 NS105
    pthread_mutex_unlock(&shards[t->type].lock);
    pthread_mutex_lock(&many[2045].lock); // ok: NS105
    pthread_mutex_unlock(&many[2045].lock);
    pthread_mutex_lock(&many[2046].lock); // warning: 5 NS105
    pthread_mutex_unlock(&many[2046].lock);
    pthread_mutex_lock(&many[2999].lock); // warning: 5 NS105
    pthread_mutex_unlock(&many[2999].lock);
    pthread_mutex_lock(&more[2046].lock); // warning: 5 NS105
    pthread_mutex_unlock(&more[2046].lock);
    lock_shard(&handed[1]); // ok: NS105
    unlock_shard(&handed[1]);
    lock_shard(&handed[0]); // warning: 5 NS105
    unlock_shard(&handed[0]);
}

void start(uv_timer_t *t)
{
    pthread_t thread;
    pthread_create(&thread, NULL, save, NULL);
    uv_timer_start(t, on_timer, 1, 0);
}
