/* A coroutine hands a local to a callback and gives way: when it goes on, the callback has run that resumes it. */
#include <glib.h>
#include <ucontext.h>

static ucontext_t scheduler, task;
static char stack[65536];

struct question {
    int n;
    int answer;
};

static void give_way(void)
{
    swapcontext(&task, &scheduler);
}

static void go_on(void)
{
    swapcontext(&scheduler, &task);
}

static gboolean answer(gpointer data)
{
    struct question *q = data;
    q->answer = q->n + 1;
    go_on();
    return FALSE;
}

static gboolean answer_again(gpointer data)
{
    struct question *q = data;
    q->answer = q->n + 1;
    go_on();
    return TRUE;
}

static gboolean only_answers(gpointer data)
{
    struct question *q = data;
    q->answer = q->n + 1;
    return FALSE;
}

static gboolean wake(gpointer data)
{
    (void)data;
    go_on();
    return FALSE;
}

static void ask(struct question *q)
{
    g_idle_add(answer, q);
    give_way();
}

static void asks(void)
{
    struct question q = {1, 0};
    g_idle_add(answer, &q); // ok: NS306
    give_way();
}

static void asks_by_helper(void)
{
    struct question q = {2, 0};
    ask(&q); // ok: NS306
}

static void asks_and_leaves(void)
{
    struct question q = {3, 0};
    g_idle_add(answer, &q); // warning: 5 NS306
}

/* It is called again, when the coroutine has long gone on. */
static void asks_who_goes_on(void)
{
    struct question q = {4, 0};
    g_idle_add(answer_again, &q); // warning: 5 NS306
    give_way();
}

/* Somebody else resumes this one. */
static void asks_who_does_not_resume(void)
{
    struct question q = {5, 0};
    g_idle_add(only_answers, &q); // warning: 5 NS306
    give_way();
}

/* It may be the timer that resumes it. */
static void asks_with_a_limit(void)
{
    struct question q = {6, 0};
    g_timeout_add(100, wake, NULL);
    g_idle_add(answer, &q); // warning: 5 NS306
    give_way();
}

static void entry(void)
{
    asks();
    asks_by_helper();
    asks_and_leaves();
    asks_who_goes_on();
    asks_who_does_not_resume();
    asks_with_a_limit();
}

int main(void)
{
    GMainLoop *loop = g_main_loop_new(NULL, FALSE);
    getcontext(&task);
    task.uc_stack.ss_sp = stack;
    task.uc_stack.ss_size = sizeof stack;
    task.uc_link = &scheduler;
    makecontext(&task, entry, 0);
    go_on();
    g_main_loop_run(loop);
    return 0;
}
