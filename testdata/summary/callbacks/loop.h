/* A small event loop with a thread for work, as a library: what its pack says of the functions that it is given. */
#ifndef LOOP_H
#define LOOP_H

struct loop;
typedef void loop_fn(void *data);

struct loop_hooks {
    loop_fn *before_wait; /* on the loop */
    int (*compare)(const void *a, const void *b);
};

struct loop *loop_new(const struct loop_hooks *hooks);
void loop_watch(struct loop *l, int fd, loop_fn *ready, void *data);
void loop_watch_twice(struct loop *l, int fd, loop_fn *ready, loop_fn *closed);
void loop_post(struct loop *l, loop_fn *work, loop_fn *done);
void loop_each(struct loop *l, loop_fn *look);
void loop_sort(struct loop *l, int (*compare)(const void *a, const void *b));
void loop_run(struct loop *l);

#endif
