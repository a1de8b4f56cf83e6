#include "driver.h"

static const struct ops file_ops = {
    .co_read = file_co_read,  // ok: NS202
    .length = file_co_length, // warning: 15 NS202 "'file_co_length'" "field 'length' of 'ops'" related: "coroutine_fn"
};

void init(void)
{
    driver_register(&file_ops);
}
