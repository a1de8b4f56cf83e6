/* Of a variable that is stored in several times, what reaches its uses counts. */
#include <unistd.h>
#include <uv.h>

#define CALLBACK(NAME, N)                                                                          \
    static void NAME(uv_timer_t *t)                                                                \
    {                                                                                              \
        (void)t;                                                                                   \
        usleep(N);                                                                                 \
    }

CALLBACK(first, 1)             // ok: NS101
CALLBACK(second, 2)            // note: 1 NS101
CALLBACK(kept, 3)              // note: 1 NS101
CALLBACK(on_one_path, 4)       // note: 1 NS101
CALLBACK(in_a_loop, 5)         // note: 1 NS101
CALLBACK(behind_an_address, 6) // note: 1 NS101
CALLBACK(on_no_path, 7)        // ok: NS101
CALLBACK(chosen_again, 8)      // note: 1 NS101
CALLBACK(unused_at_the_end, 9) // ok: NS101
CALLBACK(copied, 10)           // note: 1 NS101
CALLBACK(jumped_over, 11)      // note: 1 NS101

void change(uv_timer_cb *cb);

void start(uv_timer_t *t, int n)
{
    uv_timer_cb cb = first;
    cb = second;
    uv_timer_start(t, cb, 0, 0);
    cb = unused_at_the_end;

    uv_timer_cb maybe = on_one_path;
    if (n)
        maybe = kept;
    uv_timer_start(t, maybe, 0, 0);

    uv_timer_cb both = on_no_path;
    if (n)
        both = second;
    else
        both = kept;
    uv_timer_start(t, both, 0, 0);

    uv_timer_cb next = kept;
    while (n--) {
        uv_timer_start(t, next, 0, 0);
        next = in_a_loop;
    }

    uv_timer_cb pointed = behind_an_address;
    uv_timer_cb *p = &pointed;
    uv_timer_start(t, *p, 0, 0);
    pointed = kept;

    uv_timer_cb again = n ? chosen_again : kept, copy = copied, other;
    other = copy;
    copy = kept;
    uv_timer_start(t, other, 0, 0);
    uv_timer_start(t, again, 0, 0);
    uv_timer_start(t, copy, 0, 0);

    uv_timer_cb label = jumped_over;
    if (n)
        goto out;
    label = kept;
out:
    uv_timer_start(t, label, 0, 0);
}
