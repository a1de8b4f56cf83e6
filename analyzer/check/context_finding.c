#include "check/context_finding.h"
#include "effects/effects.h"

static const struct event *event_of(const struct program *p, struct node_id n, uint32_t event)
{
    return &program_get(p, n)->body->events.at[event];
}

struct finding context_finding(const struct check_input *in, const struct check_rule *rule,
                               struct node_id n, struct loc loc)
{
    const struct node *node = program_get(in->program, n);
    struct finding f = {.rule = rule,
                        .certainty = CERTAINTY_ALWAYS,
                        .loc = loc,
                        .function = node->name,
                        .unit = node->facts->source};
    f.level = f.rule->level;
    return f;
}

static void add_step(const struct check_input *in, struct findings *f, struct node_id n,
                     uint32_t event, bool last, struct finding *ret)
{
    const struct program *p = in->program;
    struct finding_step step = {.kind = last ? PATH_STEP_LEAF : PATH_STEP_CALL,
                                .loc = body_event_loc(program_get(p, n)->body, event),
                                .function = program_get(p, n)->name,
                                .message = arena_printf(f->arena, "'%s' calls '%s'",
                                                        program_text(p, program_get(p, n)->name),
                                                        calls_text_at(p, n, event))};
    vec_push(f->arena, &ret->steps, step);
}

void context_add_path(const struct check_input *in, struct findings *f, struct node_id n,
                      uint32_t event, struct mode mode, struct finding *ret)
{
    const struct program *p = in->program;
    for (uint32_t depth = 0; depth < p->nodes.len; depth++) { /* no longer than a circle */
        bool more = mode.basis == MODE_BY_CALL && mode.callee.i != FACTS_NONE;
        add_step(in, f, n, event, !more, ret);
        if (!more)
            break;
        n = mode.callee;
        event = mode.event;
        if (!mode_call_needs_coroutine(effects_modes(in->effects), n, event, &mode))
            break;
    }
    ret->leaf_key =
        arena_printf(f->arena, "%s:%s:%s", program_text(p, event_of(p, n, event)->loc.file),
                     program_text(p, program_get(p, n)->name), calls_text_at(p, n, event));
    if (mode.why)
        vec_push(f->arena, &ret->notes,
                 (struct finding_note){loc_known(mode.loc) ? mode.loc : vec_last(&ret->steps).loc,
                                       mode.why});
}
