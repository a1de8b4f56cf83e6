/* What findings tell: message, advice, the steps of the path, related places. One of each kind, so
 * that texts are read here as a person would read them. */
#include "passes.h"

struct told {
    const char *program;
    const char *finding; /* "message / advice / step > step / note; note" of the first one */
};

static const char *told(struct passes *x)
{
    struct findings *f = passes_check(x);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < f->all.len && !x->text.len; i++) {
        const struct finding *at = &f->all.at[i];
        if (!passes_shown(x, at))
            continue;
        buf_printf(&x->text, "%s / %s /", at->message, at->advice ? at->advice : "-");
        for (uint32_t k = 0; k < at->steps.len; k++)
            buf_printf(&x->text, "%s %s:%s", k ? " >" : "", passes_word(x, at->steps.at[k].loc),
                       at->steps.at[k].message);
        buf_puts(&x->text, " /");
        for (uint32_t k = 0; k < at->notes.len; k++)
            buf_printf(&x->text, "%s %s:%s", k ? ";" : "", passes_word(x, at->notes.at[k].loc),
                       at->notes.at[k].message);
    }
    findings_free(f);
    return x->text.at;
}

static const struct told loop[] = {
    {"f() { usleep(20000); }",
     "call to 'usleep' puts the event loop to sleep / use uv_timer_start() / usleep:'f' calls "
     "'usleep' / usleep:'usleep' is called here in 'f'; uv_timer_start:'f' is passed to "
     "'uv_timer_start' here"},
    {"f() { g(); } g() { h(); } h() { usleep(20000); }",
     "call to 'g' puts the event loop to sleep, through 'usleep' / use uv_timer_start() / g:'f' "
     "calls 'g' > h:'g' calls 'h' > usleep:'h' calls 'usleep' / usleep:'usleep' is called here in "
     "'h'; uv_timer_start:'f' is passed to 'uv_timer_start' here"},
    {"f(s) { s.run = g; s.run(); } g() { sleep(9); }",
     "call to 'sleep' puts the event loop to sleep / use uv_timer_start() / sleep:'g' calls "
     "'sleep' / sleep:'sleep' is called here in 'g'; s:'g' is stored here and called through 's' "
     "in 'f', which runs on the event loop"},
    {"f() { uv_run(0, 0); }",
     "call to 'uv_run' runs an event loop inside async code, which the framework forbids / return "
     "to the loop and go on in a callback / uv_run:'f' calls 'uv_run' / uv_run:'uv_run' is called "
     "here in 'f'; uv_timer_start:'f' is passed to 'uv_timer_start' here"},
    {"f() { g(); } g() { uv_run(0, 0); }",
     "call to 'g' runs an event loop inside async code, which the framework forbids, through "
     "'uv_run' / return to the loop and go on in a callback / g:'f' calls 'g' > uv_run:'g' calls "
     "'uv_run' / uv_run:'uv_run' is called here in 'g'; uv_timer_start:'f' is passed to "
     "'uv_timer_start' here"},
    {"f() { pthread_mutex_lock(&m); pthread_mutex_unlock(&m); } w() { pthread_mutex_lock(&m); "
     "system(1); pthread_mutex_unlock(&m); } go(t) { pthread_create(t, 0, w, 0); }",
     "call to 'pthread_mutex_lock' can block the event loop on another thread / hand the work over "
     "with uv_async_send / pthread_mutex_lock:'f' calls 'pthread_mutex_lock' / "
     "pthread_mutex_lock:'w' takes this lock here, and holds it while 'system' blocks; "
     "system:'system' blocks here; pthread_mutex_lock:'pthread_mutex_lock' is called here in 'f'; "
     "uv_timer_start:'f' is passed to 'uv_timer_start' here"},
    {"f(s) { while (!s.done) pause_it(); } pause_it() { usleep(5); }",
     "loop sleeps with 'usleep' and tests 's' again instead of waiting for an event / wait for the "
     "event: uv_async_send where it changes, and a callback / while:'f' tests 's' in each round > "
     "pause_it:'f' calls 'pause_it' > usleep:'pause_it' calls 'usleep' / usleep:'usleep' is called "
     "here in 'pause_it'; uv_timer_start:'f' is passed to 'uv_timer_start' here"},
};

