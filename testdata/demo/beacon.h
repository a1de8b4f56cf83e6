/* beacon: asks a list of hosts every few seconds whether they are alive and keeps a journal of the answers.
 *
 * One thread, one libuv loop. Some of it is right and some of it is what nostall is for: see expected.txt. */
#ifndef BEACON_H
#define BEACON_H

#include <stdbool.h>
#include <uv.h>

struct target {
    const char *host, *service;
    struct sockaddr_storage address;
    bool known, alive;
    unsigned misses;
    uv_timer_t timer;
    uv_tcp_t socket;
    uv_connect_t connect;
    uv_getaddrinfo_t lookup;
};

/* net.c */
bool net_resolve(struct target *t);
int net_resolve_async(struct target *t, uv_getaddrinfo_cb done);
void net_backoff(unsigned misses);

/* probe.c */
void probe_start(uv_loop_t *loop, struct target *t);

/* journal.c */
bool journal_open(const char *path);
void journal_add(const struct target *t);
void journal_add_later(uv_loop_t *loop, const struct target *t);

#endif
