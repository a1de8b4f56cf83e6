#ifndef OPS_H
#define OPS_H

#include <uv.h>

/* What a protocol supplies; some of it runs on the loop, some before it. */
struct ops {
    const char *name;
    int (*setup)(void);
    uv_alloc_cb alloc;
    uv_read_cb read;
    void (*closed)(uv_handle_t *h);
};

extern const struct ops echo, discard;
int serve(const struct ops *ops, uv_stream_t *s);

#endif
