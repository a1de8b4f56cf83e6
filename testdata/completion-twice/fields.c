// args: --disable NS205
/* Tasks that fields and parameters have, in whatever function. */
#include <gio/gio.h>

struct op {
    GTask *task;
    struct op *next;
    int state;
};

void op_fail(struct op *op);
void op_fail(struct op *op)
{
    if (op->state < 0)
        g_task_return_error(op->task, NULL);
    g_task_return_boolean(op->task, TRUE); // error: 5 NS209
}

void op_right(struct op *op);
void op_right(struct op *op)
{
    if (op->state < 0) {
        g_task_return_error(op->task, NULL);
        return;
    }
    g_task_return_boolean(op->task, TRUE); // ok: NS209
}

void both(struct op *op);
void both(struct op *op)
{
    g_task_return_boolean(op->task, TRUE);
    op = op->next;
    g_task_return_boolean(op->task, TRUE); // ok: NS209
}

void all(struct op *op);
void all(struct op *op)
{
    for (; op; op = op->next)
        g_task_return_boolean(op->task, TRUE); // ok: NS209
}

void replaced(struct op *op, GFile *f);
void replaced(struct op *op, GFile *f)
{
    g_task_return_boolean(op->task, TRUE);
    op->task = g_task_new(f, NULL, NULL, NULL);
    g_task_return_boolean(op->task, TRUE); // ok: NS209
}

static void renew(struct op *op, GFile *f)
{
    op->task = g_task_new(f, NULL, NULL, NULL);
}

void renewed(struct op *op, GFile *f);
void renewed(struct op *op, GFile *f)
{
    g_task_return_boolean(op->task, TRUE);
    renew(op, f);
    g_task_return_boolean(op->task, TRUE); // ok: NS209
}

void given(GTask *task, int n);
void given(GTask *task, int n)
{
    if (n < 0)
        g_task_return_error(task, NULL);
    g_task_return_boolean(task, TRUE); // error: 5 NS209
}
