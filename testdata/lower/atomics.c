#include <stdatomic.h>

struct s {
    atomic_int ready;
    int done, word;
};
void nap(void);
#define read_once(P)                                                                               \
    ({                                                                                             \
        __typeof__(*(P)) word_;                                                                    \
        __atomic_load(P, &word_, __ATOMIC_ACQUIRE);                                                \
        word_;                                                                                     \
    })

void atomics(struct s *s, int n)
{
    while (!atomic_load(&s->ready))
        nap();
    while (!atomic_load_explicit(&s->ready, memory_order_acquire))
        nap();
    while (!__atomic_load_n(&s->done, __ATOMIC_ACQUIRE))
        nap();
    while (read_once(&s->word) < n)
        nap();
    atomic_store(&s->ready, n);
    __atomic_store_n(&s->done, 1, __ATOMIC_RELEASE);
    __atomic_store(&s->word, &n, __ATOMIC_RELEASE);
    if (atomic_fetch_add(&s->ready, n) == 1)
        nap();
    while (!atomic_compare_exchange_weak(&s->ready, &n, 3))
        ;
    n = __atomic_exchange_n(&s->word, n, __ATOMIC_SEQ_CST);
}
