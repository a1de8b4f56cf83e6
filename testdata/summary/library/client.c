/* What calls of the library mean on the loop: from its source, and, without it, from its pack (analyzer/tests/commands). */
#include "lib.h"

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <uv.h>

static int listener(void)
{
    return socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
}

static int own(const char *host)
{
    return lib_fetch(host);
}

static void on_timer(uv_timer_t *t)
{
    char to[10];
    int quiet = listener(), loud = socket(AF_INET, SOCK_STREAM, 0);
    lib_fetch("example.org");                      // error: 5 NS103 "lib_fetch"
    own("example.org");                            // error: 5 NS103 "own" step: "lib_fetch"
    lib_read(quiet, to, sizeof to, 0);             // ok: NS102
    lib_read(loud, to, sizeof to, 0);              // error: 5 NS102 "lib_read"
    lib_read(loud, to, sizeof to, MSG_DONTWAIT);   // ok: NS102
    lib_wait(loud, -1);                            // error: 5 NS102 "lib_wait"
    lib_wait(loud, 5);                             // note: 5 NS102 "lib_wait"
    lib_wait(loud, 50);                            // warning: 5 NS102 "lib_wait"
    lib_wait(loud, 0);                             // ok: NS102
    lib_maybe(1);                                  // ok: NS101
    lib_maybe(0);                                  // note: 5 NS101 "lib_maybe"
    lib_save("/var/lib/x", 0);                     // note: 5 NS106 "lib_save"
    lib_save("/var/lib/x", 1);                     // warning: 5 NS106 "lib_save"
    lib_twice(loud, 1);                            // ok: NS101
    lib_twice(loud, 0);                            // note: 5 NS101 "lib_twice"
    lib_quick(1);                                  // ok: NS106
    lib_stat("/etc/x");                            // ok: NS106
    lib_nap();                                     // note: 5 NS101 "lib_nap"
    if (t->data)
        return;
    lib_die("no");
    sleep(1); // ok: NS101
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
