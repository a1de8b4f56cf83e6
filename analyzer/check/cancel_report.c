#include "check/cancel_search.h"
#include "check/plain_finding.h"
#include "link/roles.h"

#include <string.h>

static const char *call_text(const struct cancel_search *x, uint32_t event)
{
    const struct program *p = x->in->program;
    const struct event *e = &x->fn->events.at[event];
    if (e->kind == EVENT_CALL && e->call.callee_kind != CALLEE_DIRECT && e->call.macro.i)
        return program_text(p, e->call.macro);
    return calls_text_at(p, x->node, event);
}

/* "what 'malloc' acquired", "the lock taken by 'st_mutex_lock'". */
static const char *what_text(const struct cancel_search *x, struct findings *f)
{
    const struct acquisition *a = &x->acquired.by;
    const char *by = call_text(x, a->event);
    if (x->acquired.lock.rule)
        return arena_printf(f->arena, "the lock that '%s' took", by);
    if (a->rule->what)
        return arena_printf(f->arena, "%s from '%s'", a->rule->what, by);
    return arena_printf(f->arena, "what '%s' acquired", by);
}

/* Why the task is one that is cancelled, where that is known of it alone. */
static void add_thread(const struct cancel_search *x, struct findings *f, struct finding *finding,
                       const struct cancel_point *point)
{
    const struct program *p = x->in->program;
    const struct cancelled_thread *t = point->run ? point->run->thread : NULL;
    if (!t)
        return;
    plain_step(x->in, f, finding, PATH_STEP_NOTE, t->canceller,
               body_event_loc(program_get(p, t->canceller)->body, t->cancel),
               arena_printf(f->arena,
                            t->tied ? "the thread that begins with '%s' is cancelled here"
                                    : "the thread that begins with '%s' may be cancelled here",
                            program_text(p, program_get(p, t->entry)->name)));
}

static void add_points(const struct cancel_search *x, struct findings *f, struct finding *finding,
                       const struct suspension *s)
{
    const struct program *p = x->in->program;
    for (; s; s = s->down) {
        struct loc loc = body_event_loc(program_get(p, s->node)->body, s->event);
        const char *callee = s->down && s->callee.i != FACTS_NONE
                                 ? program_text(p, program_get(p, s->callee)->name)
                                 : suspend_name(p, s);
        const char *text =
            s->down
                ? arena_printf(f->arena, "'%s' is called here, which waits further down", callee)
                : arena_printf(f->arena, "the task can be cancelled here, in '%s'", callee);
        plain_step(x->in, f, finding, PATH_STEP_NOTE, s->node, loc, text);
    }
}

static struct finding start_finding(const struct cancel_search *x, struct findings *f,
                                    const struct check_rule *rule, struct loc loc,
                                    const struct cancel_point *p)
{
    const struct suspension *s = p->suspension;
    struct finding finding =
        plain_finding(x->in, f, rule, x->node, loc, suspend_name(x->in->program, s));
    struct loc acquired = body_event_loc(x->fn, x->acquired.by.event);
    add_thread(x, f, &finding, p);
    if (p->unsure)
        finding.certainty = CERTAINTY_DEPENDS;
    plain_step(x->in, f, &finding, PATH_STEP_NOTE, x->node, acquired,
               arena_printf(f->arena, "'%s' acquires it here", call_text(x, x->acquired.by.event)));
    add_points(x, f, &finding, s);
    plain_note(f, &finding, acquired,
               arena_printf(f->arena, "acquired by '%s' here", call_text(x, x->acquired.by.event)));
    plain_note(f, &finding, body_event_loc(x->fn, s->event),
               arena_printf(f->arena, "the task can be cancelled here, in '%s'",
                            suspend_name(x->in->program, s)));
    return finding;
}

void cancel_report_skipped(const struct cancel_search *x, const struct cancel_skipped *k)
{
    struct findings *f = x->findings;
    const struct cancel_point *p = &x->points.at[k->point];
    const struct event *e = &x->fn->events.at[k->event];
    struct loc loc = body_event_loc(x->fn, k->event);
    struct finding finding = start_finding(x, f, &cancel_rules[CANCEL_RULE_SKIPPED], loc, p);
    const char *call = call_text(x, k->event),
               *gone = p->model == CANCEL_UNWIND ? "is cancelled" : "is dropped while it waits";
    finding.message = arena_printf(
        f->arena, "'%s' is skipped when the task %s in '%s': %s is lost%s", call, gone,
        suspend_name(x->in->program, p->suspension), what_text(x, f),
        e->kind == EVENT_CLEANUP ? ", for the cleanup attribute does not run then" : "");
    const char *instead = roles_instead(x->in->roles, p->pack->name, INSTEAD_CLEANUP);
    finding.advice =
        instead && strchr(instead, ' ') ? instead
        : instead                       ? arena_printf(f->arena, "use %s", instead)
                  : "release it in what the framework runs on cancellation, or before the wait";
    plain_step(x->in, f, &finding, PATH_STEP_LEAF, x->node, loc,
               arena_printf(f->arena, "'%s' releases it here, unless the task is gone", call));
    cancel_fix(x, k, &finding);
    plain_add(x->in, f, &finding);
}

void cancel_report_escape(const struct cancel_search *x, const struct cancel_escape *e)
{
    struct findings *f = x->findings;
    const struct cancel_point *p = &x->points.at[e->point];
    struct finding finding = start_finding(x, f, &cancel_rules[CANCEL_RULE_ESCAPE], e->loc, p);
    const char *point = suspend_name(x->in->program, p->suspension);
    finding.message =
        arena_printf(f->arena, "%s is not released on this way out when '%s' %s", what_text(x, f),
                     point, p->fails ? "reports cancellation" : "was cancelled");
    finding.advice = "release it here too, or leave through the common exit that does";
    plain_step(x->in, f, &finding, PATH_STEP_LEAF, x->node, e->loc,
               e->at_end ? "the function ends here without the release"
                         : "this return skips the release");
    plain_add(x->in, f, &finding);
}
