/* A program of small C (small_c.h), linked and analysed, for the tests of the passes. The built-in
 * packs are on as always: a framework's where its header is included.
 *
 *     passes_unit(&x, "a.c", "static tick() { usleep(5); } ..."); passes_run(&x); ...
 *     passes_done(&x); ...
 *     return passes_end(&x);
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
    struct rules *rules;            /* one of the two that are kept from program to program */
    struct rules *builtin, *packed; /* the second with the test's own pack */
    const char *pack;               /* its text */
    struct config config;
    struct diags *diags;
    struct arena *arena;
    struct program *program;
    struct analysis *analysis;
    struct buf text;
    const char *sources[4]; /* of the units, in order */
    uint32_t source_len;
    uint32_t turn;          /* see passes_turned */
    const char *only;       /* rules that passes_findings shows; NULL: all */
    const char *headers[2]; /* that all units include: they switch frameworks' packs on */
};

static inline struct rules *passes_rules(struct passes *x)
{
    struct rules *r = rules_new(x->strs);
    rules_load_builtin(r);
    return r;
}

static inline void passes_open(struct passes *x)
{
    if (x->program)
        return;
    if (!x->strs)
        x->strs = strs_new();
    if (!x->builtin)
        x->builtin = passes_rules(x);
    x->rules = x->builtin;
    x->diags = diags_new();
    x->arena = arena_new();
    x->program = program_new(x->strs);
}

/* The order in which functions become known says nothing: each test runs for some of them. 0: as
 * they come; 1: the other way round; then from the second on, the first last, and so on. */
#define PASSES_TURNS 3
#define PASSES_EACH_TURN(X) for ((X).turn = 0; (X).turn < PASSES_TURNS; (X).turn++)

/* TEXT with declarations in front, in the order of the turn. Programs of hundreds of functions have
 * an order of their own. */
static inline const char *passes_turned(struct passes *x, const char *text)
{
    if (!x->turn)
        return text;
    struct facts *f = small_c(x->strs, "a.c", text);
    struct buf declared = {0};
    uint32_t names[20], len = 0;
    for (uint32_t i = 0; i < f->entities.len && len < COUNT(names); i++)
        if (f->entities.at[i].kind == ENTITY_FUNCTION)
            names[len++] = f->entities.at[i].name.i;
    for (uint32_t i = 0; len < COUNT(names) && i < len; i++) {
        uint32_t at = x->turn == 1 ? len - 1 - i : (i + x->turn - 1) % len;
        buf_printf(&declared, "%s(); ", str_text(x->strs, (struct str){names[at]}));
    }
    text = arena_printf(x->arena, "%s%s", declared.len ? declared.at : "", text);
    buf_release(&declared);
    facts_free(f);
    return text;
}

/* TARGET: the link target of the unit; NULL: unknown. */
static inline void passes_unit_of(struct passes *x, const char *file, const char *target,
                                  const char *text)
{
    passes_open(x);
    text = passes_turned(x, text);
    struct facts *f = small_c(x->strs, file, text);
    for (uint32_t i = 0; i < COUNT(x->headers) && x->headers[i]; i++)
        vec_push(f->arena, &f->files, str_intern(x->strs, x->headers[i]));
    if (x->source_len < COUNT(x->sources))
        x->sources[x->source_len++] = arena_strdup(x->arena, text);
    f->target = target ? str_intern(x->strs, target) : (struct str){0};
    program_add(x->program, f);
}

static inline void passes_unit(struct passes *x, const char *file, const char *text)
{
    passes_unit_of(x, file, NULL, text);
}

/* The program is analysed with this pack, too: behind those that were given for it before. */
static inline void passes_pack(struct passes *x, const char *yaml)
{
    passes_open(x);
    bool more = x->rules == x->packed, known = !more && x->packed && !strcmp(x->pack, yaml);
    if (!more && !known) {
        if (x->packed)
            rules_free(x->packed);
        x->packed = passes_rules(x);
    }
    if (!known && !rules_load_text(x->packed, "test.yaml", yaml, strlen(yaml), x->diags)) {
        diags_print(x->diags, 0, stderr);
        bug("the test's own pack is wrong");
    }
    x->rules = x->packed;
    x->pack = more ? "" : str_text(x->strs, str_intern(x->strs, yaml));
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
    diags_free(x->diags);
    arena_free(x->arena);
    buf_release(&x->text);
    x->program = NULL;
    x->source_len = 0;
    x->config = (struct config){0};
}

