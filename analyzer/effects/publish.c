#include "effects/publish.h"

#include "effects/slow_locks.h"
#include "effects/stall.h"
#include "input/embedded.h"

#include <stdlib.h>
#include <string.h>

struct publish {
    const struct summaries *summaries;
    const struct suspends *suspends;
    const struct contexts *contexts;
    const struct aval_context *values;
    const struct program *program;
    struct arena *arena;
    enum certainty least;
    bool realtime;
    published_vec found; /* of the functions so far */
};

/* ---- who is public ---- */

static struct str *headers_of(struct arena *arena, const struct program *p)
{
    struct str *headers = arena_new_array(arena, struct str, p->nodes.len + 1);
    for (uint32_t u = 0; u < p->units.len; u++) {
        const struct facts *f = p->units.at[u];
        for (uint32_t i = 0; i < f->entities.len; i++) {
            const struct entity *e = &f->entities.at[i];
            if (e->kind != ENTITY_FUNCTION || !e->header.i)
                continue;
            struct str *header = &headers[program_node(f, (struct entity_id){i}).i];
            if (!header->i)
                *header = e->header;
        }
    }
    return headers;
}

/* Has a body of its own for others to link with; those that stand in headers they see themselves.
 */
static bool is_external(const struct program *p, const struct node *n)
{
    return n->body && !n->merged && n->entity->kind == ENTITY_FUNCTION && !n->entity->internal &&
           !n->entity->is_inline && str_eq(n->body->loc.file, n->facts->source) &&
           strcmp(program_text(p, n->name), "main") != 0;
}

/* Functions for others: with a body, external, not hidden, declared in a header of the project;
 * where the project has no header that declares any of its functions, all external ones. By node:
 * true. Into ARENA. RET_HEADERS: by node, the header, empty: none. */
static bool *find_public(struct arena *arena, const struct program *p, struct str **ret_headers)
{
    struct str *headers = headers_of(arena, p);
    bool *public = arena_new_array(arena, bool, p->nodes.len + 1);
    bool any_header = false, any_visible = false;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct node *n = &p->nodes.at[i];
        public[i] = is_external(p, n);
        any_header |= public[i] && headers[i].i;
        any_visible |= public[i] && !n->entity->hidden;
    }
    for (uint32_t i = 0; i < p->nodes.len; i++)
    public[i] = public[i] && (headers[i].i || !any_header) &&
                (!p->nodes.at[i].entity->hidden || !any_visible);
    *ret_headers = headers;
    return public;
}

/* ---- conditions in terms of the function's parameters ---- */

enum kept { KEPT_NEVER, KEPT_IF, KEPT_ALWAYS }; /* an alternative holds never, if, always */

/* What is left of ALL for callers. */
static enum kept keep_all(const struct publish *x, const struct condition_all *all,
                          const struct aval *args, uint32_t arg_len, struct condition_all *ret)
{
    for (uint32_t i = 0; i < all->all.len; i++) {
        struct condition c = all->all.at[i];
        enum tri t = aval_condition(x->values, &c, args, arg_len);
        if (t == TRI_YES)
            continue;
        uint32_t arg = c.op == WHEN_CALLED ? FACTS_NONE : arg_index(c.arg, arg_len);
        if (c.op == WHEN_CALLED) { /* by the library not, perhaps by the program */
            vec_push(x->arena, &ret->all, c);
            continue;
        }
        if (t == TRI_NO || arg == FACTS_NONE || args[arg].kind != AVAL_PARAM)
            return KEPT_NEVER;
        c.arg = (int32_t)args[arg].param;
        vec_push(x->arena, &ret->all, c);
    }
    return ret->all.len ? KEPT_IF : KEPT_ALWAYS;
}

/* The alternatives that callers decide. */
static enum kept keep_any(const struct publish *x, const condition_any *any,
                          const struct aval *args, uint32_t arg_len, condition_any *ret)
{
    for (uint32_t i = 0; i < any->len; i++) {
        struct condition_all kept = {0};
        enum kept k = keep_all(x, &any->at[i], args, arg_len, &kept);
        if (k == KEPT_ALWAYS)
            return KEPT_ALWAYS;
        if (k == KEPT_IF)
            vec_push(x->arena, ret, kept);
    }
    return ret->len ? KEPT_IF : KEPT_NEVER;
}

/* The condition under which TERM is zero, where a pack can say it: of a parameter, alone or
 * compared with a number. */
