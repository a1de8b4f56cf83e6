/* Excerpt of minicoro 0.2.0, minicoro.h (public domain or MIT No Attribution), git 02dad0f. */
#ifndef MINICORO_H
#define MINICORO_H

#include <stddef.h>

typedef enum mco_state { MCO_DEAD = 0, MCO_NORMAL, MCO_RUNNING, MCO_SUSPENDED } mco_state;
typedef enum mco_result { MCO_SUCCESS = 0, MCO_GENERIC_ERROR, MCO_INVALID_POINTER } mco_result;
typedef struct mco_coro mco_coro;
typedef struct mco_desc {
  void (*func)(mco_coro* co);
  void* user_data;
  void* (*alloc_cb)(size_t size, void* allocator_data);
  void  (*dealloc_cb)(void* ptr, size_t size, void* allocator_data);
  void* allocator_data;
  size_t storage_size;
  size_t coro_size;
  size_t stack_size;
} mco_desc;

extern mco_desc mco_desc_init(void (*func)(mco_coro* co), size_t stack_size);
extern mco_result mco_create(mco_coro** out_co, mco_desc* desc);
extern mco_result mco_destroy(mco_coro* co);
extern mco_result mco_resume(mco_coro* co);
extern mco_result mco_yield(mco_coro* co);
extern mco_state mco_status(mco_coro* co);
extern void* mco_get_user_data(mco_coro* co);
extern mco_coro* mco_running(void);

#endif