static inline int passes_end(struct passes *x)
{
    rules_free(x->builtin);
    if (x->packed)
        rules_free(x->packed);
    strs_free(x->strs);
    return test_end(&x->t);
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
                               program_get(x->program, call->node)->entity, x->analysis->bodies};
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < body->live.len; i++)
        if (body->live.at[i].event == call->event) {
            needs_print(&terms, body->live.at[i].needs, &x->text);
            return x->text.at;
        }
    return NULL;
}

/* All functions, in the order of the text, whatever the turn is: those with a body first. */
static inline const node_vec *passes_nodes(struct passes *x)
{
    node_vec *all = arena_new_one(x->arena, node_vec);
    for (uint32_t bodies = 2; bodies-- > 0;)
        for (uint32_t i = 0; i < x->program->nodes.len; i++) {
            const struct function *fn = x->program->nodes.at[i].body;
            if ((fn != NULL) != bodies)
                continue;
            uint32_t at = all->len;
            vec_push(x->arena, all, (struct node_id){i});
            for (; fn && at > 0; at--) {
                struct loc before = program_get(x->program, all->at[at - 1])->body->loc;
                if (before.line < fn->loc.line ||
                    (before.line == fn->loc.line && before.col < fn->loc.col))
                    break;
                all->at[at] = all->at[at - 1];
            }
            all->at[at].i = i;
        }
    return all;
}

/* "f, g": the targets of the call. */
static inline const char *passes_targets(struct passes *x, const struct call *call)
{
    const node_vec *all = passes_nodes(x);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t n = 0; n < all->len; n++)
        for (uint32_t i = 0; i < call->targets.len; i++)
            if (call->targets.at[i].node.i == all->at[n].i)
                buf_printf(&x->text, "%s%s", x->text.len ? ", " : "",
                           program_text(x->program, program_get(x->program, all->at[n])->name));
    return x->text.at;
}

/* The word of the source at LOC, of a program of one unit; empty: small C has no place for it. */
static inline const char *passes_word(const struct passes *x, struct loc loc)
{
    const char *at = x->sources[0];
    if (!loc_known(loc))
        return "";
    for (uint32_t line = 1; line < loc.line; line++)
        at = strchr(at, '\n') + 1;
    at += loc.col - 1;
    size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789");
    return arena_strndup(x->arena, at, len ? len : *at != '\0');
}

/* What all checks find. The caller frees it. */
static inline struct findings *passes_check(struct passes *x)
{
    struct findings *f = findings_new(x->strs);
    bool *enabled = arena_new_array(x->arena, bool, check_rule_count());
    memset(enabled, true, check_rule_count());
    analysis_run(x->analysis, x->rules, CERTAINTY_DEPENDS, enabled, false, f);
    findings_finish(f);
    return f;
}

static inline bool passes_shown(const struct passes *x, const struct finding *f)
{
    return !x->only || strstr(x->only, f->rule->id);
}

/* "NS101 f:sleep, NS305 g:wait depends": what all checks find in a program of one unit, where each
 * is placed, how certain it is if not always, its level where it is not the rule's. */
static inline const char *passes_findings(struct passes *x)
{
    struct findings *f = passes_check(x);
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; i < f->all.len; i++) {
        const struct finding *at = &f->all.at[i];
        if (!passes_shown(x, at))
            continue;
        buf_printf(&x->text, "%s%s %s:%s%s%s%s%s", x->text.len ? ", " : "", at->rule->id,
                   program_text(x->program, at->function), passes_word(x, at->loc),
                   at->certainty == CERTAINTY_ALWAYS ? "" : " ",
                   at->certainty == CERTAINTY_ALWAYS ? "" : certainty_name(at->certainty),
                   at->level == at->rule->level ? "" : " ",
                   at->level == at->rule->level ? "" : level_name(at->level));
    }
    findings_free(f);
    return x->text.at;
}

struct passes_row {
    const char *program, *findings;
};

/* Each row is a program of its own; PACK, which may be NULL, is loaded for all, HEAD stands before
 * each. */
static inline void passes_rows(struct passes *x, const char *pack, const char *head,
                               const struct passes_row *rows, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++) {
        passes_open(x);
        if (pack)
            passes_pack(x, pack);
        passes_one(x, arena_printf(x->arena, "%s%s", head, rows[i].program));
        if (!CHECK_TEXT(&x->t, passes_findings(x), rows[i].findings))
            fprintf(stderr, "  in %s\n", rows[i].program);
        passes_done(x);
    }
}

#endif
