// args: --disable NS1 --disable NS2 --disable NS4
/* async.h: a coroutine whose state is initialised again, or not called any more, is dropped. */
#include <async.h>
#include <stdio.h>
#include <stdlib.h>

struct state {
    async_state;
    char *text;
};
static int ready;

static async bad(struct state *s)
{
    static char *p;
    async_begin(s);
    p = malloc(10);
    await(ready);
    free(p); // warning: 5 NS301 "free" "await"
    p = NULL;
    async_end;
}

static async good(struct state *s)
{
    async_begin(s);
    s->text = malloc(10);
    await(ready);
    free(s->text); // ok: NS301
    s->text = NULL;
    async_end;
}

static async several(struct state *s)
{
    static FILE *f;
    async_begin(s);
    f = fopen("x", "r");
    if (!f) {
        async_exit;
    }
    async_yield;
    await_while(!ready);
    fclose(f); // warning: 5 NS301 "fclose" "async_yield"
    f = NULL;
    async_end;
}

static async several_good(struct state *s)
{
    static FILE *f;
    async_begin(s);
    async_yield;
    await_while(!ready);
    f = fopen("x", "r");
    if (!f) {
        async_exit;
    }
    fclose(f); // ok: NS301
    async_end;
}

int main(void)
{
    struct state a, b, c, d;
    async_init(&a);
    async_init(&b);
    async_init(&c);
    async_init(&d);
    for (int i = 0; i < 3; i++) {
        async_call(bad, &a);
        async_call(good, &b);
        async_call(several, &c);
        async_call(several_good, &d);
        ready = i;
    }
    return 0;
}
