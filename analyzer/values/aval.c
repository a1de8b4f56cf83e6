#include "values/aval.h"

#include "base/fail.h"
#include "link/members.h"
#include "link/reaching.h"
#include "values/fdstate.h"
#include "values/holder.h"
#include "values/member.h"
#include "values/setters.h"

#include <arpa/inet.h>
#include <stdlib.h>
#include <string.h>

/* ---- objects ---- */

uint64_t aval_object(const struct program *p, struct node_id n, struct path_id id)
{
    const struct node *node = program_get(p, n);
    const struct path *path = function_path(node->body, id);
    for (uint32_t i = path->step_len; i-- > 0;) {
        const struct path_step *s = &node->body->steps.at[path->first_step + i];
        if (s->kind == STEP_FIELD)
            return program_slot(node->facts, s->field).i;
    }
    if (path->root_kind == ROOT_GLOBAL)
        return program_slot(node->facts, (struct entity_id){path->root}).i;
    if (path->root_kind == ROOT_LOCAL || path->root_kind == ROOT_PARAM)
        return path->root_kind == ROOT_PARAM ? aval_object_param(n, path->root)
                                             : (((uint64_t)(n.i + 1) << 32) | path->root);
    return OBJECT_NONE;
}

uint64_t aval_object_param(struct node_id n, uint32_t param)
{
    return ((uint64_t)(n.i + 1) << 32) | 1U << 31 | param;
}

bool aval_object_is_param(uint64_t object, struct node_id n, uint32_t *ret_param)
{
    if (object == OBJECT_NONE || object >> 32 != (uint64_t)n.i + 1 || !(object & 1U << 31))
        return false;
    *ret_param = (uint32_t)object & ~(1U << 31);
    return true;
}

/* A field (a slot has nothing in the upper half) of what a slot holds; that half has the holder. */
#define OBJECT_MEMBER (UINT64_C(1) << 63)

static bool is_member(uint64_t object)
{
    return object != OBJECT_NONE && object & OBJECT_MEMBER;
}

uint64_t aval_member(const struct aval *a)
{
    return !a->within || a->object >> 32 ? a->object
                                         : OBJECT_MEMBER | (uint64_t)a->within << 32 | a->object;
}

uint64_t aval_slot_of(uint64_t object)
{
    return is_member(object) ? (uint32_t)object : object;
}

bool aval_may_be_same(uint64_t a, uint64_t b)
{
    if (a == b || aval_slot_of(a) != aval_slot_of(b) || is_member(a) != is_member(b))
        return a == b || aval_slot_of(a) == aval_slot_of(b);
    uint32_t x = (uint32_t)(a >> 32), y = (uint32_t)(b >> 32), element = 1U << HOLDER_ELEMENT_AT;
    bool known = (x & ~(1U << 31)) >= element && (y & ~(1U << 31)) >= element;
    return is_member(a) && !known && x % element == y % element;
}

void aval_bind_holder(const struct aval *arg, uint32_t *within, uint32_t *within_param)
{
    *within = arg->holder;
    *within_param = arg->kind == AVAL_PARAM ? arg->param + 1 : 0;
}

/* ---- values ---- */

/* Is the struct at PATH assigned field by field, and only zeros? */
static void look_for_zeros(const struct function *fn, const struct path *root, struct aval *v)
{
    uint32_t zeros = 0, others = 0;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_ASSIGN)
            continue;
        const struct path *p = function_path(fn, e->assign.to);
        if (p->root_kind != root->root_kind || p->root != root->root || !p->step_len)
            continue;
        const struct value *from = function_value(fn, e->assign.from);
        if (from->kind == VALUE_INT && from->number == 0)
            zeros++;
        else
            others++;
    }
    v->zero = zeros && !others;
    v->not_zero = others > 0;
}

static struct aval from_path(const struct aval_context *c, struct node_id n, const struct value *v)
{
    const struct function *fn = program_get(c->bodies->program, n)->body;
    const struct path *path = function_path(fn, v->path);
    struct aval a = {.object = aval_object(c->bodies->program, n, v->path)};
    if (path->root_kind == ROOT_PARAM && !path->step_len &&
        !c->bodies->at[n.i].assign_len[v->path.i]) {
        a.kind = AVAL_PARAM;
        a.param = path->root;
    }
    return a;
}

