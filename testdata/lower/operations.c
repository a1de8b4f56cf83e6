/* What is not understood says what it is made of; a choice keeps its condition; a local its shape,
 * its size and where it ends. */
#define NONBLOCK 04000
#define BOTH (NONBLOCK | CLOEXEC)
#define TWICE(x)                                                                                   \
    ({                                                                                             \
        int r_ = (x);                                                                              \
        r_ + r_;                                                                                   \
    })

enum { CLOEXEC = 02000000, ALIAS = NONBLOCK };
struct buffer {
    int len;
    const char *at;
    char room[16];
    void (*done)(const struct buffer *);
};

int use(int);
int counted(void);

int values(struct buffer *b, int flags, _Bool nb, const char *const name, char text[4])
{
    static int count;
    int all = flags | NONBLOCK;
    int none = flags & ~NONBLOCK;
    flags |= nb ? BOTH : ALIAS;
    flags = !nb;
    all = (use(1) & all) == 3;
    all += -b->len;
    count++;
    none = name && text[0] != 'a';
    return use(TWICE(BOTH)) ?: all - none;
}

void scopes(int n)
{
    for (int i = 0; i < n; i++) {
        struct buffer one;
        if (use(i)) {
            double d = 1.5;
            if (d > n)
                break;
            continue;
        }
        use(one.len);
    }
again:;
    int later = counted();
    {
        char rows[2][8];
        if (use(rows[0][0]))
            goto again;
    }
    use(later);
}
