#include "values/fdeffect.h"

#include "values/sure.h"

#include <string.h>

/* ---- symbols ---- */

struct symbol {
    const struct name_roles *roles; /* of the call; NULL: a parameter, or a choice */
    uint32_t param;
    struct term_id when; /* of a choice */
    uint32_t yes, no;
    int32_t out; /* the argument through which it is made, INT32_MIN: the result */
    const struct aval *args;
    uint32_t arg_len;
    uint32_t otherwise;
    uint32_t next; /* of the same bucket, 0: none */
};

#define BUCKETS 4096

struct symbols {
    VEC(struct symbol) all; /* number 0 is none */
    uint32_t first[BUCKETS];
};

static bool same_value(const struct aval *a, const struct aval *b)
{
    return a->kind == b->kind && a->number == b->number && a->param == b->param &&
           a->term.i == b->term.i && prefix_same(a->text, b->text) && a->name_len == b->name_len &&
           (!a->name_len || a->names == b->names);
}

static bool same_symbol(const struct symbol *a, const struct symbol *b)
{
    if (a->roles != b->roles || a->param != b->param || a->out != b->out ||
        a->when.i != b->when.i || a->yes != b->yes || a->no != b->no || a->arg_len != b->arg_len)
        return false;
    for (uint32_t i = 0; i < a->arg_len; i++)
        if (!same_value(&a->args[i], &b->args[i]))
            return false;
    return true;
}

/* Source: Knuth, The Art of Computer Programming 3, 6.4, multiplicative hashing. */
static uint64_t hash_mix(uint64_t hash, uint64_t value)
{
    return ((hash << 7 | hash >> 57) ^ value) * UINT64_C(0x9E3779B97F4A7C15);
}

static uint32_t bucket_of(const struct symbol *s)
{
    uint64_t hash = (uintptr_t)s->roles;
    const uint32_t own[] = {s->param, s->when.i, s->yes, s->no, (uint32_t)s->out, s->arg_len};
    for (uint32_t i = 0; i < COUNT(own); i++)
        hash = hash_mix(hash, own[i]);
    for (uint32_t i = 0; i < s->arg_len; i++) {
        const struct aval *a = &s->args[i];
        hash = hash_mix(hash_mix(hash, (uint64_t)a->number ^ a->kind), a->term.i);
    }
    return (uint32_t)(hash >> 32) % BUCKETS;
}

static uint32_t symbol_number(struct fdeffects *e, const struct symbol *s)
{
    uint32_t *first = &e->symbols->first[bucket_of(s)];
    for (uint32_t i = *first; i; i = e->symbols->all.at[i].next)
        if (same_symbol(&e->symbols->all.at[i], s))
            return i;
    struct aval *args = arena_new_array(e->arena, struct aval, s->arg_len + 1);
    for (uint32_t i = 0; i < s->arg_len; i++)
        args[i] = s->args[i];
    vec_push(e->arena, &e->symbols->all, *s);
    vec_last(&e->symbols->all).args = args;
    vec_last(&e->symbols->all).next = *first;
    return *first = e->symbols->all.len - 1;
}

uint32_t fdsymbol_param(struct fdeffects *e, uint32_t param)
{
    struct symbol s = {.param = param};
    return symbol_number(e, &s);
}

uint32_t fdsymbol_choice(struct fdeffects *e, struct term_id when, uint32_t yes, uint32_t no)
{
    struct symbol s = {.when = when, .yes = yes, .no = no, .otherwise = yes | no};
    return symbol_number(e, &s);
}

bool fdsymbol_is_choice(const struct fdeffects *e, uint32_t symbol)
{
    return e->symbols->all.at[symbol].when.i;
}

bool fdsymbol_is_param(const struct fdeffects *e, uint32_t symbol, uint32_t *ret_param)
{
    *ret_param = e->symbols->all.at[symbol].param;
    return !e->symbols->all.at[symbol].roles && !fdsymbol_is_choice(e, symbol);
}

