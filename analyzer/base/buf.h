/* A growing text. Zeroed is empty; buf_release frees. */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stddef.h>

struct buf {
    char *at; /* NUL-terminated once something was added, else NULL */
    size_t len, cap;
};

void buf_add(struct buf *b, const char *data, size_t len);
void buf_puts(struct buf *b, const char *text);
void buf_putc(struct buf *b, char c);
void buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void buf_clear(struct buf *b);
void buf_release(struct buf *b);

#endif
