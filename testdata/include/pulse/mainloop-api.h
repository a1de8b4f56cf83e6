/* Excerpt of PulseAudio 16.1, pulse/mainloop-api.h (LGPL-2.1+). */
#ifndef foomainloopapihfoo
#define foomainloopapihfoo

#include <sys/time.h>

typedef struct pa_mainloop_api pa_mainloop_api;
typedef enum pa_io_event_flags { PA_IO_EVENT_NULL = 0, PA_IO_EVENT_INPUT = 1 } pa_io_event_flags_t;
typedef struct pa_io_event pa_io_event;
typedef struct pa_time_event pa_time_event;
typedef struct pa_defer_event pa_defer_event;
typedef void (*pa_io_event_cb_t)(pa_mainloop_api *ea, pa_io_event *e, int fd, pa_io_event_flags_t events,
                                 void *userdata);
typedef void (*pa_time_event_cb_t)(pa_mainloop_api *a, pa_time_event *e, const struct timeval *tv, void *userdata);
typedef void (*pa_defer_event_cb_t)(pa_mainloop_api *a, pa_defer_event *e, void *userdata);

struct pa_mainloop_api {
    void *userdata;
    pa_io_event *(*io_new)(pa_mainloop_api *a, int fd, pa_io_event_flags_t events, pa_io_event_cb_t cb,
                           void *userdata);
    pa_time_event *(*time_new)(pa_mainloop_api *a, const struct timeval *tv, pa_time_event_cb_t cb, void *userdata);
    pa_defer_event *(*defer_new)(pa_mainloop_api *a, pa_defer_event_cb_t cb, void *userdata);
    void (*defer_enable)(pa_defer_event *e, int b);
};

void pa_mainloop_api_once(pa_mainloop_api *m, void (*callback)(pa_mainloop_api *m, void *userdata), void *userdata);

#endif
