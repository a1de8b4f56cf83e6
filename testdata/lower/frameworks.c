/* What the macros of frameworks expand to: GLib's likely and autoptr, protothreads, assert. */
#define G_BOOLEAN(e) __extension__({ int _v; if (e) _v = 1; else _v = 0; _v; })
#define G_LIKELY(e) (__builtin_expect(G_BOOLEAN(e), 1))
#define g_autoptr(T) __attribute__((cleanup(T##_free_at))) T *
#define assert(e) ((e) ? (void)0 : __assert_fail(#e, __LINE__))
#define PT_THREAD(declaration) char declaration
#define PT_BEGIN(pt) switch ((pt)->lc) { case 0:
#define PT_WAIT(pt, c) do { (pt)->lc = 5; case 5: if (!(c)) return 0; } while (0)
#define PT_END(pt) } (pt)->lc = 0; return 3
#define errno (*errno_at())

struct pt { int lc; };
typedef struct { int n; } buffer;
void __assert_fail(const char *, int) __attribute__((noreturn));
void buffer_free_at(buffer **);
buffer *buffer_new(void);
int ready(int);
int *errno_at(void);
int in_coroutine(void);
long read(int, void *, unsigned long);

PT_THREAD(thread(struct pt *pt))
{
    PT_BEGIN(pt);
    while (1) {
        PT_WAIT(pt, ready(1));
    }
    PT_END(pt);
}

int guarded(int fd)
{
    g_autoptr(buffer) b = buffer_new();
    if (G_LIKELY(in_coroutine()))
        return 1;
    assert(!in_coroutine());
    long n;
    while ((n = read(fd, b, sizeof *b)) == -1 && errno == 4)
        ;
    return (int)n;
}
