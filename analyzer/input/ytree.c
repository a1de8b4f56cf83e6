#include "input/ytree.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { ERRORS_MAX = 20 };

struct builder {
    struct arena *arena;
    struct diags *diags;
    const char *file;
    const char *text; /* without byte order mark */
    uint32_t len;
    VEC(uint32_t) lines; /* where each line starts in text */
    yaml_parser_t yaml;
    uint32_t errors;
};

/* ---- places ---- */

static uint32_t utf8_len(unsigned char first)
{
    return first < 0x80 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
}

/* libyaml counts columns in characters, we in bytes. */
static uint32_t byte_col(const struct builder *b, const yaml_mark_t *mark)
{
    if (mark->line >= b->lines.len)
        return 1;
    uint32_t start = b->lines.at[mark->line], at = start;
    for (size_t i = 0; i < mark->column && at < b->len; i++)
        at += utf8_len((unsigned char)b->text[at]);
    return at - start + 1;
}

static void error_at(struct builder *b, const yaml_mark_t *mark, const char *text)
{
    if (b->errors++ < ERRORS_MAX)
        diag_add(b->diags, DIAG_ERROR, b->file, (uint32_t)mark->line + 1, byte_col(b, mark), "%s",
                 text);
}

/* ---- what libyaml would refuse without saying where ---- */

/* Bytes of the character at P, 0 if it is not UTF-8. Source: RFC 3629, section 4. */
static uint32_t utf8_check(const unsigned char *p, size_t left, uint32_t *ret_char)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (p[0] < 0x80) {
        *ret_char = p[0];
        return 1;
    }
    if (p[0] < 0xc2 || p[0] > 0xf4)
        return 0;
    uint32_t n = utf8_len(p[0]);
    if (n > left)
        return 0;
    uint32_t c = p[0] & (0x7fu >> n);
    for (uint32_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80)
            return 0;
        c = c << 6 | (p[i] & 0x3f);
    }
    if (c < least[n] || c > 0x10ffff || (c >= 0xd800 && c < 0xe000))
        return 0;
    *ret_char = c;
    return n;
}

/* Source: YAML 1.2.2, production 1, c-printable. */
static bool is_printable(uint32_t c)
{
    if (c < 0x20)
        return c == '\t' || c == '\n' || c == '\r';
    return c < 0x7f || c == 0x85 || (c >= 0xa0 && c < 0xfffe && c != 0xfeff) || c >= 0x10000;
}

/* The breaks that libyaml counts. */
static bool is_break(uint32_t c, const unsigned char *next, const unsigned char *end)
{
    if (c == '\r')
        return next == end || *next != '\n';
    return c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029;
}

/* Fill the line table; refuse what is not text. */
static bool scan_text(struct builder *b)
{
    const unsigned char *text = (const unsigned char *)b->text, *end = text + b->len;
    vec_push(b->arena, &b->lines, 0);
    for (const unsigned char *p = text; p < end;) {
        uint32_t c = 0, n = utf8_check(p, (size_t)(end - p), &c);
        uint32_t line = b->lines.len, col = (uint32_t)(p - text) - vec_last(&b->lines) + 1;
        if (!n) {
            diag_add(b->diags, DIAG_ERROR, b->file, line, col,
                     "byte 0x%02x is not valid UTF-8; save the file as UTF-8", *p);
            return false;
        }
        if (!is_printable(c)) {
            diag_add(b->diags, DIAG_ERROR, b->file, line, col, "%s U+%04X in the text; remove it",
                     c ? "control character" : "NUL character", c);
            return false;
        }
        p += n;
        if (is_break(c, p, end))
            vec_push(b->arena, &b->lines, (uint32_t)(p - text));
    }
    return true;
}

/* ---- events into nodes ---- */

static bool is_tab_at(const struct builder *b, const yaml_mark_t *mark)
{
    if (mark->line >= b->lines.len)
        return false;
    uint32_t at = b->lines.at[mark->line] + byte_col(b, mark) - 1;
    return at < b->len && b->text[at] == '\t';
}

static bool next_event(struct builder *b, yaml_event_t *ret_event)
{
    if (yaml_parser_parse(&b->yaml, ret_event))
        return true;
    const yaml_parser_t *y = &b->yaml;
    const char *problem = y->problem ? y->problem : "not YAML";
    if (is_tab_at(b, &y->problem_mark))
        problem = "a tab stands where YAML wants spaces; indent with spaces";
    else if (y->context)
        problem = arena_printf(b->arena, "%s, %s that starts in line %zu", problem, y->context,
                               y->context_mark.line + 1);
    error_at(b, &y->problem_mark, problem);
    return false;
}

