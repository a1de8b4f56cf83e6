/* Marks for nostall, the analyzer that finds calls that block inside coroutines and event-loop
 * callbacks.
 *
 * Copy this header into your project or include it from where nostall is installed: it needs
 * nothing, and under compilers other than clang the marks are empty. They stand at the front of a
 * declaration of a function, of a function-pointer field, or of a typedef of either:
 *
 *     NOSTALL_ASYNC void on_readable(struct loop *loop, int fd);
 *     struct job { NOSTALL_BLOCKING int (*run)(struct job *); };
 *     NOSTALL_COROUTINE typedef void task_fn(void *arg);
 *
 * One declaration is enough: a mark holds for all of them.
 */
#ifndef NOSTALL_H
#define NOSTALL_H

#if defined(__clang__)
#define NOSTALL_MARK(TEXT) __attribute__((annotate(TEXT)))
#else
#define NOSTALL_MARK(TEXT)
#endif

/* Runs on the event loop's thread, or is called from what does: must not block. */
#define NOSTALL_ASYNC NOSTALL_MARK("nostall::async")

/* Runs in a coroutine only. It may suspend, must not block, and calling it from elsewhere is an
 * error. */
#define NOSTALL_COROUTINE NOSTALL_MARK("nostall::coroutine")

/* May wait for something outside the program: not to be called from async code. */
#define NOSTALL_BLOCKING NOSTALL_MARK("nostall::blocking")

/* Promises not to block, whatever its body looks like: callers need not look further. The body is
 * checked. */
#define NOSTALL_NONBLOCKING NOSTALL_MARK("nostall::nonblocking")

/* Suspends the coroutine that calls it: other tasks run before it returns. */
#define NOSTALL_SUSPENDS NOSTALL_MARK("nostall::suspends")

/* Runs the function in argument ARG (counted from 0) on another thread, where it may block. */
#define NOSTALL_OFFLOAD(ARG) NOSTALL_MARK("nostall::offload=" #ARG)

#endif
