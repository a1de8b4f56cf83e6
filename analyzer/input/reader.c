#include "input/reader.h"

#include "base/buf.h"
#include "input/glob.h"
#include "input/suggest.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { ARG_MIN = -64, ARG_MAX = 255 };

/* ---- errors ---- */

void reader_error(struct reader *rd, const struct ynode *at, const char *fmt, ...)
{
    if (rd->errors++ >= READER_ERRORS_MAX)
        return;
    char small[1024]; /* a refusal may list all keys of a pack */
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    diag_add(rd->diags, DIAG_ERROR, rd->file, at->line, at->col, "%s", small);
}

void reader_warning(struct reader *rd, const struct ynode *at, const char *text)
{
    diag_add(rd->diags, DIAG_WARNING, rd->file, at->line, at->col, "%s", text);
}

bool reader_end(struct reader *rd)
{
    if (rd->errors > READER_ERRORS_MAX)
        diag_add(rd->diags, DIAG_NOTE, rd->file, 0, 0, "%u more errors are left out",
                 rd->errors - READER_ERRORS_MAX);
    return rd->errors == 0;
}

/* ---- mappings ---- */

static const struct key *find_key(const struct shape *shape, const char *name, size_t *ret_offset)
{
    for (const struct part *p = shape->parts; p < shape->parts + SHAPE_PARTS_MAX; p++)
        for (const struct key *key = p->keys; key && key->name; key++) {
            if (strcmp(key->name, name) != 0)
                continue;
            *ret_offset = p->offset + key->offset;
            return key;
        }
    return NULL;
}

static void unknown_key(struct reader *rd, const struct shape *shape, const struct ynode *at)
{
    struct suggest near = {.word = at->text};
    struct buf known = {0};
    for (const struct part *p = shape->parts; p < shape->parts + SHAPE_PARTS_MAX; p++)
        for (const struct key *key = p->keys; key && key->name; key++) {
            suggest_offer(&near, key->name);
            buf_printf(&known, "%s%s", known.len ? ", " : "", key->name);
        }
    if (near.best)
        reader_error(rd, at, "unknown key '%s'; did you mean '%s'?", at->text, near.best);
    else
        reader_error(rd, at, "unknown key '%s'; known here: %s", at->text, known.at);
    buf_release(&known);
}

static bool is_needed(const struct reader *rd, const struct key *key)
{
    return key->need == KEY_REQUIRED || (key->need == KEY_REQUIRED_IN_PACK && !rd->project);
}

void reader_map(struct reader *rd, const struct shape *shape, const struct ynode *map, void *into)
{
    if (map->kind != YNODE_MAP) {
        reader_error(rd, map, "a mapping (key: value) is wanted, not %s", ynode_kind_name(map));
        return;
    }
    for (uint32_t i = 0; i < map->pairs.len; i++) {
        const struct ypair *pair = &map->pairs.at[i];
        size_t offset;
        const struct key *key = find_key(shape, pair->key->text, &offset);
        if (key)
            key->read(rd, key, pair->value, (char *)into + offset);
        else
            unknown_key(rd, shape, pair->key);
    }
    for (const struct part *p = shape->parts; p < shape->parts + SHAPE_PARTS_MAX; p++)
        for (const struct key *key = p->keys; key && key->name; key++) {
            if (is_needed(rd, key) && !ynode_find(map, key->name))
                reader_error(rd, map, "'%s' is missing", key->name);
        }
}

/* ---- scalars ---- */

bool reader_is_text(struct reader *rd, const struct ynode *n, const char *what)
{
    int64_t number;
    bool plain = n->kind == YNODE_SCALAR && !n->quoted;
    if (plain && (reader_parse_number(n->text, &number) || !strcmp(n->text, "true") ||
                  !strcmp(n->text, "false"))) {
        reader_error(rd, n, "%s is wanted, not %s; in quotes it would be one", what, n->text);
        return false;
    }
    if (n->kind == YNODE_SCALAR && *n->text && !ynode_is_null(n))
        return true;
    bool empty = n->kind == YNODE_SCALAR && !*n->text;
    reader_error(rd, n, "%s is wanted, not %s", what, empty ? "nothing" : ynode_kind_name(n));
    return false;
}

