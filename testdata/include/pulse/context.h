/* Excerpt of PulseAudio 16.1, pulse/context.h and pulse/operation.h (LGPL-2.1+). */
#ifndef foocontexthfoo
#define foocontexthfoo

#include <pulse/mainloop-api.h>

typedef struct pa_context pa_context;
typedef struct pa_operation pa_operation;
typedef void (*pa_context_notify_cb_t)(pa_context *c, void *userdata);
typedef void (*pa_context_success_cb_t)(pa_context *c, int success, void *userdata);

void pa_context_set_state_callback(pa_context *c, pa_context_notify_cb_t cb, void *userdata);
pa_operation *pa_context_set_default_sink(pa_context *c, const char *name, pa_context_success_cb_t cb,
                                          void *userdata);

#endif
