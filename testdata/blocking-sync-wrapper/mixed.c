/* QEMU 7.2: a generated wrapper tests qemu_in_coroutine() itself. It does not block in a coroutine, but the twin is meant. */
#include "qemu/osdep.h"
#include "block/block-io.h"

int coroutine_fn read_header(BdrvChild *file, void *buf);
int read_header_outside(BdrvChild *file, void *buf);

int coroutine_fn read_header(BdrvChild *file, void *buf)
{
    int ret = bdrv_pread(file, 0, 512, buf, 0); // note: 15 NS109 "bdrv_pread" "bdrv_co_pread"
    if (ret == 0)
        ret = bdrv_co_pread(file, 512, 512, buf, 0); // ok: NS109
    return ret;
}

int read_header_outside(BdrvChild *file, void *buf)
{
    return bdrv_pread(file, 0, 512, buf, 0); // ok: NS109
}
