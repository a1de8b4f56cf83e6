/* Loops, switches, labels. */
#include "extract/body.h"
#include "extract/scan.h"

#include <string.h>

void lower_cleanups(struct body *b, uint32_t guard_len, struct loc at)
{
    for (uint32_t i = b->guards.len; i > guard_len; i--)
        body_emit(b, (struct event){
                         .kind = EVENT_CLEANUP, .loc = at, .cleanup = b->guards.at[i - 1].cleanup});
}

struct mark body_mark(const struct body *b)
{
    return (struct mark){b->guards.len, b->fn->locals.len};
}

void lower_leave(struct body *b, struct mark mark, struct loc at)
{
    lower_cleanups(b, mark.guard_len, at);
    struct event_scope scope = {mark.local_len, b->fn->locals.len - mark.local_len};
    if (scope.local_len && !b->is_init)
        body_emit(b, (struct event){.kind = EVENT_SCOPE_END, .loc = at, .scope = scope});
}

static struct loc loc_of(struct body *b, struct node *n)
{
    node_place(b->l, n);
    uint32_t len =
        n->at.source ? scan_ident(n->at.source->text, n->at.offset, n->at.source->size) : 0;
    return pos_loc(b->l, n->at, len);
}

static void mark_loop(struct body *b, struct block_id id, enum loop_kind kind, struct loc at)
{
    struct block *block = body_block(b, id);
    block->loop = kind;
    block->loop_loc = at;
}

static void push_target(struct body *b, struct target *t, bool is_switch)
{
    *t = (struct target){BODY_NONE, BODY_NONE, is_switch, body_mark(b), b->target};
    b->target = t;
}

static void go_on_at(struct body *b, struct block_id id)
{
    b->cur = id;
}

/* Nothing in N, the body of an endless loop, calls, stores or goes elsewhere. */
static bool does_nothing(const struct node *n)
{
    switch ((int)n->kind) {
    case CXCursor_NullStmt:
    case CXCursor_ContinueStmt:
    case CXCursor_GCCAsmStmt:
        return true;
    case CXCursor_CompoundStmt:
        for (const struct node *c = n->first; c; c = c->next)
            if (!does_nothing(c))
                return false;
        return true;
    default:
        return clang_isExpression(n->kind) && !n->has_effects;
    }
}

/* for (;;); and its like end a path as a call that never returns does: what crashes or waits for
 * the power to go ends so, and if an interrupt or a signal runs meanwhile, still nothing behind
 * the loop does. True: N, the body of a loop without an end, is one. */
static bool lower_stop(struct body *b, struct node *n, struct loc at)
{
    if (!does_nothing(n))
        return false;
    body_end(b, TERM_STOP, at);
    return true;
}

void lower_while(struct body *b, struct node *n)
{
    struct target t;
    bool holds = false;
    if (n->child_len != 2)
        return;
    bool endless = lower_is_constant(n->first, &holds) && holds;
    if (endless && lower_stop(b, n->last, loc_of(b, n)))
        return;
    push_target(b, &t, false);
    struct block_id head = t.cont = body_new_block(b), inside = body_new_block(b);
    body_jump(b, head, (struct loc){0});
    mark_loop(b, head, LOOP_WHILE, loc_of(b, n));
    b->cur = head;
    lower_branch(b, n->first, inside, endless ? inside : body_lazy(b, &t.brk));
    b->cur = inside;
    lower_statement(b, n->last);
    body_jump(b, head, (struct loc){0});
    b->target = t.outer;
    go_on_at(b, t.brk);
}

