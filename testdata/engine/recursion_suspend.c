/* The same for suspensions: the lock is held where a circle of functions gives way somewhere. */
#include <pthread.h>
#include <st.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int more;

static void b(void);

static void c(void)
{
    if (more)
        b();
}

static void a(void)
{
    if (more)
        b();
    st_usleep(10);
}

static void b(void)
{
    if (more)
        c();
    if (more > 1)
        a();
}

static void *held(void *arg)
{
    pthread_mutex_lock(&lock);
    c(); // error: 5 NS305
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *before(void *arg)
{
    pthread_mutex_lock(&lock);
    more++;
    pthread_mutex_unlock(&lock);
    c(); // ok: NS305
    return arg;
}

int main(void)
{
    st_init();
    st_thread_create(held, 0, 0, 0);
    st_thread_create(before, 0, 0, 0);
    st_thread_exit(0);
    return 0;
}
