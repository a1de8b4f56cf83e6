/* PipeWire with PW_STREAM_FLAG_RT_PROCESS: process runs on the real-time thread, which must not wait for memory, locks or output. */
#include <pipewire/pipewire.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct pw_stream *stream, *good_stream;

static void record(const char *text)
{
    printf("%s\n", text);
}

static void on_process(void *data)
{
    struct pw_buffer *buffer = pw_stream_dequeue_buffer(stream);
    char *copy = malloc(64);   // warning: 18 NS105 "can block the real-time thread" "allocated before" related: "pw_stream_events"
    free(copy);                // warning: 5 NS105 "free"
    pthread_mutex_lock(&lock); // warning: 5 NS105 "pthread_mutex_trylock"
    pthread_mutex_unlock(&lock);
    record("process");    // warning: 5 NS102 "real-time thread" "a ring buffer" step: "printf"
    usleep(1);            // note: 5 NS101 "puts the real-time thread to sleep"
    pw_thread_loop_lock(data); // warning: 5 NS105 "pw_thread_loop_lock"
    pw_thread_loop_unlock(data);
    if (pw_stream_set_active(stream, true) < 0) // warning: 9 NS105 "pw_loop_invoke on the main loop"
        return;
    if (pw_stream_queue_buffer(stream, buffer) < 0) // ok: NS105
        return;
}

static void on_good_process(void *data)
{
    struct pw_buffer *buffer = pw_stream_dequeue_buffer(good_stream); // ok: NS105
    if (pthread_mutex_trylock(&lock) == 0)                           // ok: NS105
        pthread_mutex_unlock(&lock);
    if (pw_stream_queue_buffer(data, buffer) < 0) // ok: NS105
        return;
}

static void on_drained(void *data)
{
    char *copy = malloc(64); // ok: NS105
    (void)data;
    free(copy);
    record("drained"); // ok: NS102
}

static void on_filter(void *data, struct spa_io_position *position)
{
    (void)data, (void)position;
    void *memory = malloc(1); // warning: 20 NS105 "malloc" related: "pw_filter_events"
    free(memory);             // warning: 5 NS105 "free"
}

static int node_process(void *object)
{
    (void)object;
    record("node"); // warning: 5 NS102 related: "spa_node_methods"
    return 0;
}

static int node_command(void *object, const void *command)
{
    (void)object, (void)command;
    record("command"); // ok: NS102
    return 0;
}

static int on_invoke(void *loop, bool async, uint32_t seq, const void *data, size_t size, void *user_data)
{
    (void)loop, (void)async, (void)seq, (void)data, (void)size, (void)user_data;
    free(NULL); // warning: 5 NS105 related: "pw_data_loop_invoke"
    return 0;
}

static const struct pw_stream_events events = {.version = 2, .process = on_process, .drained = on_drained};
static const struct pw_stream_events good_events = {.version = 2, .process = on_good_process};
static const struct pw_filter_events filter_events = {.version = 1, .process = on_filter};
const struct spa_node_methods node_methods = {.send_command = node_command, .process = node_process};

int start(struct pw_loop *loop, struct pw_data_loop *data_loop);

int start(struct pw_loop *loop, struct pw_data_loop *data_loop)
{
    stream = pw_stream_new_simple(loop, "playback", NULL, &events, NULL);
    good_stream = pw_stream_new_simple(loop, "playback", NULL, &good_events, NULL);
    struct pw_filter *filter = pw_filter_new_simple(loop, "filter", NULL, &filter_events, NULL);
    if (!stream || !good_stream || !filter)
        return -1;
    if (pw_filter_connect(filter, PW_FILTER_FLAG_RT_PROCESS, NULL, 0) < 0 ||
        pw_data_loop_invoke(data_loop, on_invoke, 0, NULL, 0, false, NULL) < 0)
        return -1;
    return pw_stream_connect(stream, 0, 0, PW_STREAM_FLAG_AUTOCONNECT | PW_STREAM_FLAG_RT_PROCESS, NULL, 0);
}
