/* What constants hold, and what is written with their names. */
enum { FLAG_A = 1, FLAG_B = 2 };
#define FLAG_C 4

struct wait {
    long seconds, nanoseconds;
};

int use(int flags, const struct wait *wait);

static const int one = FLAG_A;
static const int two = FLAG_C | FLAG_B;
static const int number = 64;
static const struct wait none = {0};
static const struct wait never_named = {0};
const struct wait for_others = {.nanoseconds = 5};
static struct wait variable = {0};
static const int many[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
static const int few[] = {1, 2, 3};

int start(void);
int start(void)
{
    static const struct wait here = {0, 1};
    const int local = FLAG_C;
    use(one, &none);
    use(two, &here);
    use(one | local, &variable);
    use(number, (const struct wait *)many);
    return few[1];
}
