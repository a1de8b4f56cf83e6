#include "cli/watch.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "cli/project.h"
#include "input/paths.h"

#include <dirent.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define QUIET_MS 50 /* builds and editors write several files at once: wait until they have */

struct watcher {
    struct arena *arena;
    struct diags *diags;
    int fd;
    VEC(const char *) folders; /* by watch descriptor; NULL: none */
    uint32_t count;
};

/* ---- folders ---- */

static void add_folder(struct watcher *w, const char *folder)
{
    uint32_t events = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE;
    int wd = inotify_add_watch(w->fd, folder, events | IN_ONLYDIR);
    struct dirent **entries;
    if (wd < 0)
        return; /* it is gone again; that there are too many is said by who counts */
    while (w->folders.len <= (uint32_t)wd)
        vec_push(w->arena, &w->folders, NULL);
    w->count += !w->folders.at[wd];
    w->folders.at[wd] = arena_strdup(w->arena, folder);
    int len = scandir(folder, &entries, NULL, NULL);
    for (int i = 0; i < len; i++) {
        if (entries[i]->d_type == DT_DIR && *entries[i]->d_name != '.')
            add_folder(w, paths_join(w->arena, folder, entries[i]->d_name));
        free(entries[i]);
    }
    if (len >= 0)
        free(entries);
}

/* ---- events ---- */

static bool ends_in(const char *name, const char *end)
{
    size_t len = strlen(name), n = strlen(end);
    return len > n && !strcmp(name + len - n, end);
}

/* Is it a source, or what says how they are read? Not what is written beside them. */
static bool matters(const char *name)
{
    return ends_in(name, ".c") || ends_in(name, ".h") || ends_in(name, ".inc") ||
           ends_in(name, ".yaml") || !strcmp(name, "compile_commands.json");
}

static bool see_event(struct watcher *w, const struct inotify_event *e)
{
    const char *folder =
        e->wd >= 0 && (uint32_t)e->wd < w->folders.len ? w->folders.at[e->wd] : NULL;
    if (e->mask & IN_Q_OVERFLOW)
        return true;
    if (!folder || !e->len)
        return false;
    if ((e->mask & IN_ISDIR) && *e->name != '.') {
        add_folder(w, paths_join(w->arena, folder, e->name));
        return true; /* it may have sources already */
    }
    return !(e->mask & (IN_ISDIR | IN_CREATE)) && matters(e->name);
}

/* What has happened until now; true: something that matters. */
static bool read_events(struct watcher *w)
{
    _Alignas(struct inotify_event) char bytes[64 * 1024];
    ssize_t len = read(w->fd, bytes, sizeof bytes);
    bool changed = false;
    for (ssize_t at = 0; at < len;) {
        const struct inotify_event *e = (const struct inotify_event *)(const void *)(bytes + at);
        changed |= see_event(w, e);
        at += (ssize_t)(sizeof *e + e->len);
    }
    return changed;
}

static void wait_for_change(struct watcher *w)
{
    struct pollfd p = {.fd = w->fd, .events = POLLIN};
    bool changed = false;
    while (!changed || poll(&p, 1, QUIET_MS) > 0)
        if (changed || poll(&p, 1, -1) > 0)
            changed |= read_events(w);
}

/* ---- runs ---- */

static int run_once(int argc, char **argv, int check(int argc, char **argv))
{
    pid_t parent = getpid(), child = fork();
    int status = 0;
    if (child == 0) {
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() == parent)
            exit(check(argc, argv));
        exit(2);
    }
    if (child < 0)
        return 2;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}

/* The command line without --watch, and with a place for SARIF where none is named. */
static char **command_of(struct arena *arena, int argc, char **argv, const char *sarif,
                         int *ret_argc)
{
    char **to = arena_new_array(arena, char *, (size_t)argc + 3);
    int len = 0;
    to[len++] = argv[0];
    if (sarif) {
        to[len++] = arena_strdup(arena, "--sarif");
        to[len++] = arena_strdup(arena, sarif);
    }
    bool options = true;
    for (int i = 1; i < argc; i++) {
        options = options && strcmp(argv[i], "--") != 0;
        if (!options || strcmp(argv[i], "--watch") != 0)
            to[len++] = argv[i];
    }
    *ret_argc = len;
    return to;
}

/* The project's root; NULL: the project cannot be read, diags say why. */
static const char *root_of(struct arena *arena, const struct options *o, struct diags *diags)
{
    struct strs *strs = strs_new();
    struct project p;
    const char *root = NULL;
    if (project_open(&p, arena, strs, o, diags)) {
        root = p.root;
        project_close(&p);
    }
    strs_free(strs);
    return root;
}

static const char *default_sarif(struct arena *arena, const char *root, const struct options *o)
{
    const char *folder = paths_join(arena, root, ".sarif");
    if (o->outputs.len)
        return NULL;
    mkdir(folder, 0777); /* the first run says so where it cannot be written to */
    return paths_join(arena, folder, "nostall.sarif");
}

static int watch_below(struct watcher *w, const char *root, int argc, char **argv,
                       int check(int argc, char **argv))
{
    w->fd = inotify_init1(IN_CLOEXEC);
    if (w->fd >= 0)
        add_folder(w, root);
    if (!w->count) {
        diag_add(w->diags, DIAG_ERROR, root, 0, 0,
                 "cannot be watched: %s; fs.inotify.max_user_watches (sysctl) limits how many "
                 "folders are",
                 strerror(errno));
        return 2;
    }
    for (;;) {
        int status = run_once(argc, argv, check);
        struct buf plain = {0};
        utf8_visible(&plain, root, strlen(root), "");
        fprintf(stderr, "nostall: status %d; watching %u folder%s below %s\n", status, w->count,
                w->count == 1 ? "" : "s", plain.at);
        buf_release(&plain);
        wait_for_change(w);
    }
}

int watch(int argc, char **argv, const struct options *o, int check(int argc, char **argv))
{
    struct arena *arena = arena_new();
    struct watcher w = {.arena = arena, .diags = diags_new(), .fd = -1};
    const char *root = root_of(arena, o, w.diags);
    int status = 2;
    if (root) {
        int len;
        char **command = command_of(arena, argc, argv, default_sarif(arena, root, o), &len);
        status = watch_below(&w, root, len, command, check);
    }
    diags_print(w.diags, 0, stderr);
    diags_free(w.diags);
    if (w.fd >= 0)
        close(w.fd);
    arena_free(arena);
    return status;
}
