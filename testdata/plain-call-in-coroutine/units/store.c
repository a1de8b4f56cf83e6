#include "store.h"

void store_sync(int n)
{
    (void)n;
}
