// args: --rules by_name.yaml
/* What a project names as commands: its configuration is read again because somebody changed it, whoever says so. */
#include <stdlib.h>
#include <unistd.h>
#include <uv.h>

static void read_all(int n)
{
    usleep((unsigned)n * 100000);
}

static void reload_config(void)
{
    read_all(2);
}

/* Data that others send is loaded again, too. */
static void reload_zone(void)
{
    usleep(200000);
}

/* Registered itself: a timer is behind it. */
static void reload_config_again(uv_timer_t *t)
{
    (void)t;
    usleep(200000); // warning: 5 NS101 "usleep"
}

static void renew(void)
{
    usleep(200000);
}

static void config_reload(void)
{
    renew();
}

static void on_file_changed(uv_poll_t *watch, int status, int events)
{
    (void)watch, (void)status, (void)events;
    reload_config(); // note: 5 NS101 "reload_config"
    reload_zone();   // warning: 5 NS101 "reload_zone"
    config_reload(); // warning: 5 NS101 "config_reload"
}

static void on_timer(uv_timer_t *t)
{
    (void)t;
    renew(); // warning: 5 NS101 "renew"
}

int main(void)
{
    static uv_poll_t watch;
    static uv_timer_t timer, again;
    reload_config();
    uv_poll_start(&watch, UV_READABLE, on_file_changed);
    uv_timer_start(&timer, on_timer, 1000, 1000);
    uv_timer_start(&again, reload_config_again, 1000, 1000);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
