/* Excerpt of QEMU 7.2, include/qemu/main-loop.h (MIT licence). */
#ifndef QEMU_MAIN_LOOP_H
#define QEMU_MAIN_LOOP_H

#define qemu_mutex_lock_iothread()                      \
    qemu_mutex_lock_iothread_impl(__FILE__, __LINE__)
void qemu_mutex_lock_iothread_impl(const char *file, int line);
void qemu_mutex_unlock_iothread(void);

typedef void IOHandler(void *opaque);
void qemu_set_fd_handler(int fd, IOHandler *fd_read, IOHandler *fd_write, void *opaque);

#endif
