/* Excerpt of PulseAudio 16.1, pulse/mainloop.h (LGPL-2.1+). */
#ifndef foomainloophfoo
#define foomainloophfoo

#include <pulse/mainloop-api.h>

typedef struct pa_mainloop pa_mainloop;

int pa_mainloop_iterate(pa_mainloop *m, int block, int *retval);

#endif
