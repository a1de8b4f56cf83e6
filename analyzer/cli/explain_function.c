#include "cli/explain_function.h"

#include "check/leaf_finding.h"
#include "contexts/operated.h"
#include "effects/effects.h"
#include "effects/mode.h"
#include "effects/suspend.h"

#include <inttypes.h>
#include <string.h>

#define MAX_STEPS 100
#define MAX_CALLERS 20

static const char *text_of(const struct explain *x, struct str s)
{
    return str_text(x->run->strs, s);
}

static const struct node *node_of(const struct explain *x, struct node_id n)
{
    return program_get(x->run->program, n);
}

static const char *name_of(const struct explain *x, struct node_id n)
{
    return text_of(x, node_of(x, n)->name);
}

static void put_loc(const struct explain *x, const char *indent, struct loc l)
{
    fputs(indent, x->out);
    if (loc_known(l))
        fprintf(x->out, "%s:%" PRIu32 ":%" PRIu32 ": ", run_file(x->run, l.file), l.line, l.col);
}

static struct loc event_loc(const struct explain *x, struct node_id n, uint32_t event)
{
    return body_event_loc(node_of(x, n)->body, event);
}

/* ---- its mode ---- */

/* How the mode follows from what the function calls, down to what says it by itself. */
static void put_why_mode(const struct explain *x, const struct mode *m)
{
    for (int depth = 0; depth < MAX_STEPS && m->why; depth++) {
        put_loc(x, "  ", m->loc);
        fprintf(x->out, "%s\n", m->why);
        if (m->basis != MODE_BY_CALL || m->callee.i == FACTS_NONE)
            return;
        m = mode_of(effects_modes(x->run->analysis->effects), m->callee);
    }
}

/* The callers up to code that is in no coroutine. */
static void put_outside(const struct explain *x, struct node_id n)
{
    const struct modes *modes = effects_modes(x->run->analysis->effects);
    const struct outside *o = mode_outside(modes, n);
    if (!o)
        return;
    fprintf(x->out, "It also runs outside of coroutines (%s%s).\n", certainty_name(o->certainty),
            o->assumed ? ", since nothing in the program calls it or its callers" : "");
    for (int depth = 0; depth < MAX_STEPS && o; depth++) {
        put_loc(x, "  ", o->loc);
        if (o->why)
            fprintf(x->out, "%s\n", o->why);
        else
            fprintf(x->out, "'%s' calls '%s' here\n", name_of(x, o->caller), name_of(x, n));
        if (o->why || o->caller.i == FACTS_NONE)
            return;
        n = o->caller;
        o = mode_outside(modes, n);
    }
}

static void put_mode(const struct explain *x, struct node_id n)
{
    static const char *const says[] = {
        [MODE_MUST] = "must be called in a coroutine",
        [MODE_EITHER] = "may be called in and outside of coroutines",
        [MODE_NEVER] = "must not be called in a coroutine",
    };
    const struct modes *modes = effects_modes(x->run->analysis->effects);
    const struct mode *m = mode_of(modes, n);
    fprintf(x->out, "'%s' %s%s.\n", name_of(x, n), says[m->mode],
            m->basis == MODE_UNKNOWN ? ": nothing says otherwise" : "");
    put_why_mode(x, m);
    if (m->mode == MODE_MUST)
        put_outside(x, n);
    const struct rule_word *missing = mode_missing_mark(modes, n);
    if (missing)
        fprintf(x->out, "It lacks the mark '%s', which its framework wants (NS203).\n",
                text_of(x, missing->name));
}

/* ---- where it runs ---- */

static void put_why(const struct explain *x, const struct context_reason *r)
{
    put_loc(x, "  ", r->loc);
    fprintf(x->out, "%s\n", r->why);
}

/* How N is called from STEP: directly, or through which pointer. */
static void put_step(const struct explain *x, struct node_id n, struct context_step step)
{
    const struct event *e = &node_of(x, step.caller)->body->events.at[step.event];
    put_loc(x, "  ", event_loc(x, step.caller, step.event));
    fprintf(x->out, "'%s' calls '%s'", name_of(x, step.caller), name_of(x, n));
    const char *through = calls_text_at(x->run->program, step.caller, step.event);
    if (e->kind == EVENT_CALL && strcmp(through, name_of(x, n)) != 0)
        fprintf(x->out, " through '%s'", through);
    fputs(" here\n", x->out);
}

/* One context of a function: what declares it, and the callers up to what a rule or a mark does. */
static void put_reason(const struct explain *x, struct node_id n, unsigned kind)
{
    const struct context *at = x->run->analysis->contexts->at;
    const struct context_reason *r = &at[n.i].reasons[kind];
    fprintf(x->out, "'%s' runs %s (%s).\n", name_of(x, n), context_where((uint8_t)(1U << kind)),
            certainty_name(r->certainty));
    if (r->why)
        put_why(x, r);
    if (at[n.i].from[kind].caller.i == FACTS_NONE)
        return;
    while (at[n.i].from[kind].caller.i != FACTS_NONE) {
        put_step(x, n, at[n.i].from[kind]);
        n = at[n.i].from[kind].caller;
    }
    put_why(x, &at[n.i].reasons[kind]);
}

static void put_command(const struct explain *x, const struct context *c)
{
    const struct operated *command = operated_of(c);
    if (!command)
        return;
    put_loc(x, "  ", command->loc);
    fprintf(x->out, "%s\n", command->text);
}

