/* Excerpt of libaco 1.2.4, aco.h (Apache-2.0), git d00631a; the macros as there. */
#ifndef ACO_H
#define ACO_H

#include <stddef.h>
#include <stdlib.h>

typedef struct { void* ptr; size_t sz; } aco_save_stack_t;
struct aco_s;
typedef struct aco_s aco_t;
typedef struct { void* ptr; size_t align_validsz; aco_t* owner; } aco_share_stack_t;
typedef void (*aco_cofuncp_t)(void);
struct aco_s {
    aco_t* main_co;
    void*  arg;
    char   is_end;
    aco_cofuncp_t fp;
    aco_save_stack_t  save_stack;
    aco_share_stack_t* share_stack;
};

#define aco_assert(EX)  ((EX)?((void)0):(abort()))
#define aco_assertptr(ptr)  (((ptr) != NULL)?((void)0):(abort()))
extern void aco_thread_init(aco_cofuncp_t last_word_co_fp);
extern void* acosw(aco_t* from_co, aco_t* to_co) __asm__("acosw");
extern aco_share_stack_t* aco_share_stack_new(size_t sz);
extern void aco_share_stack_destroy(aco_share_stack_t* sstk);
extern aco_t* aco_create(aco_t* main_co, aco_share_stack_t* share_stack, size_t save_stack_sz, aco_cofuncp_t fp, void* arg);
extern __thread aco_t* aco_gtls_co;
extern void aco_resume(aco_t* resume_co);
extern void aco_destroy(aco_t* co);
#define aco_yield1(yield_co) do {             \
    aco_assertptr((yield_co));                    \
    aco_assertptr((yield_co)->main_co);           \
    acosw((yield_co), (yield_co)->main_co);   \
} while(0)
#define aco_yield() do {        \
    aco_yield1(aco_gtls_co);    \
} while(0)
#define aco_get_arg() (aco_gtls_co->arg)
#define aco_exit1(co) do {     \
    (co)->is_end = 1;           \
    aco_assert((co)->share_stack->owner == (co)); \
    (co)->share_stack->owner = NULL; \
    (co)->share_stack->align_validsz = 0; \
    aco_yield1((co));            \
    aco_assert(0);                  \
} while(0)
#define aco_exit() do {       \
    aco_exit1(aco_gtls_co); \
} while(0)

#endif
