/* Excerpt of libssh 0.10.6, libssh/callbacks.h (LGPL-2.1+). */
#ifndef _SSH_CALLBACK_H
#define _SSH_CALLBACK_H

#include <libssh/libssh.h>
#include <stddef.h>

typedef int (*ssh_channel_data_callback)(ssh_session session, ssh_channel channel, void *data, uint32_t len,
                                         int is_stderr, void *userdata);
typedef void (*ssh_channel_eof_callback)(ssh_session session, ssh_channel channel, void *userdata);

struct ssh_channel_callbacks_struct {
    size_t size;
    void *userdata;
    ssh_channel_data_callback channel_data_function;
    ssh_channel_eof_callback channel_eof_function;
};

typedef struct ssh_channel_callbacks_struct *ssh_channel_callbacks;

int ssh_set_channel_callbacks(ssh_channel channel, ssh_channel_callbacks cb);

#endif
