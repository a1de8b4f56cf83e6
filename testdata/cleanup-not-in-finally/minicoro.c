/* mco_destroy drops the frame of a suspended coroutine: no cleanup attribute runs. */
#include <minicoro.h>
#include <stdlib.h>

static void free_it(char **p)
{
    free(*p);
}

static void bad(mco_coro *co)
{
    char *p = malloc(10);
    mco_yield(co);
    free(p); // warning: 5 NS301 "free" "mco_yield" "malloc"
}

static void attribute(mco_coro *co)
{
    __attribute__((cleanup(free_it))) char *p = malloc(10); // warning: 45 NS301 "free_it" "cleanup attribute does not run"
    mco_yield(co);
}

static void good(mco_coro *co)
{
    char **kept = mco_get_user_data(co);
    *kept = malloc(10); /* whoever destroys the coroutine frees it */
    mco_yield(co);
    free(*kept); // ok: NS301
}

static void short_lived(mco_coro *co)
{
    char *p = malloc(10);
    free(p); // ok: NS301
    mco_yield(co);
}

int main(void)
{
    mco_desc descs[] = {mco_desc_init(bad, 0), mco_desc_init(attribute, 0), mco_desc_init(good, 0),
                        mco_desc_init(short_lived, 0)};
    for (int i = 0; i < 4; i++) {
        mco_coro *co = NULL;
        if (mco_create(&co, &descs[i]) == MCO_SUCCESS) {
            mco_resume(co);
            mco_destroy(co);
        }
    }
    return 0;
}
