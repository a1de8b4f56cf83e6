/* Which locks calls take and give back, also through the program's own functions for it. */
#include "effects/locks.h"
#include "passes.h"

/* How many locks the first call of CALLEE in `f` takes, or gives back. */
static uint32_t count(struct passes *x, const char *callee, bool release)
{
    const struct call *call = passes_call(x, "f", callee, 0);
    lock_set set = {0};
    locks_of(effects_locks(x->analysis->effects), x->arena, call->node, call->event, release, &set);
    return set.len;
}

struct row {
    const char *program, *callee;
    uint32_t takes, gives;
};

#define MUTEX "var a; var b; "

static const struct row rows[] = {
    {MUTEX "f() { pthread_mutex_lock(&a); }", "pthread_mutex_lock", 1, 0},
    {MUTEX "f() { pthread_mutex_unlock(&a); }", "pthread_mutex_unlock", 0, 1},
    {MUTEX "f() { g(); } g() { pthread_mutex_lock(&a); }", "g", 1, 0},
    {MUTEX "f() { g(); } g() { pthread_mutex_lock(&a); pthread_mutex_lock(&b); }", "g", 2, 0},
    {MUTEX "f() { g(); } g() { pthread_mutex_lock(&a); pthread_mutex_unlock(&a); }", "g", 0, 0},
    {MUTEX "f() { g(&b); } g(m) { pthread_mutex_lock(m); }", "g", 1, 0},
    {MUTEX "f() { h(); } h() { g(); } g() { pthread_mutex_unlock(&a); }", "h", 0, 1},
    {MUTEX "f() { g(); } g() { }", "g", 0, 0},
};

static void test_rows(struct passes *x)
{
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_one(x, rows[i].program);
        bool ok = CHECK_NUMBER(&x->t, count(x, rows[i].callee, false), rows[i].takes);
        ok &= CHECK_NUMBER(&x->t, count(x, rows[i].callee, true), rows[i].gives);
        if (!ok)
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

#define MANY 20

/* More than a function commonly has: each counts. */
static void test_many(struct passes *x)
{
    struct buf text = {0};
    for (int i = 0; i < MANY; i++)
        buf_printf(&text, "var m%d; ", i);
    buf_puts(&text, "f() { take(); give(); } take() { ");
    for (int i = 0; i < MANY; i++)
        buf_printf(&text, "pthread_mutex_lock(&m%d); ", i);
    buf_puts(&text, "} give() { ");
    for (int i = 0; i < MANY; i++)
        buf_printf(&text, "pthread_mutex_unlock(&m%d); ", i);
    buf_puts(&text, "}");
    passes_one(x, text.at);
    CHECK_NUMBER(&x->t, count(x, "take", false), MANY);
    CHECK_NUMBER(&x->t, count(x, "give", true), MANY);
    buf_release(&text);
    passes_done(x);
}

/* The lock that a caller names is the one that its helper takes. */
static void test_same(struct passes *x)
{
    passes_one(x, MUTEX "f() { g(&b); pthread_mutex_unlock(&b); pthread_mutex_lock(&a); } "
                        "g(m) { pthread_mutex_lock(m); }");
    const struct call *g = passes_call(x, "f", "g", 0),
                      *unlock = passes_call(x, "f", "pthread_mutex_unlock", 0),
                      *other = passes_call(x, "f", "pthread_mutex_lock", 0);
    const struct locks *l = effects_locks(x->analysis->effects);
    lock_set taken = {0}, given = {0}, another = {0};
    locks_of(l, x->arena, g->node, g->event, false, &taken);
    locks_of(l, x->arena, unlock->node, unlock->event, true, &given);
    locks_of(l, x->arena, other->node, other->event, false, &another);
    if (CHECK(&x->t, taken.len == 1 && given.len == 1 && another.len == 1)) {
        CHECK(&x->t, lock_set_find(&taken, given.at[0].object) != NULL);
        CHECK(&x->t, lock_set_find(&taken, another.at[0].object) == NULL);
    }
    passes_done(x);
}

int main(void)
{
    struct passes x = {.headers = {"pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        test_rows(&x);
        test_many(&x);
        test_same(&x);
    }
    return passes_end(&x);
}
