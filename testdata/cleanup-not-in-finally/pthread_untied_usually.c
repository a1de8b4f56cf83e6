// args: --disable NS1 --disable NS2 --disable NS4
/* The same where only what is usual is shown. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct job {
    pthread_t thread;
};

static void *maybe(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    return arg;
}

static void not_a_thread(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
}

void stop_any(const char *message)
{
    pthread_t t;
    memcpy(&t, message, sizeof t);
    pthread_cancel(t);
}

int main(void)
{
    struct job j;
    pthread_create(&j.thread, NULL, maybe, NULL);
    not_a_thread();
    return pthread_join(j.thread, NULL);
}
