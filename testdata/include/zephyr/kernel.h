/* Excerpt of Zephyr, include/zephyr/kernel.h and sys_clock.h (Apache-2.0), git 005401f7. */
#ifndef ZEPHYR_INCLUDE_KERNEL_H_
#define ZEPHYR_INCLUDE_KERNEL_H_

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct { int64_t ticks; } k_timeout_t;
#define Z_TIMEOUT_NO_WAIT ((k_timeout_t) {0})
#define Z_FOREVER ((k_timeout_t) {-1})
#define K_NO_WAIT Z_TIMEOUT_NO_WAIT
#define K_FOREVER Z_FOREVER
#define K_MSEC(ms) ((k_timeout_t) {(ms)})

struct k_timer;
typedef void (*k_timer_expiry_t)(struct k_timer *timer);
typedef void (*k_timer_stop_t)(struct k_timer *timer);
struct k_timer { k_timer_expiry_t expiry_fn; k_timer_stop_t stop_fn; };
#define K_TIMER_DEFINE(name, expiry, stop) struct k_timer name = {.expiry_fn = expiry, .stop_fn = stop}
extern void k_timer_init(struct k_timer *timer, k_timer_expiry_t expiry_fn, k_timer_stop_t stop_fn);
void k_timer_start(struct k_timer *timer, k_timeout_t duration, k_timeout_t period);

struct k_work;
typedef void (*k_work_handler_t)(struct k_work *work);
struct k_work { k_work_handler_t handler; uint32_t flags; };
struct k_work_delayable { struct k_work work; };
#define Z_WORK_INITIALIZER(work_handler) { .handler = work_handler, }
#define K_WORK_DEFINE(work, work_handler) struct k_work work = Z_WORK_INITIALIZER(work_handler)
void k_work_init(struct k_work *work, k_work_handler_t handler);
void k_work_init_delayable(struct k_work_delayable *dwork, k_work_handler_t handler);
int k_work_submit(struct k_work *work);

struct k_thread;
typedef struct k_thread *k_tid_t;
typedef struct z_thread_stack_element k_thread_stack_t;
typedef void (*k_thread_entry_t)(void *p1, void *p2, void *p3);
k_tid_t k_thread_create(struct k_thread *new_thread, k_thread_stack_t *stack, size_t stack_size, k_thread_entry_t entry,
			void *p1, void *p2, void *p3, int prio, uint32_t options, k_timeout_t delay);
bool k_is_in_isr(void);
int32_t k_sleep(k_timeout_t timeout);
int32_t k_msleep(int32_t ms);
void k_busy_wait(uint32_t usec_to_wait);
struct k_sem { unsigned int count; };
int k_sem_take(struct k_sem *sem, k_timeout_t timeout);
void k_sem_give(struct k_sem *sem);
struct k_mutex { uint32_t lock_count; };
int k_mutex_lock(struct k_mutex *mutex, k_timeout_t timeout);
int k_mutex_unlock(struct k_mutex *mutex);
struct k_msgq { uint32_t used_msgs; };
int k_msgq_put(struct k_msgq *msgq, const void *data, k_timeout_t timeout);

#endif