uint32_t fdsymbol_otherwise(const struct fdeffects *e, uint32_t symbol)
{
    return e->symbols->all.at[symbol].otherwise;
}

/* ---- what packs say ---- */

static bool any_open(const struct aval *args, uint32_t arg_len)
{
    for (uint32_t i = 0; i < arg_len; i++)
        if (aval_is_open(&args[i]))
            return true;
    return false;
}

/* Of a rule that applies. Where the mode is not known, a regular file is as it always is: the flag
 * has no effect on it. */
static uint32_t made_by(const struct fdeffects *e, const struct rule_fd_open *r,
                        const struct aval *args, uint32_t arg_len, bool *ret_undecided)
{
    enum tri t = r->nonblocking.len ? aval_any(&e->plain, &r->nonblocking, args, arg_len) : TRI_NO;
    if (t == TRI_MAYBE)
        *ret_undecided = true;
    if (t == TRI_MAYBE && r->kind == FD_FILE)
        t = TRI_NO;
    if (r->kind == FD_NONE)
        return fdcell_kind(r->kind);
    return fdcell_kind(r->kind) | (t == TRI_YES  ? FD_MAY_NOT_BLOCK
                                   : t == TRI_NO ? FD_MAY_BLOCK
                                                 : FD_MAY_BE_ANY);
}

/* The last rule that applies, as rules/FORMAT.md says. */
static struct fdcell made(struct fdeffects *e, const struct symbol *of)
{
    struct symbol s = *of;
    bool undecided = false;
    s.otherwise = 0;
    for (uint32_t i = 0; i < s.roles->fd_opens.len; i++) {
        const struct rule_fd_open *o = s.roles->fd_opens.at[i];
        if (!callee_arity_fits(&o->callee, s.arg_len) || o->out != s.out || o->of != INT32_MIN)
            continue;
        enum tri applies = o->when.len ? aval_any(&e->plain, &o->when, s.args, s.arg_len) : TRI_YES;
        undecided |= applies == TRI_MAYBE;
        if (applies != TRI_YES)
            continue;
        undecided = false;
        s.otherwise = made_by(e, o, s.args, s.arg_len, &undecided);
    }
    if (!undecided || !any_open(s.args, s.arg_len))
        return fdcell_of(s.otherwise);
    return (struct fdcell){.symbol = symbol_number(e, &s)};
}

/* What the packs ask of an argument is not what descriptor it is, and callers' are not plain. */
static struct aval without_descriptor(struct aval a)
{
    a.fd = FD_UNKNOWN;
    a.fd_may = a.fd_symbol = 0;
    a.fd_kind_known = false;
    return a;
}

static struct fdcell choose(struct fdeffects *e, const struct symbol *s, const struct aval *args,
                            uint32_t arg_len)
{
    struct term_id when = aval_bind_term(&e->plain, s->when, args, arg_len);
    enum tri truth = term_truth(e->bodies->terms, when);
    if (truth != TRI_MAYBE)
        return fdcell_of(truth == TRI_YES ? s->yes : s->no);
    return term_get(e->bodies->terms, when)->has_param
               ? (struct fdcell){.symbol = fdsymbol_choice(e, when, s->yes, s->no)}
               : fdcell_of(s->yes | s->no);
}

struct fdcell fdsymbol_bind(struct fdeffects *e, uint32_t symbol, const struct aval *args,
                            uint32_t arg_len)
{
    struct symbol s = e->symbols->all.at[symbol];
    struct aval bound[AVAL_MAX_ARGS];
    if (s.when.i)
        return choose(e, &s, args, arg_len);
    for (uint32_t i = 0; i < s.arg_len; i++)
        bound[i] = without_descriptor(aval_bind(&e->plain, s.args[i], args, arg_len));
    s.args = bound;
    return made(e, &s);
}

/* Is the flag among what the variable is made of, and nowhere taken away: `flags = fcntl(fd,
 * F_GETFL); flags |= O_NONBLOCK;`? Nothing is known of what the call returns, and so of the sum;
 * but bits that are or-ed in stay. */
