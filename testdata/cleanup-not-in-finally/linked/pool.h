#ifndef POOL_H
#define POOL_H

struct item;
struct item *item_new(void);
void item_free(struct item *i);
void item_keep(struct item *i);
void item_wait(struct item *i);
int item_is_ready(const struct item *i);

#endif
