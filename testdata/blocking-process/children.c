#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <uv.h>

static void on_signal(uv_signal_t *h, int signum)
{
    int status;
    (void)h, (void)signum;
    system("sync");              // error: 5 NS104 "system" "uv_spawn"
    FILE *p = popen("ls", "r");  // error: 15 NS104 "popen"
    pclose(p);                   // error: 5 NS104 "pclose"
    wait(&status);               // error: 5 NS104 "wait"
    waitpid(7, &status, 0);      // error: 5 NS104 "waitpid"
    waitpid(-1, NULL, WUNTRACED); // error: 5 NS104 "waitpid"
}

static void on_signal_good(uv_signal_t *h, int signum)
{
    int status;
    int options = WNOHANG | WUNTRACED;
    (void)h, (void)signum;
    while (waitpid(-1, &status, WNOHANG) > 0) // ok: NS104
        ;
    waitpid(7, &status, options); // ok: NS104
}

void start(uv_signal_t *h)
{
    uv_signal_start(h, on_signal, 17);
    uv_signal_start(h, on_signal_good, 17);
}
