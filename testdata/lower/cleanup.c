/* Cleanup attributes: every way out of the scope. */
#define AUTO(f) __attribute__((cleanup(f)))
struct lock { int held; };
static inline void unlock(struct lock **l)
{
    (*l)->held = 0;
}
void free_text(char **);
char *text(void);
int busy(void);

int ways(struct lock *l, int n)
{
    AUTO(free_text) char *s = text();
    for (int i = 0; i < n; i++) {
        AUTO(unlock) struct lock *held = l;
        if (busy())
            continue;
        if (n == 2)
            break;
        if (n == 3)
            goto out;
        if (n == 4)
            return busy();
    }
again:;
    AUTO(unlock) struct lock *second = l;
    if (busy())
        goto again;
out:
    return 0;
}
