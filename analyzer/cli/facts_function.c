#include "cli/facts_function.h"

#include "base/utf8.h"
#include "check/leaf_finding.h"
#include "contexts/operated.h"
#include "effects/locks.h"
#include "effects/mode.h"
#include "effects/suspend.h"
#include "ir/facts_names.h"
#include "link/name_roles.h"
#include "link/terms_text.h"

#include <inttypes.h>
#include <string.h>

struct printer {
    const struct analysis *a;
    struct arena *scratch;
    struct node_id n;
    const struct node *node;
    struct terms_text terms;
    struct buf *out;
};

static const char *name_of(const struct printer *p, struct node_id n)
{
    return program_text(p->a->program, program_get(p->a->program, n)->name);
}

static void put_loc(const struct printer *p, struct loc l)
{
    if (!loc_known(l))
        return;
    const char *file = program_text(p->a->program, l.file);
    buf_putc(p->out, ' ');
    utf8_visible(p->out, file, strlen(file), "");
    buf_printf(p->out, ":%" PRIu32 ":%" PRIu32, l.line, l.col);
}

/* " in loop coroutine" */
static void put_contexts(const struct printer *p, uint8_t bits)
{
    static const char *const names[CONTEXT_KINDS] = {"loop", "coroutine", "realtime"};
    buf_puts(p->out, !bits ? " nowhere" : bits == CONTEXT_ANY ? " anywhere" : " in");
    for (unsigned k = 0; k < CONTEXT_KINDS && bits != CONTEXT_ANY; k++)
        if (bits & 1U << k)
            buf_printf(p->out, " %s", names[k]);
}

static void put_needs(const struct printer *p, struct needs needs)
{
    if (!needs.i)
        return;
    buf_puts(p->out, "; needs ");
    needs_print(&p->terms, needs, p->out);
}

/* ---- the function ---- */

static void put_mode(const struct printer *p)
{
    static const char *const names[] = {
        [MODE_MUST] = "must", [MODE_EITHER] = "either", [MODE_NEVER] = "never"};
    const struct mode *m = mode_of(effects_modes(p->a->effects), p->n);
    if (m->basis == MODE_UNKNOWN)
        return;
    buf_printf(p->out, "  in coroutines: %s: %s", names[m->mode], m->why ? m->why : "");
    put_loc(p, m->loc);
    buf_putc(p->out, '\n');
}

static void put_reason(const struct printer *p, unsigned kind)
{
    const struct context *x = &p->a->contexts->at[p->n.i];
    const struct context_reason *r = &x->reasons[kind];
    buf_puts(p->out, "  runs");
    put_contexts(p, (uint8_t)(1U << kind));
    buf_printf(p->out, " (%s): ", certainty_name(r->certainty));
    if (r->why) {
        buf_puts(p->out, r->why);
        put_loc(p, r->loc);
    } else if (r->caller.i != FACTS_NONE) {
        buf_printf(p->out, "'%s' calls it", name_of(p, r->caller));
        put_loc(p, body_event_loc(program_get(p->a->program, r->caller)->body, r->event));
    }
    buf_putc(p->out, '\n');
}

static void put_where(const struct printer *p)
{
    const struct context *x = &p->a->contexts->at[p->n.i];
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if (x->bits & 1U << k)
            put_reason(p, k);
    if (operated_of(x)) {
        buf_printf(p->out, "  runs %s", operated_of(x)->text);
        put_loc(p, operated_of(x)->loc);
        buf_putc(p->out, '\n');
    }
    if (x->loop)
        buf_printf(p->out, "  %s\n", evloop_text(x->loop, p->a->bodies, p->scratch));
    if (x->off_loop)
        buf_puts(p->out, "  runs elsewhere\n");
    if (x->at_start)
        buf_puts(p->out, "  reached from main\n");
    if (x->promised_nonblocking)
        buf_puts(p->out, "  promises not to block\n");
    if (x->declared_blocking)
        buf_puts(p->out, "  marked as blocking\n");
}

static void put_exits(const struct printer *p)
{
    const struct body *body = &p->a->bodies->at[p->n.i];
    buf_puts(p->out, "  returns");
    put_contexts(p, body->exits);
    buf_putc(p->out, '\n');
    if (body->never_returns)
        buf_puts(p->out, "  never returns\n");
    uint8_t cut = p->a->bodies->cut[p->n.i];
    if (cut & BODY_CUT_PATHS)
        buf_puts(p->out, "  has too many paths to tell all apart\n");
    if (cut & BODY_CUT_TERMS)
        buf_puts(p->out, "  has values of too many parts to follow\n");
}

/* ---- effects ---- */

static void put_way(const struct printer *p, const struct leaf *leaf)
{
    for (const struct leaf *l = leaf; l; l = l->down)
        buf_printf(p->out, " > %s", leaf_step_name(p->a->program, l));
}

static void put_leaf(const struct printer *p, const struct leaf *leaf)
{
    buf_printf(p->out, "%s %s", checks_rule_of(leaf)->id, certainty_name(leaf->certainty));
    if (leaf->stall != STALL_NONE)
        buf_printf(p->out, " %s", stall_name(leaf->stall));
    put_contexts(p, leaf->mask);
    put_way(p, leaf);
    if (leaf->args)
        buf_puts(p->out, "; callers decide");
    put_needs(p, leaf->needs);
    buf_putc(p->out, '\n');
}

