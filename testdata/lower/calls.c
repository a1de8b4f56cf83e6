/* Callees of every kind, and what becomes of results. */
struct ops {
    int (*run)(struct ops *, int);
    void (*stop)(void);
};
struct loop {
    struct ops *ops;
    struct ops table[4];
};
typedef void callback(void *);

int work(int n);
void *get(void);
void quit(int) __attribute__((noreturn));
void later(callback *cb, void *data);
static struct ops global;

static void done(void *data)
{
    (void)data;
}

int all(struct loop *l, int n, callback *cb)
{
    work(1);
    (void)work(2);
    int r = work(3);
    if (work(4) > 0)
        r = work(work(5));
    l->ops->run(l->ops, r);
    l->table[n].stop();
    l->table[2].run(&l->table[2], -1);
    (*global.run)(&global, sizeof n);
    cb(&r);
    (n ? done : cb)(l);
    later(done, &n);
    later(&done, (void *)0);
    ((struct ops *)get())->stop();
    if (n == 7)
        quit(2);
    return work(6);
}
