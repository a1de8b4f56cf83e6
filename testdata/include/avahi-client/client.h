/* Excerpt of avahi 0.8, avahi-client/client.h and publish.h (LGPL-2.1+). */
#ifndef AVAHI_CLIENT_CLIENT_H
#define AVAHI_CLIENT_CLIENT_H

#include <avahi-common/watch.h>

typedef struct AvahiClient AvahiClient;
typedef enum { AVAHI_CLIENT_S_RUNNING = 2 } AvahiClientState;
typedef enum { AVAHI_CLIENT_NO_FAIL = 2 } AvahiClientFlags;
typedef void (*AvahiClientCallback)(AvahiClient *s, AvahiClientState state, void *userdata);

AvahiClient *avahi_client_new(const AvahiPoll *poll_api, AvahiClientFlags flags, AvahiClientCallback callback,
                              void *userdata, int *error);
const char *avahi_client_get_host_name(AvahiClient *client);
int avahi_client_errno(AvahiClient *client);

#endif
