#include "contexts/bidden.h"

#include "link/names.h"

struct mention { /* the function is handed to the call EVENT of a function, or stored by it */
    struct node_id in;
    uint32_t event;
};

typedef VEC(struct mention) mention_vec;

struct bidden {
    struct arena *arena;
    const struct contexts *contexts;
    uint32_t *named;       /* by node */
    mention_vec *mentions; /* by node */
};

static void mention(struct bidden *x, struct node_id n, uint32_t event, struct value_id value)
{
    const struct node *node = program_get(x->contexts->program, n);
    const struct value *v = function_value(node->body, value);
    if (v->kind == VALUE_FUNCTION)
        vec_push(x->arena, &x->mentions[program_node(node->facts, v->function).i],
                 (struct mention){n, event});
}

struct bidden *bidden_new(struct arena *arena, const struct contexts *c)
{
    struct bidden *x = arena_new_one(arena, struct bidden);
    const struct program *p = c->program;
    *x = (struct bidden){.arena = arena, .contexts = c, .named = names_count(arena, p)};
    x->mentions = arena_new_array(arena, mention_vec, p->nodes.len + 1);
    for (uint32_t n = 0; n < p->nodes.len; n++) {
        const struct function *fn = p->nodes.at[n].body;
        for (uint32_t i = 0; fn && i < fn->events.len; i++) {
            const struct event *e = &fn->events.at[i];
            for (uint32_t k = 0; e->kind == EVENT_CALL && k < e->call.arg_len; k++)
                mention(x, (struct node_id){n}, i, fn->args.at[e->call.first_arg + k]);
            if (e->kind == EVENT_ASSIGN)
                mention(x, (struct node_id){n}, i, e->assign.from);
        }
    }
    return x;
}

/* Which command one place is behind. */
static const struct operated *behind(const struct bidden *x, struct node_id n,
                                     const struct mention *m, const bool *unbidden)
{
    const struct contexts *c = x->contexts;
    const struct function *at = program_get(c->program, n)->body;
    const struct call *call = calls_find(c->calls, m->in, m->event);
    const struct signal_name *signal = call ? signal_caught(c->signals, call) : NULL;
    if (signal)
        return operated_new(c, signal, at->loc,
                            body_event_loc(program_get(c->program, m->in)->body, m->event));
    const struct operated *k = operated_of_block(c, m->in, m->event);
    return k || unbidden[m->in.i] ? k : operated_of(&c->at[m->in.i]);
}

const struct operated *bidden_by(const struct bidden *x, struct node_id n, const bool *unbidden)
{
    const mention_vec *mentions = &x->mentions[n.i];
    const struct operated *command = NULL;
    bool bidden = mentions->len && x->named[n.i] == mentions->len;
    for (uint32_t i = 0; i < mentions->len && bidden; i++) {
        const struct mention *m = &mentions->at[i];
        command = m->in.i == n.i ? NULL : behind(x, n, m, unbidden);
        bidden = command != NULL;
    }
    return bidden ? command : NULL;
}
