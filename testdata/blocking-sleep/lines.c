/* A call over several lines stands on the line of the callee's name. Columns are bytes: the tab is one, the letter é two. */
#include <unistd.h>
#include <uv.h>

static int wait_for(const char *what,
                    unsigned ms)
{
    (void)what;
    return usleep(ms);
}

static void on_tick(uv_timer_t *t)
{
	(void)t;
	if (
	    wait_for( // note: 6 NS101 step: "usleep"
	        "né",
	        5))
		return;
	(void)"é", usleep(7); // note: 14 NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
