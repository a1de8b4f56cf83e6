/* Cut from jack/jack.h and jack/transport.h of JACK 1.9.21 (Debian 12). */
#ifndef JACK_JACK_H
#define JACK_JACK_H

#include <stdint.h>

typedef uint32_t jack_nframes_t;
typedef uint32_t jack_port_id_t;
typedef struct _jack_client jack_client_t;
typedef struct _jack_port jack_port_t;
typedef struct _jack_position jack_position_t;
typedef enum { JackTransportStopped = 0, JackTransportRolling = 1 } jack_transport_state_t;

typedef int (*JackProcessCallback)(jack_nframes_t nframes, void *arg);
typedef int (*JackBufferSizeCallback)(jack_nframes_t nframes, void *arg);
typedef void (*JackPortConnectCallback)(jack_port_id_t a, jack_port_id_t b, int connect, void *arg);
typedef void (*JackShutdownCallback)(void *arg);
typedef void (*JackTimebaseCallback)(jack_transport_state_t state, jack_nframes_t nframes, jack_position_t *pos,
                                     int new_pos, void *arg);

int jack_activate(jack_client_t *client);
int jack_connect(jack_client_t *client, const char *source_port, const char *destination_port);
void *jack_port_get_buffer(jack_port_t *port, jack_nframes_t frames);
int jack_set_process_callback(jack_client_t *client, JackProcessCallback process_callback, void *arg);
int jack_set_buffer_size_callback(jack_client_t *client, JackBufferSizeCallback bufsize_callback, void *arg);
int jack_set_port_connect_callback(jack_client_t *client, JackPortConnectCallback connect_callback, void *arg);
void jack_on_shutdown(jack_client_t *client, JackShutdownCallback shutdown_callback, void *arg);
int jack_set_timebase_callback(jack_client_t *client, int conditional, JackTimebaseCallback timebase_callback,
                               void *arg);

#endif
