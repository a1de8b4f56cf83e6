/* More ways to tell the child from the parent. */
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static void in_child(void)
{
    sleep(1);
    _exit(0);
}

static void assigned_in_condition(void)
{
    pid_t pid;
    if ((pid = fork()) == 0)
        in_child();
}

static void parent_returns(void)
{
    pid_t pid = fork();
    if (pid > 0)
        return;
    if (pid < 0)
        return;
    sleep(2);
    _exit(0);
}

static void parent_first(void)
{
    pid_t pid = fork();
    if (pid) {
        usleep(0);
    } else {
        in_child();
    }
}

static void parent_sleeps(void)
{
    pid_t pid = fork();
    if (pid > 0)
        sleep(3);
    if (pid == 0)
        _exit(0);
}

/* Both go on where it has not failed, the parent alone where it has. */
static void not_failed(void)
{
    pid_t pid = fork();
    if (pid != -1)
        sleep(4);
}

static void failed(void)
{
    pid_t pid = fork();
    if (pid > -1)
        _exit(0);
    sleep(5);
}

/* The child's part, which the parent runs only where the fork is skipped. */
static int debugging, pipes[2];

static void serves_in_child(void)
{
    pid_t pid = 0;
    if (!debugging && pipe(pipes) == 0 && (pid = fork()) != 0)
        close(pipes[1]);
    else {
        sleep(6);
        if (!debugging)
            _exit(0);
    }
}

/* The twins: the parent's part, and what is written for the parent. */
static void serves_in_parent(void)
{
    pid_t pid = 0;
    if (!debugging && pipe(pipes) == 0 && (pid = fork()) == 0)
        _exit(0);
    else
        sleep(7);
}

static void serves_without(void)
{
    if (debugging) {
        sleep(8);
        return;
    }
    if (fork() == 0)
        in_child();
}

static void on_tick(uv_timer_t *t)
{
    (void)t;
    assigned_in_condition(); // ok: NS101
    parent_returns();        // ok: NS101
    parent_first();          // ok: NS101
    parent_sleeps();         // warning: 5 NS101 step: "sleep"
    not_failed();            // warning: 5 NS101 step: "sleep"
    failed();                // warning: 5 NS101 step: "sleep"
    serves_in_child();       // ok: NS101
    serves_in_parent();      // warning: 5 NS101 step: "sleep"
    serves_without();        // warning: 5 NS101 step: "sleep"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
