/* NS306: the address of a local variable is handed to what can outlive the function. */
#include "check/check.h"
#include "check/plain_finding.h"
#include "contexts/context.h"
#include "effects/effects.h"
#include "effects/tasks/escapes.h"
#include "effects/tasks/handles.h"

#include <string.h>

static const struct check_rule rules[] = {
    {"NS306", "local-escapes-to-task", FAMILY_CANCEL, LEVEL_WARNING,
     "The address of a local variable is given to a task that can outlive it"},
};

static struct loc call_loc(const struct program *p, const struct escape *x)
{
    return program_get(p, x->node)->body->events.at[x->event].loc;
}

/* The macro that starts a coroutine with the call is named with it: 'ask' in 'go'. */
static const char *call_text(const struct check_input *in, struct arena *arena,
                             const struct escape *x)
{
    const struct program *p = in->program;
    const struct event_call *c = &program_get(p, x->node)->body->events.at[x->event].call;
    const char *name = handles_call_name(in->contexts->calls, x->node, x->event);
    if (x->callee.i != FACTS_NONE || !x->rule->args_of_call)
        return arena_printf(arena, "'%s'", name);
    return arena_printf(arena, "'%s', which '%s' starts", name, program_text(p, c->macro));
}

static void add_steps(const struct check_input *in, const struct escapes *e, struct findings *f,
                      const struct escape *x, struct finding *finding)
{
    const struct program *p = in->program;
    struct escape at = *x, below;
    for (bool more = true; more; at = below) {
        more = escape_below(e, &at, &below);
        plain_step(in, f, finding, more ? PATH_STEP_CALL : PATH_STEP_LEAF, at.node,
                   call_loc(p, &at),
                   arena_printf(f->arena, "'%s' calls '%s'",
                                program_text(p, program_get(p, at.node)->name),
                                handles_call_name(in->contexts->calls, at.node, at.event)));
        if (!more)
            break;
    }
}

/* "the address of 'a' is", "the addresses of 'a', 'b' and a compound literal are" */
static const char *subject(const struct check_input *in, struct arena *arena,
                           const struct escape *all, uint32_t len)
{
    const char *text = len > 1 ? "the addresses of " : "the address of ";
    for (uint32_t i = 0; i < len; i++) {
        const char *name =
            program_text(in->program, frame_name(in->program, all[i].node, &all[i].what));
        const char *quoted =
            *name == '(' ? "a compound literal" : arena_printf(arena, "'%s'", name);
        const char *between = !i ? "" : i + 1 < len ? ", " : " and ";
        text = arena_printf(arena, "%s%s%s", text, between, quoted);
    }
    return arena_printf(arena, "%s%s", text, len > 1 ? " are" : " is");
}

static void add_notes(const struct check_input *in, struct findings *f, const struct escape *all,
                      uint32_t len, struct finding *finding)
{
    const struct program *p = in->program;
    const struct node *node = program_get(p, all->node);
    for (uint32_t i = 0; i < len; i++)
        if (all[i].what.root_kind == ROOT_LOCAL)
            plain_note(f, finding, node->body->locals.at[all[i].what.root].loc,
                       arena_printf(f->arena, "'%s' is declared here",
                                    program_text(p, frame_name(p, all->node, &all[i].what))));
    const char *what = program_text(p, frame_name(p, all->node, &all->what));
    if (all->ends[ESCAPE_BLOCK].found)
        plain_note(f, finding, all->ends[ESCAPE_BLOCK].at,
                   arena_printf(f->arena, "the block of %s ends here while it is in use",
                                *what == '(' ? "the compound literal"
                                             : arena_printf(f->arena, "'%s'", what)));
    else
        plain_note(f, finding, all->ends[ESCAPE_RETURN].at,
                   arena_printf(f->arena, "'%s' is left here while it is in use",
                                program_text(p, node->name)));
}

/* One call, and all that it hands over. */
static void report(const struct check_input *in, const struct escapes *e, struct findings *f,
                   const struct escape *all, uint32_t len)
{
    const struct program *p = in->program;
    struct finding finding =
        plain_finding(in, f, &rules[0], all->node, call_loc(p, all),
                      handles_call_name(in->contexts->calls, all->node, all->event));
    const char *after = all->ends[ESCAPE_BLOCK].found
                            ? "its block ends"
                            : arena_printf(f->arena, "'%s' returns",
                                           program_text(p, program_get(p, all->node)->name));
    finding.message = arena_printf(f->arena, "%s handed to %s%s and can be used after %s",
                                   subject(in, f->arena, all, len), call_text(in, f->arena, all),
                                   all->inside ? " in what it is given" : "", after);
    const char *until = all->rule->until.len ? program_text(p, all->rule->until.at[0]) : NULL;
    finding.advice =
        until
            ? arena_printf(f->arena,
                           "call '%s' before every return, or use memory that lives as long", until)
            : "use memory that lives as long, and free it in the last callback";
    add_steps(in, e, f, all, &finding);
    add_notes(in, f, all, len, &finding);
    plain_add(in, f, &finding);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    const struct program *p = in->program;
    struct escapes *e = effects_escapes(in->effects);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        escape_vec all = {0};
        if (!p->nodes.at[i].body || !strcmp(program_text(p, p->nodes.at[i].name), "main"))
            continue; /* when main returns the process ends */
        escapes_of(e, in->scratch, (struct node_id){i}, &all);
        for (uint32_t k = 0, len; k < all.len; k += len) {
            for (len = 1; k + len < all.len && all.at[k + len].event == all.at[k].event;)
                len++;
            report(in, e, ret_findings, &all.at[k], len);
        }
        arena_reset(in->scratch);
    }
}

const struct check check_escapes = {
    .name = "escapes", .rules = rules, .rule_count = COUNT(rules), .run = run};