static struct ynode *node_new(struct builder *b, enum ynode_kind kind, const yaml_mark_t *mark)
{
    struct ynode *n = arena_new_one(b->arena, struct ynode);
    n->kind = kind;
    n->line = (uint32_t)mark->line + 1;
    n->col = byte_col(b, mark);
    return n;
}

static struct ynode *build(struct builder *b, const yaml_event_t *e, uint32_t depth);

/* Build the node that starts with the next event; NULL with *ret_end: END came instead. */
static struct ynode *build_next(struct builder *b, yaml_event_type_t end, uint32_t depth,
                                bool *ret_end)
{
    yaml_event_t e;
    *ret_end = false;
    if (!next_event(b, &e))
        return NULL;
    *ret_end = e.type == end;
    struct ynode *n = *ret_end ? NULL : build(b, &e, depth);
    yaml_event_delete(&e);
    return n;
}

static struct ynode *build_scalar(struct builder *b, const yaml_event_t *e)
{
    size_t len = e->data.scalar.length;
    const char *text = (const char *)e->data.scalar.value;
    if (memchr(text, 0, len)) {
        error_at(b, &e->start_mark, "this text holds a NUL character; remove the escape");
        return NULL;
    }
    struct ynode *n = node_new(b, YNODE_SCALAR, &e->start_mark);
    n->text = arena_strndup(b->arena, text, len);
    n->quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE;
    return n;
}

static struct ynode *build_list(struct builder *b, const yaml_event_t *e, uint32_t depth)
{
    struct ynode *list = node_new(b, YNODE_LIST, &e->start_mark);
    for (;;) {
        bool end;
        struct ynode *item = build_next(b, YAML_SEQUENCE_END_EVENT, depth + 1, &end);
        if (end)
            return list;
        if (!item)
            return NULL;
        vec_push(b->arena, &list->items, item);
    }
}

static int by_key_then_place(const void *a, const void *b)
{
    const struct ynode *x = ((const struct ypair *)a)->key, *y = ((const struct ypair *)b)->key;
    int order = strcmp(x->text, y->text);
    if (order)
        return order;
    if (x->line != y->line)
        return x->line < y->line ? -1 : 1;
    return x->col < y->col ? -1 : x->col > y->col;
}

static void refuse_duplicates(struct builder *b, const struct ynode *map)
{
    uint32_t n = map->pairs.len;
    if (n < 2)
        return;
    struct ypair *sorted = arena_new_array(b->arena, struct ypair, n);
    memcpy(sorted, map->pairs.at, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_key_then_place);
    for (uint32_t i = 1; i < n; i++) {
        const struct ynode *first = sorted[i - 1].key, *again = sorted[i].key;
        if (!strcmp(first->text, again->text) && b->errors++ < ERRORS_MAX)
            diag_add(b->diags, DIAG_ERROR, b->file, again->line, again->col,
                     "key '%s' stands twice in one mapping, first in line %u; merge the two",
                     again->text, first->line);
    }
}

static struct ynode *build_map(struct builder *b, const yaml_event_t *e, uint32_t depth)
{
    struct ynode *map = node_new(b, YNODE_MAP, &e->start_mark);
    for (;;) {
        bool end;
        struct ynode *key = build_next(b, YAML_MAPPING_END_EVENT, depth + 1, &end);
        if (end)
            break;
        if (!key)
            return NULL;
        if (key->kind != YNODE_SCALAR) {
            diag_add(b->diags, DIAG_ERROR, b->file, key->line, key->col,
                     "a key must be a word, not %s", ynode_kind_name(key));
            b->errors++;
            return NULL;
        }
        struct ynode *value = build_next(b, YAML_NO_EVENT, depth + 1, &end);
        if (!value)
            return NULL;
        vec_push(b->arena, &map->pairs, (struct ypair){.key = key, .value = value});
    }
    refuse_duplicates(b, map);
    return map;
}

static const char *event_anchor(const yaml_event_t *e)
{
    if (e->type == YAML_SCALAR_EVENT)
        return (const char *)e->data.scalar.anchor;
    if (e->type == YAML_SEQUENCE_START_EVENT)
        return (const char *)e->data.sequence_start.anchor;
    return e->type == YAML_MAPPING_START_EVENT ? (const char *)e->data.mapping_start.anchor : NULL;
}

