/* Where a path leads is told by its beginning, wherever it was printed, joined and kept. */
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <uv.h>

/* ---- objects of file scope ---- */

static const char load_file[] = "/proc/loadavg";
static const char *const stat_file = "/proc/stat";
static const char log_file[] = "/var/log/load";
static const char *const root = "/sys/class";
static const char *base = "/sys/devices";
static const char *chosen = "/sys/devices";

static void on_objects(uv_timer_t *t)
{
    char line[80];
    FILE *f = fopen(load_file, "r");
    fgets(line, sizeof line, f); // ok: NS106
    fclose(f);
    f = fopen(stat_file, "r");
    fgets(line, sizeof line, f); // ok: NS106
    fclose(f);
    f = fopen(log_file, "r");    // note: 9 NS106 "fopen"
    fgets(line, sizeof line, f); // note: 5 NS106 "fgets"
    fclose(f);
    open(root, O_RDONLY);   // ok: NS106
    open(base, O_RDONLY);   // ok: NS106
    open(chosen, O_RDONLY); // note: 5 NS106
}

void choose(int argc, char **argv)
{
    if (argc > 1)
        chosen = argv[1];
}

/* ---- the project's own printers ---- */

static void print_to(char *buf, size_t size, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    vsnprintf(buf, size, format, ap);
    va_end(ap);
}

static char *print_new(const char *format, ...)
{
    char *text = NULL;
    va_list ap;
    va_start(ap, format);
    if (vasprintf(&text, format, ap) < 0)
        text = NULL;
    va_end(ap);
    return text;
}

static char *join(const char *dir, const char *name)
{
    char *path;
    if (asprintf(&path, "%s/%s", dir, name) < 0)
        return NULL;
    return path;
}

static char *join_by_hand(const char *dir, const char *name)
{
    char *path = malloc(strlen(dir) + strlen(name) + 2);
    strcpy(path, dir);
    strcat(path, "/");
    strcat(path, name);
    return path;
}

#define proc_file(PID, FIELD)                                                                      \
    ({                                                                                             \
        int pid_ = (PID);                                                                          \
        char *text_;                                                                               \
        if (pid_ == 0) {                                                                           \
            text_ = (char *)"/proc/self/" FIELD;                                                   \
        } else {                                                                                   \
            text_ = malloc(64);                                                                    \
            sprintf(text_, "/proc/%d/" FIELD, pid_);                                               \
        }                                                                                          \
        text_;                                                                                     \
    })

static void on_printers(uv_timer_t *t)
{
    char path[PATH_MAX];
    char *text;
    print_to(path, sizeof path, "/proc/%d/stat", 1);
    open(path, O_RDONLY); // ok: NS106
    print_to(path, sizeof path, "%s/%d", root, 1);
    open(path, O_RDONLY); // ok: NS106
    print_to(path, sizeof path, "/home/%d/stat", 1);
    open(path, O_RDONLY);                                // note: 5 NS106
    open(print_new("/proc/%d/stat", 1), O_RDONLY);       // ok: NS106
    open(print_new("/srv/%d/stat", 1), O_RDONLY);        // note: 5 NS106
    open(join("/proc", "stat"), O_RDONLY);               // ok: NS106
    open(join("/home", "stat"), O_RDONLY);               // note: 5 NS106
    open(join(join("/proc", "self"), "stat"), O_RDONLY); // ok: NS106
    open(join_by_hand("/sys/class", "net"), O_RDONLY);   // ok: NS106
    open(join_by_hand("/home", "net"), O_RDONLY);        // note: 5 NS106
    text = proc_file(getpid(), "stat");
    open(text, O_RDONLY); // ok: NS106
    text = t ? proc_file(0, "stat") : join("/home", "stat");
    open(text, O_RDONLY); // note: 5 NS106
}

/* ---- what callers decide ---- */

static int open_in(const char *dir, const char *name)
{
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    return open(path, O_RDONLY);
}

