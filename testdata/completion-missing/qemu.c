/* Functions that are to be called when something is done: in whatever function that gets one. */
#include "qemu/osdep.h"
#include "block/aio.h"

typedef struct Error Error;
void error_setg_internal(Error **errp, const char *fmt, ...);

struct request {
    BlockCompletionFunc *cb;
    void *opaque;
    int64_t left;
};

static void finish(BlockCompletionFunc *cb, void *opaque, int64_t left)
{
    cb(opaque, left ? -EIO : 0);
}

void right(struct request *r, BlockCompletionFunc *cb, void *opaque);
void right(struct request *r, BlockCompletionFunc *cb, void *opaque)
{
    if (r->left < 0) {
        cb(opaque, -EINVAL);
        return; // ok: NS208
    }
    if (r->left == 0) {
        finish(cb, opaque, r->left);
        return; // ok: NS208
    }
    r->cb = cb;
    r->opaque = opaque;
}

void forgets(struct request *r, BlockCompletionFunc *cb, void *opaque);
void forgets(struct request *r, BlockCompletionFunc *cb, void *opaque)
{
    if (r->left < 0)
        return; // warning: 9 NS208 "BlockCompletionFunc"
    cb(opaque, 0);
}

void twice(struct request *r, BlockCompletionFunc *cb, void *opaque);
void twice(struct request *r, BlockCompletionFunc *cb, void *opaque)
{
    if (r->left < 0)
        cb(opaque, -EINVAL);
    finish(cb, opaque, r->left); // error: 5 NS209
}

/* Who gets a null, or an error, knows. */
BlockAIOCB *starts(struct request *r, BlockCompletionFunc *cb, void *opaque);
BlockAIOCB *starts(struct request *r, BlockCompletionFunc *cb, void *opaque)
{
    if (r->left < 0)
        return NULL; // ok: NS208
    r->cb = cb;
    r->opaque = opaque;
    return (BlockAIOCB *)r;
}

void tells(struct request *r, BlockCompletionFunc *cb, void *opaque, Error **errp);
void tells(struct request *r, BlockCompletionFunc *cb, void *opaque, Error **errp)
{
    if (r->left < 0) {
        error_setg_internal(errp, "negative");
        return; // ok: NS208
    }
    cb(opaque, 0);
}
