/* A joinable thread must be joined; one that is not is fire and forget. */
// args: --disable NS3
#include <st.h>
#include <stdio.h>
#include <stdlib.h>

static void *serve(void *client)
{
    st_sleep(1);
    return client;
}

void ignored(void *client)
{
    st_thread_create(serve, client, 1, 0); // warning: 5 NS205 "'st_thread_create' is dropped" "st_thread_join"
}

void detached(void *client)
{
    st_thread_create(serve, client, 0, 0); // ok: NS205
}

void either(void *client, int joinable)
{
    st_thread_create(serve, client, joinable, 0); // ok: NS205
}

void on_purpose(void *client)
{
    (void)st_thread_create(serve, client, 1, 0); // ok: NS205
}

int only_tested(void *client)
{
    if (st_thread_create(serve, client, 1, 0) == NULL) // warning: 9 NS205 "st_thread_create"
        return -1;
    return 0;
}

int tested_in_a_variable(void *client)
{
    st_thread_t thread = st_thread_create(serve, client, 1, 0); // warning: 26 NS205 "st_thread_create"
    if (!thread) {
        perror("st_thread_create");
        return -1;
    }
    return 0;
}

int joined(void *client)
{
    st_thread_t thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    if (!thread)
        return -1; /* there is none to join */
    return st_thread_join(thread, NULL);
}

int not_on_this_path(void *client, st_netfd_t fd, char *buffer)
{
    st_thread_t thread = st_thread_create(serve, client, 1, 0); // warning: 26 NS205 "on some path" related: "goes on from here"
    if (thread == NULL)
        return -1;
    if (st_read(fd, buffer, 10, 1000) < 0)
        return -1;
    st_thread_join(thread, NULL);
    return 0;
}

int on_every_path(void *client, st_netfd_t fd, char *buffer)
{
    int result = -1;
    st_thread_t thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    if (thread == NULL)
        return -1;
    if (st_read(fd, buffer, 10, 1000) < 0)
        goto out;
    result = 0;
out:
    st_thread_join(thread, NULL);
    return result;
}

void under_the_same_condition(void *client, int wanted)
{
    st_thread_t thread = NULL;
    if (wanted)
        thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    st_sleep(1);
    if (wanted)
        st_thread_join(thread, NULL);
}

void remembered_in_a_flag(void *client)
{
    st_thread_t thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    int started = 0;
    if (thread)
        started = 1;
    st_sleep(1);
    if (started)
        st_thread_join(thread, NULL);
}

void interrupted(void *client)
{
    st_thread_t thread = st_thread_create(serve, client, 1, 0); // warning: 26 NS205 "st_thread_create"
    st_sleep(1);
    st_thread_interrupt(thread);
}

void overwritten(void **clients, int n)
{
    st_thread_t thread = NULL;
    for (int i = 0; i < n; i++)
        thread = st_thread_create(serve, clients[i], 1, 0); // warning: 18 NS205 "on some path"
    st_thread_join(thread, NULL);
}

void all_of_them(void **clients)
{
    st_thread_t threads[4];
    for (int i = 0; i < 4; i++)
        threads[i] = st_thread_create(serve, clients[i], 1, 0); // ok: NS205
    for (int i = 0; i < 4; i++)
        st_thread_join(threads[i], NULL);
}

void or_the_process_ends(void *client)
{
    st_thread_t thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    if (st_sleep(1) < 0)
        exit(1);
    st_thread_join(thread, NULL);
}

struct worker {
    st_thread_t thread;
};

void kept_in_an_object(struct worker *w, void *client)
{
    w->thread = st_thread_create(serve, client, 1, 0); // ok: NS205
}

void kept_twice(struct worker *w, void *client)
{
    st_thread_t thread;
    w->thread = thread = st_thread_create(serve, client, 1, 0); // ok: NS205
    st_thread_interrupt(thread);
}

int main(void)
{
    st_thread_t last = st_thread_create(serve, NULL, 1, 0); // ok: NS205
    st_thread_create(serve, NULL, 1, 0);                    // warning: 5 NS205 "st_thread_create"
    if (st_sleep(1) < 0)
        return 1; /* the end of the process ends it */
    st_thread_join(last, NULL);
    return 0;
}
