/* Which code runs in normal use, by what conditions say of results. */
#include "effects/usual.h"
#include "passes.h"

static const struct {
    const char *body; /* of f(n, m) */
    bool usual;       /* the call of k() */
} rows[] = {
    {"k();", true},
    {"if (n) k();", true},
    {"return; k();", false},
    /* negative numbers, and what cannot be negative */
    {"if (n < 0) k();", false},
    {"if (n <= 0) k();", true},
    {"if (n < 1) k();", true},
    {"if (n <= -1) k();", false},
    {"if (n < -1) k();", false},
    {"if (n == -1) k();", false},
    {"if (n == 0) k();", true},
    {"if (n == 1) k();", true},
    {"if (n != -1) k();", true},
    {"if (n > 0) k();", true},
    {"if (n > -1) k();", true},
    {"if (n >= 0) { } else k();", false},
    {"if (n > 0) { } else k();", true},
    {"if (n > -1) { } else k();", false},
    {"if (n != -1) { } else k();", false},
    {"if (n != 0) { } else k();", true},
    {"if (n == -1) { } else k();", true},
    {"if (n < m) k();", true},
    {"if (n & 1) k();", true},
    {"if (n < 0) return; k();", true},
    {"if (n >= 0) return; k();", false},
    {"if (n < 0) m = 1; k();", true}, /* by another way, too */
    {"if (n < 0) { if (m) k(); }", false},
    {"while (n < 0) k();", false},
    {"switch (n) { case 1: k(); }", true},
    {"switch (n) { case 0: k(); }", true},
    {"switch (n) { default: k(); }", true},
    /* acquisitions of the packs: by null, by zero, by not zero */
    {"x = fopen(n, m); if (!x) k();", false},
    {"x = fopen(n, m); if (x) k();", true},
    {"x = fopen(n, m); if (x == 0) k();", false},
    {"x = fopen(n, m); if (x == 1) k();", true},
    {"if (!fopen(n, m)) k();", false},
    {"x = look_up(n, m); if (!x) k();", true}, /* may be in no cache yet */
    {"x = fopen(n, m); h(); if (!x) k();", false},
    {"x = fopen(n, m); x = look_up(n); if (!x) k();", true},
    {"x = look_up(n); x = fopen(n, m); if (!x) k();", false},
    {"x = fopen(n, m); x = 0; if (!x) k();", true},
    {"x = fopen(n, m); y = n; if (!x) k();", false},
    {"x = h(); x = fopen(n, m); y = n; h(); if (!x) k();", false},
    {"x = through_out(n, &y); if (x) k();", false},
    {"x = through_out(n, &y); if (!x) k();", true},
    {"x = null_is_bad(); if (!x) k();", false},
    {"x = null_is_bad(); if (x) k();", true},
    {"x = zero_is_bad(); if (x == 0) k();", false},
    {"x = zero_is_bad(); if (x != 0) k();", true},
    {"x = other_is_bad(); if (x) k();", false},
    {"x = other_is_bad(); if (!x) k();", true},
    {"x = nothing_is_bad(); if (x) k();", true},
    {"x = nothing_is_bad(); if (!x) k();", true},
    {"x = a_reference(n); if (!x) k();", true},
    {"x = anonymous(); if (!x) k();", true},
    /* locks: what says that one is held, or given back */
    {"x = pthread_mutex_trylock(n); if (x) k();", false},
    {"x = pthread_mutex_trylock(n); if (!x) k();", true},
    {"if (pthread_mutex_lock(n) != 0) k();", false},
    {"if (pthread_mutex_lock(n) == 0) k();", true},
    {"if (lock_or_not(n)) k();", true},
    {"if (!lock_or_not(n)) k();", false},
    {"if (pthread_mutex_unlock(n)) k();", false},
    {"if (!pthread_mutex_unlock(n)) k();", true},
};

static const char pack[] = "nostall: 1\npack: p\nresources:\n"
                           "  - {acquire: null_is_bad, release: r, fails: null}\n"
                           "  - {acquire: zero_is_bad, release: r, fails: zero}\n"
                           "  - {acquire: other_is_bad, release: r, fails: nonzero}\n"
                           "  - {acquire: nothing_is_bad, release: r, fails: never}\n"
                           "  - {acquire: a_reference, arg: 0, release: r}\n"
                           "  - {acquire: through_out, out: 1, release: r}\n"
                           "  - {acquire: anonymous, anonymous: true, release: r}\n"
                           "locks: [{acquire: lock_or_not, release: unlock, taken: nonzero}]\n";

int main(void)
{
    struct passes x = {.headers = {"pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            passes_pack(&x, pack);
            passes_one(&x, arena_printf(x.arena, "f(n, m) { %s }", rows[i].body));
            struct usual *u = usual_new(x.arena, x.analysis->contexts);
            const struct call *k = passes_call(&x, "f", "k", 0);
            bool ok = CHECK_NUMBER(&x.t, usual_event(u, k->node, k->event), rows[i].usual);
            if (!ok || !CHECK_NUMBER(&x.t, usual_event(u, k->node, k->event), rows[i].usual))
                fprintf(stderr, "  in %s\n", rows[i].body);
            passes_done(&x);
        }
    }
    return passes_end(&x);
}
