/* A variable that holds one of two functions, or a table of them, may give way with the lock held; a field of another
 * object does not. */
#include <pthread.h>
#include <st.h>

struct ops {
    void (*run)(int n);
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void waits(int n)
{
    st_sleep(n);
}

static void computes(int n)
{
    (void)n;
}

static const struct ops slow = {.run = waits}, quick = {.run = computes};
static void (*const table[])(int n) = {computes, waits};
static void (*const fine[])(int n) = {computes, computes};

#define LOCKED(CALL)                                                                               \
    (pthread_mutex_lock(&lock), CALL, pthread_mutex_unlock(&lock))

static void *held(void *arg)
{
    void (*f)(int n) = arg ? waits : computes, (*g)(int n) = arg ? computes : computes;
    LOCKED(f(1)); // error: 12 NS305
    LOCKED(g(1)); // ok: NS305
    LOCKED(table[1](1)); // error: 12 NS305
    LOCKED(fine[1](1)); // ok: NS305
    LOCKED(slow.run(1)); // error: 17 NS305
    LOCKED(quick.run(1)); // ok: NS305
    return arg;
}

void start(void);
void start(void)
{
    st_thread_create(held, NULL, 0, 0);
}
