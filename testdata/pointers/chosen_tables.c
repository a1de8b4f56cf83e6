/* Two constant tables of one type: which of them an object has is decided where it is made. */
#include <fcntl.h>
#include <pthread.h>
#include <uv.h>

struct ops {
    int (*load)(const char *path);
};

struct store {
    const struct ops *ops;
};

static int load_file(const char *path)
{
    return open(path, O_RDONLY); // todo-ok: NS106
}

static int load_memory(const char *path)
{
    return path[0];
}

static int load_file_here(const char *path)
{
    return open(path, O_RDONLY); // note: 12 NS106 "open"
}

static const struct ops file_ops = {load_file}, memory_ops = {load_memory}, here_ops = {load_file_here};

static int load(const struct store *s, const char *path)
{
    return s->ops->load(path);
}

static void *on_thread(void *path)
{
    struct store s = {&file_ops};
    load(&s, path);
    return NULL;
}

static void on_timer(uv_timer_t *t)
{
    struct store memory = {&memory_ops}, here = {&here_ops};
    load(&memory, t->data);
    load(&here, t->data);
}

void start(uv_timer_t *t)
{
    pthread_t thread;
    pthread_create(&thread, NULL, on_thread, t->data);
    uv_timer_start(t, on_timer, 1, 0);
}
