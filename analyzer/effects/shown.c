#include "effects/shown.h"

#include "contexts/waits.h"
#include "engine/quantities.h"
#include "link/back.h"

#include <inttypes.h>
#include <string.h>

struct asking {
    struct ready *ready;
    const struct aval_context *values;
    const struct bodies *bodies;
    struct arena *scratch;
    struct node_id node;
    const struct function *fn;
    struct ready_fd fd;
    const struct value *written,
        *is; /* of this function: the descriptor, or the object that has it */
    bool object;
    const char *name; /* the descriptor as this function writes it; NULL: not known */
    uint32_t block;   /* whose test shows it, FACTS_NONE: it comes out of what the wait filled */
};

static const char *text_of(const struct asking *a, struct str text)
{
    return program_text(a->bodies->program, text);
}

/* ---- tests ---- */

static bool is_named_so(const struct asking *a, struct str text)
{
    const char *t = text_of(a, text);
    return (a->name && !strcmp(t, a->name)) || (!a->object && str_eq(text, a->is->text));
}

/* Does TEXT end in the field NAME? *RET_LEN: what is before it. */
static bool ends_in(const char *text, const char *name, size_t *ret_len)
{
    size_t len = strlen(text), name_len = strlen(name);
    *ret_len = len - name_len;
    return len > name_len && !strcmp(text + *ret_len, name) &&
           (text[*ret_len - 1] == '.' || text[*ret_len - 1] == '>');
}

/* What stands in the first brackets; NULL: there are none. */
static const char *index_of(const char *text, size_t *ret_len)
{
    const char *open = strchr(text, '['), *close = open ? strchr(open, ']') : NULL;
    *ret_len = close ? (size_t)(close - open - 1) : 0;
    return close ? open + 1 : NULL;
}

/* Is TEXT, a path that says only which elements are constant, `fds[].fd`, ENTRY: as it stands, or
 * for each index that the descriptor has, too, as in `fds[i].fd = conns[i]->fd`? */
static bool is_entry(const struct asking *a, const char *text, const char *entry)
{
    size_t len, other = 0;
    const char *index = index_of(entry, &len), *own = a->name ? index_of(a->name, &other) : NULL;
    if (!strcmp(text, entry))
        return true;
    return index && own && len == other && !strncmp(index, own, len) &&
           !strcmp(text,
                   arena_printf(a->scratch, "%.*s%s", (int)(index - entry), entry, index + len));
}

/* Is the descriptor what this function puts into the entry: `fds[1].fd = c->fd`, and nothing else?
 */
static bool is_put_into(const struct asking *a, const char *entry)
{
    bool any = false;
    for (uint32_t i = 0; i < a->fn->events.len; i++) {
        const struct event *e = &a->fn->events.at[i];
        if (e->kind != EVENT_ASSIGN ||
            !is_entry(a, text_of(a, function_path(a->fn, e->assign.to)->text), entry))
            continue;
        const struct value *v = function_value(a->fn, e->assign.from);
        if (e->assign.init && v->kind == VALUE_INT)
            continue; /* `= {0}`: no descriptor yet */
        if (!is_named_so(a, v->text))
            return false;
        any = true;
    }
    return any;
}

/* Does the object say which entry it is, `fds[c->number]`? Then that has its own descriptor. */
static bool is_numbered_by(const struct asking *a, const char *entry)
{
    const char *index = strchr(entry, '['), *end = a->name ? a->name + strlen(a->name) : NULL;
    while (end && end > a->name && end[-1] != '.' && end[-1] != '>')
        end--;
    return index && end > a->name && !strncmp(index + 1, a->name, (size_t)(end - a->name));
}

/* Is the descriptor that of the entry whose descriptor is written ENTRY? */
static bool is_of_entry(const struct asking *a, const char *entry)
{
    return (a->name && !strcmp(a->name, entry)) ||
           (!a->object && !strcmp(text_of(a, a->is->text), entry)) || is_put_into(a, entry) ||
           is_numbered_by(a, entry);
}

/* `if (fds[i].revents & POLLIN)`. Entries are told apart as they are written: paths do not say
 * which element of an array it is. */