/* The constant object that V is the content or the address of; NULL: none. */
static const struct constant *constant_of(const struct aval_context *c, struct node_id n,
                                          const struct value *v)
{
    const struct node *node = program_get(c->bodies->program, n);
    if (v->kind != VALUE_PATH && v->kind != VALUE_ADDRESS)
        return NULL;
    const struct path *path = function_path(node->body, v->path);
    if (path->root_kind != ROOT_GLOBAL || path->step_len)
        return NULL;
    return &c->bodies->constants[program_slot(node->facts, (struct entity_id){path->root}).i];
}

static bool from_constant(const struct constant *constant, struct aval *ret_a)
{
    const struct value *v = function_value(constant->init, constant->value);
    if (v->kind != VALUE_INT && v->kind != VALUE_NULL && v->kind != VALUE_STRING)
        return false;
    ret_a->kind = v->kind == VALUE_INT ? AVAL_INT : v->kind == VALUE_NULL ? AVAL_NULL : AVAL_STRING;
    ret_a->number = v->number;
    ret_a->names = v->name_len ? constant->init->names.at + v->first_name : NULL;
    ret_a->name_len = v->name_len;
    return true;
}

/* What the call returns, if its callee has no branch and returns a constant. */
static void from_callee(const struct aval_context *c, const struct call *call, struct aval *ret_a)
{
    struct node_id callee = call->callee;
    const struct function *fn =
        callee.i == FACTS_NONE ? NULL : program_get(c->bodies->program, callee)->body;
    for (uint32_t i = 0; fn && fn->blocks.len <= 2 && i < fn->events.len; i++) {
        if (fn->events.at[i].kind != EVENT_RETURN || fn->events.at[i].value.i == FACTS_NONE)
            continue;
        const struct value *v = function_value(fn, fn->events.at[i].value);
        if (v->kind != VALUE_INT && v->kind != VALUE_NULL)
            return;
        ret_a->kind = v->kind == VALUE_INT ? AVAL_INT : AVAL_NULL;
        ret_a->number = v->number;
        return;
    }
}

static struct aval from_choice(const struct aval_context *c, struct node_id n, uint32_t event,
                               const struct value *v)
{
    const struct function *fn = program_get(c->bodies->program, n)->body;
    struct aval all = {.object = OBJECT_NONE};
    for (uint32_t i = 0; i < v->choice_len; i++) {
        struct aval one = aval_of(c, n, event, fn->choices.at[v->first_choice + i]);
        if (i == 0)
            all = one;
        else if (one.kind != all.kind || one.number != all.number || one.zero != all.zero)
            return (struct aval){.object = OBJECT_NONE};
    }
    all.name_len = 0;
    return all;
}

/* Where nothing else is known of a value, what its term says. */
static void take_term(const struct aval_context *c, struct aval *a)
{
    const struct term *t = term_get(c->bodies->terms, a->term);
    if (a->kind != AVAL_UNKNOWN)
        return;
    if (t->is == TERM_IS_INT) {
        a->kind = AVAL_INT;
        a->number = t->number;
        a->names = t->names;
        a->name_len = t->name_len;
    } else if (t->is == TERM_IS_PARAM) {
        a->kind = AVAL_PARAM;
        a->param = (uint32_t)t->number;
    } else if (t->has_param) {
        a->kind = AVAL_TERM;
        a->name_len = 0;
    }
}

struct aval aval_of_term(const struct aval_context *c, struct term_id term)
{
    struct aval a = {.object = OBJECT_NONE, .term = term};
    take_term(c, &a);
    return a;
}

