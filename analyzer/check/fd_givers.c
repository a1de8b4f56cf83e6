#include "check/fd_givers.h"

struct asking {
    const struct check_input *in;
    const struct callmap *callers;
    uint8_t mask;
    bool *asked; /* by node */
    struct fd_givers *ret;
};

static bool runs(const struct asking *a, const struct call_edge *e)
{
    const uint8_t *masks = a->in->contexts->bodies->at[e->from.i].masks;
    return !a->mask || (masks && masks[e->event] & a->mask & a->in->contexts->at[e->from.i].bits);
}

static void ask(struct asking *a, struct node_id n, const struct aval *fd)
{
    struct call_edges edges = callmap_in(a->callers, n);
    if (a->asked[n.i])
        return;
    a->asked[n.i] = true;
    for (uint32_t i = 0; i < edges.len; i++) {
        const struct call_edge *e = edges.at[i];
        struct aval args[AVAL_MAX_ARGS];
        if (!runs(a, e))
            continue;
        uint32_t len = aval_args(a->in->values, e->from, e->event, args);
        struct aval bound = aval_bind(a->in->values, *fd, args, len);
        if (bound.fd_symbol)
            ask(a, e->from, &bound);
        else if (bound.fd == FD_BLOCKING)
            vec_push(a->in->scratch, &a->ret->blocking, (struct fd_giver){e->from, e->event});
        else
            a->ret->other = true;
    }
}

struct fd_givers fd_givers_find(const struct check_input *in, const struct callmap *callers,
                                struct node_id n, const struct aval *fd, uint8_t mask)
{
    struct fd_givers found = {0};
    struct asking a = {in, callers, mask, NULL, &found};
    a.asked = arena_new_array(in->scratch, bool, in->program->nodes.len + 1);
    ask(&a, n, fd);
    return found;
}
