/* libssh: the callback of a descriptor belongs to its event loop, that of a channel runs where packets are handled. */
#include <libssh/callbacks.h>
#include <libssh/libssh.h>
#include <stddef.h>
#include <unistd.h>
#include <uv.h>

static ssh_event event;

static int on_fd(socket_t fd, int revents, void *data)
{
    (void)fd, (void)revents, (void)data;
    pause(); // error: 5 NS101 related: "ssh_event_add_fd"
    return 0;
}

static int on_data(ssh_session session, ssh_channel channel, void *data, uint32_t len, int is_stderr, void *user)
{
    (void)session, (void)channel, (void)data, (void)is_stderr, (void)user;
    pause(); // error: 5 NS101 related: "and 'ssh_event_dopoll' calls it"
    return (int)len;
}

static void on_eof(ssh_session session, ssh_channel channel, void *user)
{
    (void)session, (void)channel, (void)user; // ok: NS101
}

static struct ssh_channel_callbacks_struct callbacks = {.channel_data_function = on_data, .channel_eof_function = on_eof};

static void on_tick(uv_timer_t *timer)
{
    (void)timer;
    ssh_event_dopoll(event, 0); // ok: NS107
}

void start(ssh_channel channel, uv_timer_t *timer);

void start(ssh_channel channel, uv_timer_t *timer)
{
    ssh_event_add_fd(event, 3, 1, on_fd, NULL);
    ssh_set_channel_callbacks(channel, &callbacks);
    uv_timer_start(timer, on_tick, 1, 1);
}
