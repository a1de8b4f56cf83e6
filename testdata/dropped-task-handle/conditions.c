// args: --disable NS3
/* The handle is joined where the thread was made, or somewhere else. */
#include <st.h>
#include <stddef.h>

struct job {
    int mode;
    unsigned flags;
};

static void *serve(void *client)
{
    st_sleep(1);
    return client;
}

int fewer(void *client, int n)
{
    st_thread_t thread = NULL;
    if (n > 3)
        thread = st_thread_create(serve, client, 1, 0); // warning: 18 NS205 "on some path"
    if (n > 4)
        st_thread_join(thread, NULL);
    return n;
}

int as_many(void *client, int n)
{
    st_thread_t thread = NULL;
    if (n > 3)
        thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    if (n > 3)
        st_thread_join(thread, NULL);
    return n;
}

int cases(void *client, int n)
{
    st_thread_t thread = NULL;
    if (n == 1 || n == 2)
        thread = st_thread_create(serve, client, 1, 0); // warning: 18 NS205 "on some path"
    switch (n) {
    case 2:
        st_thread_join(thread, NULL);
        break;
    default:
        return 0;
    }
    return n;
}

int cases_good(void *client, int n)
{
    st_thread_t thread = NULL;
    if (n == 1 || n == 2)
        thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    switch (n) {
    case 1:
    case 2:
        st_thread_join(thread, NULL);
        break;
    default:
        return 0;
    }
    return n;
}

int flag(void *client, struct job *j)
{
    st_thread_t thread = NULL;
    if (j->flags & 1)
        thread = st_thread_create(serve, client, 1, 0); // warning: 18 NS205 "on some path"
    st_sleep(1); /* others run, and may change it */
    if (j->flags & 1)
        st_thread_join(thread, NULL);
    return 0;
}

int flag_good(void *client, unsigned flags)
{
    st_thread_t thread = NULL;
    if (flags & 1)
        thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    st_sleep(1);
    if (flags & 1)
        st_thread_join(thread, NULL);
    return 0;
}
