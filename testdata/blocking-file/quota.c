/* What one user may still write is one look-up; turning quotas on reads all of them. */
#include <sys/quota.h>
#include <uv.h>

static struct dqblk quota;

static void on_timer(uv_timer_t *t)
{
    (void)t;
    quotactl(QCMD(Q_GETQUOTA, USRQUOTA), "/dev/sda1", 1000, (caddr_t)&quota); // note: 5 NS106
    quotactl(QCMD(Q_SYNC, USRQUOTA), "/dev/sda1", 0, NULL);                   // warning: 5 NS106
}

int start(uv_timer_t *t)
{
    return uv_timer_start(t, on_timer, 1, 1);
}
