/* What is stored through a pointer to a variable changes it: the end of a list, one of two results. What no such pointer holds the
 * address of stays what it was. */
#include <unistd.h>
#include <uv.h>

struct job {
    struct job *next;
    int fd;
};

static struct job *next_job(void);
static void fill(int *to);
static void show(const int *from);
static int asked(void);

static void tail(void)
{
    struct job *head = NULL, **end = &head, *one;
    while ((one = next_job())) {
        *end = one;
        end = &one->next;
    }
    if (head)
        usleep(20000);
}

static void other_tail(void)
{
    struct job *head = NULL, *other, **end = &other, *one;
    while ((one = next_job())) {
        *end = one;
        end = &one->next;
    }
    if (head)
        usleep(20000);
}

static void either(void)
{
    int a = 0, b = 0, *to = &a;
    if (asked())
        to = &b;
    *to = 1;
    if (b)
        usleep(20000);
}

static void neither(void)
{
    int a = 0, b = 0, c = 0, *to = &a;
    if (asked())
        to = &b;
    *to = 1;
    if (c)
        usleep(20000);
}

static void filled(void)
{
    int a = 0, b = 0, *to = &a;
    if (asked())
        to = &b;
    fill(to);
    if (a)
        usleep(20000);
}

static void shown(void)
{
    int a = 0, b = 0, *to = &a;
    if (asked())
        to = &b;
    show(to);
    if (a)
        usleep(20000);
}

static void part(void)
{
    struct job j = {0};
    int *fd = &j.fd;
    *fd = asked();
    if (j.fd)
        usleep(20000);
}

static void other_part(void)
{
    struct job j = {0};
    int *fd = &j.fd;
    *fd = asked();
    if (j.next)
        usleep(20000);
}

/* Two pointers, each with its own. */
static void apart(void)
{
    int a = 0, b = 0, *to = &a, *other = &b;
    if (asked())
        to = NULL;
    if (to)
        *to = 1;
    show(other);
    if (b)
        usleep(20000);
}

static void copied(void)
{
    int a = 0, *to = &a, *other = to;
    *other = 1;
    if (a)
        usleep(20000);
}

static void before(void)
{
    int a = 0, *to = &a;
    if (a)
        usleep(20000);
    *to = 1;
}

static void on_timer(uv_timer_t *t)
{
    tail();       // warning: 5 NS101
    other_tail(); // ok: NS101
    either();     // warning: 5 NS101
    neither();    // ok: NS101
    filled();     // warning: 5 NS101
    shown();      // ok: NS101
    part();       // warning: 5 NS101
    other_part(); // ok: NS101
    apart();      // ok: NS101
    copied();     // warning: 5 NS101
    before();     // ok: NS101
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