static bool condition_against(const struct publish *x, struct term_id id, struct condition *ret)
{
    const struct terms *t = x->contexts->bodies->terms;
    const struct term *term = term_get(t, id);
    int64_t number = 0;
    enum condition_op op = WHEN_EQUALS;
    if (term->is == TERM_IS_OP && term->op == OPERATOR_NOT) {
        op = WHEN_NOT;
        term = term_get(t, term->part[0]);
    } else if (term->is == TERM_IS_OP && (term->op == OPERATOR_EQ || term->op == OPERATOR_NE) &&
               term_get(t, term->part[1])->is == TERM_IS_INT) {
        op = term->op == OPERATOR_EQ ? WHEN_NOT : WHEN_EQUALS;
        number = term_get(t, term->part[1])->number;
        term = term_get(t, term->part[0]);
    }
    if (term->is != TERM_IS_PARAM)
        return false;
    *ret = (struct condition){.arg = (int32_t)term->number, .op = op};
    vec_push(x->arena, &ret->values, (struct condition_value){.number = number});
    return true;
}

/* UNLESS gets what makes the code unreachable. */
static void add_needs(const struct publish *x, struct needs needs, condition_any *unless)
{
    uint32_t len;
    const struct term_id *terms = needs_terms(x->contexts->bodies->terms, needs, &len);
    for (uint32_t i = 0; i < len; i++) {
        struct condition c;
        struct condition_all all = {0};
        if (!condition_against(x, terms[i], &c))
            continue;
        vec_push(x->arena, &all.all, c);
        vec_push(x->arena, unless, all);
    }
}

static int32_t param_of(int32_t arg, const struct aval *args, uint32_t arg_len)
{
    uint32_t i = arg == INT32_MIN ? FACTS_NONE : arg_index(arg, arg_len);
    return i != FACTS_NONE && args[i].kind == AVAL_PARAM ? (int32_t)args[i].param : INT32_MIN;
}

/* ---- entries ---- */

static bool same_condition(const struct condition *a, const struct condition *b)
{
    if (a->arg != b->arg || a->op != b->op || a->with != b->with || a->values.len != b->values.len)
        return false;
    for (uint32_t v = 0; v < a->values.len; v++)
        if (!str_eq(a->values.at[v].name, b->values.at[v].name) ||
            a->values.at[v].number != b->values.at[v].number)
            return false;
    return true;
}

static bool same_all(const struct condition_all *a, const struct condition_all *b)
{
    if (a->all.len != b->all.len)
        return false;
    for (uint32_t k = 0; k < a->all.len; k++)
        if (!same_condition(&a->all.at[k], &b->all.at[k]))
            return false;
    return true;
}

/* Is each alternative of A one of B? */
static bool all_among(const condition_any *a, const condition_any *b)
{
    for (uint32_t i = 0; i < a->len; i++) {
        bool found = false;
        for (uint32_t k = 0; k < b->len && !found; k++)
            found = same_all(&a->at[i], &b->at[k]);
        if (!found)
            return false;
    }
    return true;
}

static bool same_conditions(const condition_any *a, const condition_any *b)
{
    return a->len == b->len && all_among(a, b);
}

static bool same_duration(const duration_vec *a, const duration_vec *b)
{
    bool same = a->len == b->len;
    for (uint32_t i = 0; same && i < a->len; i++)
        same = a->at[i].arg == b->at[i].arg && str_eq(a->at[i].field, b->at[i].field) &&
               a->at[i].unit_ns == b->at[i].unit_ns;
    return same;
}

static bool same_case(const struct published *a, const struct published *b)
{
    return a->kind == b->kind && a->kind != PUBLISHED_SUSPEND && a->rule.kind == b->rule.kind &&
           a->rule.mixed == b->rule.mixed && a->rule.in == b->rule.in && a->rule.fd == b->rule.fd &&
           a->rule.lock == b->rule.lock && a->rule.stall == b->rule.stall &&
           same_duration(&a->rule.duration, &b->rule.duration) &&
           (a->kind != PUBLISHED_RUN_LOOP ||
            (a->runs->nesting == b->runs->nesting && a->runs->in == b->runs->in)) &&
           same_conditions(&a->rule.when, &b->rule.when) &&
           same_conditions(&a->rule.unless, &b->rule.unless);
}

/* Does A hold wherever B does, and says as much? */
static bool covers(const struct published *a, const struct published *b)
{
    return a->kind == PUBLISHED_BLOCKING && b->kind == a->kind && a->rule.kind == b->rule.kind &&
           (a->rule.in & b->rule.in) == b->rule.in && a->rule.certainty >= b->rule.certainty &&
           a->rule.stall >= b->rule.stall && !a->rule.duration.len && !a->rule.when.len &&
           all_among(&a->rule.unless, &b->rule.unless) && a->rule.fd == INT32_MIN &&
           a->rule.lock == INT32_MIN && b->rule.fd == INT32_MIN && b->rule.lock == INT32_MIN;
}

