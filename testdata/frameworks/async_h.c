/* async.h: a function with async_begin is a stackless coroutine, and so is the one called by async_call. */
#include <async.h>
#include <unistd.h>

struct state {
    async_state;
    struct async child;
    int ready;
};

static async child(struct async *s)
{
    async_begin(s);
    usleep(1);   // note: 5 NS101 "await a timer" related: "async_begin"
    async_yield; // ok: NS101
    async_end;
}

static async parent(struct state *s)
{
    async_begin(s);
    async_init(&s->child);
    await(async_call(child, &s->child)); // ok: NS101
    await(s->ready);
    usleep(2); // note: 5 NS101 "await a timer"
    async_end;
}

static async by_call(struct async *s)
{
    usleep(3); // note: 5 NS101 related: "async_call"
    s->_async_k = ASYNC_DONE;
    return ASYNC_DONE;
}

static async polite(struct state *s)
{
    async_begin(s);
    await_while(!s->ready); // ok: NS101
    async_end;
}

int main(void)
{
    struct state s = {0}, other = {0};
    struct async last = {0};
    async_init(&s);
    while (!parent(&s))
        usleep(4); // ok: NS101
    while (!polite(&other))
        other.ready = 1;
    return !(async_call(by_call, &last));
}
