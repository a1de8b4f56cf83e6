// args: --disable NS1 --disable NS2 --disable NS4
/* Guards: the type of what they lock decides. A CoMutex may be held across a yield, a QemuMutex may not. */
#include "qemu/osdep.h"
#include "qemu/coroutine.h"
#include "qemu/lockable.h"
#include "qemu/main-loop.h"
#include "qemu/rcu.h"

static QemuMutex mutex;
static QemuRecMutex rec_mutex;
static QemuSpin spin;
static CoMutex *co_mutex;
static GMutex gmutex;
static int count;

static void coroutine_fn nap(void)
{
    qemu_coroutine_yield();
}

static void unlock_mutex(QemuMutex **m)
{
    qemu_mutex_unlock(*m);
}

#define MY_LOCK_GUARD(m) \
    __attribute__((cleanup(unlock_mutex))) QemuMutex *guard_ = lock_mutex(m)

static QemuMutex *lock_mutex(QemuMutex *m)
{
    qemu_mutex_lock(m);
    return m;
}

void coroutine_fn guard(void);
void coroutine_fn guard_co(void);
void coroutine_fn guard_rec(void);
void coroutine_fn guard_spin(void);
void coroutine_fn block(void);
void coroutine_fn block_co(void);
void coroutine_fn plain(void);
void coroutine_fn rcu(void);
void coroutine_fn rcu_block(void);
void coroutine_fn rcu_plain(void);
void coroutine_fn big(void);
void coroutine_fn glib(void);
void coroutine_fn own(void);
void coroutine_fn scope(void);
void coroutine_fn returns(int x);

void coroutine_fn guard(void)
{
    QEMU_LOCK_GUARD(&mutex);
    count++;
    qemu_coroutine_yield(); // error: 5 NS305 "qemu_coroutine_yield"
}

void coroutine_fn guard_co(void)
{
    QEMU_LOCK_GUARD(co_mutex);
    count++;
    qemu_coroutine_yield(); // ok: NS305
}

void coroutine_fn guard_rec(void)
{
    QEMU_LOCK_GUARD(&rec_mutex);
    nap(); // error: 5 NS305 "nap" "qemu_coroutine_yield"
}

void coroutine_fn guard_spin(void)
{
    QEMU_LOCK_GUARD(&spin);
    nap(); // error: 5 NS305 "nap" "qemu_coroutine_yield"
}

void coroutine_fn block(void)
{
    WITH_QEMU_LOCK_GUARD(&mutex) {
        count++;
        qemu_coroutine_yield(); // error: 9 NS305 "qemu_coroutine_yield"
    }
    qemu_coroutine_yield(); // ok: NS305
}

void coroutine_fn block_co(void)
{
    WITH_QEMU_LOCK_GUARD(co_mutex) {
        count++;
        qemu_coroutine_yield(); // ok: NS305
    }
}

void coroutine_fn plain(void)
{
    qemu_mutex_lock(&mutex);
    nap(); // error: 5 NS305 "nap"
    qemu_mutex_unlock(&mutex);
    nap(); // ok: NS305
}

void coroutine_fn rcu(void)
{
    RCU_READ_LOCK_GUARD();
    nap(); // error: 5 NS305 "nap"
}

void coroutine_fn rcu_block(void)
{
    WITH_RCU_READ_LOCK_GUARD() {
        nap(); // error: 9 NS305 "nap"
    }
    nap(); // ok: NS305
}

void coroutine_fn rcu_plain(void)
{
    rcu_read_lock();
    count++;
    rcu_read_unlock();
    nap(); // ok: NS305
}

void coroutine_fn big(void)
{
    qemu_mutex_lock_iothread();
    nap(); // error: 5 NS305 "nap"
    qemu_mutex_unlock_iothread();
    nap(); // ok: NS305
}

void coroutine_fn glib(void)
{
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&gmutex);
    count += locker != NULL;
    nap(); // error: 5 NS305 "nap"
}

void coroutine_fn own(void)
{
    MY_LOCK_GUARD(&mutex);
    count += guard_ != NULL;
    nap(); // error: 5 NS305 "nap"
}

void coroutine_fn scope(void)
{
    {
        QEMU_LOCK_GUARD(&mutex);
        count++;
    }
    nap(); // ok: NS305
    {
        g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&gmutex);
        count += locker != NULL;
    }
    nap(); // ok: NS305
    {
        MY_LOCK_GUARD(&mutex);
        count += guard_ != NULL;
    }
    nap(); // ok: NS305
    {
        RCU_READ_LOCK_GUARD();
        count++;
    }
    nap(); // ok: NS305
}

void coroutine_fn returns(int x)
{
    WITH_QEMU_LOCK_GUARD(&mutex) {
        if (x > 3)
            break;
        count++;
    }
    nap(); // ok: NS305
}
