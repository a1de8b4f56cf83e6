/* Words of declarations. */
#include "nostall.h"
#define DEFINE_PLAIN(NAME) static inline int NAME(void) { return 0; }
#define coroutine_fn
#define MAYBE(x)
#define HOT __attribute__((hot))
#define DECLARE(name) int name(void)

NOSTALL_ASYNC void marked(int fd);
NOSTALL_OFFLOAD(1) int queue(void *loop, void (*work)(void *));
typedef void coroutine_fn entry_fn(void *opaque);
typedef entry_fn *entry_ptr;
struct driver {
    int coroutine_fn (*co_read)(struct driver *d, int n);
    int a, (*plain)(int);
    entry_ptr entry;
    struct { NOSTALL_BLOCKING int (*slow)(void); } sync;
};
int before(int a), trailing(int a) coroutine_fn MAYBE(a) HOT;
// coroutine_fn in a comment
int quiet(int);
int attributed(int) __attribute__((nonblocking, warn_unused_result, nonblocking(false)));
int start(entry_ptr entry, void coroutine_fn (*cb)(void), int n);
DECLARE(through_macro);
DEFINE_PLAIN(from_macro)
void coroutine_fn behind_macro(void);
void marked(int fd);
static int NOSTALL_COROUTINE defined_here(int n)
{
    return n;
}

int use(struct driver *d)
{
    marked(1);
    queue(d, d->entry);
    d->co_read(d, 1);
    d->plain(2);
    d->entry(d);
    d->sync.slow();
    before(1);
    trailing(2);
    quiet(3);
    attributed(4);
    start(d->entry, 0, 5);
    through_macro();
    from_macro();
    behind_macro();
    void coroutine_fn (*later)(void) = behind_macro;
    later();
    return defined_here(6);
}