static struct aval without_text(const struct aval_context *c, struct node_id n, uint32_t event,
                                struct value_id id)
{
    const struct node *node = program_get(c->bodies->program, n);
    const struct function *fn = node->body;
    const struct value *written = function_value(fn, id),
                       *v = function_value(fn, body_resolve(c->bodies, n, id));
    const struct constant *constant = constant_of(c, n, v);
    struct aval a = {.object = OBJECT_NONE};
    switch (v->kind) {
    case VALUE_INT:
        a.kind = AVAL_INT, a.number = v->number;
        break;
    case VALUE_NULL:
        a.kind = AVAL_NULL;
        break;
    case VALUE_STRING:
        a.kind = AVAL_STRING;
        break;
    case VALUE_FUNCTION:
        a.kind = AVAL_FUNCTION, a.function = facts_entity(node->facts, v->function)->name;
        break;
    case VALUE_PATH:
        a = from_path(c, n, v);
        if (constant && constant->init && from_constant(constant, &a))
            return a;
        break;
    case VALUE_ADDRESS:
        a.kind = AVAL_ADDRESS;
        a.object = aval_object(c->bodies->program, n, v->path);
        a.node = n, a.event = event, a.pointee = v->path;
        if (function_path(fn, v->path)->root_kind == ROOT_LOCAL &&
            !function_path(fn, v->path)->step_len)
            look_for_zeros(fn, function_path(fn, v->path), &a);
        if (constant && !constant->init)
            a.zero = constant->zeros && !constant->others, a.not_zero = constant->others > 0;
        break;
    case VALUE_CHOICE:
        a = from_choice(c, n, event, v);
        if (c->fds)
            fdstate_at(c->fds, n, event, id, &a);
        a.term = reaching_term_at(c->bodies, n, event, id);
        take_term(c, &a);
        return a;
    case VALUE_RESULT:
        if (fn->events.at[v->event.i].kind == EVENT_CALL)
            from_callee(c, calls_get(c->bodies->calls, n, v->event.i), &a);
        break;
    case VALUE_UNKNOWN:
        break;
    }
    if (c->holders)
        holders_tell(c->holders, n, v, &a);
    if (c->fds)
        fdstate_at(c->fds, n, event, id, &a);
    const struct value *named = v->name_len ? v : written;
    a.names = fn->names.at ? fn->names.at + named->first_name : NULL;
    a.name_len = named->name_len;
    a.term = reaching_term_at(c->bodies, n, event, id);
    take_term(c, &a);
    return a;
}

struct aval aval_of(const struct aval_context *c, struct node_id n, uint32_t event,
                    struct value_id id)
{
    struct aval a = without_text(c, n, event, id);
    bool may_be_text = a.kind == AVAL_UNKNOWN || a.kind == AVAL_STRING || a.kind == AVAL_ADDRESS ||
                       a.kind == AVAL_TERM;
    if (c->texts && may_be_text)
        a.text = texts_at(c->texts, n, event, id);
    a.handed = true;
    a.node = n, a.event = event, a.value = id;
    return a;
}

uint32_t aval_args(const struct aval_context *c, struct node_id n, uint32_t event,
                   struct aval *ret_args)
{
    const struct function *fn = program_get(c->bodies->program, n)->body;
    if (fn->events.at[event].kind != EVENT_CALL)
        return 0;
    const struct event_call *call = &fn->events.at[event].call;
    uint32_t len = call->arg_len < AVAL_MAX_ARGS ? call->arg_len : AVAL_MAX_ARGS;
    for (uint32_t i = 0; i < len; i++)
        ret_args[i] = aval_of(c, n, event, fn->args.at[call->first_arg + i]);
    return len;
}

struct handing {
    const struct aval_context *c;
    const struct aval *args;
    uint32_t arg_len;
};

static struct term_id member_of(void *context, uint32_t param, uint32_t key)
{
    const struct handing *h = context;
    const struct aval *a = param < h->arg_len ? &h->args[param] : NULL;
    return a && a->handed ? members_at(h->c->bodies, a->node, a->event, a->value, key)
                          : TERM_UNKNOWN;
}

static struct term_args terms_of(struct handing *h, struct term_id *ret)
{
    uint32_t len = h->arg_len < AVAL_MAX_ARGS ? h->arg_len : AVAL_MAX_ARGS;
    for (uint32_t i = 0; i < len; i++)
        ret[i] = h->args[i].term;
    return (struct term_args){ret, len, member_of, h};
}

void aval_hand_over(const struct aval_context *c, struct node_id n, struct node_id callee,
                    struct aval *args, uint32_t arg_len)
{
    if (!calls_recursive(c->bodies->calls, n, callee))
        return;
    for (uint32_t i = 0; i < arg_len; i++) {
        enum term_is is = term_get(c->bodies->terms, args[i].term)->is;
        args[i].handed = false;
        if (is != TERM_IS_MEMBER && is != TERM_IS_OP && is != TERM_IS_CHOICE)
            continue;
        args[i].term = TERM_UNKNOWN;
        if (args[i].kind == AVAL_TERM)
            args[i].kind = AVAL_UNKNOWN;
    }
}

