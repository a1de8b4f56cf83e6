/* neco: a generator is released; coroutines have no handle. */
// args: --disable NS3
#include <neco.h>
#include <stdio.h>

static void numbers(int argc, void *argv[])
{
    (void)argc;
    (void)argv;
    for (int i = 0; i < 10; i++)
        neco_gen_yield(&i);
}

void released(void)
{
    neco_gen *gen;
    int i;
    neco_gen_start(&gen, sizeof(int), numbers, 0); // ok: NS205
    while (neco_gen_next(gen, &i) == NECO_OK)
        printf("%d\n", i);
    neco_gen_release(gen);
}

void left(void)
{
    neco_gen *gen;
    int i;
    if (neco_gen_start(&gen, sizeof(int), numbers, 0) != NECO_OK) // warning: 9 NS205 "neco_gen_start" "neco_gen_release"
        return;
    while (neco_gen_next(gen, &i) == NECO_OK)
        printf("%d\n", i);
}

void plain(void)
{
    neco_start(numbers, 0); // ok: NS205
}