static bool better(const struct published *a, const struct published *b)
{
    if (a->rule.certainty != b->rule.certainty)
        return a->rule.certainty > b->rule.certainty;
    return a->leaf && b->leaf && a->leaf->depth < b->leaf->depth;
}

/* FIRST: where those of this function begin. */
static void add(struct publish *x, uint32_t first, struct published e)
{
    if (e.rule.certainty < x->least)
        return;
    for (uint32_t i = first; i < x->found.len; i++) {
        struct published *old = &x->found.at[i];
        if (covers(old, &e) && !better(&e, old))
            return;
        if (!same_case(old, &e))
            continue;
        if (better(&e, old))
            *old = e;
        return;
    }
    uint32_t kept = first;
    for (uint32_t i = first; i < x->found.len; i++)
        if (!covers(&e, &x->found.at[i]))
            x->found.at[kept++] = x->found.at[i];
    x->found.len = kept;
    vec_push(x->arena, &x->found, e);
}

/* What limits the wait, where parameters are all of it. */
static void keep_duration(const struct publish *x, const duration_vec *duration,
                          const struct aval *args, uint32_t arg_len, duration_vec *ret)
{
    duration_vec kept = {0};
    for (uint32_t i = 0; i < duration->len; i++) {
        struct rule_duration part = duration->at[i];
        part.arg = param_of(part.arg, args, arg_len);
        if (part.arg == INT32_MIN)
            return;
        vec_push(x->arena, &kept, part);
    }
    *ret = kept;
}

/* RULE of a call with these arguments, seen by the callers of the function that makes it. False: it
 * never applies. */
static bool translate(const struct publish *x, const struct rule_blocking *rule,
                      const condition_any *when, const condition_any *unless,
                      const struct aval *args, uint32_t arg_len, struct rule_blocking *ret)
{
    if (unless->len && keep_any(x, unless, args, arg_len, &ret->unless) == KEPT_ALWAYS)
        return false;
    if (when->len) {
        enum kept k = keep_any(x, when, args, arg_len, &ret->when);
        if (k == KEPT_NEVER)
            return false;
        if (k == KEPT_ALWAYS)
            ret->when.len = 0;
    }
    uint32_t fd = rule && rule->fd != INT32_MIN ? arg_index(rule->fd, arg_len) : FACTS_NONE;
    if (fd != FACTS_NONE && args[fd].fd == FD_UNKNOWN)
        ret->fd = param_of(rule->fd, args, arg_len);
    if (rule && ret->kind == BLOCK_LOCK)
        ret->lock = param_of(rule->lock, args, arg_len);
    if (rule && stall_is_open(rule, args, arg_len))
        keep_duration(x, &rule->duration, args, arg_len, &ret->duration);
    return true;
}

static void add_leaf(struct publish *x, uint32_t first, struct node_id n, const struct leaf *l)
{
    struct published e = {.kind = l->runs                    ? PUBLISHED_RUN_LOOP
                                  : l->kind == BLOCK_WRAPPER ? PUBLISHED_WRAPPER
                                                             : PUBLISHED_BLOCKING,
                          .node = n,
                          .runs = l->runs,
                          .leaf = l};
    e.rule = (struct rule_blocking){.kind = l->kind,
                                    .certainty = l->certainty,
                                    .stall = l->stall,
                                    .fd = INT32_MIN,
                                    .lock = INT32_MIN,
                                    .in = CONTEXT_ANY,
                                    .mixed = l->mixed,
                                    .instead = l->rule ? l->rule->instead : NULL};
    const struct lock_section *held = l->kind == BLOCK_LOCK && l->lock != OBJECT_NONE
                                          ? summary_lock_section(x->summaries, l->lock)
                                          : NULL;
    if (held && l->certainty == CERTAINTY_DEPENDS) {
        e.rule.certainty = CERTAINTY_USUALLY;
        e.rule.stall = held->stall;
    }
    if (!l->args && l->rule && l->rule->unless.len)
        keep_any(x, &l->rule->unless, NULL, 0, &e.rule.unless);
    if (l->args &&
        !translate(x, l->rule, l->runs ? &l->runs->when : &l->rule->when,
                   l->runs ? &l->runs->unless : &l->rule->unless, l->args, l->arg_len, &e.rule))
        return;
    add_needs(x, l->needs, &e.rule.unless);
    if ((l->mask & CONTEXT_ANY) == CONTEXT_ANY || l->mixed) {
        add(x, first, e);
        return;
    }
    for (unsigned k = 0; k < CONTEXT_KINDS; k++) { /* an entry names one context */
        e.rule.in = (enum context_bits)(l->mask & 1U << k);
        if (e.rule.in)
            add(x, first, e);
    }
}

