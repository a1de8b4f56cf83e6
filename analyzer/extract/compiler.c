#include "extract/compiler.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define USUAL_VERSION "12.2.0"
#define ANSWER_TIMEOUT_MS 10000 /* without a word for so long, it is no compiler */

extern char **environ;

struct known {
    const char *compiler, *version;
};

struct compilers {
    struct arena *arena;
    VEC(struct known) known;
};

struct compilers *compilers_new(void)
{
    struct arena *a = arena_new();
    struct compilers *c = arena_new_one(a, struct compilers);
    c->arena = a;
    return c;
}

void compilers_free(struct compilers *c)
{
    if (c)
        arena_free(c->arena);
}

/* All that comes out of FD until it ends. False: it does not end. */
static bool read_answer(int fd, struct buf *out)
{
    char piece[4096];
    for (;;) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        int ready = poll(&p, 1, ANSWER_TIMEOUT_MS);
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

/* Run COMPILER with its output in *RET_FD; 0: it cannot be run. */
static pid_t start(struct arena *a, const char *compiler, int *ret_fd)
{
    /* Source: GCC 12, 3.13, -dM: the macros that are predefined, without any input's */
    char *argv[] = {arena_strdup(a, compiler), "-dM", "-E", "-xc", "/dev/null", NULL};
    int fds[2];
    pid_t pid = 0;
    posix_spawn_file_actions_t actions;
    if (pipe2(fds, O_CLOEXEC) != 0)
        return 0;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, fds[1], STDOUT_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    if (posix_spawnp(&pid, compiler, &actions, NULL, argv, environ) != 0)
        pid = 0;
    posix_spawn_file_actions_destroy(&actions);
    close(fds[1]);
    *ret_fd = fds[0];
    if (!pid)
        close(fds[0]);
    return pid;
}

/* Append what COMPILER predefines to OUT. */
static bool ask(struct arena *a, const char *compiler, struct buf *out)
{
    int fd, status = 0;
    pid_t pid = start(a, compiler, &fd);
    if (!pid)
        return false;
    bool ended = read_answer(fd, out);
    close(fd);
    if (!ended)
        kill(pid, SIGKILL);
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
        ;
    buf_putc(out, '\0');
    return ended && status == 0;
}

/* The number that MACRO stands for in the text of definitions; -1: it is not defined. */
static int number_of(const char *definitions, const char *macro)
{
    size_t len = strlen(macro);
    for (const char *at = definitions; (at = strstr(at, macro)); at += len)
        if (at[len] == ' ' && at > definitions && at[-1] == ' ')
            return (int)strtol(at + len, NULL, 10);
    return -1;
}

static const char *version_in(struct arena *a, const char *definitions)
{
    int major = number_of(definitions, "__GNUC__");
    if (major < 0)
        return USUAL_VERSION;
    return arena_printf(a, "%d.%d.%d", major, number_of(definitions, "__GNUC_MINOR__"),
                        number_of(definitions, "__GNUC_PATCHLEVEL__"));
}

static const char *find_version(struct compilers *c, const char *compiler)
{
    const char *slash = strrchr(compiler, '/'), *version = USUAL_VERSION;
    if (strstr(slash ? slash : compiler, "clang"))
        return NULL;
    if (slash && *compiler != '/')
        return version;
    struct buf answer = {0};
    if (ask(c->arena, compiler, &answer))
        version = number_of(answer.at, "__clang__") >= 0 ? NULL : version_in(c->arena, answer.at);
    buf_release(&answer);
    return version;
}

const char *compilers_gnuc(struct compilers *c, const char *compiler)
{
    for (uint32_t i = 0; i < c->known.len; i++)
        if (!strcmp(c->known.at[i].compiler, compiler))
            return c->known.at[i].version;
    struct known k = {arena_strdup(c->arena, compiler), find_version(c, compiler)};
    vec_push(c->arena, &c->known, k);
    return k.version;
}
