// args: --disable NS105
/* What all callers of a static function hand over decides for what follows paths, too: locks, cleanup, tasks. */
#include <libdill.h>
#include <pthread.h>
#include <stdlib.h>

enum how { QUICK, PATIENT, CAREFUL };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int counter;

static void step(enum how how)
{
    pthread_mutex_lock(&lock);
    if (how == PATIENT)
        msleep(now() + 10); // ok: NS305, NS304
    pthread_mutex_unlock(&lock);
}

static void step_either(enum how how)
{
    pthread_mutex_lock(&lock);
    if (how == PATIENT)
        msleep(now() + 10); // error: 9 NS305
    pthread_mutex_unlock(&lock);
}

/* The other way gives it back in one branch only. */
static int back(int keep)
{
    pthread_mutex_lock(&lock);
    counter++;
    if (!keep)
        pthread_mutex_unlock(&lock);
    return msleep(now() + 10); // ok: NS305
}

static int back_either(int keep)
{
    pthread_mutex_lock(&lock);
    counter++;
    if (!keep)
        pthread_mutex_unlock(&lock);
    return msleep(now() + 10); // error: 12 NS305
}

static int leaves(enum how how)
{
    char *p = malloc(4);
    int rc = msleep(now() + 10);
    if (how == CAREFUL && rc < 0)
        return -1; // ok: NS302
    free(p);
    return rc;
}

static int leaves_either(enum how how)
{
    char *p = malloc(4);
    int rc = msleep(now() + 10);
    if (how == CAREFUL && rc < 0)
        return -1; // warning: 9 NS302
    free(p);
    return rc;
}

/* What one parameter is says nothing about the other. */
static void step_both(enum how how, int times)
{
    pthread_mutex_lock(&lock);
    if (how == PATIENT && times == 4)
        msleep(now() + 10); // error: 9 NS305
    if (how == CAREFUL || times == 5)
        msleep(now() + 10); // ok: NS305, NS304
    pthread_mutex_unlock(&lock);
}

static void handed_on(enum how how)
{
    step(how);
    step_either(how);
}

static coroutine void work(int fd)
{
    handed_on(QUICK);
    step(CAREFUL);
    step_either(PATIENT);
    step_both(PATIENT, 4);
    step_both(QUICK, 7);
    if (back(0) < 0 || back_either(rand() > fd) < 0)
        return;
    if (leaves(QUICK) < 0 || leaves(PATIENT) < 0 || leaves_either(CAREFUL) < 0)
        return;
}

int main(void)
{
    int h = go(work(0));
    bundle_wait(h, -1);
    hclose(h);
}