static struct prefix bind_text(const struct aval_context *c, struct prefix text,
                               const struct aval *args, uint32_t arg_len)
{
    struct prefix texts[AVAL_MAX_ARGS];
    for (uint32_t i = 0; i < arg_len; i++)
        texts[i] = args[i].kind == AVAL_PARAM ? prefix_of_param(args[i].param) : args[i].text;
    return prefix_bind(c->bodies->program->strs, text, texts, arg_len);
}

static void bind_holder(struct aval *v, const struct aval *args, uint32_t arg_len)
{
    uint32_t param = v->within_param - 1;
    v->within_param = 0;
    if (param < arg_len)
        aval_bind_holder(&args[param], &v->within, &v->within_param);
}

struct term_id aval_bind_term(const struct aval_context *c, struct term_id term,
                              const struct aval *args, uint32_t arg_len)
{
    struct term_id terms[AVAL_MAX_ARGS];
    struct handing h = {c, args, arg_len};
    struct term_args bound = terms_of(&h, terms);
    return term_bind(c->bodies->terms, term, &bound);
}

struct aval aval_bind(const struct aval_context *c, struct aval v, const struct aval *args,
                      uint32_t arg_len)
{
    if (prefix_is_open(v.text))
        v.text = bind_text(c, v.text, args, arg_len);
    if (v.kind == AVAL_TERM) {
        v.term = aval_bind_term(c, v.term, args, arg_len);
        v.kind = AVAL_UNKNOWN;
        take_term(c, &v);
    }
    if (v.member.i)
        v.member = aval_bind_term(c, v.member, args, arg_len);
    if (v.fd_symbol)
        fdstate_bind(c->fds, &v, args, arg_len);
    if (v.within_param)
        bind_holder(&v, args, arg_len);
    if (v.kind != AVAL_PARAM)
        return v;
    if (v.param >= arg_len)
        return (struct aval){.object = OBJECT_NONE};
    struct aval bound = args[v.param];
    if (v.fd != FD_UNKNOWN) { /* set inside the callee, or bound above */
        bound.fd = v.fd;
        bound.fd_kind = v.fd_kind;
        bound.fd_kind_known = v.fd_kind_known;
        bound.fd_may = v.fd_may;
        bound.fd_symbol = v.fd_symbol;
    }
    return bound;
}

/* ---- conditions ---- */

static enum tri tri_not(enum tri t)
{
    return t == TRI_YES ? TRI_NO : t == TRI_NO ? TRI_YES : TRI_MAYBE;
}

static bool has_name(const struct aval *a, struct str name)
{
    for (uint32_t i = 0; i < a->name_len; i++)
        if (str_eq(a->names[i].name, name) && !a->names[i].negated)
            return true;
    return false;
}

/* NAME alone is what A is written with, or all that what is written stands for. */
static bool is_name(const struct aval *a, struct str name)
{
    uint32_t found[2] = {0};
    bool inner = false;
    for (uint32_t i = 0; i < a->name_len; i++) {
        found[a->names[i].inner]++;
        inner = str_eq(a->names[i].name, name) ? a->names[i].inner : inner;
    }
    return found[inner] == 1;
}

static enum tri equals(const struct aval *a, const struct condition_value *v)
{
    if (!v->name.i) {
        if (a->kind == AVAL_INT)
            return a->number == v->number ? TRI_YES : TRI_NO;
        if (a->kind == AVAL_NULL)
            return v->number == 0 ? TRI_YES : TRI_NO;
        return a->kind == AVAL_UNKNOWN || a->kind == AVAL_PARAM || a->kind == AVAL_TERM ? TRI_MAYBE
                                                                                        : TRI_NO;
    }
    if (a->kind == AVAL_FUNCTION)
        return str_eq(a->function, v->name) ? TRI_YES : TRI_NO;
    if (has_name(a, v->name))
        return is_name(a, v->name) ? TRI_YES : TRI_MAYBE;
    bool constant = a->kind == AVAL_INT || a->kind == AVAL_NULL || a->kind == AVAL_STRING;
    return constant && a->name_len ? TRI_NO : TRI_MAYBE;
}

static enum tri has_flag(const struct aval_context *c, const struct aval *a,
                         const struct condition_value *v);

/* Of what is made of parameters: bits that are or-ed in are there, and those that all alternatives
 * have. */
