/* Code that runs while all other threads stand still. */
#include "effects/effects.h"
#include "effects/exclusive.h"
#include "passes.h"

static const struct {
    const char *program; /* a call of k() in f; stop() and go_on() are the bracket */
    bool alone;
} rows[] = {
    {"f() { stop(); k(); go_on(); }", true},
    {"f() { stop(); go_on(); k(); }", false},
    {"f() { k(); stop(); go_on(); }", false},
    {"f() { k(); }", false},
    {"f(n) { if (n) stop(); k(); }", false},
    {"f(n) { stop(); if (n) go_on(); k(); }", false},
    {"f(n) { if (n) stop(); else stop(); k(); }", true},
    {"f(n) { stop(); while (n) { k(); n = n + 1; } go_on(); }", true},
    {"f(n) { stop(); while (n) { k(); go_on(); } }", false},
    {"f(n) { while (n) { stop(); k(); go_on(); } }", true},
    {"f(n) { stop(); go_on(); stop(); k(); }", true},
    /* a lock of another kind stops nobody */
    {"f(n) { stop(); go_on(); pthread_mutex_lock(n); k(); }", false},
    {"f(n) { pthread_mutex_lock(n); k(); }", false},
    {"f(n) { stop(); pthread_mutex_unlock(n); k(); }", true},
    /* in helpers */
    {"on() { stop(); } off() { go_on(); } f() { on(); k(); off(); }", true},
    {"on() { stop(); } off() { go_on(); } f() { on(); off(); k(); }", false},
    /* by all callers */
    {"a() { stop(); f(); go_on(); } f() { k(); }", true},
    {"a() { stop(); f(); go_on(); } b() { f(); } f() { k(); }", false},
    {"a() { stop(); f(); go_on(); } b() { stop(); f(); go_on(); } f() { k(); }", true},
    {"a() { stop(); go_on(); f(); } f() { k(); }", false},
    {"a() { stop(); b(); go_on(); } b() { f(); } f() { k(); }", true},
    {"a() { stop(); f(1); go_on(); } f(n) { if (n) f(0); k(); }", true},
    {"a() { f(1); stop(); go_on(); } f(n) { if (n) f(0); k(); }", false},
    {"a() { stop(); f(); go_on(); } f() { go_on(); k(); stop(); }", false},
    {"a(s) { s.run = f; stop(); s.run(); go_on(); } f() { k(); }", true},
    {"a(s) { s.run = f; s.run(); stop(); go_on(); } f() { k(); }", false},
};

static const char pack[] =
    "nostall: 1\npack: p\n"
    "locks: [{acquire: stop, release: go_on, anonymous: true, kind: exclusive}]\n";

int main(void)
{
    struct passes x = {.headers = {"pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            passes_pack(&x, pack);
            passes_one(&x, rows[i].program);
            struct exclusive *e =
                exclusive_new(x.arena, x.analysis->contexts, effects_locks(x.analysis->effects));
            const struct call *k = passes_call(&x, "f", "k", 0);
            bool ok = CHECK_NUMBER(&x.t, exclusive_at(e, k->node, k->event), rows[i].alone);
            if (!ok || !CHECK_NUMBER(&x.t, exclusive_at(e, k->node, k->event), rows[i].alone))
                fprintf(stderr, "  in %s\n", rows[i].program);
            passes_done(&x);
        }
    }
    return passes_end(&x);
}
