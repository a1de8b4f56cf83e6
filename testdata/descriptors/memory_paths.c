/* What lies in /run and /dev/shm is memory, and so is what /proc and /sys answer: nothing there waits for a disk. */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>
#include <uv.h>

static const char state[] = "/run/app/state";
static const char *const counters = "/proc/stat";
static char buf[100];

static int each(const char *path, const struct stat *s, int kind)
{
    return !path || !s || kind;
}

static void in_memory(uv_timer_t *t)
{
    struct statfs s;
    struct stat st;
    int fd = open("/run/app/x", O_RDWR), m = memfd_create("x", 0), a;
    fsync(fd);                        // ok: NS106
    pwrite(fd, "x", 1, 0);            // ok: NS106
    fchmod(fd, 0600);                 // ok: NS106
    fstatfs(fd, &s);                  // ok: NS106
    fsync(m);                         // ok: NS106
    statfs("/dev/shm", &s);           // ok: NS106
    stat(state, &st);                 // ok: NS106
    rename("/run/a", "/run/b");       // ok: NS106
    unlink("/dev/shm/x");             // ok: NS106
    mkdir("/run/app", 0700);          // ok: NS106
    symlink("/etc/app", "/run/app/c"); // ok: NS106
    FILE *f = fopen(counters, "r");   // ok: NS106
    fscanf(f, "%d", &a);              // ok: NS106
    fgets(buf, sizeof buf, f);        // ok: NS106
    DIR *d = opendir("/proc");        // ok: NS106
    readdir(d);                       // ok: NS106
    ftw("/sys/class", each, 3);       // ok: NS106
    (void)t;
}

static void on_disk(uv_timer_t *t)
{
    struct statfs s;
    int fd = open("/var/app/x", O_RDWR); // note: 14 NS106
    fsync(fd);                           // warning: 5 NS106
    pwrite(fd, "x", 1, 0);               // note: 5 NS106
    fchmod(fd, 0600);                    // note: 5 NS106
    fstatfs(fd, &s);                     // note: 5 NS106
    statfs("/runner", &s);               // note: 5 NS106
    rename("/var/a", "/run/b");          // note: 5 NS106
    unlink("/var/x");                    // note: 5 NS106
    symlink("/run/app", "/etc/c");       // note: 5 NS106
    DIR *d = opendir("/home");           // note: 14 NS106
    readdir(d);                          // note: 5 NS106
    ftw("/home", each, 3);               // warning: 5 NS106
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, in_memory, 0, 0);
    uv_timer_start(t, on_disk, 0, 0);
}