static bool shows_entry(const struct asking *a, const struct block *k, uint32_t e,
                        const struct rule_wait *w)
{
    const struct cond *c = &k->cond;
    bool asks = c->kind == COND_TRUTH || (c->kind == COND_COMPARE && c->op == OP_HAS);
    size_t len;
    if (!w->shows.i || !asks || e != 0)
        return false;
    const struct value *v = function_value(a->fn, c->value);
    const char *shown = text_of(a, v->text);
    if (!ends_in(shown, text_of(a, w->shows), &len))
        return false;
    if (is_of_entry(a, arena_printf(a->scratch, "%.*s%s", (int)len, shown, text_of(a, w->member))))
        return true;
    /* `fds[CONTROL]`: as the number that it is */
    const char *path = v->kind == VALUE_PATH ? text_of(a, function_path(a->fn, v->path)->text) : "";
    return !strstr(path, "[]") && ends_in(path, text_of(a, w->shows), &len) &&
           is_of_entry(a,
                       arena_printf(a->scratch, "%.*s%s", (int)len, path, text_of(a, w->member)));
}

/* `if (FD_ISSET(fd, &set))` */
static bool tests_member(const struct asking *a, const struct block *k, uint32_t e,
                         const struct rule_wait *w)
{
    const struct cond *c = &k->cond;
    if (!w->tests.i || !str_eq(c->macro, w->tests) || e != (c->macro_negated ? 1 : 0))
        return false;
    for (uint32_t i = k->events.len; i-- > 0;) {
        const struct event *m = &a->fn->events.at[k->events.at[i].i];
        if (m->kind == EVENT_MACRO && str_eq(m->macro.name, w->tests) && m->macro.arg_len)
            return is_named_so(a, a->fn->texts.at[m->macro.first_arg]);
    }
    return false;
}

/* ---- tests in functions of the program ---- */

static const struct value *operand(const struct function *fn, const struct value *v, uint32_t i)
{
    return function_value(fn, fn->operands.at[v->first_operand + i]);
}

/* A value that says of an entry what the wait has found there, as it is returned: `fds[i].revents`,
 * with a mask, compared with 0 or negated twice. */
static const struct value *strip_test(const struct function *fn, const struct value *v)
{
    for (;;) {
        const struct value *first =
            v->kind == VALUE_UNKNOWN && v->operand_len ? operand(fn, v, 0) : NULL;
        const struct value *last = first ? operand(fn, v, v->operand_len - 1) : NULL;
        bool zero = last && last->kind == VALUE_INT && !last->number;
        bool twice = first && v->operator== OPERATOR_NOT && first->kind == VALUE_UNKNOWN &&
                              first->operator== OPERATOR_NOT && first->operand_len;
        if (!first || !(v->operator== OPERATOR_AND ||(v->operator== OPERATOR_NE && zero) || twice))
            return v;
        v = twice ? operand(fn, first, 0) : first;
    }
}

static bool is_param(const struct function *fn, const struct value *v, uint32_t param)
{
    const struct path *p = v->kind == VALUE_PATH ? function_path(fn, v->path) : NULL;
    return p && p->root_kind == ROOT_PARAM && p->root == param && !p->step_len;
}

/* Does N come to BLOCK only where the entry ENTRY has the descriptor that is its parameter PARAM?
 */
static bool is_entry_of_param(const struct asking *a, struct node_id n, uint32_t block,
                              const char *entry, uint32_t param)
{
    const struct function *fn = program_get(a->bodies->program, n)->body;
    for (uint32_t i = 0; i < fn->blocks.len; i++) {
        const struct cond *c = &fn->blocks.at[i].cond;
        if (c->kind != COND_COMPARE || (c->op != OP_EQ && c->op != OP_NE))
            continue;
        const struct value *v = function_value(fn, c->value), *w = function_value(fn, c->other);
        bool same = (is_param(fn, w, param) && !strcmp(text_of(a, v->text), entry)) ||
                    (is_param(fn, v, param) && !strcmp(text_of(a, w->text), entry));
        if (same && back_only_way(a->bodies, n, i, c->op == OP_NE, block))
            return true;
    }
    return false;
}

/* Does N return what the wait has found of its parameter PARAM, and nothing else that is not zero:
 * `if (fds[i].fd == fd) return fds[i].revents & what;`? */
