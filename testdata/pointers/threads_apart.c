// args: --rules threads_apart.yaml
/* Pointers that hold functions of several threads: a round of sound, which has a deadline, the main loop, a pool. Which
 * functions a call runs is not told by who else is stored there. */
#include <unistd.h>

void on_round(void (*fn)(void *), void *data);
void on_message(void (*fn)(void *), void *data);
void run_in_pool(void (*fn)(void *), void *data);
void take_memory(void);
void set_flags(int flags);

/* ---- fields that rules declare ---- */

struct plugin {
    void (*start)(void *p);
    void (*run)(void *p);
    void (*tail)(void *p);
    void (*notify)(void *p);
};

static void plugin_start(void *p)
{
    (void)p;
    take_memory();  // ok: NS105
    usleep(200000); // warning: 5 NS101 "event loop"
}

static void plugin_run(void *p)
{
    (void)p;
    take_memory();  // warning: 5 NS105 "real-time thread" related: "stored in field 'run'"
    usleep(200000); // warning: 5 NS101 "real-time thread"
}

static void plugin_notify(void *p)
{
    (void)p;
    take_memory(); // warning: 5 NS105 "real-time thread"
}

static const struct plugin plugin = {.start = plugin_start, .run = plugin_run, .notify = plugin_notify};

/* A round that calls what is the main thread's is wrong there; all that start() does is not the round's. */
static void host_round(void *data)
{
    const struct plugin *p = data;
    p->start(data);
    p->run(data);
}

/* And the main thread runs no sound. */
static void host_message(void *data)
{
    const struct plugin *p = data;
    p->run(data);
    p->start(data);
}

/* ---- fields that nothing declares ---- */

struct ops {
    void (*step)(void *p);
    void (*only)(void *p);
    void (*reset)(void *p);
};

static void step_sound(void *p)
{
    (void)p;
    take_memory(); // warning: 5 NS105 "real-time thread" related: "called through 'ops->step' in 'ops_round'"
}

static void step_window(void *p)
{
    (void)p;
    take_memory();  // ok: NS105
    usleep(200000); // warning: 5 NS101 "event loop" related: "passed to 'on_message'"
}

static void step_files(void *p)
{
    (void)p;
    take_memory();  // ok: NS105
    usleep(200000); // ok: NS101
}

/* The only one that is there, whoever else calls it. */
static void only_window(void *p)
{
    (void)p;
    take_memory(); // warning: 5 NS105 "real-time thread"
}

static void reset_window(void *p)
{
    (void)p;
    take_memory(); // warning: 5 NS105 "real-time thread"
}

static void reset_other_window(void *p)
{
    (void)p;
    take_memory(); // warning: 5 NS105 "real-time thread"
}

static struct ops sound_ops = {.step = step_sound, .only = only_window};
static struct ops window_ops = {.step = step_window, .reset = reset_window};
static struct ops other_window_ops = {.reset = reset_other_window};
static struct ops file_ops = {.step = step_files};

static void ops_round(void *data)
{
    struct ops *ops = data;
    ops->step(data);
    ops->only(data);
    ops->reset(data);
}

/* A loop that calls what a pool runs, among others. */
static void ops_message(void *data)
{
    struct ops *ops = data;
    ops->step(data);
}

/* ---- from guess to guess ---- */

struct stage {
    void (*next)(void *p);
    void (*filter)(void *p);
    void (*emit)(void *p);
};

static void emit_sound(void *p)
{
    (void)p;
    take_memory(); // ok: NS105
}

static void emit_window(void *p)
{
    (void)p;
    take_memory();  // ok: NS105
    usleep(200000); // warning: 5 NS101 "event loop"
}

static void filter_low(void *p)
{
    (void)p;
    take_memory(); // warning: 5 NS105 "real-time thread"
}

static void filter_high(void *p)
{
    (void)p;
    take_memory(); // warning: 5 NS105 "real-time thread"
}

/* Either may be next, and so it is a guess who emits: one that a window shares. Both filter sound. */
static void next_one(void *p)
{
    struct stage *stage = p;
    stage->emit(p);
    stage->filter(p);
}

static void next_two(void *p)
{
    struct stage *stage = p;
    stage->emit(p);
    stage->filter(p);
}

static struct stage one = {.next = next_one, .emit = emit_sound, .filter = filter_low};
static struct stage two = {.next = next_two, .emit = emit_window, .filter = filter_high};

static void stage_round(void *data)
{
    struct stage *stage = data;
    stage->next(stage);
}

/* ---- what the call names ---- */

static void each(void (*fn)(void *), void *data)
{
    fn(data);
}

static void count(void *p)
{
    (void)p;
    take_memory(); // warning: 5 NS105 "real-time thread"
}

static void count_round(void *data)
{
    each(count, data);
}

int start(void);

int start(void)
{
    set_flags(1);
    on_message(step_window, &window_ops);
    on_message(emit_window, &two);
    on_message(only_window, &sound_ops);
    on_message(reset_window, &window_ops);
    on_message(reset_other_window, &other_window_ops);
    on_message(count, &one);
    run_in_pool(step_files, &file_ops);
    on_round(host_round, (void *)&plugin);
    on_message(host_message, (void *)&plugin);
    on_round(ops_round, &sound_ops);
    on_message(ops_message, &sound_ops);
    on_round(stage_round, &one);
    on_round(count_round, &one);
    return 0;
}
