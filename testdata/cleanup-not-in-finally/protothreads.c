// args: --disable NS1 --disable NS2 --disable NS4
/* Each wait of a protothread returns: what it holds must live longer than the call. A thread that is not
 * scheduled again is dropped. */
#include <pt.h>
#include <stdio.h>
#include <stdlib.h>

struct task {
    struct pt pt;
    FILE *file;
};
static int ready;

static PT_THREAD(bad(struct pt *pt))
{
    static char *p;
    PT_BEGIN(pt);
    p = malloc(10);
    PT_WAIT_UNTIL(pt, ready);
    free(p); // warning: 5 NS301 "free" "PT_WAIT_UNTIL" "malloc"
    p = NULL;
    PT_END(pt);
}

static PT_THREAD(good(struct pt *pt))
{
    static char *p;
    PT_BEGIN(pt);
    PT_WAIT_UNTIL(pt, ready);
    p = malloc(10);
    free(p); // ok: NS301
    PT_YIELD(pt);
    PT_END(pt);
}

static PT_THREAD(several(struct pt *pt))
{
    static FILE *f;
    static int i;
    PT_BEGIN(pt);
    for (i = 0; i < 10; i++) {
        f = fopen("x", "r");
        if (!f)
            continue;
        PT_YIELD(pt);
        PT_WAIT_WHILE(pt, !ready);
        fclose(f); // warning: 9 NS301 "fclose" "fopen"
        f = NULL;
    }
    PT_END(pt);
}

static PT_THREAD(several_good(struct pt *pt))
{
    static FILE *f;
    static int i;
    PT_BEGIN(pt);
    for (i = 0; i < 10; i++) {
        PT_YIELD(pt);
        PT_WAIT_WHILE(pt, !ready);
        f = fopen("x", "r");
        if (!f)
            continue;
        fclose(f); // ok: NS301
    }
    PT_END(pt);
}

static PT_THREAD(in_the_task(struct task *t))
{
    PT_BEGIN(&t->pt);
    t->file = fopen("x", "r"); /* whoever drops the task closes it */
    PT_YIELD(&t->pt);
    fclose(t->file); // ok: NS301
    PT_END(&t->pt);
}

int main(void)
{
    struct pt a, b, c, d;
    struct task t = {0};
    PT_INIT(&a);
    PT_INIT(&b);
    PT_INIT(&c);
    PT_INIT(&d);
    PT_INIT(&t.pt);
    for (int i = 0; i < 3; i++) {
        bad(&a);
        good(&b);
        several(&c);
        several_good(&d);
        in_the_task(&t);
        ready = i;
    }
    return 0;
}
