/* Libraries whose suspending calls are errors outside of a coroutine, and need no mark. */
#include <aco.h>
#include <minicoro.h>
#include <neco.h>
#include <stdbool.h>

/* Called from coroutines and from main. */
static void pause_task(void)
{
    neco_sleep(NECO_MILLISECOND); // ok: NS201
}

static void neco_entry(int argc, void *argv[])
{
    (void)argc;
    (void)argv;
    neco_sleep(NECO_MILLISECOND); // ok: NS201
    pause_task();                 // ok: NS201
}

static void mco_entry(mco_coro *co)
{
    mco_yield(co); // ok: NS201
}

static void in_any(void)
{
    mco_coro *co = mco_running();
    if (co)
        mco_yield(co); // ok: NS201
}

static void aco_entry(void)
{
    aco_yield(); // ok: NS201
    aco_exit();  // ok: NS201
}

/* Who calls a library's function is not known: it may well be a coroutine. */
void library_call(void)
{
    neco_yield(); // ok: NS201
    pause_task(); // ok: NS201
}

int main(void)
{
    mco_desc desc = mco_desc_init(mco_entry, 0);
    mco_coro *co;
    if (mco_create(&co, &desc) != MCO_SUCCESS)
        return 1;
    mco_resume(co); // ok: NS201
    mco_yield(co);  // error: 5 NS201 "mco_yield" "main" related: "rules of pack minicoro"
    in_any();       // ok: NS201
    aco_t *main_co = aco_create(NULL, NULL, 0, NULL, NULL);
    aco_resume(aco_create(main_co, aco_share_stack_new(0), 0, aco_entry, NULL)); // warning: 16 NS205 "aco_create"
    aco_yield();                  // error: 5 NS201 "aco_yield"
    neco_start(neco_entry, 0);    // ok: NS201
    neco_sleep(NECO_MILLISECOND); // error: 5 NS201 "neco_sleep"
    pause_task();                 // error: 5 NS201 "pause_task" step: "neco_sleep"
    return 0;
}
