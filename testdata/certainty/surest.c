// args: --min-certainty always
/* What stalls longer, but is less certain, does not hide what is asked for. */
#include <poll.h>
#include <sys/msg.h>
#include <uv.h>

static void tell(int queue, struct pollfd *p)
{
    struct msgbuf *m = 0;
    msgsnd(queue, m, 1, 0); /* usually, unbounded */
    poll(p, 1, 1);          /* always, short */
}

static void on_tick(uv_timer_t *t)
{
    tell(1, t->data); // note: 5 NS102 "poll" certainty: "always"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