/* Do the library's users have the rule anyway? */
static bool is_built_in(const struct rule_origin *o)
{
    for (const struct embedded *e = embedded_packs; e->path; e++)
        if (!strcmp(e->path, o->file))
            return true;
    return false;
}

/* The project's own rules for the function, which its users do not have: as they are. */
static bool add_own_rules(struct publish *x, uint32_t first, struct node_id n)
{
    const struct node *node = program_get(x->program, n);
    const struct name_roles *r = roles_function(x->contexts->bodies->roles, node->name);
    bool speaks = false;
    for (uint32_t i = 0; r && i < r->blocking.len; i++) {
        const struct rule_blocking *rule = r->blocking.at[i];
        bool built_in = is_built_in(&rule->origin);
        if (built_in && !strncmp(rule->origin.file, "rules/blocking/", 15))
            continue; /* gives way to the body */
        speaks = true;
        if (!built_in)
            add(x, first,
                (struct published){.kind = rule->kind == BLOCK_WRAPPER ? PUBLISHED_WRAPPER
                                                                       : PUBLISHED_BLOCKING,
                                   .node = n,
                                   .rule = *rule});
    }
    for (uint32_t i = 0; r && i < r->run_loops.len; i++) {
        const struct rule_run_loop *runs = r->run_loops.at[i];
        speaks = true;
        if (!is_built_in(&runs->origin))
            add(x, first,
                (struct published){.kind = PUBLISHED_RUN_LOOP,
                                   .node = n,
                                   .runs = runs,
                                   .rule = {.certainty = CERTAINTY_ALWAYS,
                                            .fd = INT32_MIN,
                                            .lock = INT32_MIN,
                                            .when = runs->when,
                                            .unless = runs->unless}});
    }
    return speaks;
}

/* Where its callers' coroutines give way: a framework each, cancellable before not. */
static void add_suspensions(struct publish *x, uint32_t first, struct node_id n)
{
    const struct node *node = program_get(x->program, n);
    const struct name_roles *r = roles_function(x->contexts->bodies->roles, node->name);
    bool speaks = false;
    for (uint32_t i = 0; r && i < r->suspends.len; i++) {
        const struct rule_suspend *own = r->suspends.at[i];
        speaks |= own->switches;
        if (own->switches && !is_built_in(&own->origin))
            vec_push(x->arena, &x->found,
                     (struct published){.kind = PUBLISHED_SUSPEND,
                                        .node = n,
                                        .own_suspend = own,
                                        .rule = {.when = own->when, .unless = own->unless}});
    }
    const suspension_vec *points = suspend_kept(x->suspends, n);
    for (uint32_t i = 0; !speaks && i < points->len; i++) {
        struct published e = {.kind = PUBLISHED_SUSPEND, .node = n, .suspension = points->at[i]};
        bool known = !e.suspension->switches;
        for (uint32_t k = first; k < x->found.len && !known; k++) {
            struct published *old = &x->found.at[k];
            known = old->suspension && old->suspension->pack == e.suspension->pack;
            if (known && e.suspension->cancellable && !old->suspension->cancellable)
                *old = e;
        }
        if (!known)
            vec_push(x->arena, &x->found, e);
    }
    if (!speaks && !points->len && x->contexts->calls->marks[n.i].has[MARK_SUSPENDS])
        vec_push(x->arena, &x->found, (struct published){.kind = PUBLISHED_SUSPEND, .node = n});
}

static void add_function(struct publish *x, uint32_t first, struct node_id n)
{
    add_suspensions(x, first, n);
    const struct node *node = program_get(x->program, n);
    const struct context *c = &x->contexts->at[n.i];
    if (add_own_rules(x, first, n) || c->promised_nonblocking ||
        roles_wrapper_word(x->contexts->bodies->roles, &node->words))
        return; /* the search ends here for callers too, by what the header says */
    if (x->contexts->bodies->at[n.i].never_returns && !node->noreturn)
        add(x, first,
            (struct published){
                .kind = PUBLISHED_NORETURN, .node = n, .rule.certainty = CERTAINTY_ALWAYS});
    if (c->declared_blocking) {
        add(x, first,
            (struct published){.kind = PUBLISHED_BLOCKING,
                               .node = n,
                               .rule = {.kind = BLOCK_CUSTOM,
                                        .certainty = CERTAINTY_ALWAYS,
                                        .stall = STALL_LONG,
                                        .fd = INT32_MIN,
                                        .lock = INT32_MIN,
                                        .in = CONTEXT_ANY}});
        return;
    }
    const leaf_vec *leaves = summary_kept(x->summaries, n);
    for (uint32_t i = 0; i < leaves->len; i++)
        if ((leaves->at[i]->mask & CONTEXT_ANY) != CONTEXT_REALTIME || x->realtime)
            add_leaf(x, first, n, leaves->at[i]);
}

