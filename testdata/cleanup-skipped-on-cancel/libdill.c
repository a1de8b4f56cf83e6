// args: --disable NS106
/* Cancellation is the error of a suspension: the way out that it takes must release too. */
#include <errno.h>
#include <libdill.h>
#include <stdio.h>
#include <stdlib.h>

static coroutine void bad(int n)
{
    char *p = malloc(10);
    if (!p)
        return; // ok: NS302
    if (msleep(now() + n) < 0)
        return; // warning: 9 NS302 "malloc" "msleep" step: "malloc" step: "msleep" step: "skips the release" related: "malloc" related: "msleep"
    free(p);
}

static coroutine void good(int n)
{
    char *p = malloc(10);
    if (!p)
        return; // ok: NS302
    if (msleep(now() + n) < 0) {
        free(p);
        return; // ok: NS302
    }
    free(p);
}

static int wait_a_bit(void)
{
    int rc = msleep(now() + 10);
    if (rc < 0)
        return -1;
    return 0;
}

static coroutine int partly(FILE **out)
{
    int rc = -1;
    char *q = NULL;
    FILE *f = fopen("x", "r");
    if (!f)
        return -1;
    q = malloc(3);
    if (!q)
        goto out;
    if (wait_a_bit())
        goto out;
    *out = f;
    free(q);
    return 0;
out:
    fclose(f);
    return rc; // warning: 5 NS302 "malloc" "msleep" step: "wait_a_bit"
}

static coroutine int wholly(FILE **out)
{
    int rc = -1;
    char *q = NULL;
    FILE *f = fopen("x", "r");
    if (!f)
        return -1;
    q = malloc(3);
    if (!q)
        goto out;
    if (wait_a_bit())
        goto out;
    *out = f;
    f = NULL;
    rc = 0;
out:
    free(q);
    if (f)
        fclose(f);
    return rc; // ok: NS302
}

static coroutine int timeout_only(void)
{
    char *q = malloc(3);
    int rc = msleep(now() + 5);
    if (rc < 0 && errno == ETIMEDOUT)
        return -1; // ok: NS302
    free(q);
    return rc;
}

static coroutine int cancel_only(void)
{
    char *q = malloc(3);
    int rc = msleep(now() + 5);
    if (rc < 0 && errno == ECANCELED)
        return -1; // warning: 9 NS302 "malloc"
    free(q);
    return rc;
}

struct conn {
    char *buffer;
    int fd;
};

static coroutine int handed_over(struct conn *c)
{
    c->buffer = malloc(3);
    char *mine = malloc(4);
    c->fd = 1;
    if (msleep(now() + 5) < 0) {
        free(mine);
        return -1; // ok: NS302
    }
    free(mine);
    free(c->buffer);
    return 0;
}

static void conn_release(struct conn *c)
{
    free(c->buffer);
}

static coroutine int in_a_struct(void)
{
    struct conn c = {0};
    c.buffer = malloc(3);
    if (msleep(now() + 5) < 0)
        return -1; // warning: 9 NS302 "malloc"
    conn_release(&c);
    return 0;
}

static coroutine int in_a_struct_good(void)
{
    struct conn c = {0};
    c.buffer = malloc(3);
    if (msleep(now() + 5) < 0) {
        conn_release(&c);
        return -1; // ok: NS302
    }
    conn_release(&c);
    return 0;
}

static void free_it(char **p)
{
    free(*p);
}

static coroutine int attribute(void)
{
    __attribute__((cleanup(free_it))) char *p = malloc(10);
    if (msleep(now() + 5) < 0)
        return -1; // ok: NS302
    return p != NULL;
}

static coroutine int flag(int locked)
{
    char *p = locked ? malloc(10) : NULL;
    if (msleep(now() + 5) < 0) {
        if (locked)
            free(p);
        return -1; // ok: NS302
    }
    if (locked)
        free(p);
    return 0;
}

static char *make(void)
{
    char *p = malloc(10);
    if (p)
        *p = 0;
    return p;
}

static void drop(char *p)
{
    free(p);
}

static coroutine int wrappers(int n)
{
    char *p = make();
    if (!p)
        return -1;
    for (int i = 0; i < n; i++)
        if (msleep(now() + 5) < 0)
            return -1; // warning: 13 NS302 "make"
    drop(p);
    return 0;
}

static coroutine int wrappers_good(int n)
{
    int rc = 0;
    char *p = make();
    if (!p)
        return -1;
    for (int i = 0; i < n && rc == 0; i++)
        rc = msleep(now() + 5);
    drop(p);
    return rc; // ok: NS302
}

int main(void)
{
    FILE *o;
    struct conn c = {0};
    int b = bundle();
    bundle_go(b, bad(1));
    bundle_go(b, good(1));
    bundle_go(b, partly(&o));
    bundle_go(b, wholly(&o));
    bundle_go(b, timeout_only());
    bundle_go(b, cancel_only());
    bundle_go(b, handed_over(&c));
    bundle_go(b, in_a_struct());
    bundle_go(b, in_a_struct_good());
    bundle_go(b, attribute());
    bundle_go(b, flag(1));
    bundle_go(b, wrappers(1));
    bundle_go(b, wrappers_good(1));
    return hclose(b);
}