void lower_do(struct body *b, struct node *n)
{
    struct target t;
    bool holds = true;
    if (n->child_len != 2)
        return;
    bool known = lower_is_constant(n->last, &holds);
    if (known && holds && lower_stop(b, n->first, loc_of(b, n)))
        return;
    push_target(b, &t, false);
    if (known && !holds) { /* do { } while (0) is no loop */
        lower_statement(b, n->first);
        b->target = t.outer;
        if (t.cont.i != FACTS_NONE) {
            struct block_id next = body_lazy(b, &t.brk);
            body_jump(b, next, (struct loc){0});
            b->cur = t.cont;
            body_jump(b, next, (struct loc){0});
        } else if (t.brk.i != FACTS_NONE) {
            body_jump(b, t.brk, (struct loc){0});
        }
        if (t.brk.i != FACTS_NONE)
            go_on_at(b, t.brk);
        return;
    }
    struct block_id inside = body_new_block(b);
    body_jump(b, inside, (struct loc){0});
    b->cur = inside;
    lower_statement(b, n->first);
    if (b->cur.i != FACTS_NONE || t.cont.i != FACTS_NONE) {
        struct block_id head = body_lazy(b, &t.cont);
        body_jump(b, head, (struct loc){0});
        mark_loop(b, head, LOOP_DO, loc_of(b, n));
        b->cur = head;
        lower_branch(b, n->last, inside, known ? inside : body_lazy(b, &t.brk));
    }
    b->target = t.outer;
    go_on_at(b, t.brk);
}

struct for_parts {
    struct node *init, *cond, *step, *body;
};

/* Which of the three parts between a for's parentheses have text. */
static bool written_parts(struct body *b, struct node *n, bool ret_has[3])
{
    struct pos p = n->spelled;
    struct scan s;
    struct token t;
    uint32_t part = 0;
    if (!p.source)
        return false;
    const char *text = p.source->text;
    uint32_t open =
        scan_space(text, p.offset + scan_ident(text, p.offset, p.source->size), p.source->size);
    if (open >= p.source->size || text[open] != '(')
        return false;
    uint32_t close = scan_close(text, open, p.source->size);
    (void)b;
    for (s = scan_from(text, open + 1, close); scan_next(&s, &t);) {
        char c = t.kind == TOKEN_PUNCT ? text[t.at] : 'a';
        if (c == ';') {
            if (++part > 2)
                return false;
            continue;
        }
        ret_has[part] = true;
        if (c == '(' || c == '{' || c == '[')
            s.at = scan_close(text, t.at, close) + 1;
    }
    return part == 2;
}

/* clang shows the parts that are there, not which: the text tells; where it does not, their kinds.
 */
static struct for_parts parts_of(struct body *b, struct node *n)
{
    struct for_parts f = {.body = n->last};
    bool has[3] = {false, false, false};
    bool known = written_parts(b, n, has) && (uint32_t)has[0] + has[1] + has[2] + 1 == n->child_len;
    struct node *c = n->first;
    if (known) {
        struct node **to[3] = {&f.init, &f.cond, &f.step};
        for (uint32_t i = 0; i < 3; i++)
            if (has[i]) {
                *to[i] = c;
                c = c->next;
            }
        return f;
    }
    bool sets =
        c->kind == CXCursor_DeclStmt || (c->kind == CXCursor_BinaryOperator && c->has_effects);
    if (n->child_len == 4 || (n->child_len > 2 && sets)) {
        f.init = c;
        c = c->next;
    }
    if (c != n->last) {
        f.cond = c;
        c = c->next;
    }
    if (c != n->last)
        f.step = c;
    return f;
}

void lower_for(struct body *b, struct node *n)
{
    struct target t;
    if (!n->child_len)
        return;
    struct for_parts f = parts_of(b, n);
    struct mark mark = body_mark(b);
    vec_push(b->l->per_body, &b->scopes, (struct scope){.node = n, .mark = mark});
    if (f.init)
        lower_statement(b, f.init);
    bool holds = true, endless = !f.cond || (lower_is_constant(f.cond, &holds) && holds);
    if (endless && !f.step && lower_stop(b, f.body, loc_of(b, n))) {
        b->guards.len = mark.guard_len;
        b->scopes.len--;
        return;
    }
    push_target(b, &t, false);
    struct block_id head = body_new_block(b), inside = body_new_block(b);
    body_jump(b, head, (struct loc){0});
    mark_loop(b, head, LOOP_FOR, loc_of(b, n));
    b->cur = head;
    if (f.cond)
        lower_branch(b, f.cond, inside, endless ? inside : body_lazy(b, &t.brk));
    else
        body_branch(b, (struct cond){.kind = COND_CONSTANT, .constant = true}, inside, inside,
                    (struct loc){0});
    if (!f.step)
        t.cont = head;
    b->cur = inside;
    lower_statement(b, f.body);
    if (f.step && (b->cur.i != FACTS_NONE || t.cont.i != FACTS_NONE)) {
        if (t.cont.i != FACTS_NONE) {
            body_jump(b, t.cont, (struct loc){0});
            b->cur = t.cont;
        }
        lower_statement(b, f.step);
    }
    body_jump(b, head, (struct loc){0});
    b->target = t.outer;
    go_on_at(b, t.brk);
    if (b->cur.i != FACTS_NONE)
        lower_leave(b, mark, loc_of(b, n));
    b->guards.len = mark.guard_len;
    b->scopes.len--;
}