static bool flag_was_added(const struct fdeffects *e, struct node_id n, struct value_id value,
                           struct str flag)
{
    const struct function *fn = program_get(e->bodies->program, n)->body;
    const struct value *v = function_value(fn, value);
    const struct body *body = &e->bodies->at[n.i];
    bool added = false;
    if (v->kind != VALUE_PATH)
        return false;
    for (uint32_t i = body->assigns.first[v->path.i]; i < body->assigns.first[v->path.i + 1]; i++) {
        const struct event *assign = &fn->events.at[body->assigns.at[i]];
        const struct value *from = function_value(fn, assign->assign.from);
        for (uint32_t k = 0; k < from->name_len; k++) {
            const struct value_name *name = &fn->names.at[from->first_name + k];
            if (str_eq(name->name, flag) && name->negated)
                return false;
            added |= str_eq(name->name, flag);
        }
    }
    return added;
}

/* Flags that were added to a variable are in it. */
static void add_names(const struct fdeffects *e, struct node_id n, const struct event_call *c,
                      const condition_any *any, struct aval *args)
{
    const struct function *fn = program_get(e->bodies->program, n)->body;
    for (uint32_t i = 0; i < any->len; i++)
        for (uint32_t k = 0; k < any->at[i].all.len; k++) {
            const struct condition *w = &any->at[i].all.at[k];
            uint32_t arg = arg_index(w->arg, c->arg_len);
            if (w->op != WHEN_HAS || arg == FACTS_NONE || arg >= AVAL_MAX_ARGS ||
                !w->values.at[0].name.i || args[arg].kind != AVAL_UNKNOWN)
                continue;
            if (!flag_was_added(e, n, fn->args.at[c->first_arg + arg], w->values.at[0].name))
                continue;
            struct value_name *name = arena_new_one(e->arena, struct value_name);
            name->name = w->values.at[0].name;
            args[arg].names = name;
            args[arg].name_len = 1;
        }
}

static enum tri setter_applies(const struct fdeffects *e, const struct rule_fd_set *r,
                               const struct aval *args, uint32_t arg_len)
{
    if (!callee_arity_fits(&r->callee, arg_len) ||
        (r->unless.len && aval_any(&e->plain, &r->unless, args, arg_len) == TRI_YES))
        return TRI_NO;
    return r->when.len ? aval_any(&e->plain, &r->when, args, arg_len) : TRI_YES;
}

/* When callers decide that the rules of LIST apply to the argument. */
static struct term_id sure_of(const struct fdeffects *e, const struct rule_fd_set *const *rules,
                              uint32_t len, uint32_t arg, const struct aval *args, uint32_t arg_len)
{
    struct terms *t = e->bodies->terms;
    struct term_id some = term_int(t, 0, NULL, 0);
    for (uint32_t i = 0; i < len; i++)
        if (arg_index(rules[i]->fd, arg_len) == arg)
            some = term_either(t, some, sure_any(&e->plain, &rules[i]->when, args, arg_len));
    return some;
}

/* What packs leave open may be decided by a parameter. */
static void find_open(struct fdeffects *e, const struct name_roles *r, const struct aval *args,
                      uint32_t arg_len, struct fdeffect *ret)
{
    struct terms *t = e->bodies->terms;
    for (uint32_t k = 0; k < arg_len; k++) {
        struct term_id sets =
            ret->changes[k] == FD_LOSES
                ? sure_of(e, r->fd_nonblocking.at, r->fd_nonblocking.len, k, args, arg_len)
                : TERM_UNKNOWN;
        if (!term_get(t, sets)->has_param)
            continue;
        struct term_id unsets = sure_of(e, r->fd_blocking.at, r->fd_blocking.len, k, args, arg_len);
        struct fd_change_if one = {k, sets, FD_SETS,
                                   term_get(t, unsets)->has_param ? FD_UNSETS : FD_LOSES};
        vec_push(e->arena, &ret->ifs, one);
    }
}

