// args: --disable NS3 --enable NS403
#include <st.h>
#include <stddef.h>

static void *serve(void *arg)
{
    st_netfd_t fd = arg;
    st_cond_t cond = st_cond_new();
    char buf[64];
    st_utime_t none = ST_UTIME_NO_TIMEOUT;
    st_read(fd, buf, sizeof buf, ST_UTIME_NO_TIMEOUT); // warning: 5 NS403 "st_read" "ST_UTIME_NO_TIMEOUT" related: "st_read" related: "st_thread_create"
    st_read(fd, buf, sizeof buf, 5000000);             // ok: NS403
    st_read(fd, buf, sizeof buf, -1);                  // warning: 5 NS403 "st_read"
    st_read(fd, buf, sizeof buf, none);                // warning: 5 NS403 "st_read"
    st_cond_wait(cond);                                // warning: 5 NS403 "st_cond_wait" "use st_cond_timedwait"
    st_cond_timedwait(cond, 1000);                     // ok: NS403
    st_cond_timedwait(cond, ST_UTIME_NO_TIMEOUT);      // warning: 5 NS403 "st_cond_timedwait"
    return NULL;
}

int main(void)
{
    st_init();
    st_thread_create(serve, NULL, 0, 0);
    st_sleep(-1); // warning: 5 NS403 "st_sleep"
    st_sleep(1);  // ok: NS403
    return 0;
}
