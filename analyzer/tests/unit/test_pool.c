#include "tests/unit/test.h"

#include "extract/pool.h"

#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { UNITS = 40, CRASH = 7, LOOP = 11, HOG = 13, EXIT = 17, REFUSE = 19, BIG = 23, BUG = 29 };

#if defined __SANITIZE_ADDRESS__ || defined __SANITIZE_THREAD__
#define LIMITED false
#else
#define LIMITED true
#endif

struct seen {
    uint32_t len, next, out_of_order, wrong_data;
    enum pool_outcome outcomes[5000];
    char reasons[64][200];
    uint32_t stop_at;
    bool signal_self;
};

static volatile int sink;

/* The limit counts what is asked for, so that touching it all would only cost time. */
static void eat_memory(void)
{
    for (;;) {
        volatile char *p = malloc((size_t)16 << 20);
        if (!p) {
            fputs("out of memory\n", stderr);
            abort();
        }
        p[0] = 1;
    }
}

static void misbehave(uint32_t unit)
{
    if (unit == CRASH) {
        signal(SIGSEGV, SIG_DFL); /* a sanitizer has its own */
        raise(SIGSEGV);
    }
    if (unit == BUG) {
        fputs("nostall: bug at x.c:1: no\n", stderr);
        abort();
    }
    for (; unit == LOOP; sink++) /* NOLINT(bugprone-infinite-loop): on purpose */
        ;
    if (unit == HOG && LIMITED)
        eat_memory();
    if (unit == HOG)
        abort();
    if (unit == EXIT)
        _exit(3);
}

static bool work(void *ctx, uint32_t unit, struct buf *out)
{
    if (ctx)
        misbehave(unit);
    if (ctx && unit == REFUSE) {
        buf_puts(out, "no such file");
        return false;
    }
    if (unit % 3 == 0)
        usleep(2000); /* so that others overtake */
    if (unit == BIG)
        for (int i = 0; i < 3000000; i++)
            buf_putc(out, (char)('a' + i % 7));
    else
        buf_printf(out, "unit %u", unit);
    return true;
}

static bool deliver(void *ctx, const struct pool_result *r)
{
    struct seen *s = ctx;
    char want[40];
    snprintf(want, sizeof want, "unit %u", r->unit);
    s->out_of_order += r->unit != s->next++;
    s->outcomes[r->unit] = r->outcome;
    if (r->outcome != POOL_OK && r->unit < 64)
        snprintf(s->reasons[r->unit], sizeof s->reasons[0], "%s", r->data);
    else if (r->unit == BIG)
        s->wrong_data += r->len != 3000000 || r->data[2999999] != 'a' + 2999999 % 7;
    else
        s->wrong_data += strcmp(r->data, want) != 0;
    s->len++;
    if (s->signal_self && s->len == 3)
        kill(getpid(), SIGTERM);
    return s->len != s->stop_at;
}

static enum pool_end run(struct seen *s, uint32_t jobs, uint32_t units, bool trouble,
                         uint32_t timeout_s)
{
    static int context;
    struct diags *diags = diags_new();
    struct pool_options options = {.jobs = jobs,
                                   .timeout_s = timeout_s,
                                   .memory_mib = 200,
                                   .work = work,
                                   .work_ctx = trouble ? &context : NULL,
                                   .deliver = deliver,
                                   .deliver_ctx = s};
    int number = 0;
    enum pool_end end = pool_run(&options, units, &number, diags);
    if (end == POOL_INTERRUPTED && number != SIGTERM)
        end = POOL_BROKEN;
    diags_free(diags);
    return end;
}

static uint32_t count_of(const struct seen *s, enum pool_outcome outcome)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < UNITS; i++)
        count += s->outcomes[i] == outcome;
    return count;
}

/* Only LOOP needs for ever. Where the machine is so busy that another unit is not done within the
 * limit, run again with twice as long a one. */
static uint32_t run_trouble(struct test *t, struct seen *s, uint32_t jobs)
{
    uint32_t timeout_s = 1;
    CHECK_NUMBER(t, run(s, jobs, UNITS, true, timeout_s), POOL_DONE);
    while (count_of(s, POOL_TIMED_OUT) > 1 && timeout_s < 64) {
        timeout_s *= 2;
        memset(s, 0, sizeof *s);
        CHECK_NUMBER(t, run(s, jobs, UNITS, true, timeout_s), POOL_DONE);
    }
    return timeout_s;
}

