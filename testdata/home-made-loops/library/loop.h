#ifndef LOOP_H
#define LOOP_H

struct loop;
typedef void loop_fn(struct loop *l, int fd, void *data);

struct loop *loop_new(void);
int loop_add(struct loop *l, int fd, loop_fn *fn, void *data);
void loop_once(struct loop *l, int timeout);
void loop_run(struct loop *l);
void loop_stop(struct loop *l);

#endif
