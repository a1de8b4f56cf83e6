/* One test, asked twice: what stands under it and what stands under its opposite never meet. */
#include <pthread.h>
#include <st.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void apart(int mode)
{
    if (mode == 2)
        pthread_mutex_lock(&lock);
    if (mode != 2)
        st_usleep(10); // ok: NS305
    if (mode == 2)
        pthread_mutex_unlock(&lock);
}

static void together(int mode)
{
    if (mode == 2)
        pthread_mutex_lock(&lock);
    if (mode != 3)
        st_usleep(10); // error: 9 NS305
    if (mode == 2)
        pthread_mutex_unlock(&lock);
}

static void cases_apart(int mode)
{
    switch (mode) {
    case 1:
        pthread_mutex_lock(&lock);
        break;
    default:
        break;
    }
    switch (mode) {
    case 1:
        pthread_mutex_unlock(&lock);
        break;
    default:
        st_usleep(10); // ok: NS305
        break;
    }
}

static void *task(void *arg)
{
    apart(arg != 0);       // error: 5 NS105
    together(arg != 0);    // error: 5 NS105
    cases_apart(arg != 0); // error: 5 NS105
    return arg;
}

int main(void)
{
    st_init();
    st_thread_create(task, 0, 0, 0);
    st_thread_exit(0);
    return 0;
}
