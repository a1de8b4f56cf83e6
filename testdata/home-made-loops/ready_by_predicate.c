/* The program's own predicate around FD_ISSET tells that a descriptor is ready. */
#include <stdbool.h>
#include <stdlib.h>
#include <sys/select.h>
#include <unistd.h>

struct source {
    int fd, other;
};

static bool is_set(const fd_set *set, int fd)
{
    return fd >= 0 && FD_ISSET(fd, set);
}

static int is_readable(const struct source *s, fd_set *set)
{
    return FD_ISSET(s->fd, set) != 0;
}

/* It may say so where the descriptor is not in the set. */
static bool is_set_or_forced(const fd_set *set, int fd)
{
    return getenv("FORCE") != NULL || FD_ISSET(fd, set);
}

static void give_up(void)
{
    (void)!write(2, "not ready", 9);
    exit(1);
}

static void complain(void)
{
    (void)!write(2, "not ready", 9);
}

int main(void)
{
    int p[2], q[2], r[2];
    char buf[100];
    struct source *s = malloc(sizeof *s);
    if (pipe(p) || pipe(q) || pipe(r) || !s)
        return 1;
    s->fd = q[0];
    s->other = r[0];
    for (;;) {
        fd_set set;
        FD_ZERO(&set);
        FD_SET(p[0], &set);
        FD_SET(s->fd, &set);
        FD_SET(s->other, &set);
        if (select(FD_SETSIZE, &set, NULL, NULL, NULL) <= 0)
            continue;
        if (is_set(&set, p[0]))
            (void)!read(p[0], buf, sizeof buf); // ok: NS102
        if (is_set(&set, p[0]))
            (void)!read(r[0], buf, sizeof buf); // error: 20 NS102
        if (is_readable(s, &set))
            (void)!read(s->fd, buf, sizeof buf); // ok: NS102
        if (is_readable(s, &set))
            (void)!read(s->other, buf, sizeof buf); // error: 20 NS102
        if (is_set_or_forced(&set, p[0]))
            (void)!read(p[0], buf, sizeof buf); // error: 20 NS102
        if (!is_set(&set, r[0]))
            (void)!read(r[0], buf, sizeof buf); // error: 20 NS102
        if (!is_set(&set, p[0]))
            complain();
        (void)!read(p[0], buf, sizeof buf); // error: 16 NS102
        if (!is_set(&set, p[0]))
            give_up();
        (void)!read(p[0], buf, sizeof buf); // ok: NS102
    }
}