static bool asks_for_param(const struct asking *a, struct node_id n, const struct rule_wait *w,
                           uint32_t param)
{
    const struct function *fn = program_get(a->bodies->program, n)->body;
    bool any = false;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            continue;
        const struct value *v = function_value(fn, e->value);
        if (v->kind == VALUE_INT && !v->number)
            continue;
        const struct value *shown = strip_test(fn, v);
        const char *path =
            shown->kind == VALUE_PATH ? text_of(a, function_path(fn, shown->path)->text) : "";
        const char *text = text_of(a, v->text);
        size_t len;
        if (!w->shows.i || !ends_in(path, text_of(a, w->shows), &len))
            return false;
        text += strspn(text, "!(");
        const char *member = strstr(text, text_of(a, w->shows));
        const char *entry = member ? arena_printf(a->scratch, "%.*s%s", (int)(member - text), text,
                                                  text_of(a, w->member))
                                   : path;
        uint32_t block = a->bodies->at[n.i].block_of[i];
        if (!block || !is_entry_of_param(a, n, block - 1, entry, param))
            return false;
        any = true;
    }
    return any;
}

/* Does the value hold only where the macro does: `FD_ISSET(fd, set)`, `fd >= 0 && FD_ISSET(fd,
 * set)`? */
static bool holds_with(const struct function *fn, const struct value *v, struct str macro)
{
    bool named = false;
    for (uint32_t i = 0; i < v->name_len; i++)
        named |= str_eq(fn->names.at[v->first_name + i].name, macro);
    return named && v->kind == VALUE_UNKNOWN &&
           (v->operator== OPERATOR_NE || v->operator== OPERATOR_AND || v->operator== OPERATOR_BOTH);
}

/* What N asks the macro about, if all that it returns holds only where the macro does: its
 * parameter PARAM, "", or a member of what that points to, "->fd"; else NULL. */
static const char *asked_by_macro(const struct asking *a, struct node_id n, struct str macro,
                                  uint32_t param)
{
    const struct node *node = program_get(a->bodies->program, n);
    const struct function *fn = node->body;
    const char *name = text_of(a, node->entity->params.at[param].name), *asked = NULL;
    bool returns = false;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_MACRO && str_eq(e->macro.name, macro) && e->macro.arg_len) {
            const char *text = text_of(a, fn->texts.at[e->macro.first_arg]);
            size_t len = strlen(name);
            if (asked || strncmp(text, name, len) != 0 || (text[len] && text[len] != '-'))
                return NULL;
            asked = text + len;
        }
        if (e->kind != EVENT_RETURN || e->value.i == FACTS_NONE)
            continue;
        const struct value *v = function_value(fn, e->value);
        if (v->kind == VALUE_INT && !v->number)
            continue;
        if (!holds_with(fn, v, macro))
            return NULL;
        returns = true;
    }
    return returns ? asked : NULL;
}

/* `if (is_set(&set, fd))`, `if (is_set(&set, c))` of what asks for `c->fd`. */
static bool tests_member_of(const struct asking *a, struct node_id n, const struct rule_wait *w,
                            struct str arg, uint32_t param)
{
    if (!w->tests.i || param >= program_get(a->bodies->program, n)->entity->params.len)
        return false;
    const char *asked = asked_by_macro(a, n, w->tests, param);
    return asked && (!*asked ? is_named_so(a, arg)
                             : a->name && !strcmp(a->name, arena_printf(a->scratch, "%s%s",
                                                                        text_of(a, arg), asked)));
}

/* `if (is_readable(fd))` */
static bool tests_by_call(const struct asking *a, const struct block *k, uint32_t e,
                          const struct rule_wait *w)
{
    const struct value *v =
        k->cond.kind == COND_TRUTH ? function_value(a->fn, k->cond.value) : NULL;
    const struct call *call = v && e == 0 && v->kind == VALUE_RESULT
                                  ? calls_find(a->bodies->calls, a->node, v->event.i)
                                  : NULL;
    if (!call || call->callees.len != 1 || call->targets.len ||
        !program_get(a->bodies->program, call->callees.at[0])->body)
        return false;
    const struct event_call *c = &a->fn->events.at[call->event].call;
    for (uint32_t i = 0; i < c->arg_len; i++) {
        struct str text = function_value(a->fn, a->fn->args.at[c->first_arg + i])->text;
        if (tests_member_of(a, call->callees.at[0], w, text, i) ||
            (is_named_so(a, text) && asks_for_param(a, call->callees.at[0], w, i)))
            return true;
    }
    return false;
}

