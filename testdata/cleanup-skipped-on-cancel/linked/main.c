/* Opened, filled and closed in another file. */
#include "buf.h"

#include <libdill.h>
#include <stddef.h>

static coroutine int bad(void)
{
    struct buf *b = NULL;
    if (buf_open(&b) < 0)
        return -1; // ok: NS302
    if (buf_fill(b) < 0)
        return -1; // warning: 9 NS302 "buf_open" "msleep" step: "buf_open" step: "buf_fill" step: "msleep"
    buf_close(b);
    return 0;
}

static coroutine int good(void)
{
    struct buf *b = NULL;
    if (buf_open(&b) < 0)
        return -1; // ok: NS302
    int rc = buf_fill(b);
    buf_close(b);
    return rc; // ok: NS302
}

static coroutine int dropped(void)
{
    struct buf *b = NULL;
    if (buf_open(&b) < 0)
        return -1; // ok: NS302
    if (buf_fill(b) < 0) {
        buf_drop(&b);
        return -1; // ok: NS302
    }
    buf_drop(&b);
    return 0;
}

static coroutine int given(void)
{
    struct buf *b = NULL;
    if (buf_open(&b) < 0)
        return -1; // ok: NS302
    buf_give(b);
    if (buf_fill(b) < 0)
        return -1; // ok: NS302
    return 0;
}

static coroutine int returned(struct buf **ret)
{
    struct buf *b = NULL;
    if (buf_open(&b) < 0)
        return -1; // ok: NS302
    if (buf_fill(b) < 0)
        return -1; // warning: 9 NS302 "buf_open" "msleep"
    *ret = b;
    return 0;
}

static coroutine int returned_first(struct buf **ret)
{
    struct buf *b = NULL;
    if (buf_open(&b) < 0)
        return -1; // ok: NS302
    *ret = b;
    if (buf_fill(b) < 0)
        return -1; // ok: NS302
    return 0;
}

int main(void)
{
    struct buf *b = NULL, *c = NULL;
    int all = bundle();
    bundle_go(all, bad());
    bundle_go(all, good());
    bundle_go(all, dropped());
    bundle_go(all, given());
    bundle_go(all, returned(&b));
    bundle_go(all, returned_first(&c));
    return hclose(all);
}
