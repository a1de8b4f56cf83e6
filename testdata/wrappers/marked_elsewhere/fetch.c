#include <unistd.h>

int fetch(void);
int prefetch(void);
int probe(void);

int fetch(void)
{
    return usleep(1); // error: 12 NS101
}

int prefetch(void)
{
    return usleep(3); // error: 12 NS101
}

int probe(void)
{
    return usleep(2); // ok: NS101
}
