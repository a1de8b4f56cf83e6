// args: --disable NS1 --disable NS2 --disable NS4
/* pthread_exit is no end of the process; destructors of thread-specific data run on cancellation. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_key_t key;

static void *ends_itself(void *arg)
{
    char *p = malloc(10);
    (void)arg;
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    pthread_exit(NULL);
}

static void *process_ends(void *arg)
{
    char *p = malloc(10);
    (void)arg;
    sleep(1);
    free(p); // ok: NS301
    exit(1);
}

static void *destroyed(void *arg)
{
    char *p = malloc(10);
    pthread_setspecific(key, p);
    sleep(1);
    pthread_setspecific(key, NULL);
    free(p); // ok: NS301
    return arg;
}

static void *destroyed_later(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    pthread_setspecific(key, NULL);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

int main(void)
{
    static void *(*const all[])(void *) = {ends_itself, process_ends, destroyed, destroyed_later};
    pthread_t t;
    pthread_key_create(&key, free);
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        pthread_create(&t, NULL, all[i], NULL);
        pthread_cancel(t);
        pthread_join(t, NULL);
    }
    return 0;
}
