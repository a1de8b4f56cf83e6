/* State Threads: the argument of a thread. */
// args: --disable NS302 --disable NS304
#include <st.h>
#include <stddef.h>

struct job {
    int fd;
    int done;
    st_cond_t changed;
};

static void *serve(void *data)
{
    struct job *job = data;
    st_sleep(1);
    job->done = 1;
    st_cond_signal(job->changed);
    return NULL;
}

int detached(int fd)
{
    struct job job = {.fd = fd};
    if (st_thread_create(serve, &job, 0, 0) == NULL) // warning: 9 NS306 "address of 'job'" "st_thread_create"
        return -1;
    return 0;
}

int joined(int fd)
{
    struct job job = {.fd = fd};
    st_thread_t thread = st_thread_create(serve, &job, 1, 0); // ok: NS306
    if (thread == NULL)
        return -1;
    return st_thread_join(thread, NULL);
}

int joined_on_some_paths(int fd, st_netfd_t peer, char *buffer)
{
    struct job job = {.fd = fd};
    st_thread_t thread = st_thread_create(serve, &job, 1, 0); // warning: 26 NS306 "address of 'job'" "st_thread_join" // warning: 26 NS205 "st_thread_create"
    if (thread == NULL)
        return -1;
    if (st_read(peer, buffer, 1, 1000) <= 0)
        return -1;
    return st_thread_join(thread, NULL);
}

int joined_on_all_paths(int fd, st_netfd_t peer, char *buffer)
{
    struct job job = {.fd = fd};
    int result = -1;
    st_thread_t thread = st_thread_create(serve, &job, 1, 0); // ok: NS306
    if (thread == NULL)
        return -1;
    if (st_read(peer, buffer, 1, 1000) <= 0)
        goto out;
    result = 0;
out:
    st_thread_join(thread, NULL);
    return result;
}

void another_thread_joined(int fd, st_thread_t other)
{
    struct job job = {.fd = fd};
    st_thread_create(serve, &job, 0, 0); // warning: 5 NS306 "address of 'job'"
    st_thread_join(other, NULL);
}

void slept(int fd)
{
    struct job job = {.fd = fd};
    st_thread_create(serve, &job, 0, 0); // warning: 5 NS306 "address of 'job'"
    st_sleep(2);
}

void signalled(int fd)
{
    struct job job = {.fd = fd, .changed = st_cond_new()};
    st_thread_create(serve, &job, 0, 0); // ok: NS306
    while (!job.done)
        st_cond_wait(job.changed);
    st_cond_destroy(job.changed);
}

void polled(int fd)
{
    struct job job = {.fd = fd};
    st_thread_create(serve, &job, 0, 0); // ok: NS306
    while (!job.done)
        st_sleep(1);
}

void all_joined(void)
{
    struct job jobs[4];
    st_thread_t threads[4];
    for (int i = 0; i < 4; i++)
        threads[i] = st_thread_create(serve, &jobs[i], 1, 0); // ok: NS306
    for (int i = 0; i < 4; i++)
        st_thread_join(threads[i], NULL);
}

void value_in_the_pointer(int fd)
{
    st_thread_create(serve, (void *)(long)fd, 0, 0); // ok: NS306
}

void polled_by_another_variable(int fd)
{
    struct job job = {.fd = fd};
    int done;
    st_thread_create(serve, &job, 0, 0); // ok: NS306
    do {
        st_sleep(1);
        done = job.done;
    } while (!done);
}

void an_array_that_is_a_pointer(struct job jobs[2])
{
    st_thread_create(serve, &jobs[1], 0, 0); // ok: NS306
    st_thread_create(serve, jobs, 0, 0);     // ok: NS306
}

static void finish(st_thread_t thread)
{
    st_thread_join(thread, NULL);
}

void joined_by_a_helper(int fd)
{
    struct job job = {.fd = fd};
    st_thread_t thread = st_thread_create(serve, &job, 1, 0); // ok: NS306
    finish(thread);
}