static void find_set(struct fdeffects *e, const struct name_roles *r, const struct aval *args,
                     uint32_t arg_len, struct fdeffect *ret)
{
    uint8_t *changes = arena_new_array(e->arena, uint8_t, arg_len + 1);
    ret->changes = changes;
    ret->change_len = arg_len;
    for (uint32_t i = 0; i < r->fd_nonblocking.len; i++) {
        uint32_t arg = arg_index(r->fd_nonblocking.at[i]->fd, arg_len);
        enum tri t =
            arg == FACTS_NONE ? TRI_NO : setter_applies(e, r->fd_nonblocking.at[i], args, arg_len);
        if (t != TRI_NO)
            changes[arg] |= t == TRI_YES ? FD_SETS : FD_LOSES;
    }
    for (uint32_t i = 0; i < r->fd_blocking.len; i++) {
        uint32_t arg = arg_index(r->fd_blocking.at[i]->fd, arg_len);
        if (arg != FACTS_NONE && !(changes[arg] & FD_SETS) &&
            setter_applies(e, r->fd_blocking.at[i], args, arg_len) == TRI_YES)
            changes[arg] = (uint8_t)((changes[arg] & ~FD_LOSES) | FD_UNSETS);
    }
}

/* The kind of descriptor that the argument must be: `when: {arg: 0, fd: other}`. Kinds of arguments
 * are found by the flow that this is prepared for, and are asked there: fdeffect.like. */
static bool asks_for_kind(const struct rule_fd_open *o, enum fd_kind *ret_kind,
                          const struct program *p)
{
    const struct condition *c =
        o->when.len == 1 && o->when.at[0].all.len == 1 ? &o->when.at[0].all.at[0] : NULL;
    if (!c || c->op != WHEN_FD || c->arg != o->of)
        return false;
    for (unsigned k = FD_SOCKET; k <= FD_OTHER; k++)
        if (!strcmp(fd_kind_name((enum fd_kind)k), program_text(p, c->values.at[0].name))) {
            *ret_kind = (enum fd_kind)k;
            return true;
        }
    return false;
}

static void find_made(struct fdeffects *e, struct node_id n, const struct event_call *c,
                      const struct name_roles *r, struct symbol *s, struct fdeffect *ret)
{
    const struct function *fn = program_get(e->bodies->program, n)->body;
    for (uint32_t i = 0; i < r->fd_opens.len; i++) {
        const struct rule_fd_open *o = r->fd_opens.at[i];
        uint32_t arg = arg_index(o->out, c->arg_len);
        s->out = o->out;
        if (o->of != INT32_MIN && arg != FACTS_NONE)
            ret->attach = (struct fd_attach){arg, arg_index(o->of, c->arg_len)};
        else if (o->of != INT32_MIN) {
            if (asks_for_kind(o, &ret->like_kind, e->bodies->program))
                ret->like = arg_index(o->of, c->arg_len);
            else if (!o->when.len || aval_any(&e->plain, &o->when, s->args, s->arg_len) == TRI_YES)
                ret->result_of = arg_index(o->of, c->arg_len);
        } else if (o->out == INT32_MIN) {
            ret->result = made(e, s);
        } else if (arg != FACTS_NONE) {
            const struct value *v = function_value(fn, fn->args.at[c->first_arg + arg]);
            if (v->kind != VALUE_ADDRESS && v->kind != VALUE_PATH)
                continue;
            ret->out_cell = made(e, s);
            if (!fdcell_empty(ret->out_cell))
                ret->out = v->path;
        }
    }
}

uint32_t fdeffect_variable(const struct fdeffects *e, const struct slot *slot)
{
    bool undecided;
    uint32_t may = 0;
    const struct name_roles *r =
        slot->is_field || !slot->name.i ? NULL : roles_function(e->bodies->roles, slot->name);
    for (uint32_t i = 0; r && i < r->fd_opens.len; i++)
        may |= made_by(e, r->fd_opens.at[i], NULL, 0, &undecided);
    return may;
}

