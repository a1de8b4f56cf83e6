#ifndef BUF_H
#define BUF_H

struct buf;
int buf_open(struct buf **ret);
void buf_close(struct buf *b);
void buf_drop(struct buf **b);
int buf_fill(struct buf *b);
void buf_give(struct buf *b);

#endif