static const struct told own_loop[] = {
    {"f() { while (1) { epoll_wait(1, 2, 9, -1); g(); } } g() { fsync(1); }",
     "call to 'g' blocks the event loop on file access, through 'fsync' / use uv_fs_* with a "
     "callback / g:'f' calls 'g' > fsync:'g' calls 'fsync' / fsync:'fsync' is called here in 'g'; "
     "while:'f' is an event loop: it waits in epoll_wait at a.c:1"},
};

static const struct told coroutine[] = {
    {"f() { pthread_mutex_lock(&m); g(); pthread_mutex_unlock(&m); } g() { st_usleep(1); }",
     "call to 'g' gives way in 'st_usleep' while a lock of threads is held / unlock before it, or "
     "use st_mutex_lock and st_cond_wait / pthread_mutex_lock:the lock is taken here, by "
     "'pthread_mutex_lock' > g:'f' calls 'g' > st_usleep:'g' gives way in 'st_usleep' / "
     "pthread_mutex_lock:the lock is taken here, by 'pthread_mutex_lock'"},
    {"f() { pthread_mutex_lock(&m); st_usleep(1); pthread_mutex_unlock(&m); }",
     "'st_usleep' gives way while a lock of threads is held / unlock before it, or use "
     "st_mutex_lock and st_cond_wait / pthread_mutex_lock:the lock is taken here, by "
     "'pthread_mutex_lock' > st_usleep:'f' gives way in 'st_usleep' / pthread_mutex_lock:the lock "
     "is taken here, by 'pthread_mutex_lock'"},
    {"f(s) { while (!s.done) { } }",
     "loop has no suspension point, and nobody changes 's' meanwhile / suspend once in a while, or "
     "bound the work that is done at a time / while:'f' loops here / st_thread_create:'f' is "
     "started as a coroutine by 'st_thread_create' here"},
    {"f(s) { st_read(s, s, 1, -1); }",
     "call to 'st_read' waits without a time limit / use a time limit in place of "
     "ST_UTIME_NO_TIMEOUT / st_read:'f' calls 'st_read' / st_read:'st_read' is called here in 'f'; "
     "st_thread_create:'f' is started as a coroutine by 'st_thread_create' here"},
};

static const struct told task[] = {
    {"f() { x = make(g); }", "the handle from 'make' is dropped, so that nothing joins or closes "
                             "it / keep it, and end it with 'end' / make:'f' calls 'make' /"},
    {"f(n) { x = mine(); if (n) end(x); } mine() { return make(g); }",
     "the handle from 'mine' is dropped on some path, where nothing joins or closes it / keep it, "
     "and end it with 'end' / mine:'f' calls 'mine' > make:'mine' calls 'make' / make:'make' is "
     "called here in 'mine'; }:'f' goes on from here without the handle"},
    {"f() { x = later(g); }", "the coroutine that 'later' creates is never started or handed on / "
                              "start it with 'go' / later:'f' calls 'later' /"},
    {"f() { ptr x; keep(&x); }",
     "the address of 'x' is handed to 'keep' and can be used after 'f' returns / call 'undo' "
     "before every return, or use memory that lives as long / keep:'f' calls 'keep' / ;:'x' is "
     "declared here; }:'f' is left here while it is in use"},
    {"f() { ptr x; mine(&x); } mine(a) { keep(a); }",
     "the address of 'x' is handed to 'mine' and can be used after 'f' returns / call 'undo' "
     "before every return, or use memory that lives as long / mine:'f' calls 'mine' > keep:'mine' "
     "calls 'keep' / ;:'x' is declared here; }:'f' is left here while it is in use"},
    {"@co c(); f() { c(); }",
     "call to coroutine function 'c' in 'f', which no coroutine calls / start a coroutine for the "
     "call, or mark 'f' if it only runs in one / c:'f' calls 'c' / c:'c' is declared co here; "
     "f:nothing in the program calls 'f'"},
    {"@co c(); f() { g(); } g() { c(); } main() { f(); }",
     "call to coroutine function 'c' in 'g', which runs in no coroutine / start a coroutine for "
     "the call, or mark 'g' if it only runs in one / c:'g' calls 'c' / c:'c' is declared co here; "
     "g:'g' is called here, in 'f'; main:'main' runs in no coroutine"},
    {"@co c(); f() { c(); } @co g() { f(); }",
     "'f' lacks the mark co: it calls 'c', which may suspend, and only coroutines call it / mark "
     "it as co / c:'f' calls 'c' / c:'c' is declared co here; f:'f' is called here, in 'g'; g:'g' "
     "is declared co here"},
};

