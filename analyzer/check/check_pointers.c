/* NS202: a coroutine function goes where the type is that of a plain one, or the reverse. */
#include "check/check.h"
#include "check/suppress.h"
#include "effects/effects.h"
#include "effects/mode.h"
#include "effects/uses.h"

static const struct check_rule rules[] = {
    {"NS202", "coroutine-pointer-mismatch", FAMILY_CONTEXT, LEVEL_WARNING,
     "A coroutine function is stored as a plain one, or the reverse"},
};

struct mismatch {
    const struct check_input *in;
    struct findings *findings;
};

static struct loc place_of(const struct fn_use *use)
{
    bool assigned = use->event != FACTS_NONE && use->target != TARGET_ARG;
    return assigned ? use->body->events.at[use->event].loc : use->loc;
}

static struct loc declared_at(const struct program *p, const struct fn_use *use)
{
    switch (use->target) {
    case TARGET_SLOT:
        return p->slots.at[use->slot.i].entity->loc;
    case TARGET_LOCAL:
        return use->body->locals.at[use->local].loc;
    case TARGET_PARAM:
        return program_get(p, use->in)->entity->loc;
    case TARGET_ARG:
        return program_get(p, use->callee)->entity->loc;
    case TARGET_UNKNOWN:
        break;
    }
    return (struct loc){0};
}

static void report(struct mismatch *m, const struct fn_use *use, const struct use_declaration *to,
                   const char *message, const char *advice, const struct mode_mark *mark)
{
    struct findings *f = m->findings;
    const struct program *p = m->in->program;
    struct finding finding = {.rule = &rules[0],
                              .certainty = CERTAINTY_ALWAYS,
                              .loc = place_of(use),
                              .unit = use->facts->source,
                              .message = message,
                              .advice = advice};
    const char *name = program_text(p, program_get(p, use->function)->name);
    finding.level = finding.rule->level;
    if (use->in.i != FACTS_NONE)
        finding.function = program_get(p, use->in)->name;
    struct finding_step step = {
        .kind = PATH_STEP_LEAF,
        .loc = finding.loc,
        .function = finding.function,
        .message =
            arena_printf(f->arena, "'%s' %s %s", name,
                         use->target == TARGET_ARG ? "is passed as" : "is stored in", to->what)};
    vec_push(f->arena, &finding.steps, step);
    if (mark && loc_known(mark->loc))
        vec_push(
            f->arena, &finding.notes,
            (struct finding_note){
                mark->loc, arena_printf(f->arena, "'%s' is declared %s here", name,
                                        mark->rule ? program_text(p, mark->word) : "a coroutine")});
    if (loc_known(declared_at(p, use)))
        vec_push(f->arena, &finding.notes,
                 (struct finding_note){declared_at(p, use),
                                       arena_printf(f->arena, "%s is declared here", to->what)});
    finding.leaf_key =
        arena_printf(f->arena, "%s:%s:%s", program_text(p, finding.loc.file), name, to->what);
    suppression_apply(m->in->suppressions, &finding);
    vec_push(f->arena, &f->all, finding);
}

static const char *verb_of(const struct fn_use *use)
{
    return use->target == TARGET_ARG ? "passed as" : "stored in";
}

static void coroutine_as_plain(struct mismatch *m, const struct fn_use *use,
                               const struct use_declaration *to, const struct mode_mark *mark)
{
    if (use_by_rule(m->in->contexts, use) != TRI_NO)
        return;
    const struct program *p = m->in->program;
    const char *name = program_text(p, program_get(p, use->function)->name);
    report(m, use, to,
           arena_printf(m->findings->arena,
                        "coroutine function '%s' is %s %s, whose type is that of a plain function",
                        name, verb_of(use), to->what),
           arena_printf(m->findings->arena,
                        "mark the declaration of %s too, or use a plain function that starts a "
                        "coroutine",
                        to->what),
           mark);
}

/* A plain function may well be called in a coroutine. It is wrong where the framework wants all
 * functions that are coroutines by their place to say so, and this one is used as nothing else. */
static void plain_as_coroutine(struct mismatch *m, const struct fn_use *use,
                               const struct use_declaration *to, const struct mode_mark *own,
                               const struct mode_mark *wanted)
{
    const struct program *p = m->in->program;
    const struct modes *modes = effects_modes(m->in->effects);
    const struct node *node = program_get(p, use->function);
    const char *name = program_text(p, node->name);
    if (own && own->mode == MODE_NEVER) {
        report(m, use, to,
               arena_printf(m->findings->arena,
                            "'%s', which must not be called in a coroutine, is %s %s, which is for "
                            "coroutine functions",
                            name, verb_of(use), to->what),
               "use a coroutine function", own);
        return;
    }
    if (own || !wanted->rule || !wanted->rule->required || !node->body || node->entity->system)
        return;
    if (mode_of(modes, use->function)->basis == MODE_BY_GUARD ||
        mode_outside(modes, use->function) || mode_missing_mark(modes, use->function))
        return;
    report(m, use, to,
           arena_printf(m->findings->arena,
                        "plain function '%s' is %s %s, which is for coroutine functions", name,
                        verb_of(use), to->what),
           arena_printf(m->findings->arena, "mark '%s' as %s", name,
                        program_text(p, wanted->rule->name)),
           NULL);
}

static void visit(void *context, const struct fn_use *use)
{
    struct mismatch *m = context;
    const struct contexts *c = m->in->contexts;
    struct mode_mark own, target;
    if (use->target == TARGET_UNKNOWN)
        return;
    bool marked = mode_mark_of(c, &program_get(m->in->program, use->function)->words, &own);
    struct use_declaration to = use_declaration(m->in->program, m->findings->arena, use);
    if (!to.points_to_function)
        return;
    bool wanted = mode_mark_of(c, to.words[0], &target) || mode_mark_of(c, to.words[1], &target);
    if (marked && own.mode == MODE_MUST && !wanted)
        coroutine_as_plain(m, use, &to, &own);
    else if (wanted && target.mode == MODE_MUST && !(marked && own.mode != MODE_NEVER))
        plain_as_coroutine(m, use, &to, marked ? &own : NULL, &target);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    struct mismatch m = {in, ret_findings};
    uses_each(in->program, visit, &m);
}

const struct check check_pointers = {
    .name = "pointers", .rules = rules, .rule_count = COUNT(rules), .run = run};
