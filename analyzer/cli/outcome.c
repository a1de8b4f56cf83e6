#include "cli/outcome.h"

#include "cli/outfile.h"

#include <stdio.h>
#include <string.h>

void outcome_release(struct outcome *o)
{
    for (uint32_t i = 0; i < o->texts.len; i++)
        buf_release(&o->texts.at[i].text);
    buf_release(&o->said);
}

int outcome_give(const struct outcome *o, struct diags *diags)
{
    bool good = true;
    for (uint32_t i = 0; i < o->texts.len; i++) {
        const struct outcome_text *t = &o->texts.at[i];
        good = outfile_write_or_stdout(t->file, t->text.at ? t->text.at : "", t->text.len, diags) &&
               good;
    }
    if (o->said.len)
        fputs(o->said.at, stderr);
    return good ? o->status : 2;
}

/* ---- as bytes: the status, then each text behind its length ---- */

static void pack_text(const struct buf *text, struct buf *ret)
{
    uint64_t len = text->len;
    buf_add(ret, (const char *)&len, sizeof len);
    buf_add(ret, text->at ? text->at : "", text->len);
}

void outcome_pack(const struct outcome *o, struct buf *ret)
{
    buf_putc(ret, (char)o->status);
    pack_text(&o->said, ret);
    for (uint32_t i = 0; i < o->texts.len; i++)
        pack_text(&o->texts.at[i].text, ret);
}

static bool unpack_text(const struct buf *bytes, size_t *at, struct buf *ret)
{
    uint64_t len;
    if (bytes->len - *at < sizeof len)
        return false;
    memcpy(&len, bytes->at + *at, sizeof len);
    *at += sizeof len;
    if (bytes->len - *at < len)
        return false;
    buf_add(ret, bytes->at + *at, len);
    *at += len;
    return true;
}

bool outcome_unpack(struct arena *arena, const struct buf *bytes, const char *const *files,
                    uint32_t file_len, struct outcome *ret)
{
    size_t at = 1;
    if (!bytes->len)
        return false;
    struct outcome o = {.status = (unsigned char)bytes->at[0]};
    bool good = unpack_text(bytes, &at, &o.said);
    for (uint32_t i = 0; good && i < file_len; i++) {
        struct outcome_text t = {.file = files[i]};
        good = unpack_text(bytes, &at, &t.text);
        vec_push(arena, &o.texts, t);
    }
    *ret = o;
    if (good && at == bytes->len)
        return true;
    outcome_release(ret);
    return false;
}
