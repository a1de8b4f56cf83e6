/* Locks that a cancelled thread leaves locked: taken in the program's own functions, only where a
 * call said so, semaphores, and locks on files. */
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <sys/file.h>
#include <unistd.h>

struct queue {
    pthread_mutex_t m;
    int n;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct queue queue = {.m = PTHREAD_MUTEX_INITIALIZER};
static sem_t permits, answers;
static int spool = 3;

/* ---- the program's own functions ---- */

static void take(pthread_mutex_t *m)
{
    pthread_mutex_lock(m);
}

static void give(pthread_mutex_t *m)
{
    pthread_mutex_unlock(m);
}

static void give_handler(void *m)
{
    give(m);
}

static void *by_argument(void *arg)
{
    take(&lock);
    usleep(1000);
    give(&lock); // warning: 5 NS301 "give" "usleep" "the lock that 'take' took"
    return arg;
}

static void *by_argument_good(void *arg)
{
    take(&lock);
    pthread_cleanup_push(give_handler, &lock);
    usleep(1000);
    pthread_cleanup_pop(0);
    give(&lock); // ok: NS301
    return arg;
}

static void take_global(void)
{
    pthread_mutex_lock(&lock);
}

static void give_global(void)
{
    pthread_mutex_unlock(&lock);
}

static void give_global_handler(void *unused)
{
    (void)unused;
    give_global();
}

static void *by_name(void *arg)
{
    take_global();
    usleep(1000);
    give_global(); // warning: 5 NS301 "give_global" "take_global"
    return arg;
}

static void *by_name_good(void *arg)
{
    take_global();
    pthread_cleanup_push(give_global_handler, arg);
    usleep(1000);
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *by_name_other_handler(void *arg)
{
    take_global();
    pthread_cleanup_push(give_handler, &queue.m); // ok: NS301
    usleep(1000);
    pthread_cleanup_pop(0);
    give_global();
    return arg;
}

static void queue_lock(struct queue *q)
{
    pthread_mutex_lock(&q->m);
}

static void queue_unlock(struct queue *q)
{
    pthread_mutex_unlock(&q->m);
}

static void *by_struct(void *arg)
{
    queue_lock(&queue);
    usleep(1000);
    queue_unlock(&queue); // warning: 5 NS301 "queue_unlock" "queue_lock"
    return arg;
}

static void *by_struct_and_field(void *arg)
{
    struct queue *q = arg;
    queue_lock(q);
    usleep(1000);
    pthread_mutex_unlock(&q->m); // warning: 5 NS301 "pthread_mutex_unlock" "queue_lock"
    return arg;
}

static void *two_queues(void *arg)
{
    struct queue *q = arg;
    queue_lock(q);
    queue_unlock(q);
    usleep(1000);
    queue_lock(&queue);
    queue_unlock(&queue); // ok: NS301
    return arg;
}

static int queue_try(struct queue *q)
{
    return pthread_mutex_trylock(&q->m) == 0;
}

static void *tried(void *arg)
{
    if (queue_try(&queue)) {
        usleep(1000);
        queue_unlock(&queue); // warning: 9 NS301 "queue_unlock" "queue_try"
    }
    if (!queue_try(&queue)) {
        usleep(1000);
        return arg;
    }
    queue_unlock(&queue); // ok: NS301
    return arg;
}

/* ---- semaphores ---- */

static void post(void *s)
{
    sem_post(s);
}

static void *permit(void *arg)
{
    sem_wait(&permits);
    usleep(1000);
    sem_post(&permits); // warning: 5 NS301 "sem_post" "usleep"
    return arg;
}

static void *permit_good(void *arg)
{
    sem_wait(&permits);
    pthread_cleanup_push(post, &permits);
    usleep(1000);
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *signals(void *arg)
{
    sem_wait(&permits);
    usleep(1000);
    sem_post(&answers); // ok: NS301
    return arg;
}

/* ---- files ---- */

static void unlock_file(void *fd)
{
    lockf(*(int *)fd, F_ULOCK, 0);
}

static void *region(void *arg)
{
    lockf(spool, F_LOCK, 0);
    usleep(1000);
    lockf(spool, F_ULOCK, 0); // warning: 5 NS301 "lockf" "usleep"
    return arg;
}

static void *region_good(void *arg)
{
    lockf(spool, F_LOCK, 0);
    pthread_cleanup_push(unlock_file, &spool);
    usleep(1000);
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *region_only_tested(void *arg)
{
    lockf(spool, F_TEST, 0);
    usleep(1000);
    lockf(spool, F_ULOCK, 0); // ok: NS301
    return arg;
}

static void *whole_file(void *arg)
{
    if (flock(spool, LOCK_EX | LOCK_NB) == 0) {
        usleep(1000);
        flock(spool, LOCK_UN); // warning: 9 NS301 "flock" "usleep"
    }
    return arg;
}

static void *record(void *arg)
{
    struct flock l = {.l_type = F_WRLCK};
    struct flock u = {.l_type = F_UNLCK};
    fcntl(spool, F_SETLKW, &l);
    usleep(1000);
    fcntl(spool, F_SETLK, &u); // warning: 5 NS301 "fcntl" "usleep"
    return arg;
}

static void *record_asked(void *arg)
{
    struct flock l = {.l_type = F_WRLCK};
    struct flock u = {.l_type = F_UNLCK};
    fcntl(spool, F_GETLK, &l);
    usleep(1000);
    fcntl(spool, F_SETLK, &u); // ok: NS301
    return arg;
}

int main(void)
{
    void *(*const all[])(void *) = {
        by_argument,  by_argument_good,      by_name,       by_name_good, by_struct,
        two_queues,   by_struct_and_field,   tried,         permit,       permit_good,
        signals,      region,                region_good,   whole_file,   record,
        record_asked, by_name_other_handler, region_only_tested};
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        pthread_t t;
        pthread_create(&t, NULL, all[i], NULL);
        pthread_cancel(t);
    }
    return 0;
}
