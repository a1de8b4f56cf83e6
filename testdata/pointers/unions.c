/* A union changes the type of a pointer: what is stored in one member is taken from another, in
 * which nothing is stored. */
#include <poll.h>
#include <pthread.h>
#include <unistd.h>

static struct pollfd fds[8];
static nfds_t len;

typedef void (*work_fn)(void *);

static void start(pthread_t *thread, work_fn work, void *arg)
{
    union {
        work_fn in;
        void *(*out)(void *);
    } f;
    f.in = work;
    pthread_create(thread, NULL, f.out, arg);
}

static void turn(void)
{
    lseek(fds[0].fd, 0, SEEK_CUR);
    sleep(1);
}

/* A thread's, which has a loop. */
static void serve(void *arg)
{
    (void)arg;
    while (poll(fds, len, -1) >= 0)
        turn(); // warning: 9 NS101
}

/* A thread's, which has none: no handler, although its address is stored. */
static void work(void *arg)
{
    (void)arg;
    sleep(1); // ok: NS101
}

struct handler {
    int kind;
    union {
        void (*plain)(void);
        void (*given)(int);
    };
};

static struct handler handlers[4];

static void on_plain(void)
{
    lseek(0, 0, SEEK_CUR);
    sleep(1); // warning: 5 NS101
}

struct U { /* a struct, whatever it is called */
    void (*set)(void);
    void (*run)(void);
};

static struct U once;

static void on_once(void)
{
    lseek(0, 0, SEEK_CUR);
    sleep(1); // ok: NS101
}

/* Where each member is stored in, something else says which one it is. */
union job {
    void (*now)(void);
    void (*later)(int);
};

static union job job;

static void on_now(void)
{
    lseek(0, 0, SEEK_CUR);
    sleep(1); // ok: NS101
}

static void on_later(int x)
{
    lseek(0, x, SEEK_CUR);
    sleep(1); // warning: 5 NS101
}

int main(void)
{
    pthread_t threads[2];
    start(&threads[0], serve, NULL);
    start(&threads[1], work, NULL);
    handlers[0].plain = on_plain;
    once.set = on_once;
    job.now = on_now;
    job.now();
    job.later = on_later;
    while (poll(fds, len, -1) >= 0) {
        handlers[0].given(1);
        once.run();
        job.later(2);
    }
    return 0;
}
