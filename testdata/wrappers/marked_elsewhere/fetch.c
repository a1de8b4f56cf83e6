#include <unistd.h>

int fetch(void);
int prefetch(void);
int probe(void);

int fetch(void)
{
    return usleep(1); // note: 12 NS101
}

int prefetch(void)
{
    return usleep(3); // note: 12 NS101
}

int probe(void)
{
    return usleep(2); // ok: NS101
}
