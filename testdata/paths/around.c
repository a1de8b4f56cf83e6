/* Calls in both directions, through a table too: what explain and graph show (analyzer/tests/commands), and what is found. */
#include <libdill.h>
#include <stdio.h>
#include <unistd.h>

struct ops {
    int (*read)(int ch);
    int (*save)(const char *path);
};

static int net_read(int ch)
{
    return yield() + ch;
}

static int disk_save(const char *path)
{
    FILE *f = fopen(path, "w"); // note: 15 NS106 "fopen"
    return f ? fclose(f) : -1;
}

static int disk_sync(const char *path)
{
    (void)path;
    sync(); // warning: 5 NS106 "sync"
    return 0;
}

static struct ops with_files = {net_read, disk_save};
static struct ops with_disk = {net_read, disk_sync};

static int fetch(int ch, struct ops *o)
{
    return o->read(ch) + o->save("a"); // ok: NS106
}

static coroutine void worker(int ch)
{
    while (fetch(ch, &with_files) > 0) {
        fetch(ch, &with_disk);
        msleep(now() + 100);
        usleep(3); // note: 9 NS101 "usleep"
    }
}

int unused(int ch)
{
    return fetch(ch, &with_files);
}

int main(void)
{
    int h = go(worker(1));
    return hclose(h);
}
