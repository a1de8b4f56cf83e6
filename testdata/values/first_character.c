/* A text that is empty, or begins with something else, decides what the callee does with it. */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <uv.h>

static const char none[] = "", *const nothing = "", some[] = "/var/lib/state";

static void save(const char *path)
{
    if (!*path)
        return;
    FILE *f = fopen(path, "w");
    if (f)
        fclose(f);
}

static int load(const char *path, int flags)
{
    return path && path[0] != '\0' ? open(path, flags) : -1;
}

/* Of what is no path its caller knows nothing. */
static int load_if_absolute(const char *path)
{
    return path[0] == '/' ? open(path, O_RDONLY) : -1;
}

static int load_again(const char *path)
{
    return load(path, O_RDONLY);
}

/* The rest of the text is something else. */
static void load_behind(const char *path)
{
    path++;
    if (*path)
        (void)load(path, O_RDONLY);
}

/* What is written into it meanwhile decides. */
static void load_filled(char *path)
{
    if (*path)
        (void)load(path, O_RDONLY);
}

static void empty(uv_timer_t *t)
{
    (void)t;
    save("");                                // ok: NS106
    load("", O_RDONLY);                      // ok: NS106
    load_again("");                          // ok: NS106
    load(none, O_RDONLY);                    // ok: NS106
    load(nothing, O_RDONLY);                 // ok: NS106
    load_if_absolute("state");               // ok: NS106
}

static void full(uv_timer_t *t)
{
    char path[100] = "";
    save("/var/lib/state");                  // note: 5 NS106
    load("/var/lib/state", O_RDONLY);        // note: 5 NS106
    load_again("/var/lib/state");            // note: 5 NS106
    load(some, O_RDONLY);                    // note: 5 NS106
    load_if_absolute("/var/lib/state");      // note: 5 NS106
    load(t->data, O_RDONLY);                 // note: 5 NS106
    load_behind("/state");                   // note: 5 NS106
    strcpy(path, t->data);
    load_filled(path);                       // note: 5 NS106
}

void start(uv_timer_t *t);
void start(uv_timer_t *t)
{
    uv_timer_start(t, empty, 1, 0);
    uv_timer_start(t, full, 1, 0);
}
