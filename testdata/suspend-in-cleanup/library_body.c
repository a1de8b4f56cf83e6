// args: --disable NS1 --disable NS2 --disable NS4 --disable NS304
/* What a framework's own call does is said by its pack, also where its body is among the sources: st_netfd_close
 * calls a destructor if there is one. */
#include <errno.h>
#include <st.h>
#include <stdlib.h>

struct _st_netfd {
    int osfd;
    st_netfd_t peer;
    void (*destructor)(st_netfd_t);
};

static void say_goodbye(st_netfd_t fd)
{
    st_write(fd->peer, "bye", 3, 1000);
}

void st_netfd_free(st_netfd_t fd)
{
    if (fd->destructor)
        fd->destructor(fd);
    free(fd);
}

int st_netfd_close(st_netfd_t fd)
{
    st_netfd_free(fd);
    return 0;
}

static void end_session(st_netfd_t fd)
{
    if (fd->destructor)
        fd->destructor(fd);
}

static void *library(void *arg)
{
    if (st_sleep(1) == -1 && errno == EINTR) {
        st_netfd_close(arg); // ok: NS303
        return NULL;
    }
    return arg;
}

static void *project(void *arg)
{
    if (st_sleep(1) == -1 && errno == EINTR) {
        end_session(arg); // warning: 9 NS303 "end_session" "st_write"
        return NULL;
    }
    return arg;
}

int main(void)
{
    static struct _st_netfd fd = {.destructor = say_goodbye};
    st_thread_t a = st_thread_create(library, &fd, 1, 0), b = st_thread_create(project, &fd, 1, 0);
    st_thread_interrupt(a);
    st_thread_interrupt(b);
    st_thread_join(a, NULL);
    st_thread_join(b, NULL);
    return 0;
}
