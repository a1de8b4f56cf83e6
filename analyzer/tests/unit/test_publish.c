/* What a library's functions mean for their callers, as entries of a pack. */
#include "effects/publish.h"

#include "passes.h"

static const struct {
    const char *program;
    const char *published; /* of functions whose names begin with `f` */
} rows[] = {
    {"f() { usleep(5); }", "f sleep always short"},
    {"f() { }", ""},
    {"static f() { usleep(5); }", ""},
    {"f() { g(); } static g() { usleep(5); }", "f sleep always short"},
    {"f() { f2(); } f2() { usleep(5); }", "f sleep always short, f2 sleep always short"},
    {"main() { usleep(5); } f() { usleep(20000); }", "f sleep always long"},
    /* what parameters decide becomes a condition */
    {"f(a) { if (a) usleep(5); }", "f sleep always short unless 0 is 0"},
    {"f(a) { if (!a) usleep(5); }", "f sleep always short unless 0 not 0"},
    {"f(a, b) { if (b == 2) usleep(5); }", "f sleep always short unless 1 not 2"},
    {"f(a, b) { if (b != 2) usleep(5); }", "f sleep always short unless 1 is 2"},
    {"f(a) { if (a > 2) usleep(5); }", "f sleep always short"}, /* no pack can say it */
    {"f(a, b) { if (a) if (b) usleep(5); }", "f sleep always short unless 0 is 0 or 1 is 0"},
    {"f(a) { if (a) usleep(5); else usleep(6); }",
     "f sleep always short unless 0 not 0, f sleep always short unless 0 is 0"},
    {"f(a) { g(a); } static g(n) { if (n) usleep(5); }", "f sleep always short unless 0 is 0"},
    {"f(a) { g(1); } static g(n) { if (n) usleep(5); }", "f sleep always short"},
    {"f(a) { g(0); } static g(n) { if (n) usleep(5); }", ""},
    {"f(a, b) { by_fd(b); }", "f io depends unbounded fd 1"},
    {"f(a) { by_fd(a.x); }", "f io depends unbounded"},
    {"f(a) { by_fd(open_n()); }", ""},
    {"f(a) { by_fd(open_b()); }", "f io always unbounded"},
    {"f(a) { unless_1(a); }", "f client usually unbounded unless 0 is 1"},
    {"f(a) { unless_1(1); }", ""},
    {"f(a) { unless_1(2); }", "f client usually unbounded"},
    {"f(a, b) { when_1(b); }", "f client usually unbounded when 1 is 1"},
    {"f(a) { when_1(1); }", "f client usually unbounded"},
    {"f(a) { when_1(2); }", ""},
    {"f(a) { when_1(a.x); }", ""},
    {"f(a, b) { timed(b); }", "f client usually unbounded duration 1"},
    {"f(a, b) { timed(5); }", "f client usually short"},
    {"f(a, b) { pthread_mutex_lock(b); }", "f lock depends short lock 1"},
    /* each case once, the surest of it; one that covers another stands for it */
    {"f(a) { by_fd(a); by_fd(a); }", "f io depends unbounded fd 0"},
    {"f(a) { if (a) unless_1(2); unless_1(3); }", "f client usually unbounded"},
    {"f(a) { timed(5); timed(20); }", "f client usually long"},
    {"f(a) { unless_1(2); by_fd(open_b()); }", "f client usually unbounded, f io always unbounded"},
    {"f(a, b) { by_fd(a); by_fd(b); }", "f io depends unbounded fd 0, f io depends unbounded fd 1"},
    {"f(a, b) { unless_1(a); both(a, b); }",
     "f client usually unbounded unless 0 is 1, f client usually unbounded unless 0 is 1 and 1 is "
     "2"},
    /* other kinds */
    {"f() { uv_run(0, 0); }", "f run_loop"},
    {"@noreturn die(); f() { die(); }", "f noreturn"},
    {"@noreturn die(); f(a) { if (a) die(); }", ""},
    {"f() { suspends(); }", "f suspend"},
    {"f() { g(); } static g() { suspends(); }", "f suspend"},
    /* where rules speak already */
    {"f_known() { usleep(5); }", "f_known client usually unbounded"},
    {"f_quick() { usleep(5); }", ""},
    /* conditions: of several arguments, several alternatives, what only the program's users do */
    {"f(a, b) { both(a, b); }", "f client usually unbounded unless 0 is 1 and 1 is 2"},
    {"f(a, b) { both(b, a); }", "f client usually unbounded unless 1 is 1 and 0 is 2"},
    {"f(a) { both(1, a); }", "f client usually unbounded unless 0 is 2"},
    {"f(a) { both(2, a); }", "f client usually unbounded"},
    {"f(a) { both(1, 2); }", ""},
    {"f(a) { both(a, a.x); }", "f client usually unbounded"},
    {"f(a, b) { either(a, b); }", "f client usually unbounded unless 0 is 1 or 1 is 2"},
    {"f(a, b) { either(1, b); }", ""},
    {"f(a, b) { either(a, 2); }", ""},
    {"f(a, b) { either(3, b); }", "f client usually unbounded unless 1 is 2"},
    {"f(a, b) { when_either(a, b); }", "f client usually unbounded when 0 is 1 or 1 is 2"},
    {"f(a, b) { when_either(1, b); }", "f client usually unbounded"},
    {"f(a, b) { when_either(3, 3); }", ""},
    {"f(a) { unless_called(a); }", "f client usually unbounded unless called"},
    {"f(a) { set_up(); unless_called(a); }", ""},
    {"f(a, b) { if (a == b) usleep(5); }", "f sleep always short"},
    {"f(a) { if (a != 3) unless_1(a); }", "f client usually unbounded unless 0 is 1 or 0 is 3"},
    /* which of two cases are one */
    {"f(a, b) { unless_1(a); unless_1(b); }",
     "f client usually unbounded unless 0 is 1, f client usually unbounded unless 1 is 1"},
    {"f(a) { unless_1(a); unless_2(a); }",
     "f client usually unbounded unless 0 is 1, f client usually unbounded unless 0 is 2"},
    {"f(a) { unless_1(a); when_1(a); }",
     "f client usually unbounded unless 0 is 1, f client usually unbounded when 0 is 1"},
    {"f(a) { unless_1(a); unless_1(a); }", "f client usually unbounded unless 0 is 1"},
    {"f(a) { if (a) unless_1(3); unless_1(a); }",
     "f client usually unbounded unless 0 is 0, f client usually unbounded unless 0 is 1"},
    {"f(a, b) { both(a, b); both(a, b); either(a, b); }",
     "f client usually unbounded unless 0 is 1 and 1 is 2, f client usually unbounded unless 0 is "
     "1 or 1 is 2"},
    {"f(a, b) { both(a, b); both(b, a); }", "f client usually unbounded unless 0 is 1 and 1 is 2, "
                                            "f client usually unbounded unless 1 is 1 and 0 is 2"},
    {"f(a, b) { timed(a); timed(b); }",
     "f client usually unbounded duration 0, f client usually unbounded duration 1"},
    {"f(a, b) { timed(a); timed_us(a); timed(a); }",
     "f client usually unbounded duration 0, f client usually unbounded duration 0"},
    {"f(a) { pthread_mutex_lock(a); pthread_mutex_lock(a); }", "f lock depends short lock 0"},
    {"f(a, b) { pthread_mutex_lock(a); pthread_mutex_lock(b); }",
     "f lock depends short lock 0, f lock depends short lock 1"},
    {"f(a) { surely(); unless_1(3); }", "f client always unbounded"},
    {"f(a) { unless_1(3); surely(); }", "f client always unbounded"},
    {"f(a) { if (a) surely(); unless_1(3); }",
     "f client always unbounded unless 0 is 0, f client usually unbounded"},
    {"f(a) { unless_1(3); if (a) surely(); }",
     "f client usually unbounded, f client always unbounded unless 0 is 0"},
    {"f() { g(); unless_1(3); } static g() { unless_1(4); }", "f client usually unbounded"},
    {"f() { long_one(); unless_1(3); }", "f client usually unbounded"},
    {"f() { unless_1(3); long_one(); }", "f client usually unbounded"},
    /* contexts */
    {"f() { in_co(); }", "f client usually unbounded in 2"},
    {"f() { on_loop(); }", "f client usually unbounded in 1"},
    {"f() { on_loop(); in_co(); }",
     "f client usually unbounded in 1, f client usually unbounded in 2"},
    {"f() { in_co(); surely(); }", "f client always unbounded"},
    {"f() { surely(); in_co(); }", "f client always unbounded"},
    {"f() { in_co_too(); surely(); }", "f client always unbounded"},
    /* rules of the project's own for its functions; what is compiled in its users have */
    {"f_wraps() { usleep(5); }", "f_wraps wrapper wrapper always unbounded"},
    {"f() { f_wraps(); }", "f wrapper wrapper always unbounded"},
    {"f_runs() { usleep(5); }", "f_runs run_loop"},
    {"f() { f_runs(); }", "f run_loop"},
    {"f_suspends() { usleep(5); }", "f_suspends suspend own, f_suspends sleep always short"},
    {"f_other() { }", ""},
    {"uv_run(a, b) { usleep(5); }", ""},
    {"uv_fs_close(a, b, c, d) { usleep(5); }", ""},
    {"f() { uv_run(0, 0); uv_run(0, 1); }", "f run_loop"},
    {"f() { uv_run(0, 0); } f2() { f(); }", "f run_loop, f2 run_loop"},
    /* macros: what their arguments are spelled as */
    {"f() { #NAP(5); }", "f sleep usually short"},
    {"f() { #NAP(50); }", "f sleep usually long"},
    {"f(n) { #NAP(n); }", "f sleep usually unbounded"},
    {"f() { #GETS(1, NULL); }", ""},
    {"f() { #GETS(NULL, 1); }", "f client usually unbounded"},
    {"f() { #GETS(1, 2); }", "f client usually unbounded"},
    {"f() { #GETS(0x1, 3); }", ""},
    /* where coroutines give way */
    {"f() { suspends(); cancellable(); }", "f suspend"},
    {"f() { cancellable(); suspends(); }", "f suspend"},
    {"f(a) { if (a) cancellable(); }", "f suspend"},
    {"f() { usleep(5); suspends(); }", "f suspend, f sleep always short"},
    /* what is called back */
    {"f(@callable fn) { hook = fn; } static tick() { hook(); } static start(t) { uv_timer_start(t, "
     "tick, 1, 1); }",
     "f callback 0 hook"},
    {"f(n, @callable fn) { usleep(5); hook = fn; } static tick() { hook(); } static start(t) { "
     "uv_timer_start(t, tick, 1, 1); }",
     "f sleep always short, f callback 1 hook"},
    {"f(@callable fn) { hook = fn; } static work() { hook(); } static start(t) { "
     "pthread_create(t, 0, work, 0); }",
     "f offload 0 hook"},
    {"static f(@callable fn) { hook = fn; } static tick() { hook(); } static start(t) { "
     "uv_timer_start(t, tick, 1, 1); }",
     ""},
};

