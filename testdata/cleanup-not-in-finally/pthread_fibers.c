// args: --disable NS6 --disable NS1 --disable NS2 --disable NS4 --disable NS302 --disable NS304
/* A thread that runs fibers is not cancelled in the middle of one, though others of the program are. */
#include <pthread.h>
#include <stdlib.h>
#include <tarantool/module.h>
#include <unistd.h>

static pthread_t logger;

static void log_line(void)
{
    char *p = malloc(10);
    if (write(1, p, 10) > 0)
        free(p); // ok: NS301
}

static void log_line_of_thread(void)
{
    char *p = malloc(10);
    if (write(1, p, 10) > 0)
        free(p); // warning: 9 NS301 "write"
}

/* The fibers of a thread end with it; its memory does not. */
static void run_fiber(fiber_func run)
{
    struct fiber *f = fiber_new("f", run);
    char *p = malloc(10);
    fiber_set_joinable(f, true);
    fiber_start(f);
    sleep(1);
    fiber_join(f); // ok: NS301
    free(p);       // warning: 5 NS301 "sleep"
}

static void *log_thread(void *arg)
{
    log_line();
    log_line_of_thread();
    run_fiber((fiber_func)arg);
    return arg;
}

static int fiber(va_list ap)
{
    (void)ap;
    log_line();
    return 0;
}

int main(void)
{
    fiber_start(fiber_new("f", fiber));
    pthread_create(&logger, NULL, log_thread, NULL);
    pthread_cancel(logger);
    return pthread_join(logger, NULL);
}
