/* Calls: callee, arguments as they are written, place, use. */
#include "extract/body.h"
#include "extract/decls.h"
#include "extract/scan.h"

#include <string.h>

/* Where the call is for a reader: at the callee's name, or at the macro that it comes from. */
static void place_call(struct body *b, struct event *e, struct node *name)
{
    struct lowering *l = b->l;
    CXSourceLocation at = clang_getCursorLocation(name->cursor);
    struct pos expanded = pos_expansion(l, at), spelled = pos_spelling(l, at),
               file = pos_file(l, at);
    if (!spelled.source)
        spelled = expanded;
    uint32_t len =
        spelled.source ? scan_ident(spelled.source->text, spelled.offset, spelled.source->size) : 0;
    e->call.spelling = pos_loc(l, spelled, len);
    if (!expanded.source || pos_eq(expanded, spelled)) {
        e->loc = e->call.spelling;
        return;
    }
    e->call.macro = pos_ident(l, expanded);
    e->call.in_macro_arg = !pos_eq(file, expanded);
    struct pos shown = e->call.in_macro_arg ? file : expanded;
    e->loc = pos_loc(l, shown, (uint32_t)str_len(l->strs, pos_ident(l, shown)));
}

/* The texts of the arguments behind the callee's name where that is spelled; false: not ARG_LEN of
 * them. */
static bool argument_texts(struct body *b, struct node *name, uint32_t arg_len,
                           struct source **ret_source, struct span *ret_args)
{
    struct pos p = pos_spelling(b->l, clang_getCursorLocation(name->cursor));
    if (!p.source)
        return false;
    const char *text = p.source->text;
    uint32_t size = p.source->size, at = p.offset;
    at += scan_ident(text, at, size);
    for (at = scan_space(text, at, size); at < size && (text[at] == ')' || text[at] == '[');
         at = scan_space(text, at, size))
        at = text[at] == '[' ? scan_close(text, at, size) + 1 : at + 1;
    if (at >= size || text[at] != '(')
        return false;
    *ret_source = p.source;
    at++;
    for (uint32_t i = 0; i < arg_len; i++)
        if (!scan_argument(text, &at, size, &ret_args[i]))
            return false;
    return at == UINT32_MAX;
}

static void arguments(struct body *b, struct event_call *c, struct node *n, struct node *name)
{
    enum { MAX = 128 }; /* a program may count on 127. Source: C17 5.2.4.1 */
    struct value_id ids[MAX];
    struct span texts[MAX];
    struct source *source = NULL;
    uint32_t len = n->child_len - 1;
    if (len > MAX)
        len = MAX;
    bool written = len && argument_texts(b, name, len, &source, texts);
    struct node *arg = n->first->next;
    enum use_kind use = b->use;
    b->use = USE_ARGUMENT;
    for (uint32_t i = 0; i < len; i++, arg = arg->next) {
        struct value v = lower_value(b, arg);
        lower_use(b, &v, USE_ARGUMENT, (struct path_id){FACTS_NONE});
        if (written) {
            value_describe_text(b, &v, source->text + texts[i].at,
                                texts[i].len < 2000 ? texts[i].len : 2000);
            value_resolve_names(b, &v, arg);
        } else {
            value_describe(b, &v, arg);
        }
        ids[i] = body_add_value(b, v);
    }
    for (; arg; arg = arg->next)
        lower_effects(b, arg);
    b->use = use;
    c->first_arg = b->fn->args.len;
    c->arg_len = len;
    for (uint32_t i = 0; i < len; i++)
        vec_push(b->l->arena, &b->fn->args, ids[i]);
}

static struct node *callee_name(struct node *callee)
{
    for (;;) {
        callee = node_strip(callee);
        bool deref = callee->kind == CXCursor_UnaryOperator && callee->first;
        if (deref || (callee->kind == CXCursor_ArraySubscriptExpr && callee->first))
            callee = callee->first;
        else
            return callee;
    }
}

