// args: --disable NS1 --disable NS2 --disable NS4
/* The main thread, by its own handle, is what another thread cancels. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_t main_thread, watcher;

static void *watch(void *arg)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    pthread_cancel(main_thread);
    return arg;
}

static void work(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep" step: "the thread that begins with 'main' is cancelled here"
}

static void start_watcher(void)
{
    main_thread = pthread_self();
    pthread_create(&watcher, NULL, watch, NULL);
}

static void prepare(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
}

int main(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
    prepare();
    start_watcher();
    work();
    p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return 0;
}
