/* JACK: what it calls on the real-time thread must not wait for memory, locks or output; its notifications come on a thread of
 * their own. A window's main loop shares a table of functions with both. */
#include <glib.h>
#include <jack/jack.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct voice {
    float (*next)(struct voice *v);
    void (*changed)(struct voice *v);
    void (*refresh)(struct voice *v);
    float level;
};

static struct voice *current;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static jack_client_t *client;

static float next_sine(struct voice *v)
{
    char *copy = malloc(64); // warning: 18 NS105 "real-time thread" related: "which runs in a real-time thread"
    free(copy);              // warning: 5 NS105 "real-time thread"
    return v->level;
}

static float next_silence(struct voice *v)
{
    return v->level;
}

/* Stored where the window's timer finds it, and called there alone. */
static void refresh_window(struct voice *v)
{
    printf("%f\n", (double)v->level); // ok: NS102
    usleep(200000);                   // warning: 5 NS101 "event loop" related: "which runs on the event loop"
}

static gboolean on_tick(gpointer data)
{
    struct voice *v = data;
    v->refresh(v);
    return G_SOURCE_CONTINUE;
}

static int process(jack_nframes_t frames, void *arg)
{
    struct voice *v = arg;
    float sum = 0;
    for (jack_nframes_t i = 0; i < frames; i++)
        sum += v->next(v);
    pthread_mutex_lock(&lock); // warning: 5 NS105 "real-time thread" related: "passed to 'jack_set_process_callback'"
    v->level = sum;
    pthread_mutex_unlock(&lock);
    if (sum > 1)
        jack_connect(client, "a", "b"); // warning: 9 NS107 "real-time thread" "jack_ringbuffer_write"
    return 0;
}

static int resized(jack_nframes_t frames, void *arg)
{
    (void)arg;
    free(current);
    current = malloc(frames); // ok: NS105
    usleep(200000);           // ok: NS101
    return jack_connect(client, "a", "b"); // ok: NS107
}

static void timebase(jack_transport_state_t state, jack_nframes_t frames, jack_position_t *pos, int new_pos, void *arg)
{
    (void)state, (void)frames, (void)pos, (void)new_pos, (void)arg;
    fprintf(stderr, "moved\n"); // warning: 5 NS102 "real-time thread" related: "jack_set_timebase_callback"
}

static struct voice sine = {.next = next_sine, .refresh = refresh_window};
static struct voice silence = {.next = next_silence};

int start(int loud);

int start(int loud)
{
    current = loud ? &sine : &silence;
    jack_set_process_callback(client, process, current);
    jack_set_buffer_size_callback(client, resized, NULL);
    jack_set_timebase_callback(client, 0, timebase, NULL);
    g_timeout_add(100, on_tick, current);
    return jack_activate(client); // ok: NS107
}