uint32_t fdeffect_macro(const struct fdeffects *e, struct str macro)
{
    bool undecided;
    uint32_t may = 0;
    const struct name_roles *r = roles_macro(e->bodies->roles, macro);
    for (uint32_t i = 0; r && i < r->fd_opens.len; i++)
        may |= made_by(e, r->fd_opens.at[i], NULL, 0, &undecided);
    return may;
}

static void find_by_packs(struct fdeffects *e, struct node_id n, const struct call *call,
                          struct fdeffect *ret)
{
    const struct event_call *c =
        &program_get(e->bodies->program, n)->body->events.at[call->event].call;
    const struct name_roles *r = call->roles;
    struct aval args[AVAL_MAX_ARGS];
    struct symbol s = {.roles = r, .args = args};
    s.arg_len = aval_args(&e->plain, n, call->event, args);
    if (c->arg_len > AVAL_MAX_ARGS)
        return;
    for (uint32_t i = 0; i < r->fd_opens.len; i++)
        add_names(e, n, c, &r->fd_opens.at[i]->nonblocking, args);
    find_made(e, n, c, r, &s, ret);
    for (uint32_t i = 0; i < r->fd_nonblocking.len; i++)
        add_names(e, n, c, &r->fd_nonblocking.at[i]->when, args);
    find_set(e, r, args, s.arg_len, ret);
    find_open(e, r, args, s.arg_len, ret);
}

/* A copy of what a macro gives: `memcpy(&fd, CMSG_DATA(c), sizeof fd)`. */
static void find_copied(const struct fdeffects *e, const struct function *fn,
                        const struct event_call *c, const struct name_roles *r,
                        struct fdeffect *ret)
{
    for (uint32_t i = 0; i < r->paths_made.len; i++) {
        const struct rule_path *p = r->paths_made.at[i];
        uint32_t to = arg_index(p->out, c->arg_len), of = arg_index(p->of, c->arg_len);
        if (to == FACTS_NONE || of == FACTS_NONE || to == of ||
            !callee_arity_fits(&p->callee, c->arg_len))
            continue;
        const struct value *v = function_value(fn, fn->args.at[c->first_arg + to]),
                           *from = function_value(fn, fn->args.at[c->first_arg + of]);
        uint32_t may = 0;
        for (uint32_t k = 0; k < from->name_len; k++)
            may |= fdeffect_macro(e, fn->names.at[from->first_name + k].name);
        if (may && (v->kind == VALUE_ADDRESS || v->kind == VALUE_PATH)) {
            ret->out = v->path;
            ret->out_cell = fdcell_of(may);
        }
    }
}

/* ---- what functions change for their callers ---- */

typedef VEC(struct fd_change_if) fd_ifs;

struct finding_changes {
    struct fdeffects *e;
    uint8_t **at;                /* by node, by parameter: enum fd_change */
    struct fd_attach *attach_at; /* by node: the same of its parameters */
    fd_ifs *if_at;               /* by node: those that its callers decide */
};

/* *P of a pointer P in a variable. */
static bool is_pointee(const struct function *fn, const struct path *p)
{
    return p->step_len == 1 && path_last(fn, p)->kind == STEP_DEREF;
}

/* What the argument points to, if the function has a name for it. */
static struct path_id pointee(const struct fdeffects *e, struct node_id n, const struct value *v)
{
    const struct function *fn = program_get(e->bodies->program, n)->body;
    if (v->kind == VALUE_ADDRESS)
        return v->path;
    if (v->kind == VALUE_PATH && !function_path(fn, v->path)->step_len)
        for (uint32_t i = body_next_of_root(e->bodies, n, v->path.i); i != v->path.i;
             i = body_next_of_root(e->bodies, n, i))
            if (is_pointee(fn, function_path(fn, (struct path_id){i})))
                return (struct path_id){i};
    return (struct path_id){FACTS_NONE};
}

struct path_id fdeffect_set(const struct fdeffects *e, struct node_id n, const struct event_call *c,
                            const struct fdeffect *effect, uint32_t k, bool *ret_nonblocking)
{
    uint8_t change = fdeffect_change(effect, k);
    *ret_nonblocking = change & (FD_SETS | FD_SETS_BELOW);
    return fdeffect_target(e, n, c, change, k);
}

