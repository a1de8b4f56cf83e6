#include <st.h>
#include <stddef.h>
#include <unistd.h>

static void *serve(void *arg)
{
    sleep(1);    // warning: 5 NS101 "sleep" "st_sleep" related: "st_thread_create"
    st_sleep(1); // ok: NS101
    return arg;
}

int main(void)
{
    st_init();
    st_thread_create(serve, NULL, 0, 0);
    st_sleep(-1); // ok: NS101
    return 0;
}
