/* Excerpt of libdill 2.14, libdill.h (MIT licence), with the stack switching of unknown machines. */
#ifndef LIBDILL_H_INCLUDED
#define LIBDILL_H_INCLUDED

#include <alloca.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>

#define DILL_EXPORT

DILL_EXPORT int dill_fdin(int fd, int64_t deadline);
DILL_EXPORT int64_t dill_now(void);
DILL_EXPORT int dill_msleep(int64_t deadline);
DILL_EXPORT int dill_hclose(int h);
#define fdin dill_fdin
#define now dill_now
#define msleep dill_msleep
#define hclose dill_hclose

#define dill_coroutine __attribute__((noinline))
DILL_EXPORT extern volatile void *dill_unoptimisable;
DILL_EXPORT __attribute__((noinline)) int dill_prologue(sigjmp_buf **ctx,
    void **ptr, size_t len, int bndl, const char *file, int line);
DILL_EXPORT __attribute__((noinline)) void dill_epilogue(void);
#define dill_setjmp(ctx) sigsetjmp(ctx, 0)
#define dill_setsp(x) \
    dill_unoptimisable = alloca((char*)alloca(sizeof(size_t)) - (char*)(x));

#define dill_go_(fn, ptr, len, bndl) \
    __extension__ ({\
        sigjmp_buf *dill_ctx__;\
        void *dill_stk__ = (ptr);\
        int dill_handle__ = dill_prologue(&dill_ctx__, &dill_stk__, (len),\
            (bndl), __FILE__, __LINE__);\
        if(dill_handle__ >= 0) {\
            if(!dill_setjmp(*dill_ctx__)) {\
                dill_setsp(dill_stk__);\
                fn;\
                dill_epilogue();\
            }\
        }\
        dill_handle__;\
    })
#define dill_go(fn) dill_go_(fn, NULL, 0, -1)
#define dill_go_mem(fn, ptr, len) dill_go_(fn, ptr, len, -1)
#define dill_bundle_go(bndl, fn) dill_go_(fn, NULL, 0, bndl)
DILL_EXPORT int dill_bundle(void);
DILL_EXPORT int dill_bundle_wait(int h, int64_t deadline);
DILL_EXPORT int dill_yield(void);
struct dill_ipaddr { char _[32]; };
DILL_EXPORT int dill_tcp_accept(int s, struct dill_ipaddr *addr, int64_t deadline);
DILL_EXPORT int dill_tcp_close(int s, int64_t deadline);
DILL_EXPORT int dill_bsend(int s, const void *buf, size_t len, int64_t deadline);
DILL_EXPORT int dill_brecv(int s, void *buf, size_t len, int64_t deadline);
#define tcp_accept dill_tcp_accept
#define tcp_close dill_tcp_close
#define bsend dill_bsend
#define brecv dill_brecv
#define coroutine dill_coroutine
#define go dill_go
#define go_mem dill_go_mem
#define bundle_go dill_bundle_go
#define bundle dill_bundle
#define bundle_wait dill_bundle_wait
#define yield dill_yield

#endif
