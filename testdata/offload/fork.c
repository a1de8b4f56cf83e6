/* The child after fork is not on the loop. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <uv.h>

static void child(void)
{
    usleep(1);
    execl("/bin/true", "true", (char *)NULL);
    _exit(1);
}

static void parent_too(void)
{
    usleep(2);
}

static void on_tick(uv_timer_t *t)
{
    pid_t pid = fork();
    (void)t;
    if (pid == 0) {
        usleep(3); // ok: NS101
        child();   // ok: NS101
    }
    usleep(4); // note: 5 NS101
    if (fork() == 0) {
        usleep(5); // ok: NS101
        _exit(0);
    }
    if (!fork()) {
        usleep(6); // ok: NS101
        _exit(0);
    }
    switch (fork()) {
    case -1:
        usleep(7); // note: 9 NS101
        break;
    case 0:
        parent_too(); // ok: NS101
        _exit(0);
    default:
        parent_too(); // note: 9 NS101 step: "usleep"
        break;
    }
    if (pid > 0)
        waitpid(pid, NULL, 0); // error: 9 NS104 "waitpid"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