/* ---- what is called back ---- */

static void add_called_back(struct publish *x, const struct handed *h)
{
    vec_push(x->arena, &x->found,
             (struct published){.kind = h->thread                     ? PUBLISHED_OFFLOAD
                                        : h->function.i == FACTS_NONE ? PUBLISHED_FIELD
                                                                      : PUBLISHED_CALLBACK,
                                .node = h->function,
                                .handed = h,
                                .called = calls_text(x->contexts->calls, h->call)});
}

static bool in_header(const struct program *p, const struct slot *s)
{
    for (uint32_t i = 0; i < p->units.len; i++)
        if (str_eq(p->units.at[i]->source, s->entity->loc.file))
            return false;
    return !s->entity->system;
}

/* Is there an entry for a field of the struct with that name? So there is where structs without a
 * name in it have fields of one name. */
static bool is_said(const struct publish *x, const struct slot *s)
{
    for (uint32_t i = 0; i < x->found.len; i++) {
        const struct handed *h = x->found.at[i].handed;
        const struct slot *old =
            h && h->function.i == FACTS_NONE ? &x->program->slots.at[h->field.i] : NULL;
        if (old && str_eq(old->record, s->record) && str_eq(old->name, s->name))
            return true;
    }
    return false;
}

/* Fields that users of the library can store functions in. */
static void add_fields(struct publish *x, const struct publish_filter *filter,
                       const handed_vec *handed)
{
    for (uint32_t i = 0; i < handed->len; i++) {
        const struct handed *h = &handed->at[i];
        if (h->function.i != FACTS_NONE)
            continue;
        const struct slot *s = &x->program->slots.at[h->field.i];
        struct str file = s->entity->loc.file;
        if (in_header(x->program, s) && !is_said(x, s) &&
            (!filter->wants || filter->wants(filter->context, file, file)))
            add_called_back(x, h);
    }
}

/* ---- order ---- */

struct named { /* for qsort */
    const char *name;
    uint32_t node;
};

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int d = strcmp(x->name, y->name);
    return d ? d : x->node < y->node ? -1 : x->node > y->node;
}

/* Does the program have real-time threads? Only then is it said what they must not call, such as
 * all that needs memory. */
static bool runs_realtime(const struct contexts *c)
{
    for (uint32_t i = 0; i < c->program->nodes.len; i++)
        if (c->at[i].declared & CONTEXT_REALTIME)
            return true;
    return false;
}

void publish_all(const struct summaries *s, const struct suspends *suspends,
                 const struct contexts *c, const struct aval_context *values,
                 const struct publish_filter *filter, struct arena *arena,
                 published_vec *ret_published)
{
    const struct program *p = c->program;
    struct publish x = {.summaries = s,
                        .suspends = suspends,
                        .contexts = c,
                        .values = values,
                        .program = p,
                        .arena = arena,
                        .least = filter->least,
                        .realtime = runs_realtime(c)};
    struct str *headers;
    const bool *public = find_public(arena, p, &headers);
    struct named *names = arena_new_array(arena, struct named, p->nodes.len + 1);
    uint32_t len = 0;
    for (uint32_t i = 0; i < p->nodes.len; i++)
        if (public[i] && (!filter->wants || filter->wants(filter->context, headers[i],
                                                          p->nodes.at[i].body->loc.file)))
            names[len++] = (struct named){program_text(p, p->nodes.at[i].name), i};
    qsort(names, len, sizeof *names, by_name);
    handed_vec *handed = arena_new_one(arena, handed_vec);
    handed_find(c, arena, handed);
    uint32_t first = 0;
    for (uint32_t i = 0; i < len; i++) {
        if (!i || strcmp(names[i].name, names[i - 1].name) != 0)
            first = x.found.len; /* namesakes of several programs: all that they say */
        add_function(&x, first, (struct node_id){names[i].node});
        for (uint32_t k = 0; k < handed->len; k++)
            if (handed->at[k].function.i == names[i].node)
                add_called_back(&x, &handed->at[k]);
    }
    add_fields(&x, filter, handed);
    *ret_published = x.found;
}