static bool is_shown_by(const struct asking *a, const struct block *k, uint32_t e)
{
    const struct roles *roles = a->bodies->roles;
    for (uint32_t i = 0; i < roles->packs.len; i++)
        for (uint32_t w = 0; w < roles->packs.at[i]->waits_many.len; w++) {
            const struct rule_wait *rule = &roles->packs.at[i]->waits_many.at[w];
            if (shows_entry(a, k, e, rule) || tests_member(a, k, e, rule) ||
                tests_by_call(a, k, e, rule))
                return true;
        }
    return false;
}

/* ---- what the wait has filled ---- */

/* Is the path inside of what a wait of this function is given to fill? */
static bool is_filled(const struct asking *a, struct path_id path)
{
    const call_vec *rows = &a->bodies->calls->at[a->node.i];
    for (uint32_t i = 0; i < rows->len; i++) {
        const struct rule_wait *w = wait_of_call(a->values, a->scratch, &rows->at[i]).rule;
        const struct event_call *c = &a->fn->events.at[rows->at[i].event].call;
        uint32_t arg = w && w->ready != INT32_MIN ? arg_index(w->ready, c->arg_len) : FACTS_NONE;
        if (arg == FACTS_NONE)
            continue;
        const struct value *v = function_value(
            a->fn, body_resolve(a->bodies, a->node, a->fn->args.at[c->first_arg + arg]));
        if ((v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS) &&
            quantities_inside(a->fn, path, v->path))
            return true;
    }
    return false;
}

static bool comes_out_of_wait(struct asking *a)
{
    if (a->is->kind != VALUE_PATH)
        return false;
    if (is_filled(a, a->is->path))
        return true;
    const struct path *p = function_path(a->fn, a->is->path);
    const struct value_id *only =
        a->object || !ready_own_field(a->fn, p) ? NULL : body_only_value(a->bodies, a->node, p);
    const struct value *object = only ? function_value(a->fn, *only) : NULL;
    return object && object->kind == VALUE_PATH && is_filled(a, object->path);
}

/* ---- what was read since ---- */

static bool is_named(const struct asking *a, const struct value *v, struct path_id path)
{
    const struct path *p = function_path(a->fn, path);
    for (uint32_t i = 0; p->root_kind == ROOT_LOCAL && !p->step_len && i < v->name_len; i++)
        if (str_eq(a->fn->names.at[v->first_name + i].name, p->text))
            return true;
    return false;
}

/* Does another descriptor come here: the next round's, or what the wait fills in? */
static bool is_new(const struct asking *a, uint32_t event)
{
    const struct event *e = &a->fn->events.at[event];
    if (e->kind == EVENT_ASSIGN)
        return is_named(a, a->written, e->assign.to) || is_named(a, a->is, e->assign.to);
    const struct call *call = calls_find(a->bodies->calls, a->node, event);
    return call && e->kind == EVENT_CALL && wait_of_call(a->values, a->scratch, call).rule;
}

static enum back look(void *context, struct place_in end)
{
    const struct asking *a = context;
    const struct block *k = &a->fn->blocks.at[end.block];
    uint32_t len = end.position < k->events.len ? end.position : k->events.len;
    if (end.block == a->block && end.position >= k->events.len)
        return BACK_FOUND;
    for (uint32_t i = len; i-- > 0;) {
        uint32_t event = k->events.at[i].i;
        const struct call *call = calls_find(a->bodies->calls, a->node, event);
        if (a->block == FACTS_NONE && is_new(a, event))
            return BACK_FOUND;
        if (call && ready_may_read(a->ready, call, a->fd))
            return BACK_LOST;
    }
    return BACK_ON;
}

static bool unread_since(struct asking *a, uint32_t event, uint32_t block)
{
    struct place_in at;
    bool start;
    a->block = block;
    return back_place(a->bodies, a->node, event, &at) &&
           back_search(a->bodies, a->node, at, look, a, &start) && !start;
}

