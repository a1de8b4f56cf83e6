/* A wait before the end of the process, in a loop that is left for nothing else, stalls nobody. One that serves until it is told
 * to stop is another thing. */
#include <errno.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

static int stopping, left;

static void serve(void)
{
    left--;
}

/* Until the last child is gone. */
static void shut_down(void)
{
    pid_t pid;
    do
        pid = waitpid(-1, NULL, 0); // ok: NS104
    while (pid != -1 || errno == EINTR);
    unlink("/run/service.sock");
    exit(0);
}

static void on_term(uv_signal_t *s, int signum)
{
    (void)s;
    (void)signum;
    shut_down(); // ok: NS104
}

/* Goes on with the loop where there is no child. */
static void on_idle(uv_idle_t *i)
{
    (void)i;
    pid_t pid;
    do {
        pid = waitpid(-1, NULL, 0); // error: 15 NS104 "waitpid"
        if (pid == -1)
            return;
    } while (!stopping);
    exit(0);
}

/* Does the program's work in between. */
static void on_timer(uv_timer_t *t)
{
    (void)t;
    while (!stopping) {
        waitpid(-1, NULL, 0); // error: 9 NS104 "waitpid"
        serve();
    }
    exit(0);
}

int main(void)
{
    uv_signal_t s;
    uv_idle_t i;
    uv_timer_t t;
    uv_signal_init(uv_default_loop(), &s);
    uv_signal_start(&s, on_term, 15);
    uv_idle_init(uv_default_loop(), &i);
    uv_idle_start(&i, on_idle);
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
