/* Stacks of a program against its findings: which explain one, once for a root cause and at the
 * entry that fits best, where the path of the others breaks off, and which show no stall. */
#include "check/observed.h"

#include "passes.h"

/* tick() is a callback of libuv, serve() waits and works itself, lone() runs nowhere. */
static const char program[] =
    "start(t) { uv_timer_start(t, tick, 1, 1); uv_timer_start(t, tock, 1, 1); }\n"
    "tick() { flush(); quick(); }\n"
    "tock(s) { flush();\nvia(); s.run(); }\n"
    "flush() { usleep(200000); }\n"
    "quick() { usleep(20000); odd();\nusleep(30000); }\n"
    "via() { deep(); }\n"
    "deep() { fsync(3); }\n"
    "odd() { } lone() { usleep(1); }\n"
    "serve(n) { while (1) { epoll_wait(1, 2, 9, -1); work(); } }\n"
    "work() { odd(); sync(); }\n"
    "hidden() { } set(s) { s.run = hidden; }\n"
    "main() { uv_run(0, 0); serve(); }\n";

static const struct {
    const char *stacks;
    const char *said; /* "NS101 tick:2-5 1x 50ms; 1, 2; WAY: MESSAGE @3": findings with the lines of
      their first and last place; explained and elsewhere; what is not explained */
} rows[] = {
    /* by the path, the callee or the line */
    {"50 usleep flush tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 usleep flush tick uv_run main", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 usleep flush tock", "NS101 tock:3-5 1x 50ms; 1, 0"},
    {"50 nanosleep usleep flush tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 flush tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 other flush tick", "0, 0; tick > flush > other: 'flush' is not known to call 'other' @5"},
    {"50 usleep odd flush tick",
     "0, 0; tick > flush > odd > usleep: 'flush' is not known to call 'odd' @5"},
    {"50 other flush a.c:5 tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 other flush a.c:6 tick",
     "0, 0; tick > flush > other: 'flush' is not known to call 'other' @6"},
    {"50 usleep flush other.c:5 tick",
     "0, 0; tick > flush: 'flush', which 'tick' calls, is not known to block @2"},
    {"50 usleep flush dir/a.c:5 tick a.c:2", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 usleep flush between tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 usleep flush odd tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 __usleep flush tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    /* of two calls in one function, and of two entries, the one whose line it is */
    {"50 usleep quick tick", "NS101 tick:2-6 1x 50ms; 1, 0"},
    {"50 usleep quick a.c:6 tick a.c:2", "NS101 tick:2-6 1x 50ms; 1, 0"},
    {"50 usleep quick a.c:7 tick a.c:2", "NS101 tick:2-6 1x 50ms; 1, 0"},
    {"50 usleep flush a.c:5 tock a.c:3", "NS101 tock:3-5 1x 50ms; 1, 0"},
    {"50 fsync deep via tock", "NS106 tock:4-9 1x 50ms; 1, 0"},
    {"50 fsync deep tock", "0, 0; tock > deep > fsync: 'tock' is not known to call 'deep' @3"},
    {"50 fsync deep via a.c:8 tock a.c:4", "NS106 tock:4-9 1x 50ms; 1, 0"},
    {"50 fsync via tock", "0, 0; tock > via > fsync: 'via' is not known to call 'fsync' @8"},
    /* several stacks: how often, how long */
    {"50 usleep flush tick\n70 usleep flush tick\n60 usleep flush tick",
     "NS101 tick:2-5 3x 70ms; 3, 0"},
    {"50 usleep flush tick\n70 usleep flush tock\n9 usleep quick tick",
     "NS101 tick:2-5 1x 50ms; NS101 tick:2-6 1x 9ms; NS101 tock:3-5 1x 70ms; 3, 0"},
    /* where the path of the others breaks off; the longest first, then the most frequent */
    {"50 wait odd quick tick",
     "0, 0; tick > quick > odd > wait: 'odd' is not known to call 'wait' @10"},
    {"50 odd flush tick", "0, 0; tick > flush > odd: 'flush' is not known to call 'odd' @5"},
    {"50 wait odd a.c:10 flush a.c:5 tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 odd strange flush tick", "0, 0; tick > flush > strange > odd: 'flush' is not known to "
                                  "reach 'odd' through 'strange' @5"},
    {"50 wait tick", "0, 0; tick > wait: 'tick' is not known to call 'wait' @2"},
    {"50 epoll_wait tick", "0, 0; tick > epoll_wait: 'tick' is not known to call 'epoll_wait' @2"},
    {"50 flush odd quick tick", "NS101 tick:2-5 1x 50ms; 1, 0"},
    {"50 tick", "0, 0; tick: nothing is known to block where 'tick' stood @2"},
    {"50 hidden tock uv_run", "0, 0; hidden: nothing is known to block where 'hidden' stood @13"},
    {"50 read hidden tock uv_run", "0, 0; hidden > read: 'hidden' is not known to call 'read' @13"},
    {"50 usleep lone", "0, 0; lone > usleep: 'lone' is not known to run on the event loop @10"},
    {"50 usleep lone main",
     "0, 0; lone > usleep: 'lone' is not known to run on the event loop @10"},
    {"50 usleep main", "0, 0; : no function of the program is on it but main @0"},
    {"50 usleep strange uv_run main",
     "0, 0; uv_run > strange > usleep: no function of the program is on it but main @0"},
    {"50 usleep lone uv_run main",
     "0, 0; lone > usleep: 'lone' is not known to run on the event loop @10"},
    {"5 odd quick tick\n90 lone\n20 wait tick\n90 wait lone\n90 wait lone",
     "0, 0; lone > wait: 'lone' is not known to run on the event loop @10; lone: 'lone' is not "
     "known to run on the event loop @10; tick > wait: 'tick' is not known to call 'wait' @2; tick "
     "> quick > odd: nothing is known to block where 'odd' stood @10"},
    /* the program's own loop */
    {"50 sync work serve main", "NS106 serve:11-12 1x 50ms; 1, 0"},
    {"50 odd work serve main",
     "0, 0; serve > work > odd: nothing is known to block where 'odd' stood @10"},
    {"50 wait odd work serve main",
     "0, 0; serve > work > odd > wait: 'odd' is not known to call 'wait' @10"},
    {"50 epoll_wait serve main", "0, 1"},
    {"50 epoll_wait uv__io_poll uv_run main", "0, 1"},
    {"50 read serve main", "0, 0; serve > read: 'serve' is not known to call 'read' @11"},
    {"50 epoll_wait work serve main", "0, 1"},
    /* without the word of who wrote them down that it is a stall */
    {"#0 usleep ()\n#1 flush () at a.c:5\n#2 tick ()", "NS101 tick:2-5 1x 0ms; 1, 0"},
    {"#0 odd ()\n#1 quick () at a.c:6\n#2 tick ()", "NS101 tick:2-6 1x 0ms; 1, 0"},
    {"#0 usleep ()\n#1 lone ()\n#2 main ()", "0, 1"},
    {"#0 usleep ()\n#1 lone ()\n#2 uv_run ()\n#3 main ()",
     "0, 0; lone > usleep: 'lone' is not known to run on the event loop @10"},
    {"#0 usleep ()\n#1 uv_run ()\n#2 main ()", "0, 1"},
    {"#0 epoll_wait ()\n#1 uv_run ()\n#2 main ()", "0, 1"},
    {"#0 ?? ()\n#1 odd ()\n#2 ?? ()\n#3 tick ()",
     "0, 0; tick > odd: 'tick' is not known to call 'odd' @2"},
    {"#0 ?? ()\n#1 flush ()\n#2 ?? ()\n#3 tick ()", "NS101 tick:2-5 1x 0ms; 1, 0"},
    {"x(1) = 0 <0.250000>\n > /b(odd+0x1) [0x1]\n > /b(tick+0x2) [0x2]\n",
     "0, 0; tick > odd: 'tick' is not known to call 'odd' @2"},
    {"x(1) = 0 <0.005000>\n > /b(odd+0x1) [0x1]\n > /b(tick+0x2) [0x2]\n", "0, 1"},
    {"x(1) = 0 <0.005000>\n > /b(usleep+0x1) [0x1]\n > /b(flush+0x1) [0x1]\n > /b(tick+0x2) "
     "[0x2]\n",
     "NS101 tick:2-5 1x 5ms; 1, 0"},
};

static const char *said(struct passes *x, const char *text)
{
    struct stacks stacks = {0};
    struct findings *f = passes_check(x);
    if (!stacks_parse(x->arena, x->strs, "log", text, strlen(text), &stacks, x->diags))
        bug("the stacks of the test are wrong");
    const struct observed *o = observed_apply(&stacks, x->analysis->contexts, f);
    buf_clear(&x->text);
    for (uint32_t i = 0; i < f->all.len; i++)
        if (f->all.at[i].observed.times)
            buf_printf(&x->text, "%s %s:%u-%u %ux %gms; ", f->all.at[i].rule->id,
                       program_text(x->program, f->all.at[i].function), f->all.at[i].loc.line,
                       vec_last(&f->all.at[i].steps).loc.line, f->all.at[i].observed.times,
                       (double)f->all.at[i].observed.most_us / 1000);
    buf_printf(&x->text, "%u, %u", o->explained, o->elsewhere);
    for (uint32_t i = 0; i < o->unexplained.len; i++)
        buf_printf(&x->text, "; %s: %s @%u", o->unexplained.at[i].way, o->unexplained.at[i].message,
                   o->unexplained.at[i].loc.line);
    findings_free(f);
    return x->text.at;
}

int main(void)
{
    struct passes x = {.headers = {"uv.h"}};
    PASSES_EACH_TURN(x)
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        passes_one(&x, program);
        if (!CHECK_TEXT(&x.t, said(&x, rows[i].stacks), rows[i].said))
            fprintf(stderr, "  in %s\n", rows[i].stacks);
        passes_done(&x);
    }
    return passes_end(&x);
}
