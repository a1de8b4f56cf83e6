/* neco built into the program with NECO_NOWORKERS: neco_work calls the function in place. */
#include <neco.h>

int neco_work(int64_t pin, void (*work)(void *udata), void *udata)
{
    (void)pin;
    work(udata);
    return NECO_OK;
}