static enum tri term_has(const struct aval_context *c, struct term_id id,
                         const struct condition_value *v)
{
    const struct term *t = term_get(c->bodies->terms, id);
    if (t->is == TERM_IS_INT) {
        struct aval a = {.kind = AVAL_INT,
                         .number = t->number,
                         .names = t->names,
                         .name_len = t->name_len,
                         .object = OBJECT_NONE};
        return has_flag(c, &a, v);
    }
    if (t->is == TERM_IS_OP && t->op == OPERATOR_OR) {
        enum tri x = term_has(c, t->part[0], v), y = term_has(c, t->part[1], v);
        return x > y ? x : y;
    }
    if (t->is == TERM_IS_CHOICE) {
        enum tri x = term_has(c, t->part[1], v), y = term_has(c, t->part[2], v);
        return x == y ? x : TRI_MAYBE;
    }
    return TRI_MAYBE;
}

static enum tri has_flag(const struct aval_context *c, const struct aval *a,
                         const struct condition_value *v)
{
    if (a->kind == AVAL_TERM)
        return term_has(c, a->term, v);
    if (v->name.i && has_name(a, v->name))
        return TRI_YES;
    for (uint32_t i = 0; i < a->name_len; i++)
        if (v->name.i && str_eq(a->names[i].name, v->name)) /* taken away, with ~ */
            return TRI_NO;
    if (a->kind == AVAL_NULL)
        return TRI_NO;
    if (a->kind != AVAL_INT)
        return TRI_MAYBE;
    if (a->number == 0)
        return TRI_NO;
    if (!v->name.i)
        return (a->number & v->number) == v->number ? TRI_YES : TRI_NO;
    return a->name_len ? TRI_NO : TRI_MAYBE;
}

static enum tri is_null(const struct aval *a)
{
    switch (a->kind) {
    case AVAL_NULL:
        return TRI_YES;
    case AVAL_INT:
        return a->number == 0 ? TRI_YES : TRI_NO;
    case AVAL_STRING:
    case AVAL_FUNCTION:
    case AVAL_ADDRESS:
        return TRI_NO;
    case AVAL_UNKNOWN:
    case AVAL_PARAM:
    case AVAL_TERM:
        break;
    }
    return TRI_MAYBE;
}

static enum tri is_fd(const struct aval_context *c, const struct aval *a, struct str word)
{
    const char *w = program_text(c->bodies->program, word);
    if (!strcmp(w, "nonblocking"))
        return a->fd == FD_NONBLOCKING ? TRI_YES : a->fd == FD_BLOCKING ? TRI_NO : TRI_MAYBE;
    if (!strcmp(w, "blocking"))
        return a->fd == FD_BLOCKING ? TRI_YES : a->fd == FD_NONBLOCKING ? TRI_NO : TRI_MAYBE;
    if (!a->fd_kind_known)
        return TRI_MAYBE;
    enum fd_kind whole = a->fd_kind == FD_LOCAL            ? FD_SOCKET
                         : a->fd_kind == FD_LOCAL_DATAGRAM ? FD_DATAGRAM
                                                           : a->fd_kind;
    return !strcmp(w, fd_kind_name(a->fd_kind)) || !strcmp(w, fd_kind_name(whole)) ? TRI_YES
                                                                                   : TRI_NO;
}

static enum tri is_in(const struct aval *a, const struct condition *w)
{
    enum tri all = TRI_NO;
    for (uint32_t i = 0; i < w->values.len; i++) {
        enum tri one = equals(a, &w->values.at[i]);
        if (one > all)
            all = one;
    }
    return all;
}

static enum tri is_zero_struct(const struct aval *a)
{
    return a->zero ? TRI_YES : a->not_zero || is_null(a) == TRI_YES ? TRI_NO : TRI_MAYBE;
}

/* A folder is what is in it: "/proc" begins with "/proc/". */
static bool begins(const char *text, bool whole, const char *start)
{
    size_t len = strlen(start);
    return !strncmp(text, start, len) ||
           (whole && len && start[len - 1] == '/' && strlen(text) == len - 1 &&
            !strncmp(text, start, len - 1));
}

/* Is it something in the folder START, or of those that begin so, but not START itself? */
static bool is_below(const char *text, bool whole, const char *start)
{
    size_t len = strlen(start);
    return !strncmp(text, start, len) && (!whole || text[len]);
}

/* Maybe: the text that is known is shorter than what it may begin with. "!" before one: what is
 * below that does not hold. */