static int open_printed(const char *format, ...)
{
    char path[PATH_MAX];
    va_list ap;
    va_start(ap, format);
    vsnprintf(path, sizeof path, format, ap);
    va_end(ap);
    return open(path, O_RDONLY);
}

static void on_callers(uv_timer_t *t)
{
    char byte;
    int fd;
    open_in("/sys/class/net", "lo");        // ok: NS106
    open_in(t->data, "lo");                 // note: 5 NS106
    open_printed("/proc/%d/stat", 1);       // ok: NS106
    open_printed("%s/%d", "/proc/self", 1); // ok: NS106
    open_printed("%s/stat", t->data);       // note: 5 NS106
    fd = open_in("/sys/class/net", "lo");   // ok: NS106
    read(fd, &byte, 1);                     // ok: NS106, NS102
    fd = open_in("/etc", "hosts");          // note: 10 NS106
    read(fd, &byte, 1);                     // note: 5 NS106
}

/* ---- kept in objects ---- */

struct device {
    char *dir;
    char name[32];
};

static struct device light, disk, fans[2];

static void on_objects_with_fields(uv_timer_t *t)
{
    open(light.dir, O_RDONLY);             // ok: NS106
    open(disk.dir, O_RDONLY);              // note: 5 NS106
    open(fans[0].name, O_RDONLY);          // ok: NS106
    open(fans[1].name, O_RDONLY);          // note: 5 NS106
    open(join(light.dir, "on"), O_RDONLY); // ok: NS106
    open(join(disk.dir, "on"), O_RDONLY);  // note: 5 NS106
}

/* An object whose address goes elsewhere may have been filled there. */
static struct device near, far;

static void set_dir(struct device *d, const char *dir)
{
    d->dir = strdup(dir);
}

static void on_shared(uv_timer_t *t)
{
    open(near.dir, O_RDONLY); // note: 5 NS106
    open(far.dir, O_RDONLY);  // note: 5 NS106
}

/* Also where that is all that a function does. */
static struct device alone;
void fill(struct device *d);

static void give_away(void)
{
    fill(&alone);
}

static void on_given_away(uv_timer_t *t)
{
    open(alone.dir, O_RDONLY); // note: 5 NS106
}

/* The last thing that was printed counts, and what wrote to the buffer without print. */
static char buffer[PATH_MAX];

static void on_buffer(uv_timer_t *t)
{
    sprintf(buffer, "/proc/%d", 1);
    open(buffer, O_RDONLY); // ok: NS106
    sprintf(buffer, "/home/%d", 1);
    open(buffer, O_RDONLY); // note: 5 NS106
    sprintf(buffer, "/proc/%d", 1);
    if (t)
        read(0, buffer, sizeof buffer);
    open(buffer, O_RDONLY); // note: 5 NS106
}

/* So does what the variable has from the beginning; a null pointer is no text. */
static char given[PATH_MAX];
static const char *named = given, *unnamed = NULL;

static void on_initialised(uv_timer_t *t)
{
    open(named, O_RDONLY);   // note: 5 NS106
    open(unnamed, O_RDONLY); // ok: NS106
}

void start(uv_timer_t *t)
{
    if (t->data)
        named = unnamed = "/proc/self/stat";
    light.dir = print_new("/sys/class/backlight/%d", 1);
    disk.dir = strdup("/srv/disk");
    snprintf(fans[0].name, 32, "/sys/class/%s", "fan");
    snprintf(fans[1].name, 32, "/srv/%s", "fan");
    near.dir = strdup("/sys/class");
    alone.dir = strdup("/sys/class");
    give_away();
    set_dir(&near, "/srv");
    set_dir(&far, "/sys/class");
    uv_timer_start(t, on_objects, 0, 0);
    uv_timer_start(t, on_printers, 0, 0);
    uv_timer_start(t, on_callers, 0, 0);
    uv_timer_start(t, on_objects_with_fields, 0, 0);
    uv_timer_start(t, on_shared, 0, 0);
    uv_timer_start(t, on_buffer, 0, 0);
    uv_timer_start(t, on_given_away, 0, 0);
    uv_timer_start(t, on_initialised, 0, 0);
}
