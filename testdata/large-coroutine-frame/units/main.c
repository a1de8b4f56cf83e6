#include "serve.h"

#include <st.h>
#include <stddef.h>

static void *serve(void *arg) // ok: NS405
{
    answer(*(int *)arg);
    return arg;
}

static void *with_default(void *arg) // ok: NS405
{
    log_line(*(int *)arg);
    return arg;
}

int main(void)
{
    static int fd;
    st_init();
    st_thread_create(with_default, &fd, 0, 0);
    st_thread_create(serve, &fd, 0, 64 * 1024);
    st_thread_exit(NULL);
    return 0;
}
