// args: --disable NS1 --disable NS2 --disable NS4
// flags: -fexceptions
/* With exceptions the cleanup attribute runs when a thread is cancelled. */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static void free_it(char **p)
{
    free(*p);
}

static void close_it(FILE **f)
{
    if (*f)
        fclose(*f);
}

static void *attribute(void *arg)
{
    __attribute__((cleanup(free_it))) char *p = malloc(10); // ok: NS301
    __attribute__((cleanup(close_it))) FILE *f = fopen("x", "r"); // ok: NS301
    sleep(1);
    return p && f ? arg : NULL;
}

static void *plain(void *arg)
{
    __attribute__((cleanup(free_it))) char *p = malloc(10); // ok: NS301
    FILE *f = fopen("x", "r");
    if (!f)
        return NULL;
    sleep(1);
    fclose(f); // warning: 5 NS301 "fclose" "sleep"
    return p ? arg : NULL;
}

int main(void)
{
    pthread_t t, u;
    pthread_create(&t, NULL, attribute, NULL);
    pthread_create(&u, NULL, plain, NULL);
    pthread_cancel(t);
    return pthread_cancel(u);
}
