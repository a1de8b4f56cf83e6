#ifndef POOL_H
#define POOL_H

#include <uv.h>

typedef void (*job_fn)(void *arg);

struct job {
    uv_work_t req;
    job_fn run;
    job_fn done;
    void *arg;
};

/* RUN on the thread pool, DONE on the loop. */
void pool_submit(struct job *j, job_fn run, job_fn done, void *arg);

#endif
