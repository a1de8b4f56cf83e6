/* nostall explain ID | FUNCTION: a check's page; or why a function is async and what it can block
 * on. */
#include "check/leaf_finding.h"
#include "cli/cmd_explain_page.h"
#include "cli/commands.h"
#include "cli/run.h"

#include <string.h>

static const char usage[] =
    "usage: nostall explain                     all checks\n"
    "       nostall explain ID|NAME             the page of a check\n"
    "       nostall explain FUNCTION [OPTION of check]... [-p BUILD_DIR]...\n";

static void print_loc(const struct run *r, struct loc l)
{
    if (loc_known(l))
        printf("%s:%u:%u: ", str_text(r->strs, l.file), l.line, l.col);
}

static const char *name_of(const struct run *r, struct node_id n)
{
    return program_text(r->program, program_get(r->program, n)->name);
}

static struct loc call_loc(const struct run *r, struct node_id n, uint32_t event)
{
    return program_get(r->program, n)->body->events.at[event].loc;
}

/* One context of a function: the chain of callers up to what is async by declaration. */
static void print_reason(const struct run *r, struct node_id n, unsigned kind)
{
    const struct contexts *c = r->analysis->contexts;
    const struct context_reason *x = &c->at[n.i].reasons[kind];
    printf("'%s' runs %s (%s).\n", name_of(r, n), context_where((uint8_t)(1U << kind)),
           certainty_name(x->certainty));
    for (int depth = 0; depth < 100 && !x->why && x->caller.i != FACTS_NONE; depth++) {
        printf("  ");
        print_loc(r, call_loc(r, x->caller, x->event));
        printf("'%s' calls '%s' here\n", name_of(r, x->caller), name_of(r, n));
        n = x->caller;
        x = &c->at[n.i].reasons[kind];
    }
    if (x->why) {
        printf("  ");
        print_loc(r, x->loc);
        printf("%s\n", x->why);
    }
}

static void print_why(const struct run *r, struct node_id n)
{
    const struct context *x = &r->analysis->contexts->at[n.i];
    if (!x->bits)
        printf("'%s' is not known to run on the event loop or in a coroutine.\n", name_of(r, n));
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if (x->bits & 1U << k)
            print_reason(r, n, k);
}

static void print_leaf(const struct run *r, const struct leaf *leaf)
{
    const struct check_rule *rule = leaf_rule(leaf);
    printf("  %s %s (%s), through '%s'\n", rule->id, rule->name, certainty_name(leaf->certainty),
           leaf_callee_name(r->program, leaf));
    for (const struct leaf *l = leaf; l; l = l->down) {
        printf("    ");
        print_loc(r, call_loc(r, l->node, l->event));
        printf("'%s' calls '%s'\n", name_of(r, l->node),
               l->callee.i != FACTS_NONE ? name_of(r, l->callee) : leaf_callee_name(r->program, l));
    }
}

static void print_blocks(const struct run *r, struct node_id n)
{
    const struct context *x = &r->analysis->contexts->at[n.i];
    uint8_t mask = x->bits & CONTEXT_REALTIME ? CONTEXT_ANY : CONTEXT_LOOP | CONTEXT_COROUTINE;
    leaf_vec leaves = {0};
    summary_of_function(r->analysis->all_summaries, r->arena, n, mask, &leaves);
    uint32_t shown = 0;
    for (uint32_t i = 0; i < leaves.len; i++)
        shown += leaves.at[i]->certainty >= r->min_certainty;
    if (!shown) {
        printf("Nothing is known that '%s' blocks on%s.\n", name_of(r, n),
               leaves.len ? " for sure; --min-certainty depends shows more" : "");
        return;
    }
    printf("It can block on:\n");
    for (uint32_t i = 0; i < leaves.len; i++)
        if (leaves.at[i]->certainty >= r->min_certainty)
            print_leaf(r, leaves.at[i]);
}

#define MAX_CALLERS 20

static void print_callers(const struct run *r, struct node_id n)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->program->nodes.len; i++) {
        const struct body *b = &r->analysis->bodies->at[i];
        const struct node *node = &r->program->nodes.at[i];
        for (uint32_t k = 0; node->body && r->analysis->contexts->at[i].bits && k < b->live.len;
             k++) {
            const struct event *e = &node->body->events.at[b->live.at[k].event];
            if (e->kind != EVENT_CALL || call_node(node->facts, &e->call).i != n.i)
                continue;
            if (count++ == 0)
                printf("Async code that calls it:\n");
            if (count > MAX_CALLERS)
                continue;
            printf("  ");
            print_loc(r, e->loc);
            printf("'%s'\n", program_text(r->program, node->name));
        }
    }
    if (count > MAX_CALLERS)
        printf("  and %u more\n", count - MAX_CALLERS);
}

static int explain_function(struct run *r, const char *name)
{
    struct node_id n = program_find(r->program, name);
    if (n.i == FACTS_NONE) {
        diag_add(r->diags, DIAG_ERROR, NULL, 0, 0,
                 "'%s' is neither a check nor a function of this project; nostall explain lists "
                 "the checks",
                 name);
        return 2;
    }
    const struct node *node = program_get(r->program, n);
    if (node->body) {
        print_loc(r, node->body->loc);
        printf("'%s'\n", name);
    }
    print_why(r, n);
    if (node->body) {
        print_blocks(r, n);
        print_callers(r, n);
    } else {
        printf("Its body is not in this project.\n");
    }
    return 0;
}

int cmd_explain(int argc, char **argv)
{
    if (argc < 2) {
        explain_list(stdout);
        return 0;
    }
    if (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h")) {
        fputs(usage, stdout);
        return 0;
    }
    if (argc == 2 && explain_page(argv[1], stdout))
        return 0;
    const char *name = argv[1];
    argv[1] = argv[0];
    struct run r;
    int status = run_open(&r, argc - 1, argv + 1);
    if (!status)
        status = explain_function(&r, name);
    run_close(&r);
    return status;
}
