#include "base/child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* All that comes out of FD until it ends. False: it does not end. */
static bool read_answer(int fd, int silence_ms, struct buf *out)
{
    char piece[4096];
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int ready = poll(&p, 1, silence_ms);
        if (ready < 0 && errno == EINTR)
            continue;
        if (ready <= 0)
            return false;
        ssize_t len = read(fd, piece, sizeof piece);
        if (len <= 0)
            return len == 0;
        buf_add(out, piece, (size_t)len);
    }
}

/* Run ARGV with its output in *RET_FD; 0: it cannot be run. */
static pid_t start(const char *const *argv, int *ret_fd)
{
    int fds[2];
    pid_t pid = 0;
    posix_spawn_file_actions_t actions;
    union { /* POSIX promises to change no word: XSH, exec, Rationale */
        const char *const *given;
        char *const *wanted;
    } words = {argv};
    if (pipe2(fds, O_CLOEXEC) != 0)
        return 0;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, argv[0], &actions, NULL, words.wanted, environ) != 0)
        pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    close(fds[1]);
    *ret_fd = fds[0];
    if (!pid)
        close(fds[0]);
    return pid;
}

bool child_output(const char *const *argv, int silence_ms, struct buf *out, int *ret_status)
{
    int fd, status = 0;
    pid_t pid = start(argv, &fd);
    if (!pid)
        return false;
    bool ended = read_answer(fd, silence_ms, out);
    close(fd);
    if (!ended)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    buf_add(out, "", 0);
    *ret_status = WEXITSTATUS(status);
    return ended && WIFEXITED(status);
}
