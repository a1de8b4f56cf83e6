/* minicoro: the entry named in the description is a coroutine, by mco_desc_init or by the field. */
#include <minicoro.h>
#include <stddef.h>
#include <unistd.h>

static void pause_helper(void)
{
    if (mco_running())
        usleep(1); // step: guarded, still in the coroutine
}

static void outside_helper(void)
{
    if (!mco_running())
        usleep(2); // ok: NS101
}

static void producer(mco_coro *co)
{
    usleep(3);        // note: 5 NS101 "mco_yield until a timer" related: "mco_desc_init"
    pause_helper();   // note: 5 NS101 "pause_helper" step: "usleep"
    outside_helper(); // ok: NS101
    if (mco_yield(co) != MCO_SUCCESS) // ok: NS101
        return;
}

static void consumer(mco_coro *co)
{
    (void)co;
    usleep(4); // note: 5 NS101 related: "field 'func' of 'mco_desc'"
}

static int run(mco_desc *desc)
{
    mco_coro *co;
    if (mco_create(&co, desc) != MCO_SUCCESS)
        return 1;
    while (mco_status(co) == MCO_SUSPENDED) {
        usleep(5); // ok: NS101
        if (mco_resume(co) != MCO_SUCCESS)
            break;
    }
    return mco_destroy(co) != MCO_SUCCESS;
}

int main(void)
{
    mco_desc first = mco_desc_init(producer, 0);
    mco_desc second = mco_desc_init(producer, 0);
    second.func = consumer;
    return run(&first) + run(&second);
}
