/* A thread that is cancelled where the process ends anyway loses nothing that somebody would miss: in the handler of a fault,
 * and behind an assertion. One that SIGTERM's handler cancels as well does. */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_t quiet, shared, asserted;

static void *quiet_main(void *arg)
{
    for (;;) {
        char *p = malloc(16);
        sleep(1);
        free(p); // ok: NS301
    }
    return arg;
}

static void *shared_main(void *arg)
{
    for (;;) {
        char *p = malloc(16);
        sleep(1);
        free(p); // warning: 9 NS301
    }
    return arg;
}

static void *asserted_main(void *arg)
{
    for (;;) {
        char *p = malloc(16);
        sleep(1);
        free(p); // ok: NS301
    }
    return arg;
}

static void stop_shared(void)
{
    pthread_cancel(shared);
    pthread_join(shared, NULL);
}

static void report(int by_signal)
{
    fputs("crashed\n", stderr);
    pthread_cancel(quiet);
    pthread_join(quiet, NULL);
    stop_shared();
    if (!by_signal)
        abort();
}

static void on_fault(int sig)
{
    report(1);
    signal(sig, SIG_DFL);
    raise(sig);
}

static void on_term(int sig)
{
    (void)sig;
    stop_shared();
}

void fail(const char *what)
{
    fputs(what, stderr);
    pthread_cancel(asserted);
    report(0);
}

int main(int argc, char **argv)
{
    struct sigaction act = {0};
    sigemptyset(&act.sa_mask);
    act.sa_handler = on_fault;
    sigaction(SIGSEGV, &act, NULL);
    sigaction(SIGBUS, &act, NULL);
    signal(SIGTERM, on_term);
    pthread_create(&quiet, NULL, quiet_main, argv);
    pthread_create(&shared, NULL, shared_main, argv);
    pthread_create(&asserted, NULL, asserted_main, argv);
    if (argc > 9)
        fail("too many\n");
    return (int)pause();
}
