/* NS305: locks of threads that are held where coroutines give way; NS105: locks that are held while
 * something blocks, off the loop. */
#include "passes.h"

#define LOCK "pthread_mutex_lock(&m); "
#define UNLOCK "pthread_mutex_unlock(&m); "
#define TRY "pthread_mutex_trylock(&m)"

/* `f` is a coroutine of State Threads. */
static const struct passes_row held[] = {
    {"f() { " LOCK "st_usleep(1); " UNLOCK "}", "NS305 f:st_usleep"},
    {"f() { " LOCK UNLOCK "st_usleep(1); }", ""},
    {"f() { st_usleep(1); " LOCK UNLOCK "}", ""},
    {"f() { " LOCK "wait(); " UNLOCK "} wait() { st_usleep(1); }", "NS305 f:wait"},
    {"f() { " LOCK "st_usleep(1); st_usleep(2); " UNLOCK "}", "NS305 f:st_usleep"},
    {"f(n) { " LOCK "if (n) st_usleep(1); else st_usleep(2); " UNLOCK "}",
     "NS305 f:st_usleep, NS305 f:st_usleep"},
    {"f(n) { " LOCK "if (n) " UNLOCK "st_usleep(1); }", "NS305 f:st_usleep"},
    {"f(n) { if (n) " LOCK "if (!n) st_usleep(1); if (n) " UNLOCK "}", ""},
    {"f(n) { if (n) " LOCK "if (n) st_usleep(1); if (n) " UNLOCK "}", "NS305 f:st_usleep"},
    {"f(n) { if (n == 2) " LOCK "if (n != 2) st_usleep(1); if (n == 2) " UNLOCK "}", ""},
    {"f(n) { if (n > 1) " LOCK "if (n < 1) st_usleep(1); if (n > 1) " UNLOCK "}", ""},
    {"f(n) { if (n > 1) " LOCK "if (n > 0) st_usleep(1); if (n > 1) " UNLOCK "}",
     "NS305 f:st_usleep"},
    {"f(n) { while (n) { " LOCK "n = n + 1; " UNLOCK "st_usleep(1); } }", ""},
    {"f(n) { while (n) { " LOCK "n = n + 1; } st_usleep(1); }", "NS305 f:st_usleep"},
    /* another lock; through helpers */
    {"var o; f() { " LOCK "pthread_mutex_unlock(&o); st_usleep(1); }", "NS305 f:st_usleep"},
    {"f() { on(); st_usleep(1); off(); } on() { " LOCK "} off() { " UNLOCK "}",
     "NS305 f:st_usleep"},
    {"f() { on(); off(); st_usleep(1); } on() { " LOCK "} off() { " UNLOCK "}", ""},
    {"f() { on(&m); st_usleep(1); off(&m); } on(l) { pthread_mutex_lock(l); } "
     "off(l) { pthread_mutex_unlock(l); }",
     "NS305 f:st_usleep"},
    {"f() { st_mutex_lock(&m); st_usleep(1); st_mutex_unlock(&m); }", ""}, /* of coroutines */
    /* where its result says that it is taken */
    {"f() { if (" TRY " == 0) { st_usleep(1); " UNLOCK "} }", "NS305 f:st_usleep"},
    {"f() { if (" TRY " != 0) { st_usleep(1); } else " UNLOCK "}", ""},
    {"f() { x = " TRY "; if (x) return; st_usleep(1); " UNLOCK "}", "NS305 f:st_usleep"},
    {"f() { x = " TRY "; if (!x) return; st_usleep(1); }", ""},
    {"f() { if (try()) return; st_usleep(1); " UNLOCK "} try() { return " TRY "; }",
     "NS305 f:st_usleep"},
    {"f() { if (!try()) { " UNLOCK "return; } st_usleep(1); } try() { return " TRY "; }", ""},
    /* a wait that gives back the lock meanwhile */
    {"f(c) { " LOCK "wait_for(c, &m); " UNLOCK "}", ""},
    {"f(c) { " LOCK "wait_for(c, null); " UNLOCK "}", "NS305 f:wait_for"},
    /* through pointers: of several it depends */
    {"f(s) { s.run = g; " LOCK "s.run(); " UNLOCK "} g() { st_usleep(1); }", "NS305 f:s"},
    {"f(s) { s.run = g; s.run = h; " LOCK "s.run(); " UNLOCK "} g() { st_usleep(1); } h() { }",
     "NS305 f:s depends"},
    /* on the way to the end of the process; in a thread */
    {"@noreturn die(); f(n) { " LOCK "if (n) { die(); } " UNLOCK "}", ""},
    {"f(t) { pthread_create(t, 0, g, 0); } g() { " LOCK "st_usleep(1); " UNLOCK "}", ""},
    /* a function of others, too */
    {"f() { h(); } h() { " LOCK "st_usleep(1); " UNLOCK "}", "NS305 h:st_usleep"},
};

