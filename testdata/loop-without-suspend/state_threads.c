// args: --disable NS3
/* Rounds that suspend below, in an inner loop, by a helper; a flag that a function which is not seen
 * gets, and a number that it may count down. */
#include <st.h>
#include <stdbool.h>
#include <stddef.h>

struct session {
    bool run;
    int left, generation;
    st_netfd_t fd;
};

void session_step(struct session *s);
int session_try(struct session *s);

static int read_all(struct session *s)
{
    char buf[64];
    return (int)st_read(s->fd, buf, sizeof buf, 1000);
}

static void *flag(void *arg)
{
    struct session *s = arg;
    while (s->run) // note: 5 NS402 "nobody changes 's->run'" related: "st_thread_create"
        session_step(s);
    return NULL;
}

static void *number(void *arg)
{
    struct session *s = arg;
    while (s->left) // ok: NS402
        session_step(s);
    return NULL;
}

static void *inner_loop(void *arg)
{
    struct session *s = arg;
    while (s->run) { // ok: NS402
        for (int i = 0; i < 3; i++)
            read_all(s);
    }
    return NULL;
}

static void *tries(void *arg)
{
    while (session_try(arg) < 0) // ok: NS402
        continue;
    return NULL;
}

static int generation_of(const struct session *s)
{
    return s->generation;
}

static void *by_getter(void *arg)
{
    struct session *s = arg;
    int before = generation_of(s);
    while (generation_of(s) == before) // note: 5 NS402 "generation_of"
        session_step(NULL);
    return NULL;
}

static void *by_goto(void *arg)
{
    struct session *s = arg;
again:
    if (s->run)
        goto again; // note: 9 NS402 "'s->run'"
    return NULL;
}

int main(void)
{
    static struct session s;
    st_init();
    st_thread_create(flag, &s, 0, 0);
    st_thread_create(number, &s, 0, 0);
    st_thread_create(inner_loop, &s, 0, 0);
    st_thread_create(tries, &s, 0, 0);
    st_thread_create(by_getter, &s, 0, 0);
    st_thread_create(by_goto, &s, 0, 0);
    return 0;
}
