#include "pool.h"

static void *work(void *data)
{
    st_sleep(1);
    return data;
}

void through_one(void)
{
    pool_run(work, NULL); // warning: 5 NS205 "'pool_run' is dropped" step: "'pool_run' calls 'st_thread_create'" related: "'st_thread_create' is called here"
}

void good_through_one(void)
{
    pool_finish(pool_run(work, NULL)); // ok: NS205
}

void by_the_argument(void)
{
    pool_start(work, NULL, 1); // warning: 5 NS205 "pool_start"
    pool_start(work, NULL, 0); // ok: NS205
}

void written_elsewhere(void)
{
    st_thread_t thread;
    if (pool_make(&thread, work, NULL) != 0) // warning: 9 NS205 "pool_make"
        return;
    pool_describe(thread);
}

void good_written_elsewhere(void)
{
    st_thread_t thread;
    if (pool_make(&thread, work, NULL) != 0) // ok: NS205
        return;
    pool_finish(thread);
}

void listed(void)
{
    pool_listed(work, NULL); // ok: NS205
}

int main(void)
{
    through_one();
    good_through_one();
    by_the_argument();
    written_elsewhere();
    good_written_elsewhere();
    listed();
    return 0;
}