static const char *event_tag(const yaml_event_t *e)
{
    if (e->type == YAML_SCALAR_EVENT)
        return (const char *)e->data.scalar.tag;
    if (e->type == YAML_SEQUENCE_START_EVENT)
        return (const char *)e->data.sequence_start.tag;
    return e->type == YAML_MAPPING_START_EVENT ? (const char *)e->data.mapping_start.tag : NULL;
}

/* The node that starts with event E. NULL: an error was recorded. */
static struct ynode *build(struct builder *b, const yaml_event_t *e, uint32_t depth)
{
    if (e->type == YAML_ALIAS_EVENT || event_anchor(e)) {
        error_at(b, &e->start_mark, "anchors and aliases are not read here; write the value out");
        return NULL;
    }
    if (event_tag(e)) {
        error_at(b, &e->start_mark, "tags are not read here; leave it out");
        return NULL;
    }
    if (depth > YTREE_DEPTH_MAX) {
        error_at(b, &e->start_mark, "nested deeper than 64 levels");
        return NULL;
    }
    if (e->type == YAML_SCALAR_EVENT)
        return build_scalar(b, e);
    if (e->type == YAML_SEQUENCE_START_EVENT)
        return build_list(b, e, depth);
    if (e->type == YAML_MAPPING_START_EVENT)
        return build_map(b, e, depth);
    error_at(b, &e->start_mark, "a value is missing here");
    return NULL;
}

/* ---- the document ---- */

/* Read over events that carry nothing up to one that does; false: error. */
static bool skip_to(struct builder *b, yaml_event_type_t skip, yaml_event_t *ret_event)
{
    while (next_event(b, ret_event)) {
        if (ret_event->type != skip)
            return true;
        yaml_event_delete(ret_event);
    }
    return false;
}

static const struct ynode *build_document(struct builder *b)
{
    yaml_event_t e;
    if (!skip_to(b, YAML_STREAM_START_EVENT, &e))
        return NULL;
    bool empty = e.type == YAML_STREAM_END_EVENT;
    yaml_event_delete(&e);
    if (empty) {
        diag_add(b->diags, DIAG_ERROR, b->file, 1, 1,
                 "the file is empty; it must start with 'nostall: 1'");
        return NULL;
    }
    bool end;
    const struct ynode *root = build_next(b, YAML_NO_EVENT, 1, &end);
    if (!root || !skip_to(b, YAML_DOCUMENT_END_EVENT, &e))
        return NULL;
    if (e.type != YAML_STREAM_END_EVENT) {
        error_at(b, &e.start_mark, "a second document starts here; keep one for each file");
        root = NULL;
    }
    yaml_event_delete(&e);
    return root;
}

bool ytree_parse(struct arena *arena, const char *file, const char *text, size_t len,
                 const struct ynode **ret_root, struct diags *diags)
{
    if (len > YTREE_SIZE_MAX) {
        diag_add(diags, DIAG_ERROR, file, 0, 0, "larger than 4 MiB; split it");
        return false;
    }
    if (len >= 3 && !memcmp(text, "\xef\xbb\xbf", 3)) {
        text += 3;
        len -= 3;
    }
    struct builder b = {
        .arena = arena, .diags = diags, .file = file, .text = text, .len = (uint32_t)len};
    if (!scan_text(&b))
        return false;
    if (!yaml_parser_initialize(&b.yaml)) {
        diag_add(diags, DIAG_ERROR, file, 0, 0, "the YAML reader could not be started");
        return false;
    }
    yaml_parser_set_encoding(&b.yaml, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&b.yaml, (const unsigned char *)text, len);
    const struct ynode *root = build_document(&b);
    yaml_parser_delete(&b.yaml);
    if (!root || b.errors)
        return false;
    *ret_root = root;
    return true;
}

/* ---- reading ---- */

const struct ynode *ynode_find(const struct ynode *map, const char *key)
{
    if (!map || map->kind != YNODE_MAP)
        return NULL;
    for (uint32_t i = 0; i < map->pairs.len; i++)
        if (!strcmp(map->pairs.at[i].key->text, key))
            return map->pairs.at[i].value;
    return NULL;
}

bool ynode_is_null(const struct ynode *n)
{
    return n->kind == YNODE_SCALAR && !n->quoted &&
           (!*n->text || !strcmp(n->text, "~") || !strcmp(n->text, "null"));
}

const char *ynode_kind_name(const struct ynode *n)
{
    if (n->kind == YNODE_LIST)
        return "a list";
    if (n->kind == YNODE_MAP)
        return "a mapping";
    return ynode_is_null(n) ? "nothing" : "a text";
}
