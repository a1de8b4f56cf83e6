// args: --disable NS1 --disable NS2 --disable NS304 --disable NS4
/* The lock is held on some paths only, and the wait stands on some paths only: do they meet? */
#include <pthread.h>
#include <st.h>
#include <stddef.h>

enum mode { READ, WRITE, SYNC };
#define LOCKED 4
#define LAST 8

struct job {
    pthread_mutex_t lock;
    int mode, *owner;
    unsigned flags;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int shared_mode;

static void not_equal(int mode)
{
    if (mode == 2)
        pthread_mutex_lock(&lock);
    if (mode != 3)
        st_usleep(1000); // error: 9 NS305
    if (mode == 2)
        pthread_mutex_unlock(&lock);
}

static void not_equal_good(int mode)
{
    if (mode == 2)
        pthread_mutex_lock(&lock);
    if (mode != 2)
        st_usleep(1000); // ok: NS305
    if (mode == 2)
        pthread_mutex_unlock(&lock);
}

static void two_values(int mode)
{
    if (mode == 2 || mode == 4)
        pthread_mutex_lock(&lock);
    if (mode == 4)
        st_usleep(1000); // error: 9 NS305
    if (mode == 2 || mode == 4)
        pthread_mutex_unlock(&lock);
}

static void two_values_good(int mode)
{
    if (mode == 2 || mode == 4)
        pthread_mutex_lock(&lock);
    if (mode == 3)
        st_usleep(1000); // ok: NS305
    if (mode == 2 || mode == 4)
        pthread_mutex_unlock(&lock);
}

static void range(int len)
{
    if (len < 10)
        pthread_mutex_lock(&lock);
    if (len > 8)
        st_usleep(1000); // error: 9 NS305
    if (len < 10)
        pthread_mutex_unlock(&lock);
}

static void range_good(int len)
{
    if (len < 10)
        pthread_mutex_lock(&lock);
    if (len > 9)
        st_usleep(1000); // ok: NS305
    if (len < 10)
        pthread_mutex_unlock(&lock);
}

static void switched(enum mode mode)
{
    if (mode == SYNC)
        pthread_mutex_lock(&lock);
    switch (mode) {
    case READ:
        st_usleep(1); // ok: NS305
        break;
    case WRITE:
    case SYNC:
        st_usleep(1000); // error: 9 NS305
        break;
    }
    if (mode == SYNC)
        pthread_mutex_unlock(&lock);
}

static void switched_default(enum mode mode)
{
    switch (mode) {
    case READ:
    case WRITE:
        break;
    default:
        pthread_mutex_lock(&lock);
    }
    if (mode == SYNC)
        st_usleep(1); // error: 9 NS305
    switch (mode) {
    case READ:
    case WRITE:
        st_usleep(1000); // ok: NS305
        break;
    default:
        pthread_mutex_unlock(&lock);
    }
}

static void flags(unsigned how)
{
    if (how & LOCKED)
        pthread_mutex_lock(&lock);
    if (how & LAST)
        st_usleep(1000); // error: 9 NS305
    if (how & LOCKED)
        pthread_mutex_unlock(&lock);
}

static void flags_good(unsigned how)
{
    if (how & LOCKED)
        pthread_mutex_lock(&lock);
    if (!(how & LOCKED))
        st_usleep(1000); // ok: NS305
    if ((how & LOCKED) == LOCKED)
        pthread_mutex_unlock(&lock);
}

static void field(struct job *j)
{
    if (j->mode == 2)
        pthread_mutex_lock(&j->lock);
    if (j->mode > 1)
        st_usleep(1000); // error: 9 NS305
    if (j->mode == 2)
        pthread_mutex_unlock(&j->lock);
}

static void field_good(struct job *j)
{
    if (j->mode == 2)
        pthread_mutex_lock(&j->lock);
    if (j->mode < 2)
        st_usleep(1000); // ok: NS305
    if (j->mode == 2)
        pthread_mutex_unlock(&j->lock);
}

/* The field may be another one behind the store. */
static void field_changes(struct job *j, struct job *next)
{
    if (j->mode == 2)
        pthread_mutex_lock(&lock);
    next->mode = 1;
    if (j->mode != 2)
        st_usleep(1000); // error: 9 NS305
    pthread_mutex_unlock(&lock);
}

static void record_changes(struct job *j, struct job *next)
{
    if (j->mode == 2)
        pthread_mutex_lock(&lock);
    j = next;
    if (j->mode != 2)
        st_usleep(1000); // error: 9 NS305
    pthread_mutex_unlock(&lock);
}

static void advance(struct job *j)
{
    j->mode++;
}

static void called_changes(struct job *j)
{
    if (j->mode == 2)
        pthread_mutex_lock(&lock);
    advance(j);
    if (j->mode != 2)
        st_usleep(1000); // error: 9 NS305
    pthread_mutex_unlock(&lock);
}

static void field_flags(struct job *j)
{
    if (j->flags & LOCKED)
        pthread_mutex_lock(&lock);
    j->flags &= ~(unsigned)LOCKED;
    if (!(j->flags & LOCKED))
        st_usleep(1000); // error: 9 NS305
    pthread_mutex_unlock(&lock);
}

static void field_flags_good(struct job *j)
{
    if (j->flags & LOCKED)
        pthread_mutex_lock(&lock);
    if (!(j->flags & LOCKED))
        st_usleep(1000); // ok: NS305
    if (j->flags & LOCKED)
        pthread_mutex_unlock(&lock);
}

static void pointer(struct job *j)
{
    if (j->owner)
        pthread_mutex_lock(&lock);
    st_usleep(1); // error: 5 NS305
    if (j->owner)
        pthread_mutex_unlock(&lock);
}

static void pointer_good(struct job *j)
{
    if (j->owner)
        pthread_mutex_lock(&lock);
    if (j->owner == NULL)
        st_usleep(1000); // ok: NS305
    if (j->owner != NULL)
        pthread_mutex_unlock(&lock);
}

/* Others run while it waits: what they share with it is as they leave it. */
static void global(void)
{
    if (shared_mode == 2)
        pthread_mutex_lock(&lock);
    else
        st_usleep(1); // ok: NS305
    if (shared_mode != 2)
        pthread_mutex_unlock(&lock);
    st_usleep(1); // error: 5 NS305
}

static void copied(int mode)
{
    int now = mode;
    if (mode == 2)
        pthread_mutex_lock(&lock);
    if (now == 1)
        st_usleep(1); // error: 9 NS305
    if (mode == 2)
        pthread_mutex_unlock(&lock);
}

static void copied_good(int mode)
{
    int was = 0;
    if (mode == 2) {
        was = mode;
        pthread_mutex_lock(&lock);
    }
    if (was != 2)
        st_usleep(1); // ok: NS305
    if (mode == 2)
        pthread_mutex_unlock(&lock);
}

static void rounds(struct job *j, int n)
{
    int held = 0;
    for (int i = 0; i < n; i++) {
        if (j->mode == 2 && !held) {
            pthread_mutex_lock(&lock);
            held = 1;
        }
        if (j->mode == 3 && held) {
            pthread_mutex_unlock(&lock);
            held = 0;
        }
        if (!held)
            st_usleep(1); // ok: NS305
        if (j->mode == 3)
            st_usleep(1); // ok: NS305
        if (j->mode == 4)
            st_usleep(1); // error: 13 NS305
    }
    if (held)
        pthread_mutex_unlock(&lock);
}

static void *entry(void *arg)
{
    struct job *j = arg;
    int mode = j->mode;
    not_equal(mode);
    not_equal_good(mode);
    two_values(mode);
    two_values_good(mode);
    range(mode);
    range_good(mode);
    switched((enum mode)mode);
    switched_default((enum mode)mode);
    flags(j->flags);
    flags_good(j->flags);
    field(j);
    field_good(j);
    field_changes(j, j + 1);
    record_changes(j, j + 1);
    called_changes(j);
    field_flags(j);
    field_flags_good(j);
    pointer(j);
    pointer_good(j);
    global();
    copied(mode);
    copied_good(mode);
    rounds(j, mode);
    return NULL;
}

int main(void)
{
    static struct job job;
    st_init();
    st_thread_create(entry, &job, 0, 0);
    st_thread_exit(NULL);
    return 0;
}