struct path_id fdeffect_target(const struct fdeffects *e, struct node_id n,
                               const struct event_call *c, uint8_t change, uint32_t k)
{
    const struct function *fn = program_get(e->bodies->program, n)->body;
    const struct value *v = function_value(fn, fn->args.at[c->first_arg + k]);
    if ((change & (FD_SETS | FD_UNSETS)) && v->kind == VALUE_PATH)
        return v->path;
    return change & (FD_SETS_BELOW | FD_UNSETS_BELOW) ? pointee(e, n, v)
                                                      : (struct path_id){FACTS_NONE};
}

/* One that the caller's arguments decide, or leave to its own callers. What is decided nowhere
 * counts as done, if the other way leaves the descriptor alone: programs keep one mode. */
static void take_if(const struct finding_changes *x, const struct call *call,
                    const struct fd_change_if *one, const struct aval *args, uint32_t arg_len,
                    struct fdeffect *ret, uint8_t *changes)
{
    struct terms *t = x->e->bodies->terms;
    const uint32_t *component = x->e->order->component;
    struct fd_change_if bound = *one;
    bound.when = aval_bind_term(&x->e->plain, one->when, args, arg_len);
    enum tri truth = term_truth(t, bound.when);
    if (truth != TRI_MAYBE)
        changes[one->arg] |= truth == TRI_YES ? one->yes : one->no;
    else if (term_get(t, bound.when)->has_param &&
             component[call->node.i] != component[call->callee.i])
        vec_push(x->e->arena, &ret->ifs, bound);
    else
        changes[one->arg] |= one->no ? FD_LOSES : one->yes;
}

static void take_ifs(const struct finding_changes *x, const struct call *call, struct fdeffect *ret)
{
    const fd_ifs *ifs = &x->if_at[call->callee.i];
    struct aval args[AVAL_MAX_ARGS];
    ret->ifs.len = 0;
    if (!ifs->len)
        return;
    uint32_t len = aval_args(&x->e->plain, call->node, call->event, args);
    uint8_t *changes = arena_new_array(x->e->arena, uint8_t, ret->change_len + 1);
    memcpy(changes, ret->changes, ret->change_len);
    ret->changes = changes;
    for (uint32_t i = 0; i < ifs->len; i++)
        take_if(x, call, &ifs->at[i], args, len, ret, changes);
}

static void take_changes(const struct finding_changes *x, const struct call *call,
                         struct fdeffect *ret)
{
    const struct program *p = x->e->bodies->program;
    if (ret->by_packs)
        return;
    if (call->callee.i != FACTS_NONE && program_get(p, call->callee)->body) {
        ret->changes = x->at[call->callee.i];
        ret->change_len = program_get(p, call->callee)->entity->params.len;
        ret->attach = x->attach_at[call->callee.i];
        take_ifs(x, call, ret);
    } else {
        ret->loses_all =
            call->callee.i == FACTS_NONE || !program_get(p, call->callee)->entity->system;
    }
}

/* A change of the value V, which goes out from a parameter, as the function so does it for its
 * callers. */
static uint8_t handed_change(const struct function *fn, const struct value *v, uint8_t change)
{
    const struct path *p = function_path(fn, v->path);
    uint8_t handed = change & FD_LOSES;
    bool itself = change & (FD_SETS | FD_UNSETS);
    bool below = change & (FD_SETS_BELOW | FD_UNSETS_BELOW);
    bool nonblocking = change & (FD_SETS | FD_SETS_BELOW);
    bool applies = itself ? v->kind == VALUE_PATH : below;
    if (applies &&
        ((itself && is_pointee(fn, p)) || (below && v->kind == VALUE_PATH && !p->step_len)))
        handed |= nonblocking ? FD_SETS_BELOW : FD_UNSETS_BELOW;
    else if (applies && !p->step_len)
        handed |= nonblocking ? FD_SETS : FD_UNSETS;
    return handed;
}

/* What callers must hand over for the event to run, beside the parameter PARAM itself: a descriptor
 * that is tested for being one. */
