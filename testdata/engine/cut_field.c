// args: --rules cut_field.yaml
/* What the project cuts is cut where the function is called through a field, too; for this caller alone. */
#include <pthread.h>
#include <st.h>

struct ops {
    void (*run)(void);
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void waits(void)
{
    st_usleep(10);
}

static struct ops ops = {.run = waits};

static void *through_field(void *arg)
{
    pthread_mutex_lock(&lock);
    ops.run(); // ok: NS305
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *not_cut(void *arg)
{
    pthread_mutex_lock(&lock);
    ops.run(); // error: 9 NS305
    pthread_mutex_unlock(&lock);
    return arg;
}

int main(void)
{
    st_init();
    st_thread_create(through_field, 0, 0, 0);
    st_thread_create(not_cut, 0, 0, 0);
    st_thread_exit(0);
    return 0;
}
