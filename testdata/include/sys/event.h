/* Stub of the BSDs' sys/event.h. Source: FreeBSD 14.0, sys/sys/event.h, kqueue(2). */
#ifndef STUB_SYS_EVENT_H
#define STUB_SYS_EVENT_H

#include <stdint.h>
#include <time.h>

struct kevent {
    uintptr_t ident;
    short filter;
    unsigned short flags;
    unsigned int fflags;
    int64_t data;
    void *udata;
    uint64_t ext[4];
};

#define EVFILT_READ (-1)
#define EV_ADD 0x0001
#define EV_SET(kevp, a, b, c, d, e, f)                                                             \
    do {                                                                                           \
        struct kevent *kev_ = (kevp);                                                              \
        kev_->ident = (a), kev_->filter = (b), kev_->flags = (c);                                  \
        kev_->fflags = (d), kev_->data = (e), kev_->udata = (f);                                   \
    } while (0)

int kqueue(void);
int kevent(int kq, const struct kevent *changelist, int nchanges, struct kevent *eventlist,
           int nevents, const struct timespec *timeout);

#endif
