/* Excerpt of libmill 1.18-5, libmill.h (MIT licence), git e8937e6, with the stack switching of unknown machines. */
#ifndef LIBMILL_H_INCLUDED
#define LIBMILL_H_INCLUDED

#include <errno.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#define MILL_EXPORT
#define mill_string2_(x) #x
#define mill_string1_(x) mill_string2_(x)
#define MILL_HERE_ (__FILE__ ":" mill_string1_(__LINE__))

MILL_EXPORT int64_t mill_now_(void);
MILL_EXPORT pid_t mill_mfork_(void);
#define now mill_now_
#define mfork mill_mfork_

MILL_EXPORT extern volatile int mill_unoptimisable1_;
MILL_EXPORT extern volatile void *mill_unoptimisable2_;
typedef sigjmp_buf *mill_ctx;
MILL_EXPORT mill_ctx mill_getctx_(void);
MILL_EXPORT __attribute__((noinline)) void *mill_prologue_(const char *created);
MILL_EXPORT __attribute__((noinline)) void mill_epilogue_(void);
MILL_EXPORT void mill_yield_(const char *current);
MILL_EXPORT void mill_msleep_(int64_t deadline, const char *current);
MILL_EXPORT int mill_fdwait_(int fd, int events, int64_t deadline, const char *current);
#define mill_setjmp_(ctx) sigsetjmp(*ctx, 0)
#define mill_go_(fn) \
    do {\
        void *mill_sp;\
        mill_ctx ctx = mill_getctx_();\
        if(!mill_setjmp_(ctx)) {\
            mill_sp = mill_prologue_(MILL_HERE_);\
            int mill_anchor[mill_unoptimisable1_];\
            mill_unoptimisable2_ = &mill_anchor;\
            char mill_filler[(char*)&mill_anchor - (char*)(mill_sp)];\
            mill_unoptimisable2_ = &mill_filler;\
            fn;\
            mill_epilogue_();\
        }\
    } while(0)
#define FDW_IN 1
#define coroutine __attribute__((noinline))
#define go(fn) mill_go_(fn)
#define yield() mill_yield_(MILL_HERE_)
#define msleep(deadline) mill_msleep_((deadline), MILL_HERE_)
#define fdwait(fd, ev, dd) mill_fdwait_((fd), (ev), (dd), MILL_HERE_)

struct mill_chan_;
MILL_EXPORT struct mill_chan_ *mill_chmake_(size_t sz, size_t bufsz, const char *created);
MILL_EXPORT void mill_chclose_(struct mill_chan_ *ch, const char *current);
MILL_EXPORT void mill_chs_(struct mill_chan_ *ch, void *val, size_t sz, const char *current);
MILL_EXPORT void *mill_chr_(struct mill_chan_ *ch, size_t sz, const char *current);
#define mill_chs__(channel, type, value) \
    do {\
        type mill_val = (value);\
        mill_chs_((channel), &mill_val, sizeof(type), MILL_HERE_);\
    } while(0)
#define mill_chr__(channel, type) (*(type*)mill_chr_((channel), sizeof(type), MILL_HERE_))
typedef struct mill_chan_ *chan;
#define chmake(tp, sz) mill_chmake_(sizeof(tp), sz, MILL_HERE_)
#define chclose(ch) mill_chclose_((ch), MILL_HERE_)
#define chs(ch, tp, val) mill_chs__((ch), tp, (val))
#define chr(ch, tp) mill_chr__((ch), tp)

struct mill_file;
MILL_EXPORT struct mill_file *mill_mfopen_(const char *pathname, int flags, mode_t mode);
MILL_EXPORT size_t mill_mfread_(struct mill_file *f, void *buf, size_t len, int64_t deadline);
MILL_EXPORT void mill_mfclose_(struct mill_file *f);
typedef struct mill_file *mfile;
#define mfopen mill_mfopen_
#define mfread mill_mfread_
#define mfclose mill_mfclose_

#endif
