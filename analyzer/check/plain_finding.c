#include "check/plain_finding.h"

#include "check/suppress.h"
#include "link/body.h"

struct finding plain_finding(const struct check_input *in, struct findings *f,
                             const struct check_rule *rule, struct node_id n, struct loc loc,
                             const char *callee)
{
    const struct program *p = in->program;
    const struct node *node = program_get(p, n);
    struct finding finding = {.rule = rule,
                              .level = rule->level,
                              .certainty = CERTAINTY_USUALLY,
                              .loc = loc,
                              .function = node->name,
                              .unit = node->facts->source};
    finding.leaf_key = arena_printf(f->arena, "%s:%s:%s", program_text(p, loc.file),
                                    program_text(p, node->name), callee);
    return finding;
}

void plain_step(const struct check_input *in, struct findings *f, struct finding *finding,
                enum step_kind_of_path kind, struct node_id n, struct loc loc, const char *message)
{
    vec_push(f->arena, &finding->steps,
             (struct finding_step){.kind = kind,
                                   .loc = loc,
                                   .function = program_get(in->program, n)->name,
                                   .message = message});
}

void plain_note(struct findings *f, struct finding *finding, struct loc loc, const char *message)
{
    vec_push(f->arena, &finding->notes, (struct finding_note){loc, message});
}

void plain_add(const struct check_input *in, struct findings *f, struct finding *finding)
{
    for (uint32_t i = 0; i < finding->steps.len && !finding->suppressed; i++) {
        struct loc loc = finding->steps.at[i].loc;
        finding->suppressed =
            suppression_find(in->suppressions, finding->rule, loc, &finding->suppressed_at);
        if (finding->suppressed)
            suppression_use(in->suppressions, finding->rule, loc);
    }
    vec_push(f->arena, &f->all, *finding);
}

void plain_add_given(const struct check_input *in, struct findings *f, struct finding *finding,
                     struct node_id n, const char *callee, struct node_id from, uint32_t from_event)
{
    const struct program *p = in->program;
    const char *name = program_text(p, program_get(p, n)->name);
    plain_step(in, f, finding, PATH_STEP_LEAF, n, finding->loc,
               arena_printf(f->arena, "'%s' calls '%s'", name, callee));
    if (from.i != FACTS_NONE)
        plain_note(f, finding, body_event_loc(program_get(p, from)->body, from_event),
                   arena_printf(f->arena, "'%s' gives it to '%s' here",
                                program_text(p, program_get(p, from)->name), name));
    plain_add(in, f, finding);
}
