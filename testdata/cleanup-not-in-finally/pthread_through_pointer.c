// args: --disable NS1 --disable NS2 --disable NS4
/* A pointer to many functions: few of them wait, or most do; and what callers never ask for. */
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

struct table {
    unsigned (*hash)(const char *key);
    int (*store)(const char *key);
};

static unsigned hash_waits(const char *key)
{
    return write(2, key, 1) == 1;
}

static unsigned hash_first(const char *key)
{
    return (unsigned)key[0];
}

static unsigned hash_second(const char *key)
{
    return (unsigned)key[1];
}

static unsigned hash_third(const char *key)
{
    return (unsigned)key[2];
}

static int store_in_file(const char *key)
{
    return (int)write(3, key, 1);
}

static int store_remote(const char *key)
{
    return (int)write(4, key, 1);
}

static int store_nowhere(const char *key)
{
    return key != NULL;
}

static struct table tables[4] = {{hash_waits, store_in_file},
                                 {hash_first, store_remote},
                                 {hash_second, store_nowhere},
                                 {hash_third, store_in_file}};

static void *few_of_them(void *arg)
{
    struct table *t = arg;
    char *p = malloc(10);
    if (p && t->hash(p))
        p[0] = 'x';
    free(p); // ok: NS301
    return arg;
}

static void *most_of_them(void *arg)
{
    struct table *t = arg;
    char *p = malloc(10);
    if (p && t->store(p))
        p[0] = 'x';
    free(p); // warning: 5 NS301 "free" "write"
    return arg;
}

/* The certain wait behind it counts. */
static void *few_and_one(void *arg)
{
    struct table *t = arg;
    char *p = malloc(10);
    if (p && t->hash(p))
        p[0] = 'x';
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
    return arg;
}

static void load(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // ok: NS301
}

static void load_asked_for(void)
{
    char *p = malloc(10);
    sleep(1);
    free(p); // warning: 5 NS301 "free" "sleep"
}

static void use(const char *name)
{
    if (name == NULL)
        return;
    load();
}

static void use_what_is_given(const char *name)
{
    if (name == NULL)
        return;
    load_asked_for();
}

static void use_indirectly(const char *name, const char *other)
{
    use(name);
    use_what_is_given(other);
}

static void *without_name(void *arg)
{
    use_indirectly(NULL, "x");
    return arg;
}

int main(void)
{
    static void *(*const all[])(void *) = {few_of_them, most_of_them, few_and_one, without_name};
    pthread_t t;
    use("main");
    for (unsigned i = 0; i < sizeof all / sizeof *all; i++) {
        pthread_create(&t, NULL, all[i], &tables[i]);
        pthread_cancel(t);
        pthread_join(t, NULL);
    }
    return 0;
}