/* `f` is a callback of the loop, `w` runs on a thread. */
static const struct passes_row slow[] = {
    {"f() { " LOCK UNLOCK "} w() { " LOCK "system(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually"},
    {"f() { " LOCK UNLOCK "} w() { " LOCK "sem_wait(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually"},
    {"f() { " LOCK UNLOCK "} w() { " LOCK UNLOCK "system(1); }",
     "NS105 f:pthread_mutex_lock depends note"},
    {"f() { " LOCK UNLOCK "} w() { system(1); " LOCK UNLOCK "}",
     "NS105 f:pthread_mutex_lock depends note"},
    {"f() { " LOCK UNLOCK "} w() { " LOCK "fsync(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually warning"},
    {"f() { " LOCK UNLOCK "} w() { " LOCK "usleep(5); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually note"},
    {"f() { " LOCK UNLOCK "} w() { " LOCK "usleep(5); system(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually"},
    {"f() { " LOCK UNLOCK "} w() { " LOCK "below(); " UNLOCK "} below() { system(1); }",
     "NS105 f:pthread_mutex_lock usually"},
    {"var o; f() { " LOCK UNLOCK "} w() { pthread_mutex_lock(&o); system(1); "
     "pthread_mutex_unlock(&o); }",
     "NS105 f:pthread_mutex_lock depends note"},
    {"f() { " LOCK UNLOCK "} w() { on(); system(1); off(); } on() { " LOCK "} off() { " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually"},
    /* the loop does not wait for itself */
    {"f() { " LOCK "system(1); " UNLOCK "} w() { }", "NS105 f:pthread_mutex_lock depends note"},
    /* not where something has gone wrong; not before the loop; not where all others stand still */
    {"f() { " LOCK UNLOCK "} w(n) { " LOCK "if (n < 0) system(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock depends note"},
    {"f() { " LOCK UNLOCK "} w(n) { " LOCK "if (n > 0) system(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually"},
    {"var up; main() { w(); up = 1; uv_run(0, 0); } f() { " LOCK UNLOCK
     "} w() { if (up) return; " LOCK "system(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock depends note"},
    {"var up; main() { up = 1; w(); uv_run(0, 0); } f() { " LOCK UNLOCK
     "} w() { if (!up) return; " LOCK "system(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually"},
    {"f() { " LOCK UNLOCK "} w() { stop(); " LOCK "system(1); " UNLOCK "go_on(); }",
     "NS105 f:pthread_mutex_lock depends note"},
    {"f() { " LOCK UNLOCK "} w() { stop(); go_on(); " LOCK "system(1); " UNLOCK "}",
     "NS105 f:pthread_mutex_lock usually"},
    /* what is taken only sometimes is left out */
    {"f() { " LOCK UNLOCK "} w() { if (" TRY " == 0) { system(1); " UNLOCK "} }",
     "NS105 f:pthread_mutex_lock depends note"},
    {"f() { if (" TRY " == 0) " UNLOCK "} w() { " LOCK "system(1); " UNLOCK "}", ""},
};

static const char pack[] =
    "nostall: 1\npack: p\ncoroutines:\n  suspend: {functions: [{name: wait_for, unlocks: 1}]}\n"
    "locks: [{acquire: stop, release: go_on, anonymous: true, kind: exclusive}]\n";

int main(void)
{
    struct passes x = {.headers = {NULL, "pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        x.headers[0] = "st.h";
        x.only = "NS305";
        passes_rows(
            &x, pack,
            "var m; main() { st_init(); st_thread_create(f, 0, 0, 0); st_thread_exit(0); } ", held,
            COUNT(held));
        x.headers[0] = "uv.h";
        x.only = "NS105";
        passes_rows(&x, pack,
                    "var m; start(t) { uv_timer_start(t, f, 1, 1); pthread_create(t, 0, w, 0); } ",
                    slow, COUNT(slow));
    }
    return passes_end(&x);
}
