// args: --disable NS1 --disable NS2 --disable NS4
/* The client cancels the thread that reads. */
#include "shared.h"

#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

void packet_handle(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
}

static void own_run(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
}

static void *reader(void *arg)
{
    static const struct operations own = {own_run};
    loop_until_stopped();
    serve(&own);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_create(&t, NULL, reader, NULL);
    pthread_cancel(t);
    return pthread_join(t, NULL);
}
