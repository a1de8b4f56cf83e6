/* Nothing in the program cancels a thread. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static void *work(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    return arg;
}

int main(void)
{
    pthread_t t;
    return pthread_create(&t, NULL, work, NULL);
}
