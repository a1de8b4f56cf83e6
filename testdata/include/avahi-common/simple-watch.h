/* Excerpt of avahi 0.8, avahi-common/simple-watch.h (LGPL-2.1+). */
#ifndef AVAHI_COMMON_SIMPLE_WATCH_H
#define AVAHI_COMMON_SIMPLE_WATCH_H

#include <avahi-common/watch.h>

typedef struct AvahiSimplePoll AvahiSimplePoll;

const AvahiPoll *avahi_simple_poll_get(AvahiSimplePoll *s);
int avahi_simple_poll_iterate(AvahiSimplePoll *s, int sleep_time);
int avahi_simple_poll_loop(AvahiSimplePoll *s);

#endif
