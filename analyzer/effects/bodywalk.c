#include "effects/bodywalk.h"

#include "link/calls.h"
#include "link/passed.h"

struct bodywalk {
    const struct bodies *bodies;
    struct node_id node;
};

static bool is_static(const void *context, struct path_id path)
{
    const struct bodywalk *b = context;
    return body_path_is_static(b->bodies->program, b->node, path);
}

static bool lets_others_run(const struct name_roles *r)
{
    return r && (r->suspends.len || r->waits || r->run_loops.len || r->spawns.len ||
                 r->task_starts.len || r->callbacks.len);
}

static enum walk_effect effect(const void *context, uint32_t event)
{
    const struct bodywalk *b = context;
    const struct call *call = calls_get(b->bodies->calls, b->node, event);
    const struct event *e = &program_get(b->bodies->program, b->node)->body->events.at[event];
    if (e->kind == EVENT_CALL && body_call_stops(b->bodies, call))
        return WALK_STOPS;
    bool library = e->kind == EVENT_CALL && call->callee.i != FACTS_NONE &&
                   !program_get(b->bodies->program, call->callee)->body;
    bool quiet = (library || e->kind == EVENT_MACRO) && !lets_others_run(call->roles) &&
                 !lets_others_run(call->macro);
    return quiet ? WALK_QUIET : WALK_CHANGES;
}

static void gave_up(const void *context)
{
    const struct bodywalk *b = context;
    b->bodies->cut[b->node.i] |= BODY_CUT_PATHS;
}

/* What all callers hand over. */
static void know_params(struct walk *w, const struct bodies *b, struct node_id n)
{
    for (uint32_t i = 0; b->at[n.i].passed && i < w->fn->paths.len; i++) {
        const struct path *path = &w->fn->paths.at[i];
        const struct passed *p = path->root_kind == ROOT_PARAM && !path->step_len
                                     ? passed_param(b, n, path->root)
                                     : NULL;
        if (p)
            walk_given(w, (struct path_id){i}, p->numbers.at, p->numbers.len, p->set);
    }
}

void bodywalk_open(struct walk *w, struct arena *arena, const struct bodies *b, struct node_id n,
                   enum bodywalk_part part)
{
    const struct function *fn = program_get(b->program, n)->body;
    struct bodywalk *context = arena_new_one(arena, struct bodywalk);
    struct walk_source of = {.fn = fn,
                             .context = context,
                             .is_static = is_static,
                             .effect = effect,
                             .gave_up = gave_up,
                             .asks_returned = part == BODYWALK_RETURNED || part == BODYWALK_GIVEN,
                             .asks_given = part == BODYWALK_GIVEN};
    *context = (struct bodywalk){b, n};
    if (part != BODYWALK_ALL)
        of.runs = b->at[n.i].masks ? b->at[n.i].masks
                                   : arena_new_array(arena, uint8_t, fn->events.len + 1);
    walk_open(w, arena, &of);
    know_params(w, b, n);
}

uint8_t bodywalk_success(const struct facts *f, const struct event_call *c)
{
    struct shape result =
        c->callee_kind == CALLEE_DIRECT ? facts_entity(f, c->function)->result : c->result;
    return result.kind == SHAPE_POINTER ? SIGN_POSITIVE : SIGN_ZERO | SIGN_POSITIVE;
}

/* Pointers that the call is given. */
static void arguments_are_there(struct walk *w, const struct event_call *c, struct walk_state *s)
{
    for (uint32_t i = 0; i < c->arg_len; i++) {
        const struct value *v = function_value(w->fn, w->fn->args.at[c->first_arg + i]);
        const struct path *path = v->kind == VALUE_PATH ? function_path(w->fn, v->path) : NULL;
        if (path && !path->step_len && path->root_kind == ROOT_LOCAL &&
            w->fn->locals.at[path->root].shape.kind == SHAPE_POINTER)
            walk_set_path(w, s, v->path, SIGN_POSITIVE);
    }
}

walk_states bodywalk_behind(struct walk *w, uint32_t start, uint8_t result)
{
    walk_states all = {0};
    if (start == FACTS_NONE) {
        vec_push(w->arena, &all, walk_entry(w));
        return all;
    }
    bool *wanted = arena_new_array(w->arena, bool, w->fn->events.len + 1);
    wanted[start] = true;
    all = walk_arrivals(w, wanted, NULL)[start];
    for (uint32_t i = 0; i < all.len; i++) {
        arguments_are_there(w, &w->fn->events.at[start].call, &all.at[i]);
        walk_set_result(w, &all.at[i], start, result);
    }
    return all;
}
