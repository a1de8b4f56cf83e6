/* Threads are tasks too. */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdlib.h>

struct job {
    int n;
    sem_t done;
    pthread_t thread;
};

static void *work(void *data)
{
    struct job *job = data;
    job->n++;
    sem_post(&job->done);
    return NULL;
}

void detached(void)
{
    struct job job = {0};
    pthread_t thread;
    pthread_create(&thread, NULL, work, &job); // warning: 5 NS306 "address of 'job'" "pthread_join"
    pthread_detach(thread);
}

int joined(void)
{
    struct job job = {0};
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, &job) != 0) // ok: NS306
        return -1;
    pthread_join(thread, NULL);
    return job.n;
}

int joined_by_its_own_field(void)
{
    struct job job = {0};
    if (pthread_create(&job.thread, NULL, work, &job) != 0) // ok: NS306
        return -1;
    pthread_join(job.thread, NULL);
    return job.n;
}

void waited_for(void)
{
    struct job job = {0};
    pthread_t thread;
    sem_init(&job.done, 0, 0);
    pthread_create(&thread, NULL, work, &job); // ok: NS306
    pthread_detach(thread);
    sem_wait(&job.done);
}

void as_many_as_were_started(int n)
{
    struct job jobs[16];
    pthread_t threads[16];
    for (int i = 0; i < n; i++)
        pthread_create(&threads[i], NULL, work, &jobs[i]); // ok: NS306
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
}

void some_and_others_not(int n)
{
    struct job jobs[16];
    pthread_t threads[16];
    for (int i = 0; i < n; i++) {
        pthread_create(&threads[i], NULL, work, &jobs[i]); // warning: 9 NS306 "address of 'jobs'"
        if (i == 8)
            return;
    }
    for (int i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
}

void own_memory(void)
{
    struct job *job = malloc(sizeof *job);
    pthread_t thread;
    pthread_create(&thread, NULL, work, job); // ok: NS306
    pthread_detach(thread);
}

void started_or_not(int parallel)
{
    struct job job = {0};
    pthread_t thread;
    if (parallel)
        pthread_create(&thread, NULL, work, &job); // ok: NS306
    else
        work(&job);
    if (parallel)
        pthread_join(thread, NULL);
}

struct server {
    struct job *job;
    int run;
    pthread_t thread;
};

static void *serve(void *data)
{
    struct server *s = data;
    while (s->run)
        s->job->n++;
    return NULL;
}

/* The compiler's own form of an atomic store takes the value by its address. */
void value_by_address(struct server *s)
{
    int on = 1;
    __atomic_store(&s->run, &on, __ATOMIC_SEQ_CST);
    pthread_create(&s->thread, NULL, serve, s); // ok: NS306
}

void address_by_address(struct server *s)
{
    struct job job = {0}, *p = &job;
    __atomic_store(&s->job, &p, __ATOMIC_SEQ_CST);
    pthread_create(&s->thread, NULL, serve, s); // warning: 5 NS306 "address of 'job'"
}
