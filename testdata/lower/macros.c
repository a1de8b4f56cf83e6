/* Macros: empty ones, loops, calls inside and as arguments. */
#define coroutine_fn
#define EMPTY(x)
#define NOTHING
#define FLAG_A 1
#define FLAG_B 2
#define go(call) do { if (prepare()) call; } while (0)
#define EACH(v, list) for (v = (list); v; v = v->next)
#define SEND(fd) send(fd, "x", 1, FLAG_A | FLAG_B)
#define TRY(x) x

struct item { struct item *next; int n; };
int prepare(void);
int send(int fd, const char *s, int n, int flags);
void worker(int n);
int coroutine_fn co_read(int fd);
coroutine_fn int co_write(int fd);
int co_both(int fd) coroutine_fn;

void coroutine_fn run(struct item *list)
{
    struct item *i;
    NOTHING
    EMPTY(list->n);
    go(worker(1));
    EACH(i, list) {
        worker(i->n);
        EMPTY(i); /* EMPTY(comment) "EMPTY" */
    }
#if 0
    EMPTY(not this);
#endif
    SEND(3);
    TRY(send(4, "y", 2, FLAG_A & ~FLAG_B));
    co_read(1), co_write(2), co_both(3);
    while (prepare())
        EMPTY(in loop);
    NOTHING
}

/* Between branches of the preprocessor, only what is compiled counts. */
void conditional(void)
{
#if 1
    worker(1);
    NOTHING
#else
    EMPTY(off)
#endif
    worker(2);
#ifdef UNDEFINED
    EMPTY(undefined)
#else
    EMPTY(compiled)
    worker(3);
#endif
}

#define OPEN(x) { prepare(); co_read(x);
#define SHUT(x) worker(x); }

void block_of_macros(int a);
void block_of_macros(int a)
{
    OPEN(a)
    EMPTY(a)
    worker(1);
    SHUT(a)
}

#define HAS(item, bits) ((item)->n & (bits))
#define HAS_ALL(item) HAS(item, 1) && HAS(item, 2)

/* The macro is all of one side, or goes further. */
int sides(struct item *i)
{
    if (HAS(i, 4) && prepare())
        return 1;
    if (!HAS(i, 8) || prepare())
        return 2;
    if (HAS_ALL(i) && prepare())
        return 3;
    return HAS(i, 16) > 1 ? 4 : 5;
}
