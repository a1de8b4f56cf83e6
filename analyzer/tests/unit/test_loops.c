/* Loops that poll and loops that never suspend: NS401 and NS402, on both sides of each of their
 * edges. */
#include "passes.h"

/* `f` is a callback of the loop, `s` its argument. */
static const struct passes_row polls[] = {
    {"f(s) { while (!s.done) usleep(5); }", "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (s.done == 0) usleep(5); }", "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (s.n < 3) usleep(5); }", "NS401 f:while, NS101 f:usleep note"},
    {"var done; f(s) { while (!done) usleep(5); }", "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (1) { if (s.done) break; usleep(5); } }", "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (1) { if (s.done) return; usleep(5); } }", "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (!is_done(s)) usleep(5); } is_done(s) { return s.done; }",
     "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (!s.done) pause_it(); } pause_it() { usleep(5); }",
     "NS401 f:while, NS101 f:pause_it note"},
    {"f(s) { while (!s.done) { pthread_mutex_lock(&s.m); pthread_mutex_unlock(&s.m); usleep(5); } "
     "}",
     "NS401 f:while, NS105 f:pthread_mutex_lock depends note, NS101 f:usleep note"},
    /* a delay: by a count, by a clock; it is not re-tested; nothing sleeps; it works */
    {"f(s) { x = 0; while (x < 3) { usleep(5); x = x + 1; } }", "NS101 f:usleep note"},
    {"f(s) { while (time(0) < 3) usleep(5); }", "NS101 f:usleep note"},
    {"f(s) { while (now() < 3) usleep(5); } now() { return time(0); }", "NS101 f:usleep note"},
    {"f(s) { while (1) usleep(5); }", "NS101 f:usleep note"},
    {"f(s) { while (!s.done) { } }", "NS402 f:while"},
    {"f(s) { while (!s.done) { usleep(5); work(s); } }", "NS101 f:usleep note"},
    {"f(s) { while (!s.done) { usleep(5); s.n = s.n + 1; } }", "NS101 f:usleep note"},
    {"f(s) { while (!s.done) { usleep(5); s.done = work(); } }", "NS101 f:usleep note"},
    {"f(s) { while (!work(s)) usleep(5); }", "NS101 f:usleep note"}, /* tries again */
    {"f(s) { while (!s.done) { usleep(5); step(s); } } step(s) { s.n = 1; }",
     "NS101 f:usleep note"},
    {"f(s) { while (s.n) { usleep(5); s.n = s.n.next; } }", "NS101 f:usleep note"},
    {"f(s) { while (s) { usleep(5); s = s.next; } }", "NS101 f:usleep note"},
    /* a message is no work; a stop flag of a loop that works is no event */
    {"f(s) { while (!s.done) { usleep(5); say('waiting'); } }",
     "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (!s.stop) { if (s.full) work(s); usleep(5); } }", "NS101 f:usleep note"},
    {"f(s) { while (!s.stop) { if (s.full) { s.full = 0; work(s); } else usleep(5); } } "
     "g(s) { s.full = 1; }",
     "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (!s.stop) { if (s.full) { s.full = 0; work(s); } else usleep(5); } }",
     "NS101 f:usleep note"},
    /* after a result that says: not ready */
    {"f(s) { while (1) { x = work(s); if (x == AGAIN11) { usleep(5); } else { return; } } }",
     "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (1) { x = work(s); if (x != AGAIN11) return; usleep(5); } }",
     "NS401 f:while, NS101 f:usleep note"},
    {"f(s) { while (1) { x = work(s); if (x == BUSY16) { usleep(5); } else { return; } } }",
     "NS101 f:usleep note"},
    {"f(s) { while (1) { x = work(s); if (x == AGAIN11) return; usleep(5); } }",
     "NS101 f:usleep note"},
    {"f(s) { while (1) { x = work(s); if (x == AGAIN11) work(s); usleep(5); } }",
     "NS101 f:usleep note"},
    /* it does not run on the loop */
    {"f(s) { } g(s) { while (!s.done) usleep(5); }", ""},
};