bool reader_parse_number(const char *text, int64_t *ret_number)
{
    const char *digits = *text == '-' || *text == '+' ? text + 1 : text;
    if (!isdigit((unsigned char)*digits))
        return false;
    char *end;
    errno = 0;
    long long number = strtoll(text, &end, 0);
    if (*end || errno)
        return false;
    *ret_number = number;
    return true;
}

bool reader_number(struct reader *rd, const struct ynode *n, const char *what, int64_t min,
                   int64_t max, int64_t *ret_number)
{
    int64_t number;
    if (n->kind != YNODE_SCALAR || !reader_parse_number(n->text, &number)) {
        reader_error(rd, n, "%s is wanted, not %s%s%s", what,
                     n->kind == YNODE_SCALAR && *n->text ? "'" : ynode_kind_name(n),
                     n->kind == YNODE_SCALAR ? n->text : "",
                     n->kind == YNODE_SCALAR && *n->text ? "'" : "");
        return false;
    }
    if (number < min || number > max) {
        reader_error(rd, n, "%s is wanted, from %lld to %lld", what, (long long)min,
                     (long long)max);
        return false;
    }
    *ret_number = number;
    return true;
}

static void no_choice(struct reader *rd, const struct ynode *n, const char *what,
                      const struct choice *choices)
{
    struct suggest near = {.word = n->kind == YNODE_SCALAR ? n->text : ""};
    struct buf known = {0};
    for (const struct choice *c = choices; c->name; c++) {
        suggest_offer(&near, c->name);
        buf_printf(&known, "%s%s", known.len ? ", " : "", c->name);
    }
    if (n->kind != YNODE_SCALAR)
        reader_error(rd, n, "'%s' is one of %s, not %s", what, known.at, ynode_kind_name(n));
    else if (near.best)
        reader_error(rd, n, "'%s' cannot be '%s'; did you mean '%s'? choices: %s", what, n->text,
                     near.best, known.at);
    else
        reader_error(rd, n, "'%s' cannot be '%s'; choices: %s", what, n->text, known.at);
    buf_release(&known);
}

bool reader_choice(struct reader *rd, const struct ynode *n, const char *what,
                   const struct choice *choices, int *ret_value)
{
    for (const struct choice *c = choices; c->name; c++)
        if (n->kind == YNODE_SCALAR && !strcmp(n->text, c->name)) {
            *ret_value = c->value;
            return true;
        }
    no_choice(rd, n, what, choices);
    return false;
}

static bool is_name_char(char c)
{
    return isalnum((unsigned char)c) || (unsigned char)c >= 0x80 || strchr("_$*?[]!^-.", c);
}

void reader_wants(struct reader *rd, const struct ynode *n, struct str name)
{
    if (rd->project)
        vec_push(rd->arena, &rd->names, (struct reader_name){name, n->line, n->col});
}

bool reader_name(struct reader *rd, const struct ynode *n, struct str *ret_name)
{
    if (!reader_is_text(rd, n, "a name"))
        return false;
    for (const char *p = n->text; *p; p++)
        if (!is_name_char(*p)) {
            reader_error(rd, n, "'%s' is no name or glob because of '%c'%s", n->text, *p,
                         *p == '(' || *p == ' ' ? "; write the name alone" : "");
            return false;
        }
    if (isdigit((unsigned char)*n->text) || *n->text == '-') {
        reader_error(rd, n, "a name is wanted, not '%s'", n->text);
        return false;
    }
    if (!glob_is_closed(n->text)) {
        reader_error(rd, n, "the glob '%s' has a '[' without ']'", n->text);
        return false;
    }
    *ret_name = str_intern(rd->strs, n->text);
    reader_wants(rd, n, *ret_name);
    return true;
}

