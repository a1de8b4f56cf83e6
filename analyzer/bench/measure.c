/* Runs programs and says what they cost: one line "WALL_S CPU_S PARENT_KIB LARGEST_KIB FAILED".
 *
 *     measure PROGRAM ARGS...      one program; PARENT_KIB is the peak of that process alone, CPU_S
 * has its children too measure -j N -l LIST         the programs of LIST, N at a time: a line each,
 * "folder<US>program<US>argument<US>..." with <US> the byte 0x1f
 *
 * Output of the programs goes to /dev/null. FAILED counts those with an exit status above 1 or a
 * signal.
 */
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ARGS_MAX = 4096, SAMPLE_NS = 5000000 };

struct cost {
    double cpu;
    long parent_kib, largest_kib;
    int failed;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static pid_t start(const char *dir, char **argv)
{
    pid_t pid = fork();
    if (pid != 0)
        return pid;
    int null = open("/dev/null", O_RDWR);
    if (null < 0 || dup2(null, 0) < 0 || dup2(null, 1) < 0 || dup2(null, 2) < 0 ||
        (dir && chdir(dir) < 0))
        _exit(127);
    execvp(argv[0], argv);
    _exit(127);
}

/* Peak resident memory of a running process, 0: not to be had. It only grows, so the last sample
 * before the end is the peak. */
static long peak_kib(pid_t pid)
{
    char path[64], line[256];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    FILE *f = fopen(path, "r");
    long kib = 0;
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, "VmHWM:", 6))
            kib = strtol(line + 6, NULL, 10);
    if (f)
        fclose(f);
    return kib;
}

static void add(struct cost *c, int status, const struct rusage *u)
{
    c->cpu += (double)(u->ru_utime.tv_sec + u->ru_stime.tv_sec) +
              (double)(u->ru_utime.tv_usec + u->ru_stime.tv_usec) / 1e6;
    if (u->ru_maxrss > c->largest_kib)
        c->largest_kib = u->ru_maxrss;
    if (!WIFEXITED(status) || WEXITSTATUS(status) > 1)
        c->failed++;
}

static void run_one(char **argv, struct cost *c)
{
    pid_t pid = start(NULL, argv);
    struct timespec pause = {.tv_nsec = SAMPLE_NS};
    struct rusage usage;
    int status;
    while (wait4(pid, &status, WNOHANG, &usage) == 0) {
        long kib = peak_kib(pid);
        if (kib > c->parent_kib)
            c->parent_kib = kib;
        nanosleep(&pause, NULL);
    }
    add(c, status, &usage);
}

static bool wait_one(struct cost *c)
{
    struct rusage usage;
    int status;
    if (wait4(-1, &status, 0, &usage) <= 0)
        return false;
    add(c, status, &usage);
    return true;
}

static void run_list(const char *list, int jobs, struct cost *c)
{
    FILE *f = fopen(list, "r");
    char *line = NULL;
    size_t cap = 0;
    int running = 0;
    if (!f) {
        perror(list);
        exit(2);
    }
    for (ssize_t len; (len = getline(&line, &cap, f)) > 0;) {
        char *argv[ARGS_MAX], *rest = line;
        int argc = 0;
        line[strcspn(line, "\n")] = '\0';
        char *dir = strsep(&rest, "\x1f");
        while (rest && argc < ARGS_MAX - 1)
            argv[argc++] = strsep(&rest, "\x1f");
        argv[argc] = NULL;
        if (running == jobs && wait_one(c))
            running--;
        start(dir, argv);
        running++;
    }
    while (wait_one(c))
        ;
    free(line);
    fclose(f);
}

int main(int argc, char **argv)
{
    struct cost c = {0};
    double begin = now();
    if (argc == 5 && strcmp(argv[1], "-j") == 0 && strcmp(argv[3], "-l") == 0) {
        run_list(argv[4], (int)strtol(argv[2], NULL, 10), &c);
    } else if (argc > 1 && argv[1][0] != '-') {
        run_one(argv + 1, &c);
    } else {
        fputs("usage: measure PROGRAM ARGS... | measure -j N -l LIST\n", stderr);
        return 2;
    }
    printf("%.2f %.2f %ld %ld %d\n", now() - begin, c.cpu, c.parent_kib, c.largest_kib, c.failed);
    return 0;
}
