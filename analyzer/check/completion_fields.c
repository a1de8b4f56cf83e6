#include "check/completion_fields.h"

#include "check/given_answers.h"
#include "effects/tasks/frame.h"

#include <string.h>

completion_slots completion_fields(const struct check_input *in, const struct rule_completion *rule)
{
    completion_slots fields = {0};
    for (uint32_t i = 0; i < in->program->slots.len && !rule->called; i++) {
        const struct slot *slot = &in->program->slots.at[i];
        if (slot->is_field && slot->record.i &&
            program_points_to(in->program, slot->entity->type, rule->record))
            vec_push(in->scratch, &fields, (struct slot_id){i});
    }
    return fields;
}

/* Is the path the parameter, or does it start from a local variable that only ever is that? */
static bool is_of_param(const struct check_input *in, struct node_id n, const struct path *path,
                        uint32_t param)
{
    uint32_t of;
    return body_root_param(in->contexts->bodies, n, path, &of) && of == param;
}

/* The type that the parameter is used as, as it is written. */
static const char *type_of_param(const struct check_input *in, struct node_id n, uint32_t param)
{
    const struct program *p = in->program;
    const struct function *fn = program_get(p, n)->body;
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        const struct path *path = &fn->paths.at[i];
        if (path->root_kind == ROOT_LOCAL && !path->step_len && is_of_param(in, n, path, param))
            return program_text(p, fn->locals.at[path->root].type);
    }
    return program_text(p, program_get(p, n)->entity->params.at[param].type);
}

bool completion_is_given_struct(const struct check_input *in, struct node_id n, uint32_t param,
                                struct slot_id field)
{
    const char *type = type_of_param(in, n, param);
    const char *record = program_text(in->program, in->program->slots.at[field.i].record);
    type += !strncmp(type, "struct ", 7) ? 7 : 0;
    return !strncmp(type, record, strlen(record)) && !strcmp(type + strlen(record), " *");
}

bool completion_struct_decides(const struct check_input *in, struct node_id n, uint32_t param)
{
    const struct function *fn = program_get(in->program, n)->body;
    for (uint32_t p = 0; p < fn->paths.len; p++) {
        const struct path *path = &fn->paths.at[p];
        const struct pointee object = {.root_kind = path->root_kind, .root = path->root};
        if (!path->step_len || !is_of_param(in, n, path, param))
            continue;
        for (uint32_t i = 0; i < fn->blocks.len; i++) {
            const struct block *k = &fn->blocks.at[i];
            if (k->term == TERM_BRANCH &&
                (k->cond.kind == COND_TRUTH || k->cond.kind == COND_COMPARE) &&
                frame_looks_into(fn, k->cond.value, &object))
                return true;
        }
    }
    return false;
}