static const char pack[] =
    "nostall: 1\npack: p\nnonblocking: [f_quick]\n"
    "coroutines: {suspend: {functions: [suspends, f_suspends, cancellable]}}\n"
    "run_loop: [{function: f_runs, nesting: forbidden}]\n"
    "sync_wrappers: [{function: f_wraps, instead: f_does, source: s}]\n"
    "descriptors:\n  open:\n"
    "    - {function: open_b, kind: socket, source: s}\n"
    "    - {function: open_n, kind: socket, nonblocking: true, source: s}\n"
    "blocking:\n"
    "  - {functions: [f_known], kind: client, source: s}\n"
    "  - {functions: [by_fd], kind: io, fd: 0, certainty: depends, source: s}\n"
    "  - {functions: [unless_1], kind: client, unless: [{arg: 0, equals: 1}], source: s}\n"
    "  - {functions: [unless_2], kind: client, unless: [{arg: 0, equals: 2}], source: s}\n"
    "  - {functions: [both], kind: client, unless: [{arg: 0, equals: 1, and: {arg: 1, equals: "
    "2}}], "
    "source: s}\n"
    "  - {functions: [either], kind: client, unless: [{arg: 0, equals: 1}, {arg: 1, equals: 2}], "
    "source: s}\n"
    "  - {functions: [when_either], kind: client, when: [{arg: 0, equals: 1}, {arg: 1, equals: "
    "2}], "
    "source: s}\n"
    "  - {functions: [unless_called], kind: client, unless: [{called: set_up}], source: s}\n"
    "  - {functions: [timed_us], kind: client, duration: {arg: 0, unit: us}, source: s}\n"
    "  - {functions: [surely], kind: client, certainty: always, source: s}\n"
    "  - {functions: [long_one], kind: client, stall: long, source: s}\n"
    "  - {functions: [in_co, in_co_too], in: coroutine, kind: client, source: s}\n"
    "  - {functions: [on_loop], in: loop, kind: client, source: s}\n"
    "  - {macros: [NAP], kind: sleep, duration: {arg: 0, unit: ms}, source: s}\n"
    "  - {macros: [GETS], kind: client, unless: [{arg: 1, 'null': true}, {arg: 1, equals: 3, and: "
    "{arg: 0, equals: 1}}], source: s}\n"
    "  - {functions: [when_1], kind: client, when: [{arg: 0, equals: 1}], source: s}\n"
    "  - {functions: [timed], kind: client, duration: {arg: 0, unit: ms}, source: s}\n";

