// args: --rules typed_stores.yaml
/* Handlers stored through pointers to their type, where nobody knows the name of the object. */
#include <unistd.h>

typedef int (*phase_fn)(void *request);
typedef int (*plain_fn)(void *request);

void *grow(void *array);

static int by_local(void *request)
{
    sleep(1); // warning: 5 NS101 related: "stored as a 'phase_fn' here"
    return request != 0;
}

static int by_element(void *request)
{
    sleep(2); // warning: 5 NS101
    return request != 0;
}

static int by_two_stars(void *request)
{
    sleep(3); // warning: 5 NS101
    return request != 0;
}

static int quick(void *request)
{
    return request != 0; // ok: NS101
}

static int of_another_type(void *request)
{
    sleep(4); // ok: NS101
    return request != 0;
}

static int only_before(void)
{
    sleep(5); // ok: NS101
    return 0;
}

int add_handlers(void *phases)
{
    phase_fn *h = grow(phases);
    *h = by_local;
    h = grow(phases);
    *h = quick;
    return only_before();
}

void fill(phase_fn *handlers)
{
    handlers[0] = by_element;
}

void fill_slot(phase_fn **slot)
{
    **slot = by_two_stars;
}

void fill_plain(plain_fn *functions)
{
    functions[0] = of_another_type;
}
