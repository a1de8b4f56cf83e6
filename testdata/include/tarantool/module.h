/* Excerpt of Tarantool 2.6, tarantool/module.h (BSD licence). */
#ifndef TARANTOOL_MODULE_H_INCLUDED
#define TARANTOOL_MODULE_H_INCLUDED

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct fiber;
struct addrinfo;
typedef int (*fiber_func)(va_list);
struct fiber *fiber_new(const char *name, fiber_func f);
struct fiber *fiber_self(void);
void fiber_wakeup(struct fiber *f);
void fiber_cancel(struct fiber *f);
void fiber_yield(void);
void fiber_start(struct fiber *callee, ...);
void fiber_wakeup(struct fiber *f);
void fiber_cancel(struct fiber *f);
void fiber_set_joinable(struct fiber *fiber, bool yesno);
int fiber_join(struct fiber *f);
void fiber_sleep(double s);
bool fiber_is_cancelled(void);
struct fiber_cond;
struct fiber_cond *fiber_cond_new(void);
void fiber_cond_delete(struct fiber_cond *cond);
void fiber_cond_signal(struct fiber_cond *cond);
int fiber_cond_wait_timeout(struct fiber_cond *cond, double timeout);
int fiber_cond_wait(struct fiber_cond *cond);
enum { COIO_READ = 0x1, COIO_WRITE = 0x2 };
int coio_wait(int fd, int event, double timeout);
int coio_close(int fd);
ssize_t coio_call(ssize_t (*func)(va_list), ...);
int coio_getaddrinfo(const char *host, const char *port, const struct addrinfo *hints, struct addrinfo **res, double timeout);
typedef struct box_function_ctx box_function_ctx_t;
typedef int (*box_function_f)(box_function_ctx_t *ctx, const char *args, const char *args_end);
typedef struct box_latch box_latch_t;
box_latch_t *box_latch_new(void);
void box_latch_delete(box_latch_t *latch);
void box_latch_lock(box_latch_t *latch);
void box_latch_unlock(box_latch_t *latch);
int box_txn_begin(void);
int box_txn_commit(void);
int box_txn_rollback(void);
typedef struct tuple box_tuple_t;
int box_tuple_ref(box_tuple_t *tuple);
void box_tuple_unref(box_tuple_t *tuple);
int box_insert(uint32_t space_id, const char *tuple, const char *tuple_end, box_tuple_t **result);
typedef struct lua_State lua_State;
int lua_error(lua_State *L);

#endif
