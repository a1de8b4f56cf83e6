/* State Threads and libdill: main is a task like the others. */
#include <libdill.h>
#include <st.h>

static int nap(void)
{
    return st_sleep(1); // ok: NS201
}

int main(void)
{
    st_init();
    nap();                // ok: NS201
    msleep(now() + 1000); // ok: NS201
    return 0;
}