static const struct told error[] = {
    {"@co f() { x = take(); if (w() < 0) return; give(x); } w() { return wait(); }",
     "the thing from 'take' is not released on this way out when 'wait' reports cancellation / "
     "release it here too, or leave through the common exit that does / take:'take' acquires it "
     "here > w:'w' is called here, which waits further down > wait:the task can be cancelled here, "
     "in 'wait' > return:this return skips the release / take:acquired by 'take' here; w:the task "
     "can be cancelled here, in 'wait'"},
    {"@co f(s) { wait(); s.n = 1; }",
     "cancellation that 'wait' reports is ignored / test the result, and end the task when it says "
     "so / wait:'f' waits in 'wait' / wait:the task waits here, in 'wait'"},
    {"@co f(s) { while (wait() < 0) { } }",
     "cancellation that 'wait' reports is answered by trying again, for ever / leave the loop when "
     "the task is cancelled / wait:'f' waits in 'wait' / wait:the task waits here, in 'wait'"},
    {"@co f() { if (wait() < 0) { if (is_cancelled()) { if (wait() < 0) return; } } }",
     "call to 'wait' waits in what runs after the task was cancelled, where it can be cancelled in "
     "its turn / clean up without waiting, or hand it to another task / wait:'f' waits in 'wait' / "
     "wait:the task waits here, in 'wait'; f:the function tests for cancellation"},
};

static const struct told unwind[] = {
    {"@co f() { x = take(); w(); give(x); } w() { wait(); }",
     "'give' is skipped when the task is cancelled in 'wait': the thing from 'take' is lost / "
     "release it in what the framework runs on cancellation, or before the wait / take:'take' "
     "acquires it here > w:'w' is called here, which waits further down > wait:the task can be "
     "cancelled here, in 'wait' > give:'give' releases it here, unless the task is gone / "
     "take:acquired by 'take' here; w:the task can be cancelled here, in 'wait'"},
};

static void test(struct passes *x, const char *pack, const char *head, const struct told *rows,
                 uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        passes_open(x);
        passes_pack(x, pack);
        passes_one(x, arena_printf(x->arena, "%s%s", head, rows[i].program));
        if (!CHECK_TEXT(&x->t, told(x), rows[i].finding))
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

#define CANCELLED(MODEL)                                                                           \
    "nostall: 1\npack: p\nasync: {annotations: [{name: co, context: coroutine}]}\n"                \
    "coroutines: {suspend: {functions: [{name: wait, fails: negative}]}}\n"                        \
    "cancellation: {model: " MODEL ", errors: [CANCELED], tests: [is_cancelled]}\n"                \
    "resources: [{acquire: take, release: give, what: the thing}]\n"

int main(void)
{
    static const char none[] = "nostall: 1\npack: p\n";
    static const char tasks[] =
        "nostall: 1\npack: p\nasync: {annotations: [{name: co, required: true}]}\n"
        "coroutines:\n  spawn:\n"
        "    - {function: make, entry: 0, result: must-keep}\n"
        "    - {function: later, entry: 0, starts: later, result: must-keep}\n"
        "  start: [{function: go}]\n  end: [{function: end}]\n"
        "keeps: [{function: keep, arg: 0, until: undo, source: s}]\n";
    struct passes x = {.headers = {NULL, "pthread.h"}};
    PASSES_EACH_TURN(x)
    {
        x.headers[0] = "uv.h";
        x.only = NULL;
        test(&x, none, "var m; start(t) { uv_timer_start(t, f, 1, 1); } ", loop, COUNT(loop));
        test(&x, none, "var m; ", own_loop, COUNT(own_loop));
        x.headers[0] = "st.h";
        x.only = "NS305 NS402 NS403";
        test(&x, none,
             "var m; main() { st_init(); st_thread_create(f, 0, 0, 0); st_thread_exit(0); } ",
             coroutine, COUNT(coroutine));
        x.only = NULL;
        test(&x, tasks, "", task, COUNT(task));
        x.only = "NS301 NS302 NS303 NS304";
        test(&x, CANCELLED("error"), "", error, COUNT(error));
        test(&x, CANCELLED("unwind"), "", unwind, COUNT(unwind));
    }
    return passes_end(&x);
}
