/* Two units of one program, each with a stream of its own: each connects its own with its flags. */
#include <pipewire/pipewire.h>
#include <stdlib.h>

int preview(struct pw_loop *loop, int flags);

static void on_live(void *data)
{
    (void)data;
    free(malloc(64)); // warning: 5 NS105 "free" // warning: 10 NS105 "malloc"
}

static const struct pw_stream_events live_events = {.version = 2, .process = on_live};

int main(void)
{
    struct pw_loop *loop = NULL;
    struct pw_stream *stream = pw_stream_new_simple(loop, "live", NULL, &live_events, NULL);
    preview(loop, 0);
    return pw_stream_connect(stream, 0, 0, PW_STREAM_FLAG_AUTOCONNECT | PW_STREAM_FLAG_RT_PROCESS, NULL, 0);
}