static enum tri starts(const struct aval_context *c, const struct aval *a,
                       const struct condition *w)
{
    enum tri any = TRI_NO;
    if (a->text.is != PREFIX_KNOWN)
        return a->kind == AVAL_INT || a->kind == AVAL_NULL || a->kind == AVAL_FUNCTION ? TRI_NO
                                                                                       : TRI_MAYBE;
    const char *text = program_text(c->bodies->program, a->text.text);
    for (uint32_t i = 0; i < w->values.len; i++) {
        const char *start = program_text(c->bodies->program, w->values.at[i].name);
        if (*start == '!' && is_below(text, a->text.whole, start + 1))
            return TRI_NO;
        if (begins(text, a->text.whole, start))
            any = TRI_YES;
        else if (any == TRI_NO && !a->text.whole && !strncmp(text, start, strlen(text)))
            any = TRI_MAYBE;
    }
    return any;
}

/* The whole text must be the address: "127.0.0.1", "::1", and no name that begins like one. */
static enum tri is_numeric(const struct aval_context *c, const struct aval *a)
{
    struct in6_addr address;
    if (a->text.is != PREFIX_KNOWN || !a->text.whole)
        return a->kind == AVAL_UNKNOWN || a->kind == AVAL_PARAM || a->kind == AVAL_STRING
                   ? TRI_MAYBE
                   : TRI_NO;
    const char *text = program_text(c->bodies->program, a->text.text);
    return inet_pton(AF_INET, text, &address) == 1 || inet_pton(AF_INET6, text, &address) == 1
               ? TRI_YES
               : TRI_NO;
}

static enum tri all_hold(const struct aval_context *c, const struct condition_all *all,
                         const struct aval *args, uint32_t arg_len);

/* Is it a handle of which some such call of the setter is? */
static enum tri is_handle(const struct aval_context *c, const struct aval *a,
                          const struct condition *w)
{
    struct aval args[AVAL_MAX_ARGS];
    for (uint32_t i = 0; c->setters && a->object != OBJECT_NONE && i < c->setters->calls.len; i++) {
        const struct setter_call *s = &c->setters->calls.at[i];
        if (s->object == a->object && str_eq(s->setter, w->values.at[0].name) &&
            (!w->with ||
             all_hold(c, w->with, args, aval_args(c, s->node, s->event, args)) == TRI_YES))
            return TRI_YES;
    }
    return TRI_MAYBE;
}

/* The best answer of the calls of W's function that function N makes. */
static enum tri calls_so(const struct aval_context *c, struct node_id n, const struct condition *w,
                         bool *ret_calls)
{
    const struct function *fn = program_get(c->bodies->program, n)->body;
    const call_vec *rows = &c->bodies->calls->at[n.i];
    enum tri best = TRI_NO;
    for (uint32_t i = 0; i < rows->len && best != TRI_YES; i++) {
        const struct call *call = &rows->at[i];
        struct aval args[AVAL_MAX_ARGS];
        if (fn->events.at[call->event].kind != EVENT_CALL ||
            !str_eq(call->name, w->values.at[0].name))
            continue;
        *ret_calls = true;
        enum tri one =
            w->with ? all_hold(c, w->with, args, aval_args(c, n, call->event, args)) : TRI_YES;
        best = one > best ? one : best;
    }
    return best;
}

/* Does the program call the function, with such arguments? Looked for once. */
static enum tri is_called(const struct aval_context *c, const struct condition *w)
{
    const struct answer *known = roles_answer(c->bodies->roles, w);
    bool called = false, any;
    if (known)
        return known->holds ? TRI_YES : TRI_NO;
    for (uint32_t i = 0; i < c->bodies->program->nodes.len && !called; i++)
        called = calls_so(c, (struct node_id){i}, w, &any) == TRI_YES;
    roles_remember(c->bodies->roles, w, called);
    return called ? TRI_YES : TRI_NO;
}

enum tri aval_called(const struct aval_context *c, const struct facts *unit,
                     const struct condition *w)
{
    const struct program *p = c->bodies->program;
    enum tri best = TRI_NO;
    bool calls = false;
    for (uint32_t i = 0; i < p->nodes.len && best != TRI_YES; i++) {
        enum tri one =
            p->nodes.at[i].facts == unit ? calls_so(c, (struct node_id){i}, w, &calls) : TRI_NO;
        best = one > best ? one : best;
    }
    return calls ? best : is_called(c, w);
}

