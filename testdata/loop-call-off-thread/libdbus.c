/* A thread that watches something tells it on the bus: libdbus was not told to lock. */
#include <dbus/dbus.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct bus {
    DBusConnection *connection;
    int notify[2];
};

struct monitor {
    struct bus *bus;
    pthread_t thread;
    int stop;
};

static int bus_emit(struct bus *bus, const char *name)
{
    DBusMessage *signal = dbus_message_new_signal("/org/x", "org.x", name);
    int sent = -1;
    if (!signal)
        goto out;
    if (!dbus_connection_send(bus->connection, signal, NULL)) // warning: 10 NS601 "dbus_connection_send" step: "'watch' calls 'report'" step: "'report' calls 'bus_emit'"
        goto out_message;
    dbus_connection_flush(bus->connection); // warning: 5 NS601 "dbus_connection_flush"
    sent = 0;
out_message:
    dbus_message_unref(signal);
out:
    return sent;
}

static void report(struct monitor *m, int level)
{
    if (level > 3 && bus_emit(m->bus, "Changed") < 0)
        m->stop = 1;
}

static void *watch(void *data)
{
    struct monitor *m = data;
    while (!m->stop) {
        sleep(1);
        report(m, 5);
    }
    return NULL;
}

/* The good one writes to a pipe, and the loop's callback sends. */
static void *watch_well(void *data)
{
    struct monitor *m = data;
    while (!m->stop) {
        sleep(1);
        if (write(m->bus->notify[1], "", 1) < 0) // ok: NS601
            break;
    }
    return NULL;
}

static void answer(struct bus *bus)
{
    DBusMessage *signal = dbus_message_new_signal("/org/x", "org.x", "Ready");
    if (signal) {
        dbus_connection_send(bus->connection, signal, NULL); // ok: NS601
        dbus_message_unref(signal);
    }
}

static DBusHandlerResult on_message(DBusConnection *connection, DBusMessage *message, void *data)
{
    (void)connection;
    (void)message;
    answer(data);
    return DBUS_HANDLER_RESULT_HANDLED;
}

int main(void)
{
    static struct bus bus;
    static struct monitor bad = {.bus = &bus}, good = {.bus = &bus};
    dbus_connection_add_filter(bus.connection, on_message, &bus, free);
    pthread_create(&bad.thread, NULL, watch, &bad);
    pthread_create(&good.thread, NULL, watch_well, &good);
    while (dbus_connection_read_write_dispatch(bus.connection, -1))
        ;
    return 0;
}
