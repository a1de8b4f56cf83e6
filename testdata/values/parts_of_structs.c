/* What an initialiser leaves out is zero, beside a part of a member too; and two locals of one type are two. */
#include <stdbool.h>
#include <unistd.h>
#include <uv.h>

struct options {
    struct {
        bool numeric, durable;
    } file;
    int tries;
};

static void on_one_part(uv_timer_t *t)
{
    struct options quick = {.file.numeric = true};
    struct options safe = {.file.durable = true, .file.numeric = true};

    if (quick.file.durable)
        fsync(3); // ok: NS106
    if (quick.tries)
        fsync(3); // ok: NS106
    if (safe.file.durable)
        fsync(3); // warning: 9 NS106 "fsync"
}

static void on_two_locals(uv_timer_t *t)
{
    struct options a, b;

    a.file.durable = false;
    b.file.durable = true;
    if (a.file.durable)
        fsync(3); // ok: NS106
    if (b.file.durable)
        fsync(3); // warning: 9 NS106 "fsync"
    a.file = b.file;
    if (a.file.durable)
        fsync(3); // warning: 9 NS106 "fsync"
}

static void on_shared(uv_timer_t *t)
{
    struct options a = {0}, *p = &a;

    a.file.durable = false;
    p->file.durable = t->data != NULL;
    if (a.file.durable)
        fsync(3); // warning: 9 NS106 "fsync"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_one_part, 1, 1);
    uv_timer_start(t, on_two_locals, 1, 1);
    uv_timer_start(t, on_shared, 1, 1);
}
