/* Stacks: each form, how long they stood, equal ones, names that tools change, and what is no
 * stack. */
#include "input/stacks.h"

#include "base/buf.h"
#include "diags_text.h"
#include "test.h"

/* "TIMES MS: f g@file:12; ..." a stack, * behind MS where the loop stood, - where no time is known
 */
static const char *text_of(const struct stacks *all, const struct strs *strs, struct buf *into)
{
    buf_clear(into);
    buf_puts(into, "");
    for (uint32_t i = 0; i < all->all.len; i++) {
        const struct stack *s = &all->all.at[i];
        buf_printf(into, "%s%u ", i ? "; " : "", s->times);
        if (s->timed)
            buf_printf(into, "%g%s:", (double)s->most_us / 1000, s->stalled ? "*" : "");
        else
            buf_puts(into, "-:");
        for (uint32_t k = 0; k < s->frames.len; k++) {
            const struct stack_frame *f = &s->frames.at[k];
            buf_printf(into, " %s", f->function.i ? str_text(strs, f->function) : "?");
            if (f->line)
                buf_printf(into, "@%s:%u", str_text(strs, f->file), f->line);
        }
    }
    return into->at;
}

static void check_rows(struct test *t)
{
    static const struct {
        const char *text, *want;
    } rows[] = {
        /* plain */
        {"12.5 f a.c:3 g\n", "1 12.5*: f@a.c:3 g"},
        {"# c\n\n7 f\r\n9 f\n8 g", "2 9*: f; 1 8*: g"},
        {"7 main a.c:9 g f\n", "1 7*: f g main@a.c:9"},
        {"7 f.part.0 g@@V_2 a.c:1:8", "1 7*: f g@a.c:1"},
        /* gdb and its kin */
        {"#0  0x7f in f (s=0x1 \"at b.c:1\", n=2) at a.c:3\n#1  g () at dir/a b.c:4\n",
         "1 -: f@a.c:3 g@b.c:4"},
        {"#0  f ()\n#1  main ()\n#0  f ()\n#1  main ()\n", "2 -: f main"},
        {"#0  0x7f in ?? () from /lib/x.so\n#1  f (a=1,\n    b=2) at a.c:3\n", "1 -: ? f@a.c:3"},
        {"#0  on_sig (n=10) at a.c:1\n#1  <signal handler called>\n#2  f () at a.c:2\n",
         "1 -: f@a.c:2"},
        {"    #0 0x55 in f /src/a.c:3:5\n    #1 0x56 in main /src/a.c:9\n",
         "1 -: f@/src/a.c:3 main@/src/a.c:9"},
        {"stalled for 1.5 s\nThread 1 (LWP 7):\n#0  f ()\n\nThread 2\n#0  g ()\n",
         "1 1500*: f; 1 -: g"},
        /* strace -k */
        {"read(3, \"took 9 ms\", 5) = 0 <0.250000>\n > /lib/c.so(__read+0x1) [0x1]\n"
         " > /b/s(f+0x2) [0x2]\n > /b/s() [0x3]\nclose(3) = 0 <0.000001>\n",
         "1 250: __read f ?"},
        /* perf script */
        {"s 1 9.5:  5000000 offcpu-time: \n\tffff80 schedule+0x2 ([k])\n\t  7f f+0x1e (/b/s)\n"
         "  a.c:3\n\t 8 [unknown] (/b/s)\n\ns 1 9.6: 250000 cpu-clock: \n\t 7f g (inlined)\n",
         "1 5: schedule f@a.c:3 ?; 1 -: g"},
        /* glibc */
        {"loop stalled 1240ms\n/b/s(f+0x1)[0x55]\n./s(+0x2) [0x56]\n", "1 1240*: f ?"},
    };
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct strs *strs = strs_new();
        struct diags *diags = diags_new();
        struct stacks all;
        struct buf text = {0};
        if (CHECK(t, stacks_parse(arena, strs, "s.txt", rows[i].text, strlen(rows[i].text), &all,
                                  diags)))
            CHECK_TEXT(t, text_of(&all, strs, &text), rows[i].want);
        else
            fprintf(stderr, "%s", diags_text(diags, &text));
        buf_release(&text);
        diags_free(diags);
        strs_free(strs);
        arena_free(arena);
    }
}

/* What the C library calls its own functions. */
static void check_exported(struct test *t)
{
    static const char *const rows[][2] = {
        {"__GI___poll", "poll"},
        {"_IO_new_fclose", "fclose"},
        {"__libc_read", "read"},
        {"__read_chk", "read"},
        {"open64", "open"},
        {"___pthread_mutex_lock", "pthread_mutex_lock"},
        {"my_check", "my_check"},
        {"f_chk", "f_chk"},
        {"_", "_"},
        {"__GI_", "GI_"},
    };
    struct arena *arena = arena_new();
    struct strs *strs = strs_new();
    struct diags *diags = diags_new();
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        const char *text = arena_printf(arena, "1 %s", rows[i][0]);
        struct stacks all;
        if (CHECK(t, stacks_parse(arena, strs, "s", text, strlen(text), &all, diags)))
            CHECK_TEXT(t, str_text(strs, all.all.at[0].frames.at[0].exported), rows[i][1]);
    }
    diags_free(diags);
    strs_free(strs);
    arena_free(arena);
}

static void check_wrong(struct test *t)
{
    static const struct {
        const char *text;
        size_t len;
        const char *want;
    } rows[] = {
        {"", 0, "0:0 error: there is no stack"},
        {"# c\n", 4, "0:0 error: there is no stack"},
        {"7 f\n-1 f\n", 9, "2:1 error: a line of the plain form"},
        {"1e3 f\n", 6, "1:1 error: a line of the plain form"},
        {"7\n", 2, "1:2 error: no function"},
        {"7 f a.c:1 b.c:2\n", 16, "1:11 error: a function is wanted"},
        {"7 f\n7 (g)\n", 10, "2:3 error: a function is wanted"},
        {"7 f\0", 4, "0:0 error: is no text"},
    };
    for (uint32_t i = 0; i < COUNT(rows); i++) {
        struct arena *arena = arena_new();
        struct strs *strs = strs_new();
        struct diags *diags = diags_new();
        struct stacks all;
        struct buf text = {0};
        CHECK(t, !stacks_parse(arena, strs, "s", rows[i].text, rows[i].len, &all, diags));
        if (!CHECK(t, !strncmp(diags_text(diags, &text), rows[i].want, strlen(rows[i].want))))
            fprintf(stderr, "  got: %s", text.at);
        buf_release(&text);
        diags_free(diags);
        strs_free(strs);
        arena_free(arena);
    }
}

int main(void)
{
    struct test t = {0};
    check_rows(&t);
    check_exported(&t);
    check_wrong(&t);
    return test_end(&t);
}
