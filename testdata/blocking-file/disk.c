#include <dirent.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>
#include <uv.h>

static void on_tick(uv_timer_t *t)
{
    struct stat st;
    (void)t;
    fsync(3);                      // warning: 5 NS106 "fsync" "uv_fs_" certainty: "usually"
    stat("/etc/motd", &st);        // note: 5 NS106 "stat"
    rename("a", "b");              // note: 5 NS106 "rename"
    unlink("b");                   // note: 5 NS106 "unlink"
    FILE *f = fopen("log", "a");   // note: 15 NS106 "fopen"
    DIR *d = opendir("/tmp");      // note: 14 NS106 "opendir"
    readdir(d);                    // note: 5 NS106 "readdir"
    closedir(d);                   // ok: NS106
    fstat(3, &st);                 // ok: NS106
    lseek(3, 0, SEEK_SET);         // ok: NS106
    (void)f;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_tick, 0, 0);
}
