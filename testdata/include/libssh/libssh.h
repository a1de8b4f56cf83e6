/* Excerpt of libssh 0.10.6, libssh/libssh.h (LGPL-2.1+). */
#ifndef _LIBSSH_H
#define _LIBSSH_H

#include <stdint.h>

typedef int socket_t;
typedef struct ssh_channel_struct *ssh_channel;
typedef struct ssh_session_struct *ssh_session;
typedef struct ssh_event_struct *ssh_event;
typedef int (*ssh_event_callback)(socket_t fd, int revents, void *userdata);

int ssh_event_add_fd(ssh_event event, socket_t fd, short events, ssh_event_callback cb, void *userdata);
int ssh_event_add_session(ssh_event event, ssh_session session);
int ssh_event_dopoll(ssh_event event, int timeout);


ssh_session ssh_new(void);
void ssh_set_blocking(ssh_session session, int blocking);
int ssh_connect(ssh_session session);
ssh_channel ssh_channel_new(ssh_session session);
int ssh_channel_open_session(ssh_channel channel);
int ssh_channel_write(ssh_channel channel, const void *data, uint32_t len);
#endif
