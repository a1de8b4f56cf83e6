#include "cli/init_guess.h"

#include "contexts/waits.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>

static const char *place(const struct contexts *c, struct arena *arena, struct loc at)
{
    return arena_printf(arena, "%s:%" PRIu32, program_text(c->program, at.file), at.line);
}

static const char *name_of(const struct contexts *c, struct node_id n)
{
    return program_text(c->program, program_get(c->program, n)->name);
}

static bool is_known(const guess_vec *all, const char *name)
{
    for (uint32_t i = 0; i < all->len; i++)
        if (!strcmp(all->at[i].name, name))
            return true;
    return false;
}

/* ---- waits ---- */

static bool is_loop(const struct contexts *c, struct node_id n)
{
    for (uint32_t i = 0; i < c->loops.len; i++)
        if (c->loops.at[i].node.i == n.i)
            return true;
    return false;
}

void guess_waits(const struct contexts *c, const struct aval_context *values, struct arena *arena,
                 guess_vec *ret)
{
    struct arena *scratch = arena_new();
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const call_vec *rows = &c->calls->at[i];
        const struct call *wait = NULL;
        for (uint32_t r = 0; r < rows->len && !wait; r++)
            if (body_is_live(c->bodies, rows->at[r].node, rows->at[r].event) &&
                wait_of_call(values, scratch, &rows->at[r]).rule)
                wait = &rows->at[r];
        arena_reset(scratch);
        if (!wait || is_loop(c, wait->node))
            continue;
        struct loc at = body_event_loc(program_get(c->program, wait->node)->body, wait->event);
        struct guess g = {.node = wait->node, .name = name_of(c, wait->node)};
        g.text = arena_printf(arena, "'%s' waits in %s at %s", g.name, calls_text(c->calls, wait),
                              place(c, arena, at));
        vec_push(arena, ret, g);
    }
    arena_free(scratch);
}

/* The field that the call goes through; NULL: none of a struct with a name. */
static const struct slot *field_of(const struct contexts *c, const struct call *call)
{
    const struct event *e = &program_get(c->program, call->node)->body->events.at[call->event];
    struct slot_id slot;
    if (e->kind != EVENT_CALL || e->call.callee_kind != CALLEE_PATH ||
        !flow_is_slot(c->flow, flow_path(c->flow, call->node, e->call.path), &slot))
        return NULL;
    const struct slot *s = &c->program->slots.at[slot.i];
    return s->is_field && s->record.i ? s : NULL;
}

void guess_fields(const struct contexts *c, const guess_vec *waits, struct arena *arena,
                  guess_vec *ret)
{
    for (uint32_t i = 0; i < waits->len; i++) {
        const call_vec *rows = &c->calls->at[waits->at[i].node.i];
        for (uint32_t r = 0; r < rows->len; r++) {
            const struct slot *s = field_of(c, &rows->at[r]);
            if (!s)
                continue;
            struct guess g = {.node = waits->at[i].node};
            g.name =
                arena_printf(arena, "{record: %s, field: %s}", program_text(c->program, s->record),
                             program_text(c->program, s->name));
            g.text = arena_printf(arena, "- %s # called in %s", g.name, waits->at[i].name);
            if (!is_known(ret, g.name))
                vec_push(arena, ret, g);
        }
    }
}

/* ---- predicates ---- */

/* Does a word end between the two letters? */
static bool is_end(char last, char next)
{
    return !isalpha((unsigned char)next) ||
           (islower((unsigned char)last) && isupper((unsigned char)next));
}

/* Is one of WORDS in the name, between underscores or as what begins with a capital letter? */
static bool has_word(const char *name, const char *const *words)
{
    for (; *words; words++) {
        size_t len = strlen(*words);
        for (const char *at = name; *at; at++) {
            bool begins = at == name || !isalpha((unsigned char)at[-1]) ||
                          (isupper((unsigned char)*at) && islower((unsigned char)at[-1]));
            if (begins && !strncasecmp(at, *words, len) && is_end(at[len - 1], at[len]))
                return true;
        }
    }
    return false;
}

struct tested { /* for truth: a macro, a function or a variable of the program */
    const char *name;
    bool function; /* or what such a macro calls: it may say only whether it could do something */
};

static struct tested tested_name(const struct contexts *c, const struct node *node,
                                 const struct cond *cond)
{
    const struct tested nothing = {0};
    const struct value *v =
        cond->value.i == FACTS_NONE ? NULL : function_value(node->body, cond->value);
    if (cond->macro.i)
        return (struct tested){program_text(c->program, cond->macro), v && v->kind == VALUE_RESULT};
    if (cond->kind != COND_TRUTH)
        return nothing;
    if (v->kind == VALUE_RESULT) {
        const struct event *e = &node->body->events.at[v->event.i];
        if (e->kind != EVENT_CALL || e->call.callee_kind != CALLEE_DIRECT)
            return nothing;
        const struct entity *to = facts_entity(node->facts, e->call.function);
        return to->system ? nothing : (struct tested){program_text(c->program, to->name), true};
    }
    if (v->kind != VALUE_PATH)
        return nothing;
    const struct path *p = function_path(node->body, v->path);
    if (p->root_kind != ROOT_GLOBAL || p->step_len)
        return nothing;
    const struct entity *variable = facts_entity(node->facts, (struct entity_id){p->root});
    if (variable->shape.kind != SHAPE_BOOL && variable->shape.kind != SHAPE_INTEGER)
        return nothing; /* whether something is there */
    return (struct tested){program_text(c->program, variable->name), false};
}

static void add_predicate(const struct contexts *c, struct arena *arena, const char *name,
                          struct node_id in, struct loc at, guess_vec *ret)
{
    if (!is_known(ret, name))
        vec_push(arena, ret,
                 (struct guess){.node = in,
                                .name = name,
                                .text = arena_printf(arena, "%s # tested in %s at %s", name,
                                                     name_of(c, in), place(c, arena, at))});
}

void guess_predicates(const struct contexts *c, struct arena *arena, guess_vec *ret_modes,
                      guess_vec *ret_threads)
{
    static const char *const modes[] = {"start", "starting",     "startup",
                                        "init",  "initializing", "initialising",
                                        "boot",  "booting",      NULL};
    static const char *const threads[] = {"thread", "mainthread", NULL};
    static const char *const asks[] = {"is", "in", "on", "main", "current", "self", NULL};
    static const char *const states[] = {"is", "are", "was", "in", NULL};
    static const char *const amounts[] = {"count", "refcount", "counter", "num", "left", NULL};
    for (uint32_t i = 0; i < c->program->nodes.len; i++) {
        const struct node *node = &c->program->nodes.at[i];
        for (uint32_t b = 0; node->body && b < node->body->blocks.len; b++) {
            const struct block *k = &node->body->blocks.at[b];
            struct tested t = {0};
            if (k->term == TERM_BRANCH)
                t = tested_name(c, node, &k->cond);
            bool is_mode = t.name && (!t.function || has_word(t.name, states));
            if (is_mode && has_word(t.name, modes) && !has_word(t.name, amounts))
                add_predicate(c, arena, t.name, (struct node_id){i}, node->body->loc, ret_modes);
            if (t.name && has_word(t.name, threads) && has_word(t.name, asks))
                add_predicate(c, arena, t.name, (struct node_id){i}, node->body->loc, ret_threads);
        }
    }
}
