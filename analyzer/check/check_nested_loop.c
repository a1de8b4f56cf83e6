/* NS204: the event loop is run again from inside async code. */
#include "check/check.h"
#include "check/leaf_finding.h"
#include "contexts/context.h"

static const struct check_rule rules[] = {
    {"NS204", "nested-event-loop", FAMILY_CONTEXT, LEVEL_ERROR,
     "An event loop is run inside a callback or coroutine of an event loop"},
};

static const struct check_rule *rule_of(const struct leaf *leaf)
{
    return leaf->runs ? &rules[0] : NULL;
}

static void make(const struct check_input *in, struct findings *f, const struct leaf *leaf,
                 const struct context_reason *reason, struct finding *finding)
{
    static const enum level levels[] = {[NESTING_FORBIDDEN] = LEVEL_ERROR,
                                        [NESTING_DISCOURAGED] = LEVEL_WARNING,
                                        [NESTING_SUPPORTED] = LEVEL_NOTE};
    static const char *const verdicts[] = {[NESTING_FORBIDDEN] = "which the framework forbids",
                                           [NESTING_DISCOURAGED] = "which is legal but discouraged",
                                           [NESTING_SUPPORTED] = "which the framework supports"};
    (void)reason;
    const char *end = leaf_callee_name(in->program, leaf);
    /* Frameworks forbid to enter their own loop again: in the turn of a loop of the program's own
     * it is not running, and only that one stands still. */
    bool own = in->contexts->at[leaf->node.i].loop;
    enum nesting nesting = leaf->runs->nesting;
    if (own && nesting == NESTING_FORBIDDEN)
        nesting = NESTING_DISCOURAGED;
    const char *verdict = own ? "which stops the program's own loop" : verdicts[nesting];
    if (!leaf->down)
        finding->message = arena_printf(
            f->arena, "call to '%s' runs an event loop inside async code, %s", end, verdict);
    else
        finding->message = arena_printf(
            f->arena, "call to '%s' runs an event loop inside async code, %s, through '%s'",
            program_text(in->program, program_get(in->program, leaf->callee)->name), verdict, end);
    finding->advice = "return to the loop and go on in a callback";
    finding->level = levels[nesting];
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    static const struct leaf_report report = {.rule_of = rule_of, .make = make};
    leaf_findings(in, &report, ret_findings);
}

const struct check check_nested_loop = {.name = "nested_loop",
                                        .rules = rules,
                                        .rule_count = COUNT(rules),
                                        .run = run,
                                        .rule_of = rule_of};
