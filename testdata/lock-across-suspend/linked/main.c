// args: --disable NS1 --disable NS2 --disable NS4
/* Taken, waited for and given back in another file, under neco. */
#include "store.h"

#include <neco.h>
#include <pthread.h>

static void bad(int argc, void *argv[])
{
    (void)argc, (void)argv;
    store_lock();
    store_flush(); // error: 5 NS305 "store_flush" "neco_sleep" step: "store_lock" step: "store_flush" step: "neco_sleep"
    store_unlock();
}

static void good(int argc, void *argv[])
{
    (void)argc, (void)argv;
    store_lock();
    store_unlock();
    store_flush(); // ok: NS305
}

static void *on_thread(void *arg)
{
    store_lock();
    store_unlock();
    return arg;
}

int neco_main(int argc, char *argv[])
{
    (void)argc, (void)argv;
    pthread_t t;
    pthread_create(&t, NULL, on_thread, NULL);
    neco_start(bad, 0);
    neco_start(good, 0);
    return 0;
}