static void test_trouble(struct test *t, uint32_t jobs)
{
    struct seen *s = calloc(1, sizeof *s);
    char too_long[40];
    snprintf(too_long, sizeof too_long, "takes longer than %u s", run_trouble(t, s, jobs));
    CHECK_NUMBER(t, s->len, UNITS);
    CHECK_NUMBER(t, s->out_of_order, 0);
    CHECK_NUMBER(t, s->wrong_data, 0);
    CHECK_TEXT(t, s->reasons[CRASH], "the worker crashed: SIGSEGV");
    CHECK_TEXT(t, s->reasons[BUG],
               "the worker crashed: SIGABRT, after \"nostall: bug at x.c:1: no\"");
    CHECK_TEXT(t, s->reasons[LOOP], too_long);
    CHECK_NUMBER(t, s->outcomes[LOOP], POOL_TIMED_OUT);
    CHECK_TEXT(t, s->reasons[EXIT], "the worker ended with status 3");
    CHECK_TEXT(t, s->reasons[REFUSE], "no such file");
    CHECK_NUMBER(t, s->outcomes[REFUSE], POOL_REFUSED);
    CHECK_NUMBER(t, s->outcomes[HOG], LIMITED ? POOL_OUT_OF_MEMORY : POOL_CRASHED);
    if (LIMITED)
        CHECK_TEXT(t, s->reasons[HOG], "needs more memory than 200 MiB; --memory gives more");
    CHECK_NUMBER(t, count_of(s, POOL_OK), UNITS - 6);
    free(s);
}

static void test_many(struct test *t)
{
    struct seen *s = calloc(1, sizeof *s);
    CHECK_NUMBER(t, run(s, 4, 3000, false, 0), POOL_DONE);
    CHECK_NUMBER(t, s->len, 3000);
    CHECK_NUMBER(t, s->out_of_order + s->wrong_data, 0);
    memset(s, 0, sizeof *s);
    CHECK_NUMBER(t, run(s, 0, 0, false, 0), POOL_DONE);
    CHECK_NUMBER(t, s->len, 0);
    free(s);
}

static void test_ends(struct test *t)
{
    struct seen *s = calloc(1, sizeof *s);
    s->stop_at = 5;
    CHECK_NUMBER(t, run(s, 3, 100, false, 0), POOL_STOPPED);
    CHECK_NUMBER(t, s->len, 5);
    memset(s, 0, sizeof *s);
    s->signal_self = true;
    CHECK_NUMBER(t, run(s, 3, 1000, false, 0), POOL_INTERRUPTED);
    CHECK(t, s->len >= 3 && s->len < 1000);
    free(s);
    CHECK_NUMBER(t, waitpid(-1, NULL, WNOHANG), -1); /* no child is left */
}

static bool work_for_ever(void *ctx, uint32_t unit, struct buf *out)
{
    (void)ctx, (void)unit, (void)out;
    for (;;)
        sink = sink + 1;
    return true;
}

static bool report_pid(void *ctx, uint32_t unit, struct buf *out)
{
    if (unit)
        return work_for_ever(ctx, unit, out);
    buf_printf(out, "%ld", (long)getpid());
    return true;
}

static bool die(void *ctx, const struct pool_result *r)
{
    if (write(*(int *)ctx, r->data, r->len + 1) > 0)
        raise(SIGKILL);
    return true;
}

/* The parent is killed; its worker, busy for ever, must go. */
static void test_orphans(struct test *t)
{
    int fds[2];
    CHECK(t, pipe(fds) == 0);
    pid_t parent = fork();
    if (parent == 0) {
        struct diags *diags = diags_new();
        int number;
        struct pool_options o = {
            .jobs = 1, .work = report_pid, .deliver = die, .deliver_ctx = &fds[1]};
        pool_run(&o, 2, &number, diags);
        _exit(0);
    }
    char text[40] = "";
    CHECK(t, read(fds[0], text, sizeof text - 1) > 0);
    waitpid(parent, NULL, 0);
    pid_t worker = (pid_t)atol(text);
    bool gone = false;
    for (int i = 0; worker > 0 && !gone && i < 200; i++) {
        char path[60], state = '?';
        snprintf(path, sizeof path, "/proc/%ld/stat", (long)worker);
        FILE *f = fopen(path, "r");
        if (f && fscanf(f, "%*d %*s %c", &state) != 1)
            state = '?';
        gone = !f || state == 'Z';
        if (f)
            fclose(f);
        usleep(10000);
    }
    CHECK(t, gone);
    close(fds[0]);
    close(fds[1]);
}

int main(void)
{
    struct test t = {0};
    for (uint32_t jobs = 1; jobs <= 4; jobs++)
        test_trouble(&t, jobs);
    test_many(&t);
    test_ends(&t);
    test_orphans(&t);
    return test_end(&t);
}
