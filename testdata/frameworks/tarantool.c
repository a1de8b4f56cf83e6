/* Tarantool: fibers and box functions are coroutines; coio_call's function and a cord run on threads. */
#include <core/fiber.h>
#include <netdb.h>
#include <stddef.h>
#include <sys/stat.h>
#include <tarantool/module.h>
#include <unistd.h>

static ssize_t in_pool(va_list ap)
{
    struct stat st;
    return stat(va_arg(ap, const char *), &st); // ok: NS106
}

static int worker(va_list ap)
{
    struct addrinfo *found = NULL;
    (void)ap;
    usleep(1);        // note: 5 NS101 "fiber_sleep" related: "fiber_new"
    fiber_sleep(0.1); // ok: NS101
    if (coio_wait(0, 1, 0.5) == 0 || fiber_is_cancelled())
        return 0;
    if (getaddrinfo("db", "80", NULL, &found)) // error: 9 NS103 "coio_getaddrinfo"
        return -1;
    freeaddrinfo(found);
    return coio_call(in_pool, "/etc/motd") < 0 ? -1 : 0; // ok: NS106
}

static box_latch_t *latch;

static int polite(va_list ap)
{
    (void)ap;
    while (!fiber_is_cancelled()) {
        box_latch_lock(latch); // ok: NS105
        box_latch_unlock(latch);
        fiber_sleep(1); // ok: NS101
    }
    return 0;
}

static void *on_cord(void *arg)
{
    usleep(2); // ok: NS101
    return arg;
}

int box_function(box_function_ctx_t *ctx, const char *args, const char *args_end);

int box_function(box_function_ctx_t *ctx, const char *args, const char *args_end)
{
    struct fiber *bad = fiber_new("worker", worker), *good = fiber_new("polite", polite);
    (void)ctx, (void)args, (void)args_end;
    if (!bad || !good)
        return -1;
    latch = box_latch_new();
    fiber_set_joinable(bad, true);
    fiber_set_joinable(good, true);
    fiber_start(bad);
    fiber_start(good);
    return fiber_join(bad) | fiber_join(good);
}

static int joins_cord(va_list ap)
{
    struct cord *cord = va_arg(ap, struct cord *);
    if (cord_start(cord, "cord", on_cord, NULL))
        return -1;
    return cord_join(cord); // error: 12 NS105 "cord_cojoin"
}

static int cojoins_cord(va_list ap)
{
    struct cord *cord = va_arg(ap, struct cord *);
    if (cord_start(cord, "cord", on_cord, NULL))
        return -1;
    return cord_cojoin(cord); // ok: NS105
}

int start(struct cord *cord);

int start(struct cord *cord)
{
    struct fiber *f = fiber_new("joins", joins_cord), *g = fiber_new("cojoins", cojoins_cord);
    if (!f || !g)
        return -1;
    fiber_start(f, cord);
    fiber_start(g, cord);
    return 0;
}
