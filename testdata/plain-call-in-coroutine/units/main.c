#include "store.h"

#include <libdill.h>
#include <st.h>
#include <stddef.h>

static coroutine void peer(int n)
{
    store_sync(n); // error: 5 NS207 "store_sync" related: "'peer' is started as a coroutine by 'go'"
    yield();
}

static void *serve(void *arg)
{
    store_sync(1); // error: 5 NS207
    return arg;
}

int main(void)
{
    int h = go(peer(1));
    st_thread_create(serve, NULL, 0, 0);
    store_sync(2); // ok: NS207
    hclose(h);
    return 0;
}
