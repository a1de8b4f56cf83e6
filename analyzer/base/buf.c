#include "base/buf.h"

#include "base/fail.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void reserve(struct buf *b, size_t more)
{
    if (b->len + more + 1 <= b->cap)
        return;
    size_t cap = b->cap ? b->cap : 256;
    while (cap < b->len + more + 1)
        cap *= 2;
    char *at = realloc(b->at, cap);
    if (!at)
        fail_no_memory();
    b->at = at;
    b->cap = cap;
}

void buf_add(struct buf *b, const char *data, size_t len)
{
    reserve(b, len);
    if (len)
        memcpy(b->at + b->len, data, len);
    b->len += len;
    b->at[b->len] = '\0';
}

void buf_puts(struct buf *b, const char *text)
{
    buf_add(b, text, strlen(text));
}

void buf_putc(struct buf *b, char c)
{
    buf_add(b, &c, 1);
}

void buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    int len = vsnprintf(NULL, 0, fmt, ap);
    va_end(ap);
    if (len < 0)
        bug("vsnprintf failed");
    reserve(b, (size_t)len);
    va_start(ap, fmt);
    vsnprintf(b->at + b->len, (size_t)len + 1, fmt, ap);
    va_end(ap);
    b->len += (size_t)len;
}

void buf_clear(struct buf *b)
{
    b->len = 0;
    if (b->at)
        b->at[0] = '\0';
}

void buf_release(struct buf *b)
{
    free(b->at);
    *b = (struct buf){0};
}
