/* Labels belong to scopes: a macro with a label of its own may stand twice in a function, and the
 * address of such a label is no other one's. */
#include <unistd.h>
#include <uv.h>

int ready(void);
int more(void);
unsigned long note(unsigned long where);

#define RETRY(x)                                                                                   \
    do {                                                                                           \
        __label__ again;                                                                           \
    again:                                                                                         \
        if (x)                                                                                     \
            goto again;                                                                            \
    } while (0)
#define THIS_PLACE                                                                                 \
    ({                                                                                             \
        __label__ here;                                                                            \
    here:                                                                                          \
        (unsigned long)&&here;                                                                     \
    })

static void twice(uv_timer_t *t)
{
    RETRY(ready());
    RETRY(more());
    sleep(1); // warning: 5 NS101 "sleep"
    (void)t;
}

static void twice_good(uv_timer_t *t)
{
    RETRY(ready()); // ok: NS101
    RETRY(more());
    (void)t;
}

static void places(uv_timer_t *t)
{
    note(THIS_PLACE);
    sleep(1); // warning: 5 NS101 "sleep"
    note(THIS_PLACE);
    (void)t;
}

static void places_good(uv_timer_t *t)
{
    note(THIS_PLACE); // ok: NS101
    note(THIS_PLACE);
    (void)t;
}

/* The inner label of the name is the one that the jump goes to: what follows the outer is not
 * reached. */
static void nearest(uv_timer_t *t)
{
    (void)t;
    if (ready()) {
        __label__ out;
        goto out; // ok: NS101
    out:
        return;
    }
    if (more())
        goto out;
    return;
out:
    sleep(1); // warning: 5 NS101 "sleep"
}

static void step(uv_timer_t *t)
{
    static const void *const to[] = {&&one, &&two};
    goto *to[t->data != NULL];
one:
    return;
two:
    sleep(1); // warning: 5 NS101 "sleep"
}

/* libclang does not tell where an assembler statement jumps to: to labels that nothing else names. */
static void jumps(uv_timer_t *t)
{
    asm goto("" : : "r"(t) : : failed);
    return;
failed:
    sleep(1); // warning: 5 NS101 "sleep"
}

static void jumps_not(uv_timer_t *t)
{
    asm volatile("" : : "r"(t));
    return;
    sleep(1); // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, twice, 0, 0);
    uv_timer_start(t, twice_good, 0, 0);
    uv_timer_start(t, places, 0, 0);
    uv_timer_start(t, places_good, 0, 0);
    uv_timer_start(t, nearest, 0, 0);
    uv_timer_start(t, step, 0, 0);
    uv_timer_start(t, jumps, 0, 0);
    uv_timer_start(t, jumps_not, 0, 0);
}