/* `f` is a coroutine of State Threads. */
static const struct passes_row spins[] = {
    {"f(s) { while (!s.done) { } }", "NS402 f:while"},
    {"f(s) { while (1) { } }", "NS402 f:while"},
    {"f(s) { while (1) { s.n = s.n + 1; } }", "NS402 f:while"},
    {"f(s) { while (1) work(s); }", "NS402 f:while"},
    {"f(s) { while (1) st_usleep(1); }", ""},
    {"f(s) { while (1) wait(s); } wait(s) { st_usleep(1); }", ""},
    {"f(s) { while (1) { if (s.n) st_usleep(1); } }", "NS402 f:while"},
    {"f(s) { while (1) { if (s.n) st_usleep(1); else st_usleep(2); } }", ""},
    {"f(s) { while (1) { work(s); if (s.n) return; } }", "NS402 f:while"},
    /* bounds: a counter, a cursor, an operation, a clock, what is not understood */
    {"f(s) { x = 0; while (x < 9) x = x + 1; }", ""},
    {"f(s) { while (s) s = s.next; }", ""},
    {"f(s) { while (s.n) s.n = s.n.next; }", ""},
    {"f(s) { while (!work(s)) { } }", ""},
    {"f(s) { while (work(s) == 0) { } }", ""},
    {"f(s) { while (time(0) < 9) { } }", ""},
    {"f(s) { while (s.n + 1 < 9) { } }", ""},
    {"f(s) { while (time(0) + s.n < 9) { } }", ""},
    {"f(s) { while (s.n + time(0) < 9) { } }", ""},
    {"f(s) { while (s.a ? s.n : s.m) { } }", "NS402 f:while"},
    {"f(s) { while (s.a ? work(s) : s.m) { } }", ""},
    {"f(s) { while (s.a ? s.m : work(s)) { } }", ""},
    {"f(s) { x = s.first; while (s.a ? 0 : x) { x = x.next; } }", ""},
    {"f(s) { x = 0; while (s.n < x) { x = x + 1; } }", ""},
    {"f(s) { x = s; while (x != &s.end) x = x.next; }", ""},
    {"f(s) { x = s; while (s.n != &x.end) x = x.next; }", ""},
    {"f(s) { while (s.n != &s.end) { } }", "NS402 f:while"},
    {"f(s) { while (s.n != 'text') { } }", "NS402 f:while"},
    {"f(s) { while (s.n != null) { } }", "NS402 f:while"},
    {"f(s) { while (s.n != f) { } }", "NS402 f:while"},
    {"f(s) { while (!s.done) work(&s.done); }", ""},
    {"f(s) { while (!s.done) step(s); } step(s) { s.done = 1; }", ""},
    {"f(s) { while (!s.done) step(s); } step(s) { s.other = 1; }", "NS402 f:while"},
    {"f(s) { while (!s.done) s.run(); }", ""}, /* may suspend */
    {"f(s) { while (!look(s)) { } } look(s) { return s.done; }", "NS402 f:while"},
    {"f(s) { while (1) { if (s.done) break; if (work(s)) break; } }", ""},
    {"f(s) { while (1) { if (s.done) break; if (s.more) break; } }", "NS402 f:while"},
    /* what waits is no part of a free round; nor what never returns */
    {"f(s) { while (!s.done) usleep(5); }", "NS401 f:while, NS101 f:usleep note"},
    {"@noreturn die(); f(s) { while (1) { if (s.n) die(); } }", "NS402 f:while"},
    {"f(s) { while (1) { x = 0; while (x < 9) { st_usleep(1); x = x + 1; } } }", ""},
    {"f(s) { while (1) { x = 0; while (x < 9) { x = x + 1; } } }", "NS402 f:while"},
    {"f(s) { x = 0; while (!s.done) { if (work(s)) x = 1; if (x) return; } }", ""},
    /* no coroutine */
    {"f(s) { } g(s) { while (!s.done) { } }", ""},
};

int main(void)
{
    struct passes x = {.headers = {NULL, "pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        static const char pack[] = "nostall: 1\npack: p\nreads: {again: [AGAIN11]}\n";
        x.headers[0] = "uv.h";
        passes_rows(&x, pack, "start(t) { uv_timer_start(t, f, 1, 1); } ", polls, COUNT(polls));
        x.headers[0] = "st.h";
        passes_rows(&x, NULL,
                    "main() { st_init(); st_thread_create(f, 0, 0, 0); st_thread_exit(0); } ",
                    spins, COUNT(spins));
    }
    return passes_end(&x);
}
