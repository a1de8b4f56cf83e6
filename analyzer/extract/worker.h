/* One worker process and the caller's end of its socket. For pool.c only. */
#ifndef EXTRACT_WORKER_H
#define EXTRACT_WORKER_H

#include "extract/pool.h"

#include <sys/types.h>

#define WORKER_IDLE UINT32_MAX

struct worker {
    pid_t pid;      /* 0: none */
    int fd, err_fd; /* its socket, and what it writes to stderr; -1: closed */
    uint32_t unit;  /* that it works on, or WORKER_IDLE */
    int64_t deadline_ms;
    bool timed_out;
    struct buf in;  /* the answer so far */
    struct buf err; /* beginning of what it wrote to stderr for this unit */
};

struct answer { /* in front of the bytes */
    uint64_t len;
    uint64_t ok;
};

int64_t worker_now_ms(void);
/* A process for WORKER, which is not running. OTHERS are closed in it. False: errno says why. */
bool worker_start(struct worker *w, const struct pool_options *options, const struct worker *others,
                  uint32_t other_len) __attribute__((warn_unused_result));
/* Give it UNIT. If it is dead, that shows when its answer is read. */
void worker_give(struct worker *w, uint32_t unit, uint32_t timeout_s);
enum worker_state { WORKER_MORE, WORKER_ANSWERED, WORKER_DEAD };
/* Take in what has come. ANSWERED: worker_answer has it. */
enum worker_state worker_receive(struct worker *w);
/* What it said on the unit; until the next worker_give. */
struct pool_result worker_answer(const struct worker *w);
/* Reap the dead worker. Why it died; until the next worker_start. */
struct pool_result worker_bury(struct worker *w, const struct pool_options *options);
/* Kill it, reap it, close all. */
void worker_end(struct worker *w);

#endif