static struct term_id needed(const struct finding_changes *x, struct node_id n, uint32_t event,
                             uint32_t param)
{
    struct terms *t = x->e->bodies->terms;
    struct term_id own[PARAMS_MAX], all = term_int(t, 1, NULL, 0);
    struct needs needs = needs_of_params(t, body_event_needs(x->e->bodies, n, event));
    uint32_t len;
    const struct term_id *at = needs_terms(t, needs, &len);
    for (uint32_t i = 0; len && i < PARAMS_MAX; i++)
        own[i] = i == param ? TERM_UNKNOWN : term_param(t, i);
    const struct term_args others = {.at = own, .len = PARAMS_MAX};
    for (uint32_t i = 0; i < len; i++)
        all = term_both(t, all, term_bind(t, at[i], &others), true);
    return all;
}

static bool note_if(const struct finding_changes *x, struct node_id n, struct fd_change_if one)
{
    fd_ifs *ifs = &x->if_at[n.i];
    for (uint32_t i = 0; i < ifs->len; i++)
        if (!memcmp(&ifs->at[i], &one, sizeof one))
            return false;
    vec_push(x->e->arena, ifs, one);
    return true;
}

/* ONE of the event's changes, under NEEDS. */
static bool hand_if(const struct finding_changes *x, struct node_id n, const struct value *v,
                    struct term_id needs, const struct fd_change_if *one)
{
    struct terms *t = x->e->bodies->terms;
    const struct function *fn = program_get(x->e->bodies->program, n)->body;
    struct fd_change_if mine = {.arg = function_path(fn, v->path)->root, .when = one->when};
    uint8_t no = handed_change(fn, v, one->no);
    mine.yes = handed_change(fn, v, one->yes);
    if (term_truth(t, needs) == TRI_YES) {
        mine.no = no;
        return note_if(x, n, mine);
    }
    mine.when = term_both(t, needs, one->when, false);
    bool changed = note_if(x, n, mine);
    mine.when = term_both(t, needs, term_op(t, OPERATOR_NOT, one->when, TERM_UNKNOWN), false);
    mine.yes = no;
    return (no && note_if(x, n, mine)) || changed;
}

static bool note_change(uint8_t *known, uint8_t more)
{
    uint8_t before = *known;
    *known |= more;
    return *known != before;
}

/* The call changes its argument K: what the function N so does for its callers. False: nothing that
 * was not known. */
static bool hand_on(const struct finding_changes *x, struct node_id n, uint32_t event,
                    const struct fdeffect *effect, uint32_t k)
{
    const struct node *node = program_get(x->e->bodies->program, n);
    const struct function *fn = node->body;
    struct value_id arg = fn->args.at[fn->events.at[event].call.first_arg + k];
    const struct value *v = function_value(fn, body_resolve(x->e->bodies, n, arg));
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return false;
    const struct path *p = function_path(fn, v->path);
    if (p->root_kind != ROOT_PARAM || p->root >= node->entity->params.len)
        return false;
    bool changed = false, open = false;
    uint8_t handed = handed_change(fn, v, fdeffect_change(effect, k));
    uint8_t *known = &x->at[n.i][p->root];
    if (!(handed & ~FD_LOSES) && !effect->ifs.len)
        return note_change(known, handed);
    struct term_id needs = needed(x, n, event, p->root);
    for (uint32_t i = 0; i < effect->ifs.len; i++)
        if (effect->ifs.at[i].arg == k) {
            changed |= hand_if(x, n, v, needs, &effect->ifs.at[i]);
            open = true;
        }
    if (open)
        handed &= (uint8_t)~FD_LOSES;
    if (handed & ~FD_LOSES && term_get(x->e->bodies->terms, needs)->has_param)
        return note_if(x, n, (struct fd_change_if){p->root, needs, handed, 0}) || changed;
    return note_change(known, handed) || changed;
}

