// args: --disable NS1,NS4 --enable NS402
/* Callbacks of a loop that spin: on a flag, a question, a lock, a result that says "not ready"; and loops that do not. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sched.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

struct server { bool ready; int left; struct server *next; };

static volatile bool done;
static atomic_bool stopped;
static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static uv_mutex_t um;
static struct server *list;
static char buf[512];

static void on_done(uv_timer_t *t)
{
    done = true;
}

static void spins_on_flag(uv_timer_t *t)
{
    while (!done) // note: 5 NS402
        ;
}

static void spins_on_atomic(uv_timer_t *t)
{
    while (!atomic_load(&stopped)) { // note: 5 NS402
    }
}

static void spins_on_field(uv_timer_t *t)
{
    struct server *s = t->data;

    do { // note: 5 NS402
        if (s->ready)
            break;
    } while (1);
}

static void spins_on_again(uv_poll_t *p, int status, int events)
{
    int fd = *(int *)p->data;
    ssize_t n;

    do { // note: 5 NS402
        n = read(fd, buf, sizeof buf);
    } while (n < 0 && errno == EAGAIN);
}

static void spins_writing(uv_poll_t *p, int status, int events)
{
    int fd = *(int *)p->data;
    size_t at = 0;

    while (at < sizeof buf) { // note: 5 NS402
        ssize_t n = write(fd, buf + at, sizeof buf - at);

        if (n < 0) {
            if (errno == EAGAIN || errno == EINTR)
                continue;
            return;
        }
        at += (size_t)n;
    }
}

static void good_interrupted(uv_poll_t *p, int status, int events)
{
    int fd = *(int *)p->data;
    ssize_t n;

    do { // ok: NS402
        n = read(fd, buf, sizeof buf);
    } while (n < 0 && errno == EINTR);
}

static void good_until_again(uv_poll_t *p, int status, int events)
{
    int fd = *(int *)p->data;

    for (;;) { // ok: NS402
        ssize_t n = read(fd, buf, sizeof buf);

        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
    }
}

static void good_writing(uv_poll_t *p, int status, int events)
{
    int fd = *(int *)p->data;
    size_t at = 0;

    while (at < sizeof buf) { // ok: NS402
        ssize_t n = write(fd, buf + at, sizeof buf - at);

        if (n < 0) {
            if (errno == EINTR)
                continue;
            return;
        }
        at += (size_t)n;
    }
}

static void spins_on_trylock(uv_timer_t *t)
{
    while (pthread_mutex_trylock(&m) != 0) // note: 5 NS402 "until it gets a lock" related: "uv_timer_start"
        ;
    pthread_mutex_unlock(&m);
}

static void spins_on_uv_trylock(uv_timer_t *t)
{
    for (;;) { // note: 5 NS402
        if (uv_mutex_trylock(&um) == 0)
            break;
    }
    uv_mutex_unlock(&um);
}

static void good_trylock(uv_timer_t *t)
{
    if (pthread_mutex_trylock(&m) != 0)
        return;
    pthread_mutex_unlock(&m);
}

static void good_trylock_bounded(uv_timer_t *t)
{
    for (int i = 0; i < 100; i++) { // ok: NS402
        if (pthread_mutex_trylock(&m) == 0) {
            pthread_mutex_unlock(&m);
            return;
        }
    }
}

static bool is_idle(const struct server *s)
{
    return s->left == 0;
}

static void spins_on_predicate(uv_timer_t *t)
{
    struct server *s = t->data;

    while (!is_idle(s)) // note: 5 NS402
        ;
}

static bool step(struct server *s)
{
    return --s->left == 0;
}

static void good_steps(uv_timer_t *t)
{
    struct server *s = t->data;

    while (!step(s)) // ok: NS402
        ;
}

static void good_drains(uv_timer_t *t)
{
    struct server *s = t->data;

    while (!is_idle(s)) // ok: NS402
        s->left--;
}

static void good_list(uv_timer_t *t)
{
    while (list != NULL) // ok: NS402
        list = list->next;
}

static void good_walk(uv_timer_t *t)
{
    for (struct server *s = list; s != NULL; s = s->next) // ok: NS402
        s->ready = true;
}

static void good_flag_set_inside(uv_timer_t *t)
{
    int n = 0;

    done = false;
    while (!done) { // ok: NS402
        if (++n > 10)
            done = true;
    }
}

static void good_cas(uv_timer_t *t)
{
    static atomic_int count;
    int old = atomic_load(&count);

    while (!atomic_compare_exchange_weak(&count, &old, old + 1)) // ok: NS402
        ;
}

static atomic_flag spin = ATOMIC_FLAG_INIT;
static void spins_on_test_and_set(uv_timer_t *t)
{
    while (atomic_flag_test_and_set(&spin)) // note: 5 NS402
        ;
    atomic_flag_clear(&spin);
}

/* What is there to be done is done, or asked for once more after it was interrupted. */
static void good_children(uv_timer_t *t)
{
    struct flock l = {.l_type = F_WRLCK};
    while (waitpid(-1, NULL, WNOHANG) > 0) // ok: NS402
        ;
    while (fcntl(3, F_GETFL) == -1 && errno == EINTR) // ok: NS402
        ;
    while (fcntl(3, F_SETLK, &l) == -1 && errno == EINTR) // ok: NS402
        ;
}

/* It works: what leads to the rounds that only look may not come true. */
static void good_some_rounds(uv_timer_t *t)
{
    struct server *s = t->data;
    do { // ok: NS402
        if (s->left > 3)
            buf[0] = 'x';
    } while (s->ready);
}

static ssize_t put(int fd, const char *text)
{
    return write(fd, text, 1);
}

