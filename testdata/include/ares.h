/* Excerpt of c-ares 1.18.1, ares.h (MIT licence). */
#ifndef ARES__H
#define ARES__H

struct hostent;
struct ares_channeldata;
typedef struct ares_channeldata *ares_channel;
typedef void (*ares_host_callback)(void *arg, int status, int timeouts, struct hostent *hostent);
typedef void (*ares_sock_state_cb)(void *data, int socket_fd, int readable, int writable);
#define ARES_OPT_SOCK_STATE_CB (1 << 9)

struct ares_options {
    int flags;
    ares_sock_state_cb sock_state_cb;
    void *sock_state_cb_data;
};

int ares_init_options(ares_channel *channelptr, struct ares_options *options, int optmask);
void ares_gethostbyname(ares_channel channel, const char *name, int family, ares_host_callback callback, void *arg);

#endif
