/* Every statement that moves control. */
int f(int);
void g(void);
_Noreturn void stop(void);

int branches(int a, char *p)
{
    if (a && f(a) || !p)
        g();
    else if (a & 4)
        f(1);
    else if (0 == a)
        f(2);
    if ((a = f(3)) < 0 && a != -1)
        return a;
    if (__builtin_expect(!!(a > 1), 0))
        stop();
    return a ? f(4) : 5;
}

void loops(int n)
{
    while (n--)
        if (f(n))
            break;
        else
            continue;
    do {
        g();
        if (n == 3)
            continue;
    } while (f(n) == 1);
    for (int i = 0; i < n; i++)
        f(i);
    for (; n;)
        f(n);
    for (;;) {
        if (f(0))
            goto out;
    }
out:
    do {
        if (n)
            break;
        g();
    } while (0);
    while (1)
        g();
}

int cases(int n)
{
    switch (n) {
    case 1:
        g();
        /* falls through */
    case 2 ... 5:
        f(2);
        break;
    default:
        return 1;
    case 7:
    case 8:
        return 2;
    }
    switch (n) {
    case 0:
        while (f(n)) {
            g();
    case 9:;
        }
    }
    return 0;
}

int jump(int n)
{
    static void *const to[] = {&&a, &&b};
    goto *to[n];
a:
    return f(1);
b:
    return f(2);
}

int expressions(int n)
{
    int v = ({ int t = f(n); t + 1; });
    v += f(v) ?: f(2);
    n = (g(), f(3));
    v = n && f(4);
    return v;
}

enum state { OFF, ON };
#define LIMIT 8

int named_cases(enum state s)
{
    switch (s) {
    case OFF:
        return 0;
    case LIMIT:
        return 1;
    case (ON):
    case ON + 1:
        return 2;
    }
    return 3;
}
