#include "store.h"

#include <neco.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void store_lock(void)
{
    pthread_mutex_lock(&lock);
}

void store_unlock(void)
{
    pthread_mutex_unlock(&lock);
}

void store_flush(void)
{
    neco_sleep(NECO_MILLISECOND);
}
