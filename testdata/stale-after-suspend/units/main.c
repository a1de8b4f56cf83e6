// args: --disable NS304 --disable NS1
#include "net.h"

#include <st.h>
#include <string.h>
#include <sys/socket.h>

static void *serve(void *arg)
{
    int fd = *(int *)arg;
    if (listen(fd, 5) < 0) {
        backoff(1);
        complain("listen"); // warning: 9 NS308 "errno is read after a suspension"
    }
    if (listen(fd, 5) < 0) {
        complain("listen"); // ok: NS308
        backoff(1);
    }
    char text[2] = "x";
    if (listen(fd, 5) < 0 && st_write(arg, text, 2, 1000) != 2)
        complain("st_write"); // ok: NS308
    const char *why = strerror(3);
    st_sleep(1);
    return strlen(why) ? arg : 0; // warning: 12 NS308 "what 'strerror' returned"
}

int main(void)
{
    static int fd;
    st_init();
    st_thread_join(st_thread_create(serve, &fd, 1, 0), 0);
    return 0;
}