static void put_contexts(const struct explain *x, struct node_id n)
{
    const struct context *c = &x->run->analysis->contexts->at[n.i];
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if (c->bits & 1U << k)
            put_reason(x, n, k);
    put_command(x, c);
    if (c->bits)
        return;
    fprintf(x->out, "'%s' is not known to run on the event loop or in a coroutine", name_of(x, n));
    if (c->off_loop)
        fputs("; it is reached from what runs elsewhere, such as a thread", x->out);
    else if (c->at_start)
        fputs("; it is reached from main", x->out);
    fputs(".\n", x->out);
}

/* ---- what it blocks on ---- */

static void put_leaf(const struct explain *x, const struct leaf *leaf)
{
    const struct check_rule *rule = checks_rule_of(leaf);
    fprintf(x->out, "  %s %s (%s%s%s), through '%s'\n", rule->id, rule->name,
            certainty_name(leaf->certainty), leaf->stall != STALL_NONE ? ", " : "",
            leaf->stall != STALL_NONE ? stall_name(leaf->stall) : "",
            leaf_callee_name(x->run->program, leaf));
    for (const struct leaf *l = leaf; l; l = l->down) {
        put_loc(x, "    ", event_loc(x, l->node, l->event));
        fprintf(x->out, "'%s' calls '%s'\n", name_of(x, l->node),
                leaf_step_name(x->run->program, l));
    }
}

static bool has_rule(const leaf_vec *leaves, const struct leaf *leaf)
{
    for (uint32_t i = 0; i < leaves->len; i++)
        if (checks_rule_of(leaves->at[i]) == checks_rule_of(leaf))
            return true;
    return false;
}

/* Those that are certain enough and, where KNOWN is given, of another check than what is there.
 * Their number. */
static uint32_t put_leaves(const struct explain *x, const leaf_vec *leaves, const leaf_vec *known,
                           const char *head)
{
    uint32_t shown = 0;
    for (uint32_t i = 0; i < leaves->len; i++) {
        if (leaves->at[i]->certainty < x->run->min_certainty ||
            (known && has_rule(known, leaves->at[i])))
            continue;
        if (!shown++)
            fprintf(x->out, "%s\n", head);
        put_leaf(x, leaves->at[i]);
    }
    return shown;
}

static void put_blocking(const struct explain *x, struct node_id n)
{
    leaf_vec direct = {0}, all = {0};
    uint8_t mask = context_shown(&x->run->analysis->contexts->at[n.i]);
    summary_of_function(effects_all_summaries(x->run->analysis->effects), x->scratch, n, mask,
                        &direct);
    summary_of_function(x->library, x->scratch, n, mask, &all);
    uint32_t shown = put_leaves(x, &direct, NULL, "It can block on:");
    shown += put_leaves(x, &all, &direct, "Through pointers it reaches what can block:");
    if (!shown)
        fprintf(x->out, "Nothing is known that '%s' blocks on%s.\n", name_of(x, n),
                all.len ? " for sure; --min-certainty depends shows more" : "");
}

/* ---- where it suspends ---- */

static void put_suspension(const struct explain *x, struct node_id n)
{
    const struct program *p = x->run->program;
    const struct suspension *s =
        suspend_of_function(effects_suspends(x->run->analysis->effects), n);
    if (!s)
        return;
    fprintf(x->out, "It suspends, in '%s'", suspend_name(p, s));
    if (s->pack)
        fprintf(x->out, " of %s%s", text_of(x, s->pack->name),
                s->cancellable ? ", where its task can be cancelled" : "");
    fputs(":\n", x->out);
    for (; s; s = s->down) {
        put_loc(x, "    ", event_loc(x, s->node, s->event));
        fprintf(x->out, "'%s' calls '%s'\n", name_of(x, s->node),
                s->down ? name_of(x, s->callee) : suspend_name(p, s));
    }
}

/* ---- who calls it ---- */

static void put_callers(const struct explain *x, struct node_id n)
{
    const struct contexts *c = x->run->analysis->contexts;
    struct call_edges in = callmap_in(x->calls, n);
    uint32_t count = 0, others = 0;
    for (uint32_t i = 0; i < in.len; i++) {
        const struct call_edge *e = in.at[i];
        if (!c->at[e->from.i].bits) {
            others++;
            continue;
        }
        if (count++ == 0)
            fputs("Async code that calls it:\n", x->out);
        if (count > MAX_CALLERS)
            continue;
        put_loc(x, "  ", event_loc(x, e->from, e->event));
        fprintf(x->out, "'%s'%s\n", name_of(x, e->from),
                e->through_pointer ? ", through a pointer" : "");
    }
    if (count > MAX_CALLERS)
        fprintf(x->out, "  and %" PRIu32 " more\n", count - MAX_CALLERS);
    if (others)
        fprintf(x->out, "%s other code calls it in %" PRIu32 " place%s.\n",
                count ? "Beside them," : "No async, but", others, others == 1 ? "" : "s");
}

void explain_function(const struct explain *x, struct node_id n)
{
    const struct node *node = node_of(x, n);
    put_loc(x, "", node->body ? node->body->loc : node->entity->loc);
    fprintf(x->out, "'%s'\n", name_of(x, n));
    put_mode(x, n);
    put_contexts(x, n);
    if (node->body) {
        put_blocking(x, n);
        put_suspension(x, n);
    } else {
        fputs("Its body is not in this project.\n", x->out);
    }
    put_callers(x, n);
}
