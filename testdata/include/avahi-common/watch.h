/* Excerpt of avahi 0.8, avahi-common/watch.h (LGPL-2.1+). */
#ifndef AVAHI_COMMON_WATCH_H
#define AVAHI_COMMON_WATCH_H

#include <sys/time.h>

typedef struct AvahiWatch AvahiWatch;
typedef struct AvahiTimeout AvahiTimeout;
typedef struct AvahiPoll AvahiPoll;
typedef enum { AVAHI_WATCH_IN = 1, AVAHI_WATCH_OUT = 4 } AvahiWatchEvent;
typedef void (*AvahiWatchCallback)(AvahiWatch *w, int fd, AvahiWatchEvent event, void *userdata);
typedef void (*AvahiTimeoutCallback)(AvahiTimeout *t, void *userdata);

struct AvahiPoll {
    void *userdata;
    AvahiWatch *(*watch_new)(const AvahiPoll *api, int fd, AvahiWatchEvent event, AvahiWatchCallback callback,
                             void *userdata);
    void (*watch_free)(AvahiWatch *w);
    AvahiTimeout *(*timeout_new)(const AvahiPoll *api, const struct timeval *tv, AvahiTimeoutCallback callback,
                                 void *userdata);
    void (*timeout_update)(AvahiTimeout *, const struct timeval *tv);
};

#endif
