/* minicoro: the description is copied, what user_data points to is not. */
#include <minicoro.h>
#include <stddef.h>

struct state {
    int n;
};

static void body(mco_coro *co)
{
    mco_yield(co);
}

mco_coro *returned(void)
{
    struct state s = {0};
    mco_coro *co;
    mco_desc desc = mco_desc_init(body, 0);
    desc.user_data = &s;
    if (mco_create(&co, &desc) != MCO_SUCCESS) // warning: 9 NS306 "address of 's'" "mco_create"
        return NULL;
    mco_resume(co);
    return co;
}

int destroyed(void)
{
    struct state s = {0};
    mco_coro *co;
    mco_desc desc = mco_desc_init(body, 0);
    desc.user_data = &s;
    if (mco_create(&co, &desc) != MCO_SUCCESS) // ok: NS306
        return -1;
    mco_resume(co);
    mco_destroy(co);
    return s.n;
}
