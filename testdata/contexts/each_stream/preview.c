#include <pipewire/pipewire.h>
#include <stdlib.h>

int preview(struct pw_loop *loop, int flags);

static void on_preview(void *data)
{
    (void)data;
    free(malloc(64)); // ok: NS105
}

static const struct pw_stream_events preview_events = {.version = 2, .process = on_preview};

int preview(struct pw_loop *loop, int flags)
{
    struct pw_stream *stream = pw_stream_new_simple(loop, "preview", NULL, &preview_events, NULL);
    return pw_stream_connect(stream, 0, 0, flags | PW_STREAM_FLAG_MAP_BUFFERS, NULL, 0);
}
