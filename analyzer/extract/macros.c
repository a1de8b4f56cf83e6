/* Uses of macros in bodies. clang's tree does not have them: an expression that is placed elsewhere
 * than it is spelled comes from one, and the name that stands at that place is the outermost one's.
 * Those that expand to nothing leave only their text, between two statements. */
#include "extract/body.h"
#include "extract/scan.h"

#include <string.h>

/* The event for the macro named at P, unless it is there already; *ret_end: after its name and
 * arguments. */
static void use_macro(struct body *b, struct pos p, uint32_t name_len, uint32_t *ret_end)
{
    struct lowering *l = b->l;
    const char *text = p.source->text;
    uint32_t size = p.source->size, open = scan_space(text, p.offset + name_len, size);
    struct event_macro m = {.name = str_intern_n(l->strs, text + p.offset, name_len),
                            .first_arg = b->fn->texts.len};
    bool seen = idmap_find(&b->macros_seen, pos_key(p)) != NULL;
    *ret_end = p.offset + name_len;
    if (open < size && text[open] == '(') {
        uint32_t at = open + 1;
        struct span arg;
        while (!seen && scan_argument(text, &at, size, &arg)) {
            if (at == UINT32_MAX && !arg.len && !m.arg_len)
                break;
            vec_push(l->arena, &b->fn->texts,
                     str_intern_n(l->strs, text + arg.at, arg.len < 200 ? arg.len : 200));
            m.arg_len++;
        }
        uint32_t close = scan_close(text, open, size);
        *ret_end = close < size ? close + 1 : size;
    }
    if (seen)
        return;
    idmap_set(l->per_body, &b->macros_seen, pos_key(p), 1);
    body_emit(b, (struct event){.kind = EVENT_MACRO, .loc = pos_loc(l, p, name_len), .macro = m});
}

void macro_note(struct body *b, struct node *n)
{
    node_place(b->l, n);
    if (!n->in_macro || b->is_init)
        return;
    uint32_t len = scan_ident(n->at.source->text, n->at.offset, n->at.source->size), end;
    if (len && !idmap_find(&b->macros_seen, pos_key(n->at)))
        use_macro(b, n->at, len, &end);
}

static bool directive_is(const char *text, struct token t, const char *word)
{
    uint32_t end = t.at + t.len, at = scan_space(text, t.at + 1, end),
             len = scan_ident(text, at, end);
    return len >= 2 && len >= strlen(word) && !memcmp(text + at, word, strlen(word));
}

/* T is an #if (or an #else that ends a branch): skip to what follows its #endif. Where the gap ends
 * before that, to what follows its last #else: the code after the gap stands there. */
static void skip_conditional(struct scan *s, struct token t)
{
    struct scan after = *s;
    uint32_t depth = 1;
    while (scan_next(s, &t)) {
        if (t.kind != TOKEN_DIRECTIVE)
            continue;
        if (directive_is(s->text, t, "if"))
            depth++;
        else if (directive_is(s->text, t, "endif") && --depth == 0)
            return;
        else if (depth == 1 && directive_is(s->text, t, "el"))
            after = *s;
    }
    *s = after;
}

void macro_scan_gap(struct body *b, struct pos from, struct pos to)
{
    if (b->is_init || !from.source || from.source != to.source || from.offset >= to.offset)
        return;
    struct scan s = scan_from(from.source->text, from.offset, to.offset);
    struct token t;
    while (scan_next(&s, &t)) {
        if (t.kind == TOKEN_DIRECTIVE &&
            (directive_is(s.text, t, "if") || directive_is(s.text, t, "el"))) {
            skip_conditional(&s, t);
        } else if (t.kind == TOKEN_IDENT && !scan_is_keyword(s.text + t.at, t.len)) {
            uint32_t end;
            use_macro(b, (struct pos){from.source, t.at}, t.len, &end);
            s = scan_from(s.text, end, to.offset > end ? to.offset : end);
        }
    }
}

struct pos macro_scope_begin(struct body *b, struct node *compound)
{
    struct pos p = node_begin(b->l, compound);
    if (!p.source)
        return p;
    const char *text = p.source->text;
    uint32_t size = p.source->size, name = scan_ident(text, p.offset, size);
    if (!name) {
        p.offset++;
        return p;
    }
    uint32_t open = scan_space(text, p.offset + name, size), close = size;
    if (open < size && text[open] == '(')
        close = scan_close(text, open, size);
    p.offset = close < size ? close + 1 : p.offset + name;
    return p;
}

struct pos node_begin(struct lowering *l, struct node *n)
{
    return pos_expansion(l, clang_getRangeStart(clang_getCursorExtent(n->cursor)));
}

struct pos node_end(struct lowering *l, struct node *n)
{
    return pos_expansion(l, clang_getRangeEnd(clang_getCursorExtent(n->cursor)));
}