static void put_suspension(const struct printer *p, const struct suspension *s)
{
    buf_puts(p->out, s->guess ? "suspends (a guess)" : "suspends");
    if (s->cancellable)
        buf_puts(p->out, ", cancellable");
    for (const struct suspension *at = s; at; at = at->down)
        buf_printf(p->out, " > %s",
                   at->down ? name_of(p, at->callee) : suspend_name(p->a->program, at));
    put_needs(p, s->needs);
    buf_putc(p->out, '\n');
}

static void put_effects(const struct printer *p)
{
    const leaf_vec *leaves = summary_kept(effects_all_summaries(p->a->effects), p->n);
    const suspension_vec *points = suspend_kept(effects_suspends(p->a->effects), p->n);
    for (uint32_t i = 0; i < leaves->len; i++) {
        buf_puts(p->out, "  blocks ");
        put_leaf(p, leaves->at[i]);
    }
    for (uint32_t i = 0; i < points->len; i++) {
        buf_puts(p->out, "  ");
        put_suspension(p, points->at[i]);
    }
}

/* ---- calls ---- */

static void put_callees(const struct printer *p, const struct call *call)
{
    for (uint32_t i = 0; i < call->callees.len; i++) {
        const struct node *to = program_get(p->a->program, call->callees.at[i]);
        buf_printf(p->out, "      callee '%s'", program_text(p->a->program, to->name));
        put_loc(p, to->body ? to->body->loc : to->entity->loc);
        buf_puts(p->out, to->body ? "\n" : ", no body\n");
    }
    for (uint32_t i = 0; i < call->targets.len; i++) {
        const struct call_target *t = &call->targets.at[i];
        buf_printf(p->out, "      target '%s' (%s)", name_of(p, t->node),
                   certainty_name(t->certainty));
        if (t->handed_to.i != FACTS_NONE)
            buf_printf(p->out, " handed to '%s'", name_of(p, t->handed_to));
        buf_puts(p->out, " from");
        put_loc(p, t->source->loc);
        buf_putc(p->out, '\n');
    }
}

static void put_roles(const struct printer *p, const struct name_roles *roles, const char *of)
{
    if (!roles)
        return;
    buf_printf(p->out, "      %s: ", of);
    name_roles_print(roles, p->out);
    buf_putc(p->out, '\n');
}

/* The lock as the declaration names it. */
static const char *lock_name(const struct printer *p, uint64_t lock)
{
    uint32_t param;
    lock = aval_slot_of(lock);
    if (lock < p->a->program->slots.len)
        return program_text(p->a->program, p->a->program->slots.at[lock].name);
    return aval_object_is_param(lock, p->n, &param) ? "a parameter" : "a lock";
}

static void put_locks(const struct printer *p, uint32_t event, bool release)
{
    lock_set locks = {0};
    locks_of(effects_locks(p->a->effects), p->scratch, p->n, event, release, &locks);
    for (uint32_t i = 0; i < locks.len; i++)
        buf_printf(p->out, "      %s '%s'\n", release ? "gives back" : "takes",
                   lock_name(p, locks.at[i].object));
}

static void put_call(const struct printer *p, const struct live_event *live)
{
    const struct call *call = calls_get(p->a->calls, p->n, live->event);
    leaf_vec leaves = {0};
    suspension_vec points = {0};
    put_roles(p, call->roles, "roles");
    put_roles(p, call->macro, "roles of its macro");
    if (call->cut)
        buf_puts(p->out, "      cut\n");
    if (call->elsewhere)
        buf_puts(p->out, call->spawned ? "      spawned\n" : "      runs elsewhere\n");
    put_callees(p, call);
    summary_leaves(effects_all_summaries(p->a->effects), p->scratch, p->n, live->event, CONTEXT_ANY,
                   &leaves);
    for (uint32_t i = 0; i < leaves.len; i++) {
        buf_puts(p->out, "      blocks ");
        put_leaf(p, leaves.at[i]);
    }
    suspend_points(effects_suspends(p->a->effects), p->scratch, p->n, live->event, &points);
    for (uint32_t i = 0; i < points.len; i++) {
        buf_puts(p->out, "      ");
        put_suspension(p, points.at[i]);
    }
    put_locks(p, live->event, false);
    put_locks(p, live->event, true);
}

static void put_event(const struct printer *p, const struct live_event *live)
{
    const struct event *e = &p->node->body->events.at[live->event];
    const struct call *call = calls_find(p->a->calls, p->n, live->event);
    buf_printf(p->out, "    e%" PRIu32 " %s", live->event, event_kind_name(e->kind));
    if (call)
        buf_printf(p->out, " '%s'", calls_text(p->a->calls, call));
    put_contexts(p, live->mask);
    put_needs(p, live->needs);
    buf_putc(p->out, '\n');
    if (call)
        put_call(p, live);
}

void facts_function(const struct analysis *a, struct arena *scratch, struct node_id n,
                    struct buf *out)
{
    const struct node *node = program_get(a->program, n);
    struct printer p = {.a = a, .scratch = scratch, .n = n, .node = node, .out = out};
    p.terms = (struct terms_text){a->bodies->terms, a->program->strs, node->entity, a->bodies};
    buf_printf(out, "about '%s'", name_of(&p, n));
    put_loc(&p, node->body ? node->body->loc : node->entity->loc);
    buf_putc(out, '\n');
    const struct name_roles *roles = roles_function(a->roles, node->name);
    put_roles(&p, roles, "roles");
    put_mode(&p);
    put_where(&p);
    if (!node->body) {
        buf_puts(out, "  has no body here\n");
        return;
    }
    put_exits(&p);
    put_effects(&p);
    const struct body *body = &a->bodies->at[n.i];
    for (uint32_t i = 0; i < body->live.len; i++)
        put_event(&p, &body->live.at[i]);
}
