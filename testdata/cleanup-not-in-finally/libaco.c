// args: --disable NS1 --disable NS2 --disable NS4
/* aco_destroy drops the frame of a suspended coroutine, and aco_yield is where it is suspended. */
#include <aco.h>
#include <stdio.h>
#include <stdlib.h>

struct job {
    char *text;
    int state;
};

static void bad(void)
{
    char *p = malloc(10);
    if (!p)
        aco_exit();
    aco_yield();
    free(p); // warning: 5 NS301 "free" "aco_yield" "dropped" "aco_get_arg"
    aco_exit();
}

static void good(void)
{
    struct job *job = aco_get_arg();
    job->text = malloc(10); /* whoever destroys the coroutine frees it */
    aco_yield();
    free(job->text); // ok: NS301
    job->text = NULL;
    aco_exit();
}

static void nap(int times)
{
    for (int i = 0; i < times; i++)
        aco_yield();
}

static void in_a_loop(void)
{
    for (int i = 0; i < 3; i++) {
        FILE *f = fopen("x", "r");
        if (!f)
            continue;
        nap(i);
        fclose(f); // warning: 9 NS301 "fclose" "aco_yield" step: "nap"
    }
    aco_exit();
}

static void in_a_loop_good(void)
{
    for (int i = 0; i < 3; i++) {
        FILE *f = fopen("x", "r");
        if (!f)
            continue;
        fclose(f); // ok: NS301
        nap(i);
    }
    aco_exit();
}

static void states(void)
{
    struct job *job = aco_get_arg();
    char *p = NULL;
    for (;;) {
        switch (job->state) {
        case 0:
            p = malloc(10);
            break;
        case 1:
            free(p); // warning: 13 NS301 "free"
            aco_exit();
            return;
        default:
            break;
        }
        job->state++;
        aco_yield();
    }
}

static void states_good(void)
{
    struct job *job = aco_get_arg();
    for (;;) {
        switch (job->state) {
        case 0:
            job->text = malloc(10);
            break;
        case 1:
            free(job->text); // ok: NS301
            aco_exit();
            return;
        default:
            break;
        }
        job->state++;
        aco_yield();
    }
}

int main(void)
{
    static void (*const all[])(void) = {bad, good, in_a_loop, in_a_loop_good, states, states_good};
    struct job job = {0};
    aco_thread_init(NULL);
    aco_t *main_co = aco_create(NULL, NULL, 0, NULL, NULL);
    aco_share_stack_t *stack = aco_share_stack_new(0);
    for (int i = 0; i < 6; i++) {
        aco_t *co = aco_create(main_co, stack, 0, all[i], &job);
        aco_resume(co);
        aco_destroy(co);
    }
    aco_share_stack_destroy(stack);
    aco_destroy(main_co);
    return 0;
}
