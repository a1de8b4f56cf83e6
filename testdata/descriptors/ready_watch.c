/* Avahi: the poll API says which descriptor a watch is for. */
#include <avahi-common/watch.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <unistd.h>

static int changes;

static void on_change(AvahiWatch *w, int fd, AvahiWatchEvent event, void *userdata)
{
    char buf[512];
    (void)w, (void)event, (void)userdata;
    if (read(fd, buf, sizeof buf) < 0) // ok: NS102
        return;
    read(fd, buf, sizeof buf); // error: 5 NS102
}

static void on_change_of_file(AvahiWatch *w, int fd, AvahiWatchEvent event, void *userdata)
{
    char buf[512];
    int n = 0;
    (void)w, (void)fd, (void)event, (void)userdata;
    ioctl(changes, FIONREAD, &n);
    read(changes, buf, n < 512 ? n : 512); // ok: NS102
}

static void on_room(AvahiWatch *w, int fd, AvahiWatchEvent event, void *userdata)
{
    char buf[512];
    (void)w, (void)fd, (void)event, (void)userdata;
    read(changes, buf, sizeof buf); // error: 5 NS102
}

void watch(const AvahiPoll *api);
void watch(const AvahiPoll *api)
{
    changes = inotify_init();
    api->watch_new(api, changes, AVAHI_WATCH_IN, on_change, NULL);
    api->watch_new(api, changes, AVAHI_WATCH_IN, on_change_of_file, NULL);
    api->watch_new(api, changes, AVAHI_WATCH_OUT, on_room, NULL);
}
