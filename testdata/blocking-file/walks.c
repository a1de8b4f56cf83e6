/* A walk through a tree is long; to begin one looks at its top alone. */
#include <fts.h>
#include <stddef.h>
#include <unistd.h>
#include <uv.h>

static void remove_tree(char *path)
{
    char *paths[] = {path, NULL};
    FTS *walk = fts_open(paths, FTS_PHYSICAL, NULL);
    for (FTSENT *e; (e = fts_read(walk));)
        unlink(e->fts_accpath);
    fts_close(walk);
}

static FTS *begin(char *path)
{
    char *paths[] = {path, NULL};
    return fts_open(paths, FTS_PHYSICAL, NULL);
}

static void on_timer(uv_timer_t *t)
{
    t->data = begin(t->data); // note: 15 NS106 "fts_open"
}

static void on_check(uv_check_t *c)
{
    remove_tree(c->data); // warning: 5 NS106 "fts_read"
}

int main(void)
{
    uv_timer_t t;
    uv_check_t c;
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 1, 1);
    uv_check_init(uv_default_loop(), &c);
    uv_check_start(&c, on_check);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
