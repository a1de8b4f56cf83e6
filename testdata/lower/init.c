/* Initialisers. */
struct point { int x, y; };
struct handler {
    const char *name;
    void (*run)(int);
    struct point at;
    union { int flags; char *text; };
    struct { void (*close)(void); } nested;
};
struct timespec { long tv_sec, tv_nsec; };
void one(int);
void two(int);
void end(void);
int nanosleep(const struct timespec *, struct timespec *);

static const struct handler table[] = {
    {"one", one, {1, 2}, 3, {end}},
    [2 ... 3] = {.run = &two, .name = "two", .at.y = 4},
    {"elided", two, 5, 6, .flags = 7, .nested.close = end},
};
static int numbers[] = {1, 2, 3};
void (*pointer)(int) = one;

void locals(int n)
{
    struct timespec zero = {0}, part = {.tv_nsec = n}, copy = zero;
    static struct handler kept = {.run = two};
    struct point p[2] = {{1}, {.y = 2}};
    char text[] = "text";
    struct handler h = (struct handler){.run = one};
    int (*f)(const struct timespec *, struct timespec *) = n ? nanosleep : 0;
    nanosleep(&(struct timespec){1, 0}, 0);
    copy = (struct timespec){.tv_sec = 2};
    h.at = p[1];
    f(&part, &copy);
    (void)text, (void)kept, (void)numbers;
}

struct vector {
    union {
        struct { int flags, size; };
        struct { int pad; struct point where; };
    };
};

int unnamed(struct vector *v)
{
    struct vector own = {.size = 3, .where.y = 4};
    v->size = own.where.x;
    return v->where.y;
}