/* (a ? f : g)(): what was chosen is in a variable without a name of its own. */
static void call_chosen(struct body *b, struct event_call *c, struct node *n, struct value choice)
{
    struct loc at = pos_loc(b->l, n->at, 0);
    struct str name = str_intern(b->l->strs, "a function pointer");
    CXType type = clang_getCursorType(n->cursor);
    struct place p = place_of_local(b, lower_local(b, n->cursor, name, type, at));
    lower_assign(b, &p, body_add_value(b, choice), false, at);
    c->callee_kind = CALLEE_PATH;
    c->path = place_path(b, &p);
}

static void callee(struct body *b, struct event_call *c, struct node *n)
{
    struct value v = lower_value(b, n);
    if (v.kind == VALUE_FUNCTION) {
        c->callee_kind = CALLEE_DIRECT;
        c->function = v.function;
        return;
    }
    c->type = decl_type(b->l, clang_getCursorType(n->cursor));
    c->result = decl_result_shape(clang_getCursorType(n->cursor));
    if (v.kind == VALUE_PATH || v.kind == VALUE_ADDRESS) {
        c->callee_kind = CALLEE_PATH;
        c->path = v.path;
    } else if (v.kind == VALUE_RESULT) {
        struct place p = {.kind = ROOT_RESULT, .root = v.event.i};
        c->callee_kind = CALLEE_PATH;
        p.text = str_intern(b->l->strs, "(result)");
        c->path = place_path(b, &p);
    }
    if (v.kind == VALUE_CHOICE)
        call_chosen(b, c, n, v);
}

/* Builtins of the compiler that are no calls. */
static bool builtin(struct body *b, struct node *n, struct node *name, struct value *ret_value)
{
    static const char *const silent[] = {"__builtin_va_start",
                                         "__builtin_va_end",
                                         "__builtin_va_copy",
                                         "__builtin_constant_p",
                                         "__builtin_types_compatible_p",
                                         "__builtin_object_size",
                                         "__builtin_prefetch",
                                         "__builtin_assume",
                                         "__builtin_dynamic_object_size"};
    if (name->kind != CXCursor_DeclRefExpr)
        return false;
    CXString s = clang_getCursorSpelling(name->cursor);
    const char *text = clang_getCString(s);
    bool found = false, stop = false;
    *ret_value = (struct value){.kind = VALUE_UNKNOWN};
    if (text && !strncmp(text, "__builtin_", 10)) {
        bool expect =
            !strncmp(text, "__builtin_expect", 16) || !strcmp(text, "__builtin_assume_aligned");
        for (uint32_t i = 0; i < COUNT(silent); i++)
            found = found || !strcmp(text, silent[i]);
        if (!strcmp(text, "__builtin_constant_p") || !strncmp(text, "__builtin_types_c", 17))
            ret_value->kind = VALUE_UNKNOWN;
        if (expect && n->child_len > 1) {
            *ret_value = lower_value(b, n->first->next);
            found = true;
        }
        stop = !strcmp(text, "__builtin_unreachable") || !strcmp(text, "__builtin_trap");
    }
    clang_disposeString(s);
    if (stop)
        body_end(b, TERM_STOP, pos_loc(b->l, n->at, 0));
    return found || stop;
}

struct value lower_call(struct body *b, struct node *n)
{
    struct event e = {.kind = EVENT_CALL};
    struct value v;
    e.call.callee_kind = CALLEE_UNKNOWN;
    e.call.function.i = e.call.path.i = e.call.stored.i = FACTS_NONE;
    if (!n->first)
        return (struct value){.kind = VALUE_UNKNOWN};
    struct node *name = callee_name(n->first);
    macro_note(b, name);
    if (builtin(b, n, name, &v))
        return v;
    enum use_kind use = b->use;
    e.call.use = use == USE_TESTED ? USE_TESTED : USE_OTHER;
    b->use = USE_OTHER;
    callee(b, &e.call, n->first);
    b->use = use;
    arguments(b, &e.call, n, name);
    place_call(b, &e, name);
    v = (struct value){.kind = VALUE_RESULT, .event = body_emit(b, e)};
    if (e.call.callee_kind == CALLEE_DIRECT
            ? facts_entity(b->l->facts, e.call.function)->noreturn
            : decl_type_is_noreturn(clang_getCursorType(n->first->cursor)))
        body_end(b, TERM_STOP, e.loc);
    return v;
}
