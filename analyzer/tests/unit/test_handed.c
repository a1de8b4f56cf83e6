/* What is handed in to be called back: arguments and fields that end in a pointer which the loop,
 * or a thread, calls. */
#include "contexts/handed.h"

#include "passes.h"

static const struct {
    const char *program; /* tick() is a callback of the loop, work() a thread */
    const char *handed;
} rows[] = {
    {"set(@callable fn) { hook = fn; } tick() { hook(); }", "set 0 hook"},
    {"set(n, @callable fn) { hook = fn; } tick() { hook(); }", "set 1 hook"},
    {"set(@callable a, @callable b) { hook = a; other = b; } tick() { hook(); other(); }",
     "set 0 hook, set 1 other"},
    {"set(@callable a, @callable b) { hook = b; } tick() { hook(); }", "set 1 hook"},
    {"set(fn) { hook = fn; } tick() { hook(); }", ""}, /* no pointer to a function */
    {"set(@callable fn) { hook = fn; } tick() { other(); }", ""},
    {"set(@callable fn) { hook = fn; } idle() { hook(); }", ""},
    {"set(@callable fn) { hook = fn; } tick(n) { if (n) if (!n) hook(); }", ""},
    {"set(@callable fn) { hook = fn; } tick() { below(); } below() { hook(); }", "set 0 hook"},
    /* handed on, copied */
    {"set(@callable fn) { put(fn); } put(@callable fn) { hook = fn; } tick() { hook(); }",
     "set 0 hook, put 0 hook"},
    {"set(@callable fn) { put(1, fn); } put(n, @callable fn) { hook = fn; } tick() { hook(); }",
     "set 0 hook, put 1 hook"},
    {"set(@callable fn) { hook = fn; } tick() { other = hook; other(); }", "set 0 other"},
    {"set(@callable fn) { x = fn; hook = x; } tick() { y = hook; y(); }", "set 0 y"},
    /* called at once it is handed in for nothing later */
    {"set(@callable fn) { fn(); } tick() { set(tick); }", ""},
    {"set(@callable fn) { put(fn); } put(@callable fn) { fn(); } tick() { set(tick); }", ""},
    {"set(@callable fn) { fn(); hook = fn; } tick() { set(tick); hook(); }", "set 0 hook"},
    {"set(@callable fn) { hook = fn; fn(); } tick() { hook(); set(tick); }", "set 0 hook"},
    /* fields: of records, wherever they are */
    {"tick(s) { s.run(); }", "field run s"},
    {"set(s, @callable fn) { s.run = fn; } tick(s) { s.run(); }", "set 1 s, field run s"},
    {"set(s, @callable fn) { s.run = fn; } tick(s) { s.stop(); }", "field stop s"},
    {"set(s, t) { s.run = t.stop; } tick(s) { s.run(); }", "field run s, field stop s"},
    {"idle(s) { s.run(); }", ""},
    /* threads, and what they call; the loop counts for more */
    {"set(@callable fn) { hook = fn; } work() { hook(); }", "set 0 hook in a thread"},
    {"set(@callable fn) { hook = fn; } work() { below(); } below() { hook(); }",
     "set 0 hook in a thread"},
    {"set(@callable fn) { hook = fn; } work() { a(); b(); } a() { c(); } b() { } c() { d(); } "
     "d() { b(); a(); hook(); }",
     "set 0 hook in a thread"},
    {"set(@callable fn) { hook = fn; } work() { other(); } fill() { other = below; } "
     "below() { hook(); }",
     "set 0 hook in a thread"},
    {"set(@callable fn) { hook = fn; } work() { hook(); } tick() { hook(); }", "set 0 hook"},
    {"set(@callable fn) { hook = fn; } tick() { hook(); } work() { hook(); }", "set 0 hook"},
    {"work(s) { s.run(); }", "field run s in a thread"},
    {"set(@callable fn) { fn(); hook = fn; } tick() { set(tick); } work() { hook(); }",
     "set 0 hook in a thread"},
};

static void put(struct passes *x, const struct handed *h)
{
    const struct contexts *c = x->analysis->contexts;
    buf_puts(&x->text, x->text.len ? ", " : "");
    if (h->function.i == FACTS_NONE)
        buf_printf(&x->text, "field %s",
                   program_text(x->program, x->program->slots.at[h->field.i].name));
    else
        buf_printf(&x->text, "%s %u",
                   program_text(x->program, program_get(x->program, h->function)->name), h->arg);
    buf_printf(&x->text, " %s%s", calls_text(c->calls, h->call), h->thread ? " in a thread" : "");
}

static const char *handed(struct passes *x)
{
    const node_vec *nodes = passes_nodes(x);
    handed_vec all = {0};
    handed_find(x->analysis->contexts, x->arena, &all);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t n = 0; n <= nodes->len; n++)
        for (uint32_t i = 0; i < all.len; i++)
            if (all.at[i].function.i == (n < nodes->len ? nodes->at[n].i : FACTS_NONE))
                put(x, &all.at[i]);
    return x->text.at;
}

int main(void)
{
    struct passes x = {.headers = {"uv.h", "pthread.h"}};
    PASSES_EACH_TURN(x)
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_open(&x);
        passes_one(&x, arena_printf(x.arena,
                                    "var hook; var other; start(t) { uv_timer_start(t, tick, 1, "
                                    "1); pthread_create(t, 0, work, 0); } %s",
                                    rows[i].program));
        if (!CHECK_TEXT(&x.t, handed(&x), rows[i].handed))
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(&x);
    }
    return passes_end(&x);
}
