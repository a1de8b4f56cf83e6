// args: --disable NS1 --disable NS2 --disable NS4
/* pthread_cancel: loops, states, several resources, what is handed over, what is already released. */
#include <fcntl.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER, other = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t ready = PTHREAD_COND_INITIALIZER;
static int count;
static char *published;

struct conn {
    int fd;
    char *buffer;
    struct conn *next;
};
static struct conn *conns;

static void unlock(void *m)
{
    pthread_mutex_unlock(m);
}

static void close_fd(void *fd)
{
    close(*(int *)fd);
}

static void *condition(void *arg)
{
    pthread_mutex_lock(&lock);
    while (!count)
        pthread_cond_wait(&ready, &lock);
    count--;
    pthread_mutex_unlock(&lock); // warning: 5 NS301 "pthread_mutex_unlock" "pthread_cond_wait"
    return arg;
}

static void *condition_good(void *arg)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    while (!count)
        pthread_cond_wait(&ready, &lock);
    count--;
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *two_locks(void *arg)
{
    pthread_mutex_lock(&other);
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(unlock, &lock);
    pthread_cond_wait(&ready, &lock);
    pthread_cleanup_pop(1);       // ok: NS301
    pthread_mutex_unlock(&other); // warning: 5 NS301 "pthread_mutex_unlock" "pthread_cond_wait"
    return arg;
}

static void *not_while_waiting(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        count++;
        pthread_mutex_unlock(&lock); // ok: NS301
        sleep(1);
        if (count > 100)
            return arg;
    }
}

static void *served(void *arg)
{
    int listener = *(int *)arg;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        char line[100];
        if (fd < 0)
            continue;
        if (read(fd, line, sizeof line) < 0) {
            close(fd); // warning: 13 NS301 "close" "read" "accept"
            continue;
        }
        close(fd); // warning: 9 NS301 "close" "read" "accept"
    }
    return NULL;
}

static void *served_good(void *arg)
{
    int listener = *(int *)arg;
    for (;;) {
        int fd = accept(listener, NULL, NULL);
        char line[100];
        if (fd < 0)
            continue;
        pthread_cleanup_push(close_fd, &fd);
        if (read(fd, line, sizeof line) > 0)
            puts(line);
        pthread_cleanup_pop(1); // ok: NS301
    }
    return NULL;
}

static void *one_of_two(void *arg)
{
    char *p = malloc(10), *q = NULL;
    if (!p)
        return NULL;
    pthread_cleanup_push(free, p);
    q = strdup("x");
    sleep(1);
    free(q); // warning: 5 NS301 "strdup" "sleep"
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *both(void *arg)
{
    char *p = malloc(10), *q = NULL;
    if (!p)
        return NULL;
    pthread_cleanup_push(free, p);
    q = strdup("x");
    pthread_cleanup_push(free, q);
    sleep(1);
    pthread_cleanup_pop(1); // ok: NS301
    pthread_cleanup_pop(1); // ok: NS301
    return arg;
}

static void *chain(void *arg)
{
    int fd = -1, copy = -1;
    void *result = NULL;
    fd = open("x", O_RDONLY);
    if (fd < 0)
        goto out;
    copy = dup(fd);
    if (copy < 0)
        goto out_fd;
    if (write(copy, "x", 1) != 1)
        goto out_copy;
    result = arg;
out_copy:
    close(copy); // warning: 5 NS301 "close" "write" "dup"
out_fd:
    close(fd); // warning: 5 NS301 "close" "open"
out:
    return result;
}

static void *chain_good(void *arg)
{
    int fd = -1, copy = -1, state;
    void *result = NULL;
    pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &state);
    fd = open("x", O_RDONLY);
    if (fd < 0)
        goto out;
    copy = dup(fd);
    if (copy < 0)
        goto out_fd;
    if (write(copy, "x", 1) != 1)
        goto out_copy;
    result = arg;
out_copy:
    close(copy); // ok: NS301
out_fd:
    close(fd); // ok: NS301
out:
    pthread_setcancelstate(state, NULL);
    return result;
}

