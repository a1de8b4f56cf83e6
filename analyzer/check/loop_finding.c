#include "check/loop_finding.h"

#include "effects/effects.h"

static void visit_function(struct loop_visit *v, struct node_id n, uint8_t mask)
{
    const struct function *fn = program_get(v->in->program, n)->body;
    const struct body *body = &v->in->contexts->bodies->at[n.i];
    struct loops loops;
    if (!fn->blocks.len || !body->block_masks)
        return;
    loops_find(v->in->scratch, fn, &loops);
    for (uint32_t i = 0; i < loops.all.len; i++) {
        uint32_t header = loops.all.at[i].header;
        uint8_t left =
            body->block_masks[header] & mask & context_of_rounds(&v->in->contexts->at[n.i], header);
        struct looping l;
        if (!left || !loc_known(loops.all.at[i].loc))
            continue;
        looping_new(v->in->contexts, v->writes, v->in->scratch, n, &loops, i, &l);
        v->each(v, &l, left);
    }
    arena_reset(v->in->scratch);
}

/* What a rule speaks for is the framework's own: a lock that spins, a sleep. */
static bool is_spoken_for(const struct check_input *in, struct node_id n)
{
    const struct name_roles *r = roles_function(in->roles, program_get(in->program, n)->name);
    return r && (r->acquires.len || r->blocking.len || r->suspends.len || r->run_loops.len);
}

void loop_visit_all(struct loop_visit *v, uint8_t wanted)
{
    const struct program *p = v->in->program;
    v->writes = effects_writes(v->in->effects);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        uint8_t mask = context_certain(&v->in->contexts->at[i], wanted, v->in->min_certainty);
        if (mask && p->nodes.at[i].body && !is_spoken_for(v->in, (struct node_id){i}))
            visit_function(v, (struct node_id){i}, mask);
    }
}

struct finding loop_finding(const struct loop_visit *v, const struct looping *l, uint8_t mask,
                            const struct check_rule *rule, const char *first, const char *callee)
{
    struct loc loc = l->loops->all.at[l->loop].loc;
    struct finding f = plain_finding(v->in, v->findings, rule, l->node, loc, callee);
    const struct context_reason *reason = context_reason_of(&v->in->contexts->at[l->node.i], mask);
    f.certainty = reason->certainty;
    plain_step(v->in, v->findings, &f, PATH_STEP_CALL, l->node, loc, first);
    return f;
}

void loop_finding_add(const struct loop_visit *v, const struct looping *l, uint8_t mask,
                      struct finding *finding)
{
    const struct context_reason *reason = context_origin(v->in->contexts, l->node, mask);
    if (reason && reason->why)
        plain_note(v->findings, finding, reason->loc, reason->why);
    plain_add(v->in, v->findings, finding);
}
