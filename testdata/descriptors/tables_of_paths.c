/* What all entries of a constant table begin with, the one that is not known does too. */
#include <fcntl.h>
#include <stdio.h>
#include <uv.h>

struct probe {
    const char *name, *path;
};

static const struct probe probes[] = {{"load", "/proc/loadavg"}, {"memory", "/proc/meminfo"}, {NULL, NULL}};
static const struct probe files[] = {{"config", "/etc/app.conf"}, {"state", "/var/lib/app/state"}};
static const struct probe mixed[] = {{"load", "/proc/loadavg"}, {"state", "/var/lib/app/state"}};
static struct probe changed[] = {{"load", "/proc/loadavg"}, {"memory", "/proc/meminfo"}};

static void by_index(uv_timer_t *t)
{
    char path[100];
    (void)t;
    for (int i = 0; probes[i].path; i++)
        (void)open(probes[i].path, O_RDONLY); // ok: NS106
    for (int i = 0; i < 2; i++)
        (void)open(files[i].path, O_RDONLY); // note: 15 NS106
    for (int i = 0; i < 2; i++)
        (void)open(mixed[i].path, O_RDONLY); // note: 15 NS106
    for (int i = 0; i < 2; i++)
        (void)open(changed[i].path, O_RDONLY); // note: 15 NS106
    for (int i = 0; i < 2; i++) {
        const struct probe *p = &probes[i];
        snprintf(path, sizeof path, "%s/%s", p->path, "1");
        (void)open(path, O_RDONLY); // ok: NS106
    }
}

static void by_pointer(uv_timer_t *t)
{
    (void)t;
    for (const struct probe *p = probes; p->path; p++)
        (void)open(p->path, O_RDONLY); // ok: NS106
    for (const struct probe *p = files; p < files + 2; p++)
        (void)open(p->path, O_RDONLY); // note: 15 NS106
}

static void by_either(uv_timer_t *t)
{
    const struct probe *p = probes;
    if (t->data)
        p = files;
    (void)open(p->path, O_RDONLY); // note: 11 NS106
}

/* Whoever has the pointer's address may let it point elsewhere. */
void choose(const struct probe **p);

static void by_choice(uv_timer_t *t)
{
    const struct probe *p = probes;
    (void)t;
    choose(&p);
    (void)open(p->path, O_RDONLY); // note: 11 NS106
}

void start(uv_timer_t *t, const char *path);
void start(uv_timer_t *t, const char *path)
{
    changed[0].path = path;
    uv_timer_start(t, by_index, 1, 0);
    uv_timer_start(t, by_pointer, 1, 0);
    uv_timer_start(t, by_either, 1, 0);
    uv_timer_start(t, by_choice, 1, 0);
}
