#include "tests/process.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

_Noreturn static void die(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(2);
}

static int temporary_file(void)
{
    int fd = open("/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
    if (fd < 0) { /* a file system without it */
        char name[] = "/tmp/nostall-test-XXXXXX";
        fd = mkstemp(name);
        if (fd < 0)
            die("temporary file");
        unlink(name);
    }
    return fd;
}

static char *read_all(struct arena *arena, int fd)
{
    struct stat st;
    if (fstat(fd, &st) < 0)
        die("fstat");
    char *text = arena_alloc(arena, (size_t)st.st_size + 1);
    for (off_t done = 0; done < st.st_size;) {
        ssize_t n = pread(fd, text + done, (size_t)(st.st_size - done), done);
        if (n <= 0)
            break;
        done += n;
    }
    close(fd);
    return text;
}

static pid_t start(const char *dir, const char *const *argv, int out, int err)
{
    extern char **environ;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    posix_spawn_file_actions_addchdir_np(&actions, dir);
    char *args[64];
    size_t len = 0;
    for (; argv[len]; len++) {
        if (len + 1 == sizeof args / sizeof *args)
            die("too many arguments");
        args[len] = strdup(argv[len]);
    }
    args[len] = NULL;
    pid_t pid;
    errno = posix_spawnp(&pid, argv[0], &actions, NULL, args, environ);
    if (errno)
        die(argv[0]);
    posix_spawn_file_actions_destroy(&actions);
    while (len)
        free(args[--len]);
    return pid;
}

struct outcome process_run(struct arena *arena, const char *dir, const char *const *argv,
                           int seconds)
{
    struct outcome result = {.status = -1};
    int out = temporary_file();
    int err = temporary_file();
    pid_t pid = start(dir, argv, out, err);
    int pidfd = (int)syscall(SYS_pidfd_open, pid, 0);
    struct pollfd ended = {.fd = pidfd, .events = POLLIN};
    if (pidfd >= 0 && poll(&ended, 1, seconds * 1000) == 0) {
        result.timeout = true;
        kill(pid, SIGKILL);
    }
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            die("waitpid");
    if (pidfd >= 0)
        close(pidfd);
    if (WIFEXITED(status))
        result.status = WEXITSTATUS(status);
    else
        result.signal = WTERMSIG(status);
    result.out = read_all(arena, out);
    result.err = read_all(arena, err);
    return result;
}

const char *path_absolute(struct arena *arena, const char *path)
{
    char *resolved = realpath(path, NULL);
    if (!resolved)
        die(path);
    const char *copy = arena_strdup(arena, resolved);
    free(resolved);
    return copy;
}

const char *folder_new(struct arena *arena)
{
    const char *base = getenv("TMPDIR");
    char *dir = arena_printf(arena, "%s/nostall-test-XXXXXX", base && *base ? base : "/tmp");
    if (!mkdtemp(dir))
        die(dir);
    return path_absolute(arena, dir);
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st;
    (void)type;
    (void)ftw;
    return remove(path);
}

void folder_remove(const char *dir)
{
    nftw(dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

name_list folder_list(struct arena *arena, const char *dir, const char *suffix, bool all)
{
    name_list names = {0};
    DIR *d = opendir(dir);
    if (!d)
        die(dir);
    size_t tail = strlen(suffix);
    for (struct dirent *e; (e = readdir(d));) {
        size_t len = strlen(e->d_name);
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0 ||
            (e->d_name[0] == '.' && !all))
            continue;
        if (len >= tail && strcmp(e->d_name + len - tail, suffix) == 0)
            vec_push(arena, &names, arena_strdup(arena, e->d_name));
    }
    closedir(d);
    if (names.len)
        qsort(names.at, names.len, sizeof *names.at, compare_names);
    return names;
}

bool is_folder(const char *path)
{
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

char *file_read(struct arena *arena, const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        die(path);
    return read_all(arena, fd);
}

void file_write(const char *path, const char *data, size_t len)
{
    FILE *f = fopen(path, "w");
    if (!f || fwrite(data, 1, len, f) != len || fclose(f) != 0)
        die(path);
}