/* ---- values of keys ---- */

void read_text(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    (void)key;
    const char **text = at;
    if (reader_is_text(rd, value, "a text"))
        *text = arena_strdup(rd->arena, value->text);
}

void read_str(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    (void)key;
    struct str *s = at;
    if (reader_is_text(rd, value, "a text"))
        *s = str_intern(rd->strs, value->text);
}

void read_name(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    (void)key;
    (void)reader_name(rd, value, at);
}

static void add_name(struct reader *rd, const struct ynode *n, bool is_c_name, name_vec *names)
{
    struct str name;
    if (is_c_name) {
        if (!reader_name(rd, n, &name))
            return;
    } else {
        if (!reader_is_text(rd, n, "a text"))
            return;
        name = str_intern(rd->strs, n->text);
    }
    vec_push(rd->arena, names, name);
}

static void read_list(struct reader *rd, const struct ynode *value, bool is_c_name, name_vec *names)
{
    if (value->kind == YNODE_MAP) {
        reader_error(rd, value, "a name or a list of names is wanted, not a mapping");
    } else if (value->kind == YNODE_LIST) {
        for (uint32_t i = 0; i < value->items.len; i++)
            add_name(rd, value->items.at[i], is_c_name, names);
    } else if (!ynode_is_null(value)) {
        add_name(rd, value, is_c_name, names);
    }
}

void read_names(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    (void)key;
    read_list(rd, value, true, at);
}

void read_words(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    (void)key;
    read_list(rd, value, false, at);
}

void read_bool(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    static const struct choice choices[] = {{"true", 1}, {"false", 0}, {NULL, 0}};
    bool *flag = at;
    int chosen;
    if (reader_choice(rd, value, key->name, choices, &chosen))
        *flag = chosen != 0;
}

void read_arg(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    (void)key;
    int32_t *arg = at;
    int64_t number;
    if (reader_number(rd, value, "the number of an argument", ARG_MIN, ARG_MAX, &number))
        *arg = (int32_t)number;
}

void read_args(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    arg_vec *args = at;
    const struct ynode *const *items = value->kind == YNODE_LIST ? value->items.at : &value;
    uint32_t count = value->kind == YNODE_LIST ? value->items.len : 1;
    for (uint32_t i = 0; i < count; i++) {
        int32_t arg = 0;
        read_arg(rd, key, items[i], &arg);
        vec_push(rd->arena, args, arg);
    }
}

void read_count(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    int32_t *count = at;
    int64_t number;
    (void)key;
    if (reader_number(rd, value, "a number", 0, ARG_MAX, &number))
        *count = (int32_t)number;
}

void read_bytes(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    int32_t *bytes = at;
    int64_t number;
    (void)key;
    if (reader_number(rd, value, "a number of bytes", 0, INT32_MAX, &number))
        *bytes = (int32_t)number;
}

/* Enums are unsigned int in gcc and clang: their choices are all not negative. */
_Static_assert(sizeof(enum block_kind) == sizeof(unsigned), "enums are as wide as unsigned");

void read_choice(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    unsigned *member = at;
    int chosen;
    if (reader_choice(rd, value, key->name, key->choices, &chosen))
        *member = (unsigned)chosen;
}

void read_shape(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    if (!ynode_is_null(value))
        reader_map(rd, key->shape, value, at);
}

void read_each(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    (void)at;
    if (ynode_is_null(value))
        return;
    if (value->kind == YNODE_LIST) {
        for (uint32_t i = 0; i < value->items.len; i++)
            key->each(rd, value->items.at[i]);
    } else if (key->one && value->kind == YNODE_SCALAR) {
        key->each(rd, value);
    } else {
        reader_error(rd, value, "'%s' is a list, not %s; start each entry with a dash", key->name,
                     ynode_kind_name(value));
    }
}