void lower_switch(struct body *b, struct node *n)
{
    struct target t;
    struct cases cases = {.otherwise = {.to = BODY_NONE, .is_default = true}}, *outer = b->cases;
    if (n->child_len != 2)
        return;
    struct value_id value = lower_operand(b, n->first);
    lower_use(b, &b->fn->values.at[value.i], USE_TESTED, (struct path_id){FACTS_NONE});
    struct block_id head = body_current(b);
    struct loc at = loc_of(b, n);
    push_target(b, &t, true);
    b->cases = &cases;
    b->cur = BODY_NONE;
    lower_statement(b, n->last);
    b->cases = outer;
    b->target = t.outer;
    if (cases.otherwise.to.i == FACTS_NONE)
        cases.otherwise.to = body_lazy(b, &t.brk);
    if (b->cur.i != FACTS_NONE && t.brk.i != FACTS_NONE)
        body_jump(b, t.brk, (struct loc){0});
    if (t.brk.i != FACTS_NONE)
        b->cur = t.brk;
    struct block *from = body_block(b, head);
    from->term = TERM_SWITCH;
    from->term_loc = at;
    from->cond = (struct cond){.kind = COND_UNKNOWN, .value = value, .other.i = FACTS_NONE};
    from->first_edge = b->fn->edges.len;
    from->edge_len = cases.edges.len + 1;
    for (uint32_t i = 0; i < cases.edges.len; i++)
        vec_push(b->l->arena, &b->fn->edges, cases.edges.at[i]);
    vec_push(b->l->arena, &b->fn->edges, cases.otherwise);
}

/* What the case is written as, where that is a name alone. */
static struct str case_name(struct body *b, struct node *n)
{
    struct pos from;
    uint32_t len;
    if (!node_text(b->l, n, &from, &len))
        return (struct str){0};
    const char *text = from.source->text;
    return scan_ident(text, from.offset, from.offset + len) == len
               ? str_intern_n(b->l->strs, text + from.offset, len)
               : (struct str){0};
}

static void add_case(struct body *b, struct node *n, struct block_id to)
{
    struct edge e = {.to = to, .is_default = n->kind == CXCursor_DefaultStmt};
    if (!b->cases)
        return;
    if (e.is_default) {
        b->cases->otherwise = e;
        return;
    }
    struct node *low = n->first, *high = n->child_len > 2 ? low->next : low;
    lower_effects(b, low);
    if (high != low)
        lower_effects(b, high);
    e.known = value_number(low, &e.low) && value_number(high, &e.high);
    if (low == high)
        e.name = case_name(b, low);
    vec_push(b->l->per_body, &b->cases->edges, e);
}

/* A chain of labels begins one block. */
void lower_case(struct body *b, struct node *n)
{
    struct block_id to = body_new_block(b);
    body_jump(b, to, (struct loc){0});
    b->cur = to;
    while (n && (n->kind == CXCursor_CaseStmt || n->kind == CXCursor_DefaultStmt)) {
        macro_note(b, n);
        add_case(b, n, to);
        n = n->last != n->first || n->kind == CXCursor_DefaultStmt ? n->last : NULL;
    }
    if (n)
        lower_statement(b, n);
}

/* A statement of clang is identified by the address that libclang keeps of it. */
static uint64_t statement_key(CXCursor c)
{
    return (uint64_t)(uintptr_t)c.data[1];
}

/* The label whose statement is, or is referred to by, C; NULL: the function has none. */
static struct label *find_label(struct body *b, CXCursor c)
{
    if (clang_getCursorKind(c) == CXCursor_LabelRef)
        c = clang_getCursorReferenced(c);
    uint32_t *at = clang_getCursorKind(c) == CXCursor_LabelStmt
                       ? idmap_find(&b->label_of_statement, statement_key(c))
                       : NULL;
    return at ? &b->labels.at[*at] : NULL;
}

