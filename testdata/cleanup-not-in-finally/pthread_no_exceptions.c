// args: --disable NS1 --disable NS2 --disable NS4
/* Without exceptions the cleanup attribute does not run when a thread is cancelled. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void free_it(char **p)
{
    free(*p);
}

static void *attribute(void *arg)
{
    __attribute__((cleanup(free_it))) char *p = malloc(10); // warning: 45 NS301 "free_it" "cleanup attribute does not run"
    sleep(1);
    return p ? arg : NULL;
}

static void *attribute_good(void *arg)
{
    __attribute__((cleanup(free_it))) char *p = malloc(10); // ok: NS301
    return p ? arg : NULL;
}

int main(void)
{
    pthread_t t, u;
    pthread_create(&t, NULL, attribute, NULL);
    pthread_create(&u, NULL, attribute_good, NULL);
    pthread_cancel(t);
    return pthread_cancel(u);
}
