/* Locks of the project's own type, which functions of its own take: each that they are given is a
 * lock of its own. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

struct mutex {
    const char *name;
    pthread_mutex_t system;
};

struct list {
    struct mutex slow, quick;
    int len;
};

struct session {
    struct mutex *slow, *quick, *borrowed, *lent, *common, *either;
};

static struct mutex slow, quick, shared;
static int count;

static void lock_system(struct mutex *m)
{
    pthread_mutex_lock(&m->system);
}

static void mutex_lock(struct mutex *m)
{
    lock_system(m);
}

static void mutex_unlock(struct mutex *m)
{
    pthread_mutex_unlock(&m->system);
}

static struct mutex *mutex_new(void)
{
    return calloc(1, sizeof(struct mutex));
}

static struct mutex *log_mutex(void)
{
    static struct mutex *m;
    if (!m)
        m = mutex_new();
    return m;
}

static struct mutex *count_mutex(void)
{
    static struct mutex *m;
    if (!m)
        m = mutex_new();
    return m;
}


struct both {
    struct list *list;
    struct session *session;
};

static void *worker(void *arg)
{
    struct both *b = arg;
    mutex_lock(&slow);
    fsync(3);
    mutex_unlock(&slow);
    mutex_lock(&quick);
    count++;
    mutex_unlock(&quick);
    fsync(4);
    mutex_lock(&b->list->slow);
    fsync(3);
    mutex_unlock(&b->list->slow);
    mutex_lock(b->session->slow);
    fsync(3);
    mutex_unlock(b->session->slow);
    mutex_lock(b->session->lent);
    fsync(3);
    mutex_unlock(b->session->lent);
    mutex_lock(log_mutex());
    fsync(3);
    mutex_unlock(log_mutex());
    return arg;
}

static void fill(struct session *s)
{
    s->slow = mutex_new();
    s->quick = mutex_new();
    s->lent = mutex_new();
    s->borrowed = s->lent;
    s->common = &shared;
    s->either = count ? &shared : s->slow;
}

static void add(struct list *l)
{
    mutex_lock(&l->quick);
    l->len++;
    mutex_unlock(&l->quick);
    mutex_lock(&l->slow);
    l->len++;
    mutex_unlock(&l->slow);
}

static void on_tick(uv_timer_t *t)
{
    struct both *b = t->data;
    mutex_lock(&slow); // warning: 5 NS105 step: "pthread_mutex_lock"
    count++;
    mutex_unlock(&slow);
    mutex_lock(&quick); // ok: NS105
    count++;
    mutex_unlock(&quick);
    mutex_lock(b->session->slow); // warning: 5 NS105
    count++;
    mutex_unlock(b->session->slow);
    mutex_lock(b->session->quick); // ok: NS105
    count++;
    mutex_unlock(b->session->quick);
    mutex_lock(b->session->borrowed); // warning: 5 NS105
    count++;
    mutex_unlock(b->session->borrowed);
    mutex_lock(b->session->common); // ok: NS105
    count++;
    mutex_unlock(b->session->common);
    mutex_lock(b->session->either); // warning: 5 NS105
    count++;
    mutex_unlock(b->session->either);
    mutex_lock(log_mutex()); // warning: 5 NS105
    count++;
    mutex_unlock(log_mutex());
    mutex_lock(count_mutex()); // ok: NS105
    count++;
    mutex_unlock(count_mutex());
}

static void on_idle(uv_idle_t *i)
{
    add(i->data); // warning: 5 NS105 step: "pthread_mutex_lock"
}

int start(uv_timer_t *t, uv_idle_t *i, struct session *s)
{
    pthread_t thread;
    fill(s);
    pthread_create(&thread, NULL, worker, t->data);
    uv_idle_start(i, on_idle);
    return uv_timer_start(t, on_tick, 0, 0);
}
