/* A test that passes before the loop runs alone, by what all stores together may leave there. */
#include "uv.h"
#include <netdb.h>
#include <stdlib.h>

enum { STARTING = 1, RELOADING = 2, VERBOSE = 4 };
enum phase { PHASE_INIT, PHASE_READ, PHASE_RUN };

static struct server {
    unsigned flags;
    struct {
        int bits;
    } inner;
} server = {STARTING, {STARTING}};
static struct server *heap;
static enum phase phase;
static int known, lent;
static uv_loop_t loop;

static void look_up(void)
{
    gethostbyname("example.org");
}

static int is_starting(void)
{
    return server.flags & STARTING;
}

static void on_timer(uv_timer_t *t)
{
    if (server.flags & STARTING)
        look_up(); // ok: NS103
    if (server.flags & (STARTING | VERBOSE))
        look_up(); // error: 9 NS103
    if (server.flags & RELOADING)
        look_up(); // error: 9 NS103
    if (is_starting())
        look_up(); // ok: NS103
    if (!is_starting())
        look_up(); // error: 9 NS103
    if (server.inner.bits & STARTING)
        look_up(); // ok: NS103
    if (server.inner.bits & VERBOSE)
        look_up(); // error: 9 NS103
    if (heap->flags & STARTING)
        look_up(); // ok: NS103
    if (heap->inner.bits & STARTING)
        look_up(); // error: 9 NS103
}

static void on_phase(uv_timer_t *t)
{
    if (phase == PHASE_INIT)
        look_up(); // ok: NS103
    if (phase != PHASE_INIT)
        look_up(); // error: 9 NS103
    switch (phase) {
    case PHASE_READ:
        look_up(); // ok: NS103
        break;
    case PHASE_RUN:
        look_up(); // error: 9 NS103
        break;
    default:
        break;
    }
    if (known == 1)
        look_up(); // error: 9 NS103
    if (lent & STARTING)
        look_up(); // error: 9 NS103
}

static void on_signal(uv_signal_t *s, int number)
{
    server.flags |= RELOADING;
    known = number;
}

static void configure(int argc)
{
    phase = PHASE_READ;
    if (argc > 1)
        server.flags |= VERBOSE;
    server.inner.bits |= VERBOSE;
}

static void started(void)
{
    phase = PHASE_RUN;
    server.flags &= ~STARTING;
    server.inner.bits &= ~STARTING;
    heap->flags &= ~STARTING;
    known = 0;
    lent = 0;
}

int main(int argc, char **argv)
{
    static uv_timer_t timer, other;
    static uv_signal_t sig;
    heap = calloc(1, sizeof *heap);
    heap->flags = STARTING;
    heap->inner.bits = argc;
    scanf("%d", &lent);
    configure(argc);
    uv_timer_start(&timer, on_timer, 1, 1);
    uv_timer_start(&other, on_phase, 1, 1);
    uv_signal_start(&sig, on_signal, 1);
    started();
    uv_run(&loop, UV_RUN_DEFAULT);
    server.flags |= STARTING;
    return 0;
}