static void add_label(struct body *b, struct node *n)
{
    idmap_set(b->l->per_body, &b->label_of_statement, statement_key(n->cursor), b->labels.len);
    vec_push(b->l->per_body, &b->labels,
             (struct label){.node = n, .block = BODY_NONE, .local_len = FACTS_NONE});
}

static struct node *next_node(struct node *n)
{
    if (n->first)
        return n->first;
    while (n && !n->next)
        n = n->parent;
    return n ? n->next : NULL;
}

void lower_find_labels(struct body *b, struct node *root)
{
    for (struct node *n = root; n; n = next_node(n))
        if (n->kind == CXCursor_LabelStmt)
            add_label(b, n);
    for (struct node *n = root; n; n = next_node(n)) {
        bool taken = n->kind == CXCursor_AddrLabelExpr;
        struct label *label = (taken || n->kind == CXCursor_GotoStmt) && n->first
                                  ? find_label(b, n->first->cursor)
                                  : NULL;
        if (label)
            label->named = true, label->taken |= taken;
    }
}

static bool is_inside(const struct node *n, const struct node *outer)
{
    for (; n; n = n->parent)
        if (n == outer)
            return true;
    return false;
}

/* What stays in force when control goes to LABEL. */
static struct mark kept_at(const struct body *b, const struct label *label)
{
    struct mark keep = body_mark(b);
    for (uint32_t i = b->scopes.len; i > 0 && !is_inside(label->node, b->scopes.at[i - 1].node);
         i--)
        keep = b->scopes.at[i - 1].mark;
    while (keep.guard_len > 0 && b->guards.at[keep.guard_len - 1].order > label->node->order)
        keep.guard_len--; /* back to before its declaration */
    if (keep.local_len > label->local_len)
        keep.local_len = label->local_len;
    return keep;
}

void lower_goto(struct body *b, struct node *n)
{
    struct label *label = n->first ? find_label(b, n->first->cursor) : NULL;
    struct loc at = loc_of(b, n);
    if (!label) {
        body_end(b, TERM_STOP, at);
        return;
    }
    body_current(b);
    lower_leave(b, kept_at(b, label), at);
    body_jump(b, body_lazy(b, &label->block), at);
}

/* The block ends, and one of TO comes next. */
static void jump_to_any(struct body *b, struct loc at, const struct block_id *to, uint32_t len)
{
    struct block_id from = body_current(b);
    body_end(b, len ? TERM_ANY : TERM_STOP, at);
    struct block *block = body_block(b, from);
    block->first_edge = b->fn->edges.len;
    block->edge_len = len;
    for (uint32_t i = 0; i < len; i++)
        vec_push(b->l->arena, &b->fn->edges, (struct edge){.to = to[i]});
}

typedef VEC(struct block_id) block_ids;

void lower_computed_goto(struct body *b, struct node *n)
{
    block_ids to = {0};
    if (n->first)
        lower_effects(b, n->first);
    for (uint32_t i = 0; i < b->labels.len; i++)
        if (b->labels.at[i].taken)
            vec_push(b->l->per_body, &to, body_lazy(b, &b->labels.at[i].block));
    jump_to_any(b, loc_of(b, n), to.at, to.len);
}

void lower_asm_goto(struct body *b, struct node *n)
{
    block_ids to = {0};
    for (uint32_t i = 0; i < b->labels.len; i++)
        if (!b->labels.at[i].named)
            vec_push(b->l->per_body, &to, body_lazy(b, &b->labels.at[i].block));
    if (!to.len)
        return;
    body_current(b);
    struct block_id next = body_new_block(b);
    vec_push(b->l->per_body, &to, next);
    jump_to_any(b, loc_of(b, n), to.at, to.len);
    go_on_at(b, next);
}

void lower_label(struct body *b, struct node *n)
{
    struct label *label = find_label(b, n->cursor);
    struct block_id to = label ? body_lazy(b, &label->block) : body_new_block(b);
    if (label)
        label->local_len = b->fn->locals.len;
    body_jump(b, to, loc_of(b, n));
    b->cur = to;
    if (n->last)
        lower_statement(b, n->last);
}
