// args: --disable NS1 --disable NS2 --disable NS4
/* Only the thread whose handle is cancelled counts. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void wait_long(void)
{
    sleep(10);
}

static void *cancelled(void *arg)
{
    char *p = malloc(10);
    wait_long();
    free(p); // warning: 5 NS301 "sleep"
    return arg;
}

static void *left_alone(void *arg)
{
    char *p = malloc(10);
    wait_long();
    free(p); // ok: NS301
    return arg;
}

int main(void)
{
    pthread_t one, two;
    pthread_create(&one, NULL, cancelled, NULL);
    pthread_create(&two, NULL, left_alone, NULL);
    pthread_cancel(one);
    pthread_join(one, NULL);
    return pthread_join(two, NULL);
}