static void put_any(struct buf *out, const char *word, const condition_any *any)
{
    for (uint32_t i = 0; i < any->len; i++)
        for (uint32_t k = 0; k < any->at[i].all.len; k++) {
            const struct condition *c = &any->at[i].all.at[k];
            buf_printf(out, " %s", k ? "and" : i ? "or" : word);
            if (c->op == WHEN_CALLED)
                buf_puts(out, " called");
            else
                buf_printf(out, " %d %s %lld", c->arg, c->op == WHEN_EQUALS ? "is" : "not",
                           (long long)c->values.at[0].number);
        }
}

static void put(struct passes *x, const struct published *p)
{
    static const char *const kinds[] = {
        [PUBLISHED_BLOCKING] = "",         [PUBLISHED_WRAPPER] = "wrapper",
        [PUBLISHED_RUN_LOOP] = "run_loop", [PUBLISHED_SUSPEND] = "suspend",
        [PUBLISHED_NORETURN] = "noreturn", [PUBLISHED_CALLBACK] = "callback",
        [PUBLISHED_FIELD] = "field",       [PUBLISHED_OFFLOAD] = "offload"};
    const struct rule_blocking *r = &p->rule;
    buf_printf(&x->text, "%s%s %s", x->text.len ? ", " : "",
               program_text(x->program, program_get(x->program, p->node)->name), kinds[p->kind]);
    if (p->handed)
        buf_printf(&x->text, " %u %s", p->handed->arg, p->called);
    if (p->own_suspend)
        buf_puts(&x->text, " own");
    if (p->kind != PUBLISHED_BLOCKING && p->kind != PUBLISHED_WRAPPER)
        return;
    buf_printf(&x->text, "%s%s %s %s", p->kind == PUBLISHED_WRAPPER ? " " : "",
               block_kind_name(r->kind), certainty_name(r->certainty), stall_name(r->stall));
    if (r->fd != INT32_MIN)
        buf_printf(&x->text, " fd %d", r->fd);
    if (r->lock != INT32_MIN)
        buf_printf(&x->text, " lock %d", r->lock);
    for (uint32_t i = 0; i < r->duration.len; i++)
        buf_printf(&x->text, " duration %d", r->duration.at[i].arg);
    if (r->in && r->in != CONTEXT_ANY)
        buf_printf(&x->text, " in %d", r->in);
    put_any(&x->text, "when", &r->when);
    put_any(&x->text, "unless", &r->unless);
}

static const char *published(struct passes *x)
{
    struct analysis *a = x->analysis;
    struct summaries *s =
        summaries_new_library(a->contexts, a->values, effects_locks(a->effects), NULL);
    const struct publish_filter filter = {.least = CERTAINTY_DEPENDS};
    published_vec all = {0};
    publish_all(s, effects_suspends(a->effects), a->contexts, a->values, &filter, x->arena, &all);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < all.len; i++)
        put(x, &all.at[i]);
    summaries_free(s);
    return x->text.at;
}

int main(void)
{
    struct passes x = {.headers = {"uv.h", "pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            passes_pack(&x, pack);
            passes_one(&x, arena_printf(x.arena, "var hook; %s", rows[i].program));
            if (!CHECK_TEXT(&x.t, published(&x), rows[i].published))
                fprintf(stderr, "  in %s\n", rows[i].program);
            passes_done(&x);
        }
    }
    return passes_end(&x);
}
