/* Memory that the caller gives is as large as it says, also in a macro. */
// args: --disable NS205 --disable NS304
#include <libdill.h>
#include <string.h>

#define SMALL 65536

static char kept[65536];

static coroutine void in_variable(int n) // warning: 23 NS405 "more than half of the 65536"
{
    char buf[40000];
    memset(buf, n, sizeof buf);
    yield();
}

static coroutine void fits_in_variable(int n) // ok: NS405
{
    char buf[30000];
    memset(buf, n, sizeof buf);
    yield();
}

static coroutine void in_local(int n) // warning: 23 NS405 "more than half of the 16384"
{
    char buf[10000];
    memset(buf, n, sizeof buf);
    yield();
}

static coroutine void in_number(int n) // warning: 23 NS405 "more than half of the 16384"
{
    char buf[10000];
    memset(buf, n, sizeof buf);
    yield();
}

static coroutine void fits_in_number(int n) // ok: NS405
{
    char buf[10000];
    memset(buf, n, sizeof buf);
    yield();
}

/* What a name or a call stands for is not known from the text of the argument. */
static coroutine void in_name(int n) // ok: NS405
{
    char buf[40000];
    memset(buf, n, sizeof buf);
    yield();
}

void start(void *memory, size_t size);
void start(void *memory, size_t size)
{
    char stack[16384];
    go_mem(in_variable(1), kept, sizeof kept);
    go_mem(fits_in_variable(1), kept, sizeof(kept));
    hclose(go_mem(in_local(1), stack, sizeof(stack)));
    go_mem(in_number(1), memory, 16 * 1024);
    go_mem(fits_in_number(1), memory, 64 * 1024);
    go_mem(in_name(1), memory, SMALL);
    go_mem(in_name(1), memory, size);
}
