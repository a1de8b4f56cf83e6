/* Excerpt of libmosquitto 2.0.11, mosquitto.h (EPL-2.0 or EDL-1.0). */
#ifndef MOSQUITTO_H
#define MOSQUITTO_H

#include <stdbool.h>

struct mosquitto;
struct mosquitto_message;

void mosquitto_connect_callback_set(struct mosquitto *mosq, void (*on_connect)(struct mosquitto *, void *, int));
void mosquitto_message_callback_set(struct mosquitto *mosq,
                                    void (*on_message)(struct mosquitto *, void *,
                                                       const struct mosquitto_message *));
int mosquitto_connect_async(struct mosquitto *mosq, const char *host, int port, int keepalive);
int mosquitto_subscribe(struct mosquitto *mosq, int *mid, const char *sub, int qos);
int mosquitto_reconnect(struct mosquitto *mosq);

#endif
