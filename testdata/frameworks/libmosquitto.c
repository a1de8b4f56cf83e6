/* libmosquitto: callbacks run where the network traffic is handled. */
#include <mosquitto.h>
#include <stddef.h>
#include <unistd.h>

static void on_connect(struct mosquitto *client, void *data, int rc)
{
    (void)data, (void)rc;
    mosquitto_subscribe(client, NULL, "#", 0); // ok: NS107
    mosquitto_connect_async(client, "10.0.0.1", 1883, 60); // ok: NS103
    mosquitto_connect_async(client, "broker.example.org", 1883, 60); // error: 5 NS103 "mosquitto_connect_async"
}

static void on_message(struct mosquitto *client, void *data, const struct mosquitto_message *message)
{
    (void)data, (void)message;
    mosquitto_reconnect(client); // error: 5 NS107 related: "mosquitto_message_callback_set"
}

void start(struct mosquitto *client);

void start(struct mosquitto *client)
{
    mosquitto_connect_callback_set(client, on_connect);
    mosquitto_message_callback_set(client, on_message);
    mosquitto_reconnect(client); // ok: NS107
}
