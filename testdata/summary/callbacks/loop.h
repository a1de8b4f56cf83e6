/* A small event loop with a thread for work, as a library: what its pack says of the functions that it is given. */
#ifndef LOOP_H
#define LOOP_H

struct loop;
typedef void loop_fn(void *data);

struct loop_hooks {
    loop_fn *before_wait; /* on the loop */
    int (*compare)(const void *a, const void *b);
};

/* Event types that derive from the first. */
struct loop_event {
    void (*cb)(struct loop_event *e);
};
struct loop_timer {
    void (*cb)(struct loop_timer *t);
    double at;
};
struct loop_cursor { /* is none */
    void (*cb)(struct loop_cursor *c);
};

struct loop *loop_new(const struct loop_hooks *hooks);
void loop_watch(struct loop *l, int fd, loop_fn *ready, void *data);
void loop_watch_twice(struct loop *l, int fd, loop_fn *ready, loop_fn *closed);
void loop_post(struct loop *l, loop_fn *work, loop_fn *done);
void loop_each(struct loop *l, loop_fn *look);
void loop_sort(struct loop *l, int (*compare)(const void *a, const void *b));
void loop_run(struct loop *l);
void loop_event_start(struct loop *l, struct loop_event *e);
void loop_timer_start(struct loop *l, struct loop_timer *t);
void loop_move(struct loop_cursor *c);
int loop_thread(void *(*start)(void *data), void *data);

#endif
