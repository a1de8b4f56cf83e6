// args: --rules own.yaml
/* Entries of the project: with a class, with a time, with neither; a level of the configuration is in
 * config/levels. */
#include <uv.h>

void log_line(const char *text);
void rebuild_index(void);
void ask_server(const char *question);
void old_code(void);
void wait_frames(int frames, int ms);

static void on_timer(uv_timer_t *t)
{
    log_line("tick");                // note: 5 NS110 "log_line"
    rebuild_index();                 // warning: 5 NS110 "rebuild_index"
    ask_server("?");                 // error: 5 NS110 "ask_server"
    old_code();                      // warning: 5 NS110 "old_code"
    wait_frames(1, 2);               // note: 5 NS101 "wait_frames"
    wait_frames(1, 200);             // warning: 5 NS101 "wait_frames"
    wait_frames(1, *(int *)t->data); // warning: 5 NS101 "wait_frames"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