/* `c->fd`, of the object that is handed on as `c`; `c.fd`, as `&c`; `c->fds[0]`. */
static const char *field_text(const struct asking *a)
{
    const struct node *below = program_get(a->bodies->program, a->fd.node);
    const struct value *v =
        function_value(below->body, body_resolve(a->bodies, a->fd.node, a->fd.value));
    const struct path *p = v->kind == VALUE_PATH ? function_path(below->body, v->path) : NULL;
    const char *object = text_of(a, a->written->text);
    bool address = a->written->kind == VALUE_ADDRESS && *object == '&';
    if (!p || !p->step_len || p->step_len > 2 || (!address && a->written->kind != VALUE_PATH))
        return NULL;
    const struct path_step *steps = &below->body->steps.at[p->first_step];
    if (steps->kind != STEP_FIELD)
        return NULL;
    const char *field = text_of(a, facts_entity(below->facts, steps->field)->name);
    const char *whole =
        arena_printf(a->scratch, "%s%s%s", object + address, address ? "." : "->", field);
    if (p->step_len == 1)
        return whole;
    bool element = steps[1].kind == STEP_INDEX && steps[1].index >= 0;
    return element ? arena_printf(a->scratch, "%s[%" PRId64 "]", whole, steps[1].index) : NULL;
}

/* FD is a variable of the whole program, or a part of one, in a function further down: as that
 * writes it, if this function names the same. NULL: it does not. */
static const char *global_text(const struct asking *a)
{
    const struct program *p = a->bodies->program;
    const struct node *below = program_get(p, a->fd.node), *node = program_get(p, a->node);
    const struct value *v =
        function_value(below->body, body_resolve(a->bodies, a->fd.node, a->fd.value));
    const struct path *fd = v->kind == VALUE_PATH ? function_path(below->body, v->path) : NULL;
    for (uint32_t i = 0; fd && fd->root_kind == ROOT_GLOBAL && i < a->fn->paths.len; i++)
        if (str_eq(a->fn->paths.at[i].text, fd->text) &&
            place_same(node, (struct path_id){i}, below, v->path))
            return text_of(a, fd->text);
    return NULL;
}

/* FD as this function knows it: itself, the object that it hands to who reads it, or a variable
 * that both name. */
static bool find_value(struct asking *a)
{
    static const struct value none = {.kind = VALUE_UNKNOWN};
    a->object = a->fd.node.i != a->node.i;
    if (a->object && a->fd.above.i != a->node.i) {
        a->written = a->is = &none;
        a->name = global_text(a);
        return a->name != NULL;
    }
    struct value_id id = a->object ? a->fd.object : a->fd.value;
    a->written = function_value(a->fn, id);
    a->is = function_value(a->fn, body_resolve(a->bodies, a->node, id));
    a->name = a->object ? field_text(a) : text_of(a, a->written->text);
    return true;
}

bool shown_ready(struct ready *r, struct arena *scratch, struct node_id n, uint32_t event,
                 struct ready_fd fd)
{
    const struct aval_context *values = ready_values(r);
    const struct bodies *b = values->bodies;
    struct asking a = {.ready = r,
                       .values = values,
                       .bodies = b,
                       .scratch = scratch,
                       .node = n,
                       .fn = program_get(b->program, n)->body,
                       .fd = fd};
    if (!find_value(&a))
        return false;
    if (comes_out_of_wait(&a) && unread_since(&a, event, FACTS_NONE))
        return true;
    for (uint32_t i = 0; i < a.fn->blocks.len; i++)
        for (uint32_t e = 0; a.fn->blocks.at[i].term == TERM_BRANCH && e < 2; e++)
            if (is_shown_by(&a, &a.fn->blocks.at[i], e) &&
                back_only_way(b, n, i, e, b->at[n.i].block_of[event] - 1) &&
                unread_since(&a, event, i))
                return true;
    return false;
}

bool shown_to_callee(struct ready *r, struct arena *scratch, struct node_id n, struct ready_fd fd)
{
    uint32_t len;
    const struct call *const *calls = ready_calls_through(r, n, &len);
    bool shown = len > 0;
    for (uint32_t i = 0; i < len && shown; i++)
        shown = shown_ready(r, scratch, calls[i]->node, calls[i]->event,
                            ready_bind(r, calls[i]->node, calls[i]->event, n, fd));
    return shown;
}
