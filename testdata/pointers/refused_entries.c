/* Entries of a table that the dispatcher refuses by another field never get to its call. */
#include "uv.h"
#include <string.h>
#include <unistd.h>

enum { ONLINE = 1, ADMIN = 2 };

struct command {
    const char *name;
    struct {
        int (*run)(struct command *c);
    } how;
    unsigned flags;
    int level;
};

#define COMMAND(name) static int name(struct command *c)

COMMAND(offline) { return usleep(100000); }                // ok: NS101
COMMAND(online) { return usleep(100000); }                 // warning: 26 NS101
COMMAND(both) { return usleep(100000); }                   // warning: 24 NS101
COMMAND(of_admin) { return usleep(100000); }               // ok: NS101
COMMAND(nobody) { return usleep(100000); }                 // ok: NS101
COMMAND(changed) { return usleep(100000); }                // warning: 27 NS101
COMMAND(by_case) { return usleep(100000); }                // warning: 27 NS101
COMMAND(other_case) { return usleep(100000); }             // ok: NS101
COMMAND(too_late) { return usleep(100000); }               // warning: 28 NS101
COMMAND(another) { return usleep(100000); }                // warning: 27 NS101
COMMAND(of_level) { return usleep(100000); }               // ok: NS101
COMMAND(of_high_level) { return usleep(100000); }          // warning: 33 NS101
COMMAND(hourly) { return usleep(100000); }                 // warning: 26 NS101
COMMAND(never) { return usleep(100000); }                  // ok: NS101

static struct command commands[] = {
    {"offline", {offline}, 0, 0},        {"online", {online}, ONLINE, 0},
    {"both", {both}, 0, 0},              {"both", {both}, ONLINE, 0},
    {"admin", {of_admin}, ONLINE | ADMIN}, {.name = "nobody", .how = {.run = nobody}},
};

/* The variable goes through the table. */
static int dispatch(const char *name)
{
    for (struct command *c = commands; c < commands + 6; c++) {
        unsigned flags = c->flags;
        if (strcmp(c->name, name) != 0)
            continue;
        if (!(c->flags & ONLINE) || (flags & ADMIN))
            return -1;
        return c->how.run(c);
    }
    return -1;
}

struct rule {
    int (*run)(struct command *c);
    int kind;
    int enabled;
};

static struct rule rules[] = {{by_case, 1, 1}, {other_case, 2, 1}, {changed, 1, 0}};

static int apply(int i)
{
    if (!rules[i].enabled) /* anybody may have set it */
        return 0;
    switch (rules[i].kind) {
    case 1:
        return rules[i].run(NULL);
    default:
        return 0;
    }
}

static void enable(int i)
{
    rules[i].enabled = 1;
}

struct step {
    int (*run)(struct command *c);
    int on;
};

static const struct step steps[] = {{too_late, 0}};
static const struct step *current = steps;

static void walk(const struct step *s)
{
    s->run(NULL);
    if (!s->on)
        return;
}

struct hook {
    int (*run)(struct command *c);
    int on;
};

static const struct hook hooks[] = {{another, 0}, {NULL, 1}};

static void call_hook(void)
{
    const struct hook *h = &hooks[1];
    if (!h->on)
        return;
    h = hooks;
    h->run(NULL);
}

struct task {
    int level;
    int (*run)(struct command *c);
};

static const struct task tasks[] = {{1, of_level}, {5, of_high_level}};

static void run_tasks(void)
{
    int i;
    for (i = 0; i < 2; i++)
        if (tasks[i].level > 3)
            tasks[i].run(NULL);
}

struct job {
    int (*run)(struct command *c);
    int on;
};

static const struct job jobs[] = {{hourly, 1}, {never, 0}};

/* The variable is given an entry right at the beginning, and no other one. */
static void run_job(int i)
{
    const struct job *j = &jobs[i];
    if (!j->on)
        return;
    j->run(NULL);
}

static void on_timer(uv_timer_t *t)
{
    run_job(1);
    dispatch(t->data);
    apply(1);
    enable(1);
    walk(current);
    call_hook();
    run_tasks();
}

int main(void)
{
    static uv_timer_t timer;
    uv_timer_start(&timer, on_timer, 1, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
