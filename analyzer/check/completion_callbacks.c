#include "check/completion_callbacks.h"

#include <string.h>

bool completion_functions(const struct check_input *in, const struct call *call, bool *given)
{
    const struct function *fn = program_get(in->program, call->node)->body;
    const struct event_call *c = &fn->events.at[call->event].call;
    bool any = false;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        source_vec sources = {0};
        flow_value(in->contexts->flow, in->scratch, call->node, fn->args.at[c->first_arg + i],
                   call->event, &sources);
        for (uint32_t k = 0; given && k < sources.len; k++)
            given[sources.at[k]->function.i] = true;
        any |= sources.len > 0;
    }
    return any;
}

/* Note the functions that the call, one of NAMES, is given. */
static void see_given(const struct check_input *in, const name_vec *names, const struct call *call,
                      bool *given)
{
    const struct event *e = &program_get(in->program, call->node)->body->events.at[call->event];
    if (e->kind == EVENT_CALL && roles_named(in->program, names, call->name))
        completion_functions(in, call, given);
}

/* Is the field one of NAMES, as record.field? */
static bool is_named_field(const struct program *p, const struct slot *s, const name_vec *names)
{
    const char *record = program_text(p, s->record), *name = program_text(p, s->name);
    size_t len = strlen(record);
    for (uint32_t i = 0; s->is_field && i < names->len; i++) {
        const char *wanted = program_text(p, names->at[i]);
        if (!strncmp(wanted, record, len) && wanted[len] == '.' && !strcmp(wanted + len + 1, name))
            return true;
    }
    return false;
}

static void see_fields(const struct check_input *in, const name_vec *names, bool *given)
{
    for (uint32_t i = 0; i < in->program->slots.len; i++) {
        source_vec sources = {0};
        if (!is_named_field(in->program, &in->program->slots.at[i], names))
            continue;
        flow_functions(in->contexts->flow, in->scratch,
                       flow_slot(in->contexts->flow, (struct slot_id){i}), &sources);
        for (uint32_t k = 0; k < sources.len; k++)
            given[sources.at[k]->function.i] = true;
    }
}

const bool *completion_given(const struct check_input *in, const name_vec *names)
{
    bool *given = arena_new_array(in->scratch, bool, in->program->nodes.len + 1);
    if (names->len)
        see_fields(in, names, given);
    for (uint32_t i = 0; i < in->program->nodes.len && names->len; i++)
        for (uint32_t k = 0; k < in->contexts->calls->at[i].len; k++)
            see_given(in, names, &in->contexts->calls->at[i].at[k], given);
    return given;
}

/* Note the functions that are told how an operation ended. */
static void see_told(const struct check_input *in, const struct call *call, bool *told)
{
    const struct function *fn = program_get(in->program, call->node)->body;
    const struct event *e = &fn->events.at[call->event];
    for (uint32_t i = 0; e->kind == EVENT_CALL && call->roles && i < call->roles->outcomes.len; i++)
        for (uint32_t k = 0; k < call->roles->outcomes.at[i]->args.len; k++) {
            uint32_t arg = arg_index(call->roles->outcomes.at[i]->args.at[k], e->call.arg_len);
            source_vec sources = {0};
            if (arg != FACTS_NONE)
                flow_value(in->contexts->flow, in->scratch, call->node,
                           fn->args.at[e->call.first_arg + arg], call->event, &sources);
            for (uint32_t s = 0; s < sources.len; s++)
                told[sources.at[s]->function.i] = true;
        }
}

const bool *completion_told(const struct check_input *in)
{
    bool *told = arena_new_array(in->scratch, bool, in->program->nodes.len + 1);
    for (uint32_t i = 0; i < in->program->nodes.len; i++)
        for (uint32_t k = 0; k < in->contexts->calls->at[i].len; k++)
            see_told(in, &in->contexts->calls->at[i].at[k], told);
    return told;
}
