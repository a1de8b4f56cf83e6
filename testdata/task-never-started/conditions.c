/* Where it is created and where it is started exclude each other, or do not. */
#include <minicoro.h>
#include <stddef.h>

static void body(mco_coro *co)
{
    mco_yield(co);
}

void other_mode(int mode)
{
    mco_coro *co = NULL;
    mco_desc desc = mco_desc_init(body, 0);
    if (mode == 2 && mco_create(&co, &desc) != MCO_SUCCESS) // warning: 22 NS206
        return;
    if (mode != 2)
        mco_resume(co);
    if (mode == 2)
        mco_destroy(co);
}

void same_mode(int mode)
{
    mco_coro *co = NULL;
    mco_desc desc = mco_desc_init(body, 0);
    if (mode == 2 && mco_create(&co, &desc) != MCO_SUCCESS) // ok: NS206
        return;
    if (mode > 1)
        mco_resume(co);
    if (mode == 2)
        mco_destroy(co);
}

void other_case(int mode)
{
    mco_coro *co = NULL;
    mco_desc desc = mco_desc_init(body, 0);
    switch (mode) {
    case 1:
    case 2:
        if (mco_create(&co, &desc) != MCO_SUCCESS) // warning: 13 NS206
            return;
        break;
    default:
        break;
    }
    switch (mode) {
    case 3:
        mco_resume(co);
        break;
    default:
        break;
    }
    if (co)
        mco_destroy(co);
}

void same_case(int mode)
{
    mco_coro *co = NULL;
    mco_desc desc = mco_desc_init(body, 0);
    switch (mode) {
    case 1:
    case 2:
        if (mco_create(&co, &desc) != MCO_SUCCESS) // ok: NS206
            return;
        break;
    default:
        break;
    }
    switch (mode) {
    case 2:
        mco_resume(co);
        break;
    default:
        break;
    }
    if (mode == 1 || mode == 2)
        mco_destroy(co);
}

void other_flag(unsigned flags)
{
    mco_coro *co = NULL;
    mco_desc desc = mco_desc_init(body, 0);
    if ((flags & 4) && mco_create(&co, &desc) != MCO_SUCCESS) // warning: 24 NS206
        return;
    if (!(flags & 4))
        mco_resume(co);
    if (co)
        mco_destroy(co);
}

void same_flag(unsigned flags)
{
    mco_coro *co = NULL;
    mco_desc desc = mco_desc_init(body, 0);
    if ((flags & 4) && mco_create(&co, &desc) != MCO_SUCCESS) // ok: NS206
        return;
    if (flags & 4)
        mco_resume(co);
    if (flags & 4)
        mco_destroy(co);
}