static void *handed(void *arg)
{
    struct conn *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    pthread_mutex_lock(&lock);
    c->next = conns;
    conns = c;
    pthread_mutex_unlock(&lock);
    sleep(1);
    free(c); // ok: NS301
    return arg;
}

static void *in_argument(void *arg)
{
    struct conn *c = arg;
    c->buffer = malloc(100);
    sleep(1);
    free(c->buffer); // ok: NS301
    c->buffer = NULL;
    return arg;
}

static void *in_local_struct(void *arg)
{
    struct conn c = {.fd = -1};
    c.fd = socket(AF_INET, SOCK_STREAM, 0);
    c.buffer = malloc(100);
    sleep(1);
    free(c.buffer); // warning: 5 NS301 "free" "sleep" "malloc"
    if (c.fd >= 0)
        close(c.fd); // warning: 9 NS301 "close" "sleep" "socket"
    return arg;
}

static void *published_it(void *arg)
{
    char *p = malloc(10);
    published = p;
    sleep(1);
    free(p); // ok: NS301
    return arg;
}

static void *grown(void *arg)
{
    size_t size = 10;
    char *p = malloc(size);
    while (p && read(0, p, size) > 0) {
        char *bigger = realloc(p, size *= 2); // ok: NS301
        if (!bigger)
            break;
        p = bigger;
    }
    free(p); // warning: 5 NS301 "free" "read"
    return arg;
}

static void *released_early(void *arg)
{
    FILE *f = fopen("x", "r");
    int failed = !f;
    if (f)
        fclose(f); // ok: NS301
    f = NULL;
    sleep(1);
    if (f)
        fclose(f); // ok: NS301
    return failed ? NULL : arg;
}

static void *conditional(void *arg)
{
    int locked = arg != NULL;
    if (locked)
        pthread_mutex_lock(&lock);
    else
        sleep(1);
    if (locked)
        pthread_mutex_unlock(&lock); // ok: NS301
    return arg;
}

static void *conditional_bad(void *arg)
{
    int locked = arg != NULL;
    if (locked)
        pthread_mutex_lock(&lock);
    sleep(1);
    if (locked)
        pthread_mutex_unlock(&lock); // warning: 9 NS301 "pthread_mutex_unlock" "sleep"
    return arg;
}

static void *returned(void *arg)
{
    char *p = malloc(10);
    if (!p)
        return arg;
    if (!arg) {
        free(p); // ok: NS301
        return NULL;
    }
    sleep(1);
    return p;
}

static void *only_grown(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    p = realloc(p, 20); // warning: 9 NS301 "realloc" "sleep" "malloc"
    return p ? p : arg;
}

static void *pushed_late(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    pthread_cleanup_push(free, p);
    sleep(1);
    pthread_cleanup_pop(1); // warning: 5 NS301 "pthread_cleanup_pop" "sleep" "malloc"
    return arg;
}

static void free_target(void *p)
{
    free(*(char **)p);
}

static void *pushed_before(void *arg)
{
    char *p = NULL;
    pthread_cleanup_push(free_target, &p);
    p = malloc(10);
    sleep(1);
    pthread_cleanup_pop(0);
    free(p); // ok: NS301
    return arg;
}

static void *no_wait(void *arg)
{
    FILE *f = fopen("x", "r");
    char *text = malloc(10);
    if (f && text)
        memset(text, 0, 10);
    free(text); // ok: NS301
    if (f)
        fclose(f); // ok: NS301
    pthread_testcancel();
    return arg;
}

int main(void)
{
    static void *(*const all[])(void *) = {
        condition, condition_good,  two_locks,    not_while_waiting, served,         served_good, one_of_two,
        both,      chain,           chain_good,   handed,            in_argument,    grown,       in_local_struct,
        returned,  conditional_bad, published_it, conditional,       released_early, no_wait,
        only_grown, pushed_late, pushed_before};
    pthread_t t;
    int fd = 3;
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        pthread_create(&t, NULL, all[i], &fd);
        pthread_cancel(t);
        pthread_join(t, NULL);
    }
    return 0;
}
