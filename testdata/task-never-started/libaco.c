/* libaco and higan's libco do not go together in one program; this is libaco. */
#include <aco.h>
#include <stddef.h>

static void body(void)
{
    aco_exit();
}

void never(aco_t *main_co, aco_share_stack_t *stack)
{
    aco_t *co = aco_create(main_co, stack, 0, body, NULL); // warning: 17 NS206 "'aco_create' creates" "aco_resume"
    aco_destroy(co);
}

void resumed(aco_t *main_co, aco_share_stack_t *stack)
{
    aco_t *co = aco_create(main_co, stack, 0, body, NULL); // ok: NS206
    aco_resume(co);
    aco_destroy(co);
}

void not_destroyed(aco_t *main_co, aco_share_stack_t *stack)
{
    aco_t *co = aco_create(main_co, stack, 0, body, NULL); // warning: 17 NS205 "'aco_create' is dropped" "aco_destroy"
    aco_resume(co);
}
