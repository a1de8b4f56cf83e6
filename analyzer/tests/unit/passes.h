/* A program of small C (small_c.h), linked and analysed, for the tests of the passes. The built-in
 * packs are on as always: a framework's where its header is included.
 *
 *     passes_unit(&x, "a.c", "static tick() { usleep(5); } ..."); passes_run(&x); ...
 *     passes_done(&x);
 */
#ifndef TESTS_UNIT_PASSES_H
#define TESTS_UNIT_PASSES_H

#include "base/fail.h"
#include "cli/analysis.h"
#include "link/terms_text.h"
#include "tests/unit/small_c.h"
#include "tests/unit/test.h"

struct passes {
    struct test t;
    struct strs *strs;
    struct rules *rules;
    struct config config;
    struct diags *diags;
    struct arena *arena;
    struct program *program;
    struct analysis *analysis;
    struct buf text;
    const char *headers[2]; /* that all units include: they switch frameworks' packs on */
};

static inline void passes_open(struct passes *x)
{
    if (x->program)
        return;
    x->strs = strs_new();
    x->diags = diags_new();
    x->arena = arena_new();
    x->rules = rules_new(x->strs);
    rules_load_builtin(x->rules);
    x->program = program_new(x->strs);
}

/* TARGET: the link target of the unit; NULL: unknown. */
static inline void passes_unit_of(struct passes *x, const char *file, const char *target,
                                  const char *text)
{
    passes_open(x);
    struct facts *f = small_c(x->strs, file, text);
    for (uint32_t i = 0; i < COUNT(x->headers) && x->headers[i]; i++)
        vec_push(f->arena, &f->files, str_intern(x->strs, x->headers[i]));
    f->target = target ? str_intern(x->strs, target) : (struct str){0};
    program_add(x->program, f);
}

static inline void passes_unit(struct passes *x, const char *file, const char *text)
{
    passes_unit_of(x, file, NULL, text);
}

static inline void passes_pack(struct passes *x, const char *yaml)
{
    passes_open(x);
    if (rules_load_text(x->rules, "test.yaml", yaml, strlen(yaml), x->diags))
        return;
    diags_print(x->diags, 0, stderr);
    bug("the test's own pack is wrong");
}

static inline void passes_run(struct passes *x)
{
    x->analysis = analysis_new(x->program, x->rules, &x->config, CERTAINTY_DEPENDS, x->diags);
}

/* One unit, analysed. */
static inline void passes_one(struct passes *x, const char *text)
{
    passes_unit(x, "a.c", text);
    passes_run(x);
}

static inline void passes_done(struct passes *x)
{
    analysis_free(x->analysis);
    program_free(x->program);
    rules_free(x->rules);
    diags_free(x->diags);
    arena_free(x->arena);
    strs_free(x->strs);
    buf_release(&x->text);
    *x = (struct passes){.t = x->t, .headers = {x->headers[0], x->headers[1]}};
}

static inline struct node_id passes_node(const struct passes *x, const char *name)
{
    struct node_id n = program_find(x->program, name);
    if (n.i == FACTS_NONE)
        bug("no function '%s'", name);
    return n;
}

/* The row of the call number INDEX of what is shown as CALLEE in FUNCTION. */
static inline const struct call *passes_call(const struct passes *x, const char *function,
                                             const char *callee, uint32_t index)
{
    const call_vec *rows = &x->analysis->calls->at[passes_node(x, function).i];
    for (uint32_t i = 0; i < rows->len; i++)
        if (!strcmp(calls_text(x->analysis->calls, &rows->at[i]), callee) && !index--)
            return &rows->at[i];
    bug("no such call of '%s' in '%s'", callee, function);
}

/* What must be true for the call to run; NULL: it does not run at all. */
static inline const char *passes_needs(struct passes *x, const struct call *call)
{
    const struct body *body = &x->analysis->bodies->at[call->node.i];
    struct terms_text terms = {x->analysis->bodies->terms, x->strs,
                               program_get(x->program, call->node)->entity};
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < body->live.len; i++)
        if (body->live.at[i].event == call->event) {
            needs_print(&terms, body->live.at[i].needs, &x->text);
            return x->text.at;
        }
    return NULL;
}

/* "f, g": the targets of the call, in order. */
static inline const char *passes_targets(struct passes *x, const struct call *call)
{
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < call->targets.len; i++)
        buf_printf(
            &x->text, "%s%s", i ? ", " : "",
            program_text(x->program, program_get(x->program, call->targets.at[i].node)->name));
    return x->text.at;
}

#endif
