// args: --disable NS1 --disable NS2 --disable NS4
/* What is acquired on some paths, and a wait on some paths: do they meet? */
#include <neco.h>
#include <stdlib.h>

struct job {
    int mode;
    unsigned flags;
};

static void values(int argc, void *argv[])
{
    char *p = NULL;
    if (argc == 2)
        p = malloc(10);
    if (argc > 1)
        neco_sleep(NECO_MILLISECOND);
    if (argc == 2)
        free(p); // warning: 9 NS301 "free" "neco_sleep"
    (void)argv;
}

static void values_good(int argc, void *argv[])
{
    char *p = NULL;
    if (argc == 2)
        p = malloc(10);
    if (argc > 2)
        neco_sleep(NECO_MILLISECOND);
    if (argc == 2)
        free(p); // ok: NS301
    (void)argv;
}

static void cases(int argc, void *argv[])
{
    char *p = NULL;
    if (argc == 2)
        p = malloc(10);
    switch (argc) {
    case 1:
    case 2:
        neco_sleep(NECO_MILLISECOND);
        break;
    default:
        break;
    }
    free(p); // warning: 5 NS301 "free" "neco_sleep"
    (void)argv;
}

static void cases_good(int argc, void *argv[])
{
    char *p = NULL;
    if (argc == 2)
        p = malloc(10);
    switch (argc) {
    case 2:
        break;
    default:
        neco_sleep(NECO_MILLISECOND);
        break;
    }
    free(p); // ok: NS301
    (void)argv;
}

static void flags(int argc, void *argv[])
{
    struct job *j = argv[0];
    char *p = NULL;
    if (j->flags & 2)
        p = malloc(10);
    if (j->flags & 4)
        neco_sleep(NECO_MILLISECOND);
    free(p); // warning: 5 NS301 "free" "neco_sleep"
    (void)argc;
}

static void flags_good(int argc, void *argv[])
{
    struct job *j = argv[0];
    char *p = NULL;
    if (j->flags & 2)
        p = malloc(10);
    if (!(j->flags & 2))
        neco_sleep(NECO_MILLISECOND);
    free(p); // ok: NS301
    (void)argc;
}

int main(void)
{
    struct job j = {0};
    neco_start(values, 1, &j);
    neco_start(values_good, 1, &j);
    neco_start(cases, 1, &j);
    neco_start(cases_good, 1, &j);
    neco_start(flags, 1, &j);
    neco_start(flags_good, 1, &j);
    return 0;
}
