#include "own.h"
#include <unistd.h>

void process_all(void)
{
    sleep(1); // ok: NS101
}

static void run(void)
{
    process_all();
}

int main(void)
{
    run();
    return 0;
}
