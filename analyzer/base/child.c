#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static int64_t now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* For poll(). END: -1 never. */
static int left_ms(int64_t end)
{
    int64_t left = end - now_ms();
    return end < 0 ? -1 : left > 0 ? (int)left : 0;
}

/* All that comes out of FD until it ends, at most SIZE_MOST bytes. False: it does not end. */
static bool read_answer(int fd, int64_t end, size_t size_most, struct buf *out)
{
    char piece[4096];
    for (size_t size = 0; size <= size_most;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int ready = poll(&p, 1, left_ms(end));
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        ssize_t len = read(fd, piece, sizeof piece);
        if (len <= 0)
            return len == 0;
        buf_add(out, piece, (size_t)len);
        size += (size_t)len;
    }
    return false;
}

/* False: it does not end by itself until END (-1: never mind). */
static bool wait_for(pid_t pid, int64_t end, int *ret_status)
{
    const struct timespec turn = {.tv_nsec = 2000000};
    for (;;) {
        pid_t ended = waitpid(pid, ret_status, end < 0 ? 0 : WNOHANG);
        if (ended == pid)
            return true;
        if (ended < 0 && errno != EINTR)
            return false;
        if (!ended && !left_ms(end))
            return false;
        if (!ended)
            nanosleep(&turn, NULL);
    }
}

/* Run ARGV with its output in *RET_FD; GROUP: in a process group of its own. 0: it cannot be run.
 */
static pid_t start(const char *const *argv, bool group, int *ret_fd)
{
    int fds[2];
    pid_t pid = 0;
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attr;
    union { /* POSIX promises to change no word: XSH, exec, Rationale */
        const char *const *given;
        char *const *wanted;
    } words = {argv};
    if (pipe2(fds, O_CLOEXEC) != 0)
        return 0;
    posix_spawnattr_init(&attr);
    posix_spawnattr_setflags(&attr, group ? POSIX_SPAWN_SETPGROUP : 0);
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, argv[0], &actions, &attr, words.wanted, environ) != 0)
        pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    posix_spawnattr_destroy(&attr);
    close(fds[1]);
    *ret_fd = fds[0];
    if (!pid)
        close(fds[0]);
    return pid;
}

bool child_output(const char *const *argv, const struct child_limits *limits, struct buf *out,
                  int *ret_status)
{
    int fd, status = 0;
    int64_t end = limits ? now_ms() + limits->time_ms : -1;
    pid_t pid = start(argv, limits != NULL, &fd);
    if (!pid)
        return false;
    bool ended = read_answer(fd, end, limits ? limits->size_most : SIZE_MAX, out);
    close(fd);
    if (!ended || !wait_for(pid, end, &status)) {
        ended = false;
        kill(limits ? -pid : pid, SIGKILL);
        (void)wait_for(pid, -1, &status);
    }
    buf_add(out, "", 0);
    *ret_status = WEXITSTATUS(status);
    return ended && WIFEXITED(status);
}