static enum tri condition_holds(const struct aval_context *c, const struct condition *w,
                                const struct aval *a)
{
    switch (w->op) {
    case WHEN_EQUALS:
        return equals(a, &w->values.at[0]);
    case WHEN_NOT:
        return tri_not(equals(a, &w->values.at[0]));
    case WHEN_LESS:
        return a->kind != AVAL_INT                  ? TRI_MAYBE
               : a->number < w->values.at[0].number ? TRI_YES
                                                    : TRI_NO;
    case WHEN_IN:
        return is_in(a, w);
    case WHEN_HAS:
        return has_flag(c, a, &w->values.at[0]);
    case WHEN_LACKS:
        return tri_not(has_flag(c, a, &w->values.at[0]));
    case WHEN_NULL:
        return is_null(a);
    case WHEN_NOT_NULL:
        return tri_not(is_null(a));
    case WHEN_ZERO:
        return is_zero_struct(a);
    case WHEN_FD:
        return is_fd(c, a, w->values.at[0].name);
    case WHEN_HANDLE:
        return is_handle(c, a, w);
    case WHEN_STARTS:
        return starts(c, a, w);
    case WHEN_NUMERIC:
        return is_numeric(c, a);
    case WHEN_LITERAL:
        return a->kind == AVAL_STRING ? TRI_YES : a->kind == AVAL_UNKNOWN ? TRI_MAYBE : TRI_NO;
    case WHEN_CALLED:
        return is_called(c, w);
    }
    bug("condition %d", (int)w->op);
}

enum tri aval_condition(const struct aval_context *c, const struct condition *w,
                        const struct aval *args, uint32_t arg_len)
{
    static const struct aval none = {0};
    uint32_t arg = arg_index(w->arg, arg_len);
    if (arg == FACTS_NONE)
        return w->op == WHEN_CALLED ? condition_holds(c, w, &none) : TRI_NO;
    return w->member.i ? member_holds(c, w, &args[arg]) : condition_holds(c, w, &args[arg]);
}

static enum tri all_hold(const struct aval_context *c, const struct condition_all *conditions,
                         const struct aval *args, uint32_t arg_len)
{
    enum tri all = TRI_YES;
    for (uint32_t k = 0; k < conditions->all.len && all != TRI_NO; k++) {
        enum tri one = aval_condition(c, &conditions->all.at[k], args, arg_len);
        if (one < all)
            all = one;
    }
    return all;
}

static enum tri some_holds(const struct aval_context *c, const condition_any *any,
                           const struct aval *args, uint32_t arg_len)
{
    enum tri result = TRI_NO;
    for (uint32_t i = 0; i < any->len && result != TRI_YES; i++) {
        enum tri all = all_hold(c, &any->at[i], args, arg_len);
        if (all > result)
            result = all;
    }
    return result;
}

/* Of an argument that is one of two, what holds of both: `raw ? SOCK_RAW : SOCK_DGRAM`. Where the
 * first leaves it open the second is not asked: each choice inside of it would double the work. */
static enum tri holds_of_both(const struct aval_context *c, const condition_any *any,
                              const struct aval *args, uint32_t arg_len, uint32_t arg)
{
    const struct term *t = term_get(c->bodies->terms, args[arg].term);
    struct aval other[AVAL_MAX_ARGS];
    enum tri holds = TRI_MAYBE;
    memcpy(other, args, arg_len * sizeof *args);
    for (uint32_t i = 0; i < 2; i++) {
        other[arg] = aval_of_term(c, t->part[i + 1]);
        enum tri one = aval_any(c, any, other, arg_len);
        if (one == TRI_MAYBE || (i && one != holds))
            return TRI_MAYBE;
        holds = one;
    }
    return holds;
}

enum tri aval_any(const struct aval_context *c, const condition_any *any, const struct aval *args,
                  uint32_t arg_len)
{
    enum tri result = some_holds(c, any, args, arg_len);
    for (uint32_t i = 0; result == TRI_MAYBE && i < arg_len; i++)
        if (term_get(c->bodies->terms, args[i].term)->is == TERM_IS_CHOICE)
            return holds_of_both(c, any, args, arg_len, i);
    return result;
}

bool aval_needs_met(const struct aval_context *c, struct needs below, const struct aval *args,
                    uint32_t arg_len, struct needs own, struct needs *ret_needs)
{
    struct term_id terms[AVAL_MAX_ARGS];
    struct handing h = {c, args, arg_len};
    struct term_args bound = terms_of(&h, terms);
    return needs_bind(c->bodies->terms, below, &bound, own, ret_needs);
}
