/* PipeWire without PW_STREAM_FLAG_RT_PROCESS: the stream's events run on the main loop, where memory and locks are no matter. */
#include <pipewire/pipewire.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct pw_stream *stream;
static struct pw_main_loop *main_loop;

static void on_process(void *data)
{
    struct pw_buffer *buffer = pw_stream_dequeue_buffer(stream);
    char *copy = malloc(64); // ok: NS105
    free(copy);
    pthread_mutex_lock(&lock); // ok: NS105
    pthread_mutex_unlock(&lock);
    printf("%p\n", data); // ok: NS102
    usleep(1);            // note: 5 NS101 "event loop" "pw_loop_add_timer" related: "pw_stream_events"
    if (pw_stream_queue_buffer(stream, buffer) < 0)
        return;
}

static void on_drained(void *data)
{
    pw_thread_loop_wait(data);   // error: 5 NS105 "pw_loop_invoke"
    if (pw_main_loop_run(main_loop)) // error: 9 NS204 "pw_main_loop_run"
        return;
}

static void on_timer(void *data, uint64_t expirations)
{
    (void)data, (void)expirations;
    usleep(2); // note: 5 NS101 related: "pw_loop_add_timer"
}

static void either(struct pw_thread_loop *loop)
{
    if (!pw_thread_loop_in_thread(loop))
        pw_thread_loop_wait(loop); // ok: NS105
}

static void on_destroy(void *data)
{
    either(data); // ok: NS105
    pw_main_loop_quit(main_loop);
}

static const struct pw_stream_events events = {
    .version = 2, .destroy = on_destroy, .process = on_process, .drained = on_drained};

int start(struct pw_loop *loop);

int start(struct pw_loop *loop)
{
    usleep(3); // ok: NS101
    stream = pw_stream_new_simple(loop, "capture", NULL, &events, NULL);
    if (!stream || !pw_loop_add_timer(loop, on_timer, NULL))
        return -1;
    if (pw_stream_connect(stream, 0, 0, PW_STREAM_FLAG_AUTOCONNECT | PW_STREAM_FLAG_MAP_BUFFERS, NULL, 0) < 0)
        return -1;
    int r = pw_main_loop_run(main_loop); // ok: NS204
    pw_stream_destroy(stream);
    return r;
}
