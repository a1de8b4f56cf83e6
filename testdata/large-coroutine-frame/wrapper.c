/* The program's own way to start coroutines: its callers say how large the stack is, and what runs on it. */
#include <st.h>
#include <stddef.h>

static void use(char *buf)
{
    buf[0] = 1;
}

static void *large(void *arg) // warning: 14 NS405 "'large'" related: "it is started here"
{
    char buf[40000];
    use(buf);
    return arg;
}

static void *as_large(void *arg) // ok: NS405
{
    char buf[40000];
    use(buf);
    return arg;
}

static void *fixed(void *arg) // warning: 14 NS405 "'fixed'"
{
    char buf[40000];
    use(buf);
    return arg;
}

static st_thread_t spawn(void *(*entry)(void *), int size)
{
    return st_thread_create(entry, NULL, 0, size);
}

static st_thread_t spawn_fixed(int size)
{
    return st_thread_create(fixed, NULL, 0, size);
}

static st_thread_t spawn_small(void *(*entry)(void *))
{
    return spawn(entry, 64 * 1024);
}

int main(int argc, char **argv)
{
    (void)argv;
    st_init();
    spawn_small(large);
    spawn(as_large, 256 * 1024);
    spawn(as_large, argc);
    spawn_fixed(65536);
    st_thread_exit(NULL);
    return 0;
}
