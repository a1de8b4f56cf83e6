/* A callback that is kept in a field without a type, beside a function without a body that gets two of a kind: no stack. */
#include <unistd.h>

struct list {
    struct list *next;
};
struct hook {
    struct list list;
    void *func;
};
struct list *list_join(struct list *a, struct list *b);

static struct hook first;

static void on_end(void)
{
    usleep(300000); // ok: NS101
}

void set_up(struct list *others)
{
    first.func = (void *)on_end;
    list_join(&first.list, others);
    list_join(others, &first.list);
}
