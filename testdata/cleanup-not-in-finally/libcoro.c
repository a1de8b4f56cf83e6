// args: --disable NS1 --disable NS2 --disable NS4
/* A coroutine that is not transferred to again is dropped. */
#include <coro.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <fcntl.h>

static coro_context main_ctx, ctx;
static int pool[8];

static void sleep_here(void)
{
    coro_transfer(&ctx, &main_ctx);
}

static int take(void)
{
    int fd = open("x", O_RDONLY);
    return fd;
}

static void give(int fd)
{
    if (fd >= 0)
        close(fd);
}

static int make_both(FILE **ret_file, char **ret_text)
{
    FILE *f = fopen("x", "r");
    if (!f)
        return -1;
    char *t = malloc(10);
    if (!t) {
        fclose(f);
        return -1;
    }
    *ret_file = f;
    *ret_text = t;
    return 0;
}

static void wrappers(void *arg)
{
    int fd = take();
    sleep_here();
    give(fd); // warning: 5 NS301 "give" "coro_transfer" "take" step: "sleep_here"
    sleep_here();
    (void)arg;
}

static void wrappers_good(void *arg)
{
    int fd = take();
    give(fd); // ok: NS301
    sleep_here();
    (void)arg;
}

static void owned_elsewhere(void *arg)
{
    pool[0] = take();
    sleep_here();
    give(pool[0]); // ok: NS301
    sleep_here();
    (void)arg;
}

static void outs(void *arg)
{
    FILE *f;
    char *t;
    if (make_both(&f, &t) < 0)
        return;
    free(t); // ok: NS301
    sleep_here();
    fclose(f); // warning: 5 NS301 "fclose" "coro_transfer" "make_both"
    sleep_here();
    (void)arg;
}

static void outs_good(void *arg)
{
    FILE *f;
    char *t;
    if (make_both(&f, &t) < 0)
        return;
    free(t);   // ok: NS301
    fclose(f); // ok: NS301
    sleep_here();
    (void)arg;
}

int main(void)
{
    static const coro_func all[] = {wrappers, wrappers_good, owned_elsewhere, outs, outs_good};
    for (int i = 0; i < 5; i++) {
        struct coro_stack stack;
        if (!coro_stack_alloc(&stack, 0))
            return 1;
        coro_create(&ctx, all[i], NULL, stack.sptr, stack.ssze);
        coro_transfer(&main_ctx, &ctx);
        coro_destroy(&ctx);
        coro_stack_free(&stack);
    }
    return 0;
}
