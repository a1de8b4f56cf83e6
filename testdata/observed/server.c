/* A server that stalls now and then, and a watchdog that writes down where: run by analyzer/tests/observed, which holds its
 * log against the findings. Functions are not static, for the log names only those. The signal of the watchdog ends the sleeps
 * early. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <execinfo.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>
#include <uv.h>

#define STALL_MS 50
#define ROUNDS 3
#define OWN_FRAMES 2 /* the handler and what the kernel returns to */

static pthread_t loop_thread;
static atomic_long last_beat;
static void *frames[64];
static atomic_int caught; /* how many of them */

static long now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void on_caught(int number)
{
    (void)number;
    caught = backtrace(frames, 64);
}

static void tell(long stood_ms)
{
    printf("watchdog: the loop stood for %ld ms\n", stood_ms);
    fflush(stdout);
    if (caught > OWN_FRAMES)
        backtrace_symbols_fd(frames + OWN_FRAMES, caught - OWN_FRAMES, STDOUT_FILENO);
    caught = 0;
}

void *watch(void *unused)
{
    for (long stalled = 0;; usleep(5000)) { // ok: NS101
        long beat = last_beat;
        if (stalled && beat != stalled) {
            tell(beat - stalled);
            stalled = 0;
        } else if (!stalled && now_ms() - beat > STALL_MS) {
            stalled = beat;
            pthread_kill(loop_thread, SIGUSR1);
        }
    }
    return unused;
}

void on_beat(uv_timer_t *timer)
{
    (void)timer;
    last_beat = now_ms();
}

void save(void)
{
    usleep(200000);
}

void rebuild(void)
{
    usleep(300000); // ok: NS101
}

void on_save(uv_timer_t *timer)
{
    static int round;
    save(); // warning: 5 NS101 "save" step: "usleep"
    if (++round == ROUNDS)
        uv_timer_stop(timer);
}

/* A function by its name: nobody who only reads knows which. */
void on_plugin(uv_timer_t *timer)
{
    static int round;
    void (*plugin)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, timer->data);
    plugin(); // ok: NS101
    if (++round == ROUNDS)
        uv_timer_stop(timer);
}

void on_end(uv_timer_t *timer)
{
    uv_stop(timer->loop);
}

int main(void)
{
    pthread_t watchdog;
    uv_loop_t *loop = uv_default_loop();
    uv_timer_t beat, saver, plugin, end;
    loop_thread = pthread_self();
    backtrace(frames, 1); /* loads what the handler needs */
    signal(SIGUSR1, on_caught);
    last_beat = now_ms();
    pthread_create(&watchdog, NULL, watch, NULL);
    uv_timer_init(loop, &beat);
    uv_timer_init(loop, &saver);
    uv_timer_init(loop, &plugin);
    uv_timer_init(loop, &end);
    plugin.data = "rebuild";
    uv_timer_start(&beat, on_beat, 0, 5);
    uv_timer_start(&saver, on_save, 100, 300);
    uv_timer_start(&plugin, on_plugin, 250, 300);
    uv_timer_start(&end, on_end, 2000, 0);
    return uv_run(loop, UV_RUN_DEFAULT);
}
