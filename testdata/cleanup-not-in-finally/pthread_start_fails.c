// args: --disable NS1 --disable NS2 --disable NS4
/* Threads that are cancelled because their creator could not make the others have done nothing yet. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#define COUNT 4

static pthread_t idle[COUNT], busy[COUNT];

static void *just_begun(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    return arg;
}

static void *stopped_later(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

static int start_idle(void)
{
    for (int i = 0; i < COUNT; i++)
        if (pthread_create(&idle[i], NULL, just_begun, NULL) != 0) {
            for (int k = 0; k < i; k++)
                pthread_cancel(idle[k]);
            return -1;
        }
    return 0;
}

static int start_busy(void)
{
    int i, error = 0;
    for (i = 0; i < COUNT && !error; i++)
        error = pthread_create(&busy[i], NULL, stopped_later, NULL);
    while (error && i-- > 0)
        pthread_cancel(busy[i]);
    return error;
}

static void stop_busy(void)
{
    for (int i = 0; i < COUNT; i++)
        pthread_cancel(busy[i]);
}

int main(void)
{
    if (start_idle() || start_busy())
        return 1;
    sleep(10);
    stop_busy();
    return 0;
}
