#include <neco.h>
#include <stddef.h>
#include <unistd.h>

static void hash(void *data)
{
    (void)data;
    sleep(3); // warning: 5 NS101 "neco_sleep" related: "neco_work"
}

static void worker(int argc, void *argv[])
{
    (void)argc, (void)argv;
    if (neco_work(-1, hash, NULL) != NECO_OK)
        return;
}

int main(void)
{
    return neco_start(worker, 0);
}
