// args: --rules conditions.yaml
/* A registrar whose callback is called on the loop only in one mode, which an argument says. */
#include <stddef.h>
#include <unistd.h>

enum mode { INLINE, THREAD };
void submit(enum mode mode, void (*fn)(void));

static void inline_job(void)
{
    usleep(1); // note: 5 NS101
}

static void thread_job(void)
{
    usleep(2); // ok: NS101
}

void start(void)
{
    submit(INLINE, inline_job);
    submit(THREAD, thread_job);
}
