/* minicoro: the handle is written to where the first argument points to; it must be destroyed, too. */
#include <minicoro.h>
#include <stddef.h>

static void body(mco_coro *co)
{
    mco_yield(co);
}

void never(void)
{
    mco_coro *co;
    mco_desc desc = mco_desc_init(body, 0);
    if (mco_create(&co, &desc) != MCO_SUCCESS) // warning: 9 NS206 "'mco_create' creates" "mco_resume"
        return;
    mco_destroy(co);
}

void resumed(void)
{
    mco_coro *co;
    mco_desc desc = mco_desc_init(body, 0);
    if (mco_create(&co, &desc) != MCO_SUCCESS) // ok: NS206
        return;
    while (mco_status(co) != MCO_DEAD)
        mco_resume(co);
    mco_destroy(co);
}

void not_destroyed(void)
{
    mco_coro *co;
    mco_desc desc = mco_desc_init(body, 0);
    if (mco_create(&co, &desc) != MCO_SUCCESS) // warning: 9 NS205 "'mco_create' is dropped" "mco_destroy"
        return;
    mco_resume(co);
}

struct job {
    mco_coro *co;
};

int kept(struct job *j)
{
    mco_desc desc = mco_desc_init(body, 0);
    return mco_create(&j->co, &desc); // ok: NS206
}

static int make(mco_coro **out)
{
    mco_desc desc = mco_desc_init(body, 0);
    return mco_create(out, &desc); // ok: NS206
}

void through_a_helper(void)
{
    mco_coro *co = NULL;
    make(&co); // warning: 5 NS206 "'make' creates"
}

void good_through_a_helper(void)
{
    mco_coro *co = NULL;
    if (make(&co) != MCO_SUCCESS) // ok: NS206
        return;
    mco_resume(co);
    mco_destroy(co);
}
