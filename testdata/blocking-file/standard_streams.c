/* Messages to stdout and stderr are no finding, whatever they are redirected to. */
#include <stdio.h>
#include <unistd.h>
#include <uv.h>

static FILE *journal;

static void on_tick(uv_timer_t *t)
{
    (void)t;
    printf("tick\n");                     // ok: NS106
    puts("tick");                         // ok: NS106
    fprintf(stderr, "tick\n");            // ok: NS106
    fputs("tick\n", stdout);              // ok: NS106
    fwrite("tick\n", 1, 5, stdout);       // ok: NS106
    fflush(stdout);                       // ok: NS106
    write(STDERR_FILENO, "tick\n", 5);    // ok: NS102, NS106
    fwrite("tick\n", 1, 5, journal);      // note: 5 NS106 "fwrite"
    fflush(journal);                      // note: 5 NS106 "fflush"
}

void start(uv_timer_t *t)
{
    journal = fopen("journal", "a"); // ok: NS106
    uv_timer_start(t, on_tick, 0, 0);
}