/* A function that does so with two of its parameters. */
static bool hand_attach(const struct finding_changes *x, struct node_id n,
                        const struct event_call *c, const struct fdeffect *effect)
{
    const struct function *fn = program_get(x->e->bodies->program, n)->body;
    struct fd_attach a = effect->attach, *known = &x->attach_at[n.i];
    if (a.handle >= c->arg_len || a.of >= c->arg_len || known->handle != FACTS_NONE)
        return false;
    a.handle = body_param(x->e->bodies, n, fn->args.at[c->first_arg + a.handle]);
    a.of = body_param(x->e->bodies, n, fn->args.at[c->first_arg + a.of]);
    if (a.handle == FACTS_NONE || a.of == FACTS_NONE)
        return false;
    *known = a;
    return true;
}

static bool find_changes(void *context, uint32_t node)
{
    const struct finding_changes *x = context;
    struct node_id n = {node};
    const struct function *fn = program_get(x->e->bodies->program, n)->body;
    const call_vec *rows = &x->e->bodies->calls->at[node];
    bool changed = false;
    for (uint32_t i = 0; fn && i < rows->len; i++) {
        const struct event *event = &fn->events.at[rows->at[i].event];
        if (event->kind != EVENT_CALL)
            continue;
        struct fdeffect *effect = &x->e->at[node][rows->at[i].event];
        take_changes(x, &rows->at[i], effect);
        for (uint32_t k = 0; k < event->call.arg_len; k++)
            changed |= hand_on(x, n, rows->at[i].event, effect, k);
        changed |= hand_attach(x, n, &event->call, effect);
    }
    return changed;
}

/* ---- interface ---- */

static void prepare(struct fdeffects *e, struct node_id n)
{
    const struct function *fn = program_get(e->bodies->program, n)->body;
    const call_vec *rows = &e->bodies->calls->at[n.i];
    if (!fn || !rows->len)
        return;
    e->at[n.i] = arena_new_array(e->arena, struct fdeffect, fn->events.len);
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct name_roles *r = rows->at[i].roles;
        struct fdeffect *effect = &e->at[n.i][rows->at[i].event];
        *effect = (struct fdeffect){.out = {FACTS_NONE},
                                    .result_of = FACTS_NONE,
                                    .like = FACTS_NONE,
                                    .attach = {FACTS_NONE, FACTS_NONE}};
        if (fn->events.at[rows->at[i].event].kind != EVENT_CALL || !r)
            continue;
        find_copied(e, fn, &fn->events.at[rows->at[i].event].call, r, effect);
        if (!r->fd_opens.len && !r->fd_nonblocking.len && !r->fd_blocking.len)
            continue;
        effect->by_packs = true;
        find_by_packs(e, n, &rows->at[i], effect);
    }
}

struct fdeffects *fdeffects_new(const struct bodies *b, const struct texts *texts)
{
    struct arena *arena = arena_new();
    struct fdeffects *e = arena_new_one(arena, struct fdeffects);
    *e = (struct fdeffects){.arena = arena, .bodies = b, .plain = {.bodies = b, .texts = texts}};
    e->order = calls_order_written(b->calls);
    e->at = arena_new_array(arena, struct fdeffect *, b->program->nodes.len + 1);
    e->symbols = arena_new_one(arena, struct symbols);
    vec_push(arena, &e->symbols->all, (struct symbol){0});
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        prepare(e, (struct node_id){i});
    struct finding_changes x = {e, arena_new_array(arena, uint8_t *, b->program->nodes.len + 1),
                                arena_new_array(arena, struct fd_attach, b->program->nodes.len + 1),
                                arena_new_array(arena, fd_ifs, b->program->nodes.len + 1)};
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        x.attach_at[i] = (struct fd_attach){FACTS_NONE, FACTS_NONE};
    for (uint32_t i = 0; i < b->program->nodes.len; i++)
        x.at[i] = arena_new_array(arena, uint8_t, b->program->nodes.at[i].entity->params.len + 1);
    solve(e->order, find_changes, &x);
    return e;
}

void fdeffects_free(struct fdeffects *e)
{
    if (e)
        arena_free(e->arena);
}