static void spins_in_helper(uv_poll_t *p, int status, int events)
{
    while (put(*(int *)p->data, "x") < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) // note: 5 NS402 "not ready"
        ;
}

static void good_tries(uv_poll_t *p, int status, int events)
{
    for (int i = 0; i < 3; i++) { // ok: NS402
        if (put(*(int *)p->data, "x") < 0 && errno == EAGAIN)
            continue;
        break;
    }
}

static void good_each(uv_poll_t *p, int status, int events)
{
    for (struct server *s = list; s; s = s->next) { // ok: NS402
        if (put(s->left, "x") < 0 && errno == EAGAIN)
            continue;
        s->ready = true;
    }
}

static void spins_yielding(uv_timer_t *t)
{
    while (!done) // note: 5 NS402 "loop spins on 'done'"
        sched_yield();
}

/* Whatever the reason is that it has failed, a descriptor that is not ready is among them. */
static void spins_failing(uv_poll_t *p, int status, int events)
{
    while (write(*(int *)p->data, buf, 1) < 0) // note: 5 NS402 "not ready"
        ;
}

static void spins_until_all(uv_poll_t *p, int status, int events)
{
    ssize_t n;
    do { // note: 5 NS402
        n = write(*(int *)p->data, buf, sizeof buf);
    } while (n != sizeof buf);
}

static void spins_short(uv_poll_t *p, int status, int events)
{
    size_t at = 0;
    do { // note: 5 NS402
        ssize_t n = write(*(int *)p->data, buf + at, sizeof buf - at);
        if (n > 0)
            at += (size_t)n;
    } while (at < sizeof buf);
}

static void spins_goto(uv_poll_t *p, int status, int events)
{
again:
    if (put(*(int *)p->data, "x") < 0)
        goto again; // note: 9 NS402
}

static void good_all(uv_poll_t *p, int status, int events)
{
    size_t at = 0;
    while (at < sizeof buf) { // ok: NS402
        ssize_t n = write(*(int *)p->data, buf + at, sizeof buf - at);
        if (n <= 0)
            break;
        at += (size_t)n;
    }
}

static void good_until_end(uv_poll_t *p, int status, int events)
{
    ssize_t n;
    while ((n = read(*(int *)p->data, buf, sizeof buf)) != 0) { // ok: NS402
        if (n < 0)
            return;
    }
}

static void good_count(uv_poll_t *p, int status, int events)
{
    int tries = 0;
    while (write(*(int *)p->data, buf, 1) < 0 && ++tries < 3) // ok: NS402
        ;
}

/* It tries the next one. */
static ssize_t put_next(void)
{
    list = list->next;
    return write(list->left, buf, 1);
}

static void good_next(uv_poll_t *p, int status, int events)
{
    while (put_next() < 0) // ok: NS402
        ;
}

/* What is expected is a constant in each round: it waits for who has it. */
static void spins_on_claim(uv_timer_t *t)
{
    static atomic_int owner;
    int nobody = 0;
    while (!atomic_compare_exchange_weak(&owner, &nobody, 1)) // note: 5 NS402 "until it gets a lock"
        nobody = 0;
}

static void spins_on_bool_claim(uv_timer_t *t)
{
    static int owner;
    while (!__sync_bool_compare_and_swap(&owner, 0, 1)) // note: 5 NS402
        ;
}

static void good_count_up(uv_timer_t *t)
{
    static int count;
    int old;
    do { // ok: NS402
        old = count;
    } while (!__sync_bool_compare_and_swap(&count, old, old + 1));
}

void start(uv_timer_t *t, uv_poll_t *p)
{
    uv_timer_start(t, spins_on_claim, 1, 0);
    uv_timer_start(t, spins_on_bool_claim, 1, 0);
    uv_timer_start(t, good_count_up, 1, 0);
    uv_poll_start(p, 1, spins_failing);
    uv_poll_start(p, 1, spins_until_all);
    uv_poll_start(p, 1, spins_short);
    uv_poll_start(p, 1, spins_goto);
    uv_poll_start(p, 1, good_all);
    uv_poll_start(p, 1, good_until_end);
    uv_poll_start(p, 1, good_count);
    uv_poll_start(p, 1, good_next);
    uv_timer_start(t, good_children, 1, 0);
    uv_timer_start(t, good_some_rounds, 1, 0);
    uv_poll_start(p, 1, spins_in_helper);
    uv_poll_start(p, 1, good_tries);
    uv_poll_start(p, 1, good_each);
    uv_timer_start(t, spins_yielding, 1, 0);
    uv_timer_start(t, on_done, 1, 0);
    uv_timer_start(t, spins_on_flag, 1, 0);
    uv_timer_start(t, spins_on_atomic, 1, 0);
    uv_timer_start(t, spins_on_field, 1, 0);
    uv_poll_start(p, 1, spins_on_again);
    uv_poll_start(p, 1, spins_writing);
    uv_poll_start(p, 1, good_interrupted);
    uv_poll_start(p, 1, good_until_again);
    uv_poll_start(p, 1, good_writing);
    uv_timer_start(t, spins_on_trylock, 1, 0);
    uv_timer_start(t, spins_on_uv_trylock, 1, 0);
    uv_timer_start(t, good_trylock, 1, 0);
    uv_timer_start(t, good_trylock_bounded, 1, 0);
    uv_timer_start(t, spins_on_predicate, 1, 0);
    uv_timer_start(t, good_steps, 1, 0);
    uv_timer_start(t, good_drains, 1, 0);
    uv_timer_start(t, good_list, 1, 0);
    uv_timer_start(t, good_walk, 1, 0);
    uv_timer_start(t, good_flag_set_inside, 1, 0);
    uv_timer_start(t, good_cas, 1, 0);
    uv_timer_start(t, spins_on_test_and_set, 1, 0);
}
