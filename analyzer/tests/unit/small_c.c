#include "tests/unit/small_c.h"

#include "base/fail.h"
#include "ir/facts_text.h"
#include "ir/facts_verify.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define NOWHERE UINT32_MAX

struct reader {
    struct strs *strs;
    struct arena *arena;
    struct facts *facts;
    struct str file;
    const char *text, *at; /* AT: the token */
    size_t len;            /* of the token; 0: the end */
    struct function fn;    /* being built */
    struct entity_id entity;
    uint32_t block, break_to;
};

/* ---- tokens ---- */

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_';
}

static void next(struct reader *r)
{
    const char *at = r->at + r->len;
    at += strspn(at, " \n\t");
    r->at = at;
    r->len = *at != '\0';
    if (is_word(*at))
        while (is_word(at[r->len]))
            r->len++;
    if (*at == '\'')
        r->len = strcspn(at + 1, "'") + 2;
    static const char *const two[] = {"==", "!=", "<=", ">=", "&&", "||", "->"};
    for (uint32_t i = 0; i < COUNT(two); i++)
        if (!strncmp(at, two[i], 2))
            r->len = 2;
}

static bool is(const struct reader *r, const char *token)
{
    return strlen(token) == r->len && !strncmp(r->at, token, r->len);
}

static bool take(struct reader *r, const char *token)
{
    bool ok = is(r, token);
    if (ok)
        next(r);
    return ok;
}

static void want(struct reader *r, const char *token)
{
    if (!take(r, token))
        bug("small C: '%s' expected at '%.40s'", token, r->at);
}

static struct str word(struct reader *r)
{
    if (!r->len || !is_word(*r->at))
        bug("small C: a name expected at '%.40s'", r->at);
    struct str name = str_intern_n(r->strs, r->at, r->len);
    next(r);
    return name;
}

static struct loc here(const struct reader *r)
{
    struct loc l = {.file = r->file, .line = 1, .col = 1, .len = (uint32_t)r->len};
    for (const char *c = r->text; c < r->at; c++) {
        l.col++;
        if (*c == '\n') {
            l.line++;
            l.col = 1;
        }
    }
    return l;
}

/* ---- names ---- */

static struct entity_id entity(struct reader *r, enum entity_kind kind, struct str name)
{
    for (uint32_t i = 0; i < r->facts->entities.len; i++)
        if (r->facts->entities.at[i].kind == kind && str_eq(r->facts->entities.at[i].name, name))
            return (struct entity_id){i};
    static const char *const keys[] = {"c:@F@", "c:@", "c:@S@record@FI@"};
    const char *key = arena_printf(r->arena, "%s%s", keys[kind], str_text(r->strs, name));
    struct entity e = {.kind = kind, .name = name, .key = str_intern(r->strs, key)};
    e.loc = here(r);
    e.type = str_intern(r->strs, kind == ENTITY_FUNCTION ? "void ()" : "int");
    if (kind == ENTITY_FIELD)
        e.record = str_intern(r->strs, "record");
    vec_push(r->facts->arena, &r->facts->entities, e);
    return (struct entity_id){r->facts->entities.len - 1};
}

static bool is_declared(const struct reader *r, struct str name)
{
    for (uint32_t i = 0; i < r->facts->entities.len; i++)
        if (r->facts->entities.at[i].kind == ENTITY_VARIABLE &&
            str_eq(r->facts->entities.at[i].name, name))
            return true;
    return false;
}

static uint32_t local(struct reader *r, struct str name, bool add)
{
    for (uint32_t i = 0; i < r->fn.locals.len; i++)
        if (str_eq(r->fn.locals.at[i].name, name))
            return i;
    if (!add)
        return NOWHERE;
    struct local l = {.name = name, .type = str_intern(r->strs, "int"), .loc = here(r)};
    vec_push(r->facts->arena, &r->fn.locals, l);
    return r->fn.locals.len - 1;
}

static uint32_t param(const struct reader *r, struct str name)
{
    if (r->entity.i == FACTS_NONE)
        return NOWHERE;
    const struct entity *e = facts_entity(r->facts, r->entity);
    for (uint32_t i = 0; i < e->params.len; i++)
        if (str_eq(e->params.at[i].name, name))
            return i;
    return NOWHERE;
}

static int64_t number_or(const struct reader *r, struct str word, int64_t other)
{
    const char *text = str_text(r->strs, word);
    return isdigit((unsigned char)*text) ? atoll(text) : other;
}

/* The path that begins with NAME, read up to here; FACTS_NONE: it is a function. */
static struct path_id path(struct reader *r, struct str name, bool derefs, bool add)
{
    enum root_kind kind = ROOT_PARAM;
    uint32_t root = param(r, name);
    struct path_step steps[8];
    uint32_t len = 0;
    if (root == NOWHERE && is_declared(r, name)) {
        kind = ROOT_GLOBAL;
        root = entity(r, ENTITY_VARIABLE, name).i;
    } else if (root == NOWHERE) {
        bool assigned = add && (is(r, "=") || is(r, "->") || is(r, ".") || is(r, "["));
        kind = ROOT_LOCAL;
        root = local(r, name, assigned);
    }
    if (root == NOWHERE)
        return (struct path_id){FACTS_NONE};
    for (; is(r, ".") || is(r, "->") || is(r, "[");) {
        bool index = take(r, "[");
        if (!index)
            next(r);
        struct str what = word(r);
        steps[len++] =
            index ? (struct path_step){.kind = STEP_INDEX,
                                       .field = {FACTS_NONE},
                                       .index = number_or(r, what, -1)}
                  : (struct path_step){.kind = STEP_FIELD, .field = entity(r, ENTITY_FIELD, what)};
        if (index)
            want(r, "]");
    }
    if (derefs)
        steps[len++] = (struct path_step){.kind = STEP_DEREF, .field = {FACTS_NONE}};
    return function_add_path(r->facts->arena, &r->fn, kind, root, steps, len, name);
}

/* ---- values ---- */

static struct value_id value_add(struct reader *r, struct value v)
{
    return function_add_value(r->facts->arena, &r->fn, v);
}

static struct value blank(enum value_kind kind)
{
    return (struct value){.kind = kind,
                          .function = {FACTS_NONE},
                          .path = {FACTS_NONE},
                          .event = {FACTS_NONE},
                          .condition = {FACTS_NONE}};
}

static struct value_id expression(struct reader *r, unsigned level);

static uint32_t event_add(struct reader *r, struct event e)
{
    vec_push(r->facts->arena, &r->fn.events, e);
    vec_push(r->facts->arena, &r->fn.blocks.at[r->block].events,
             (struct event_id){r->fn.events.len - 1});
    return r->fn.events.len - 1;
}

/* Behind the callee: the arguments. */
static struct value_id call(struct reader *r, struct event e)
{
    VEC(struct value_id) args = {0};
    want(r, "(");
    while (!is(r, ")")) {
        vec_push(r->arena, &args, expression(r, 0));
        take(r, ",");
    }
    want(r, ")");
    e.call.first_arg = r->fn.args.len;
    e.call.arg_len = args.len;
    e.call.use = USE_OTHER;
    for (uint32_t i = 0; i < args.len; i++)
        vec_push(r->facts->arena, &r->fn.args, args.at[i]);
    struct value v = blank(VALUE_RESULT);
    v.event.i = event_add(r, e);
    return value_add(r, v);
}

static struct value_id named(struct reader *r, bool address, bool derefs)
{
    struct loc loc = here(r);
    struct str name = word(r);
    struct path_id p = path(r, name, derefs, false);
    struct value v = blank(address ? VALUE_ADDRESS : VALUE_PATH);
    struct event e = {.kind = EVENT_CALL, .loc = loc};
    e.call = (struct event_call){.function = {FACTS_NONE},
                                 .path = p,
                                 .stored = {FACTS_NONE},
                                 .callee_kind = CALLEE_PATH,
                                 .spelling = loc,
                                 .type = str_intern(r->strs, "void ()")};
    v.path = p;
    if (p.i == FACTS_NONE) {
        v.kind = VALUE_FUNCTION;
        v.loc = loc;
        v.function = e.call.function = entity(r, ENTITY_FUNCTION, name);
        e.call.callee_kind = CALLEE_DIRECT;
        e.call.type.i = 0;
    }
    return is(r, "(") ? call(r, e) : value_add(r, v);
}

/* The names in it are those in its operand. */
static void take_names(struct reader *r, struct value *v, struct value_id operand)
{
    const struct value *from = function_value(&r->fn, operand);
    uint32_t first = from->first_name, len = from->name_len;
    for (uint32_t i = 0; i < len; i++) {
        struct value_name name = r->fn.names.at[first + i];
        vec_push(r->facts->arena, &r->fn.names, name);
        v->name_len++;
    }
}

/* FLAG4: a macro that stands for 4. */
static struct value_id named_number(struct reader *r)
{
    struct value v = blank(VALUE_INT);
    struct value_name name = {.name = word(r)};
    const char *text = str_text(r->strs, name.name);
    v.number = atoll(text + strcspn(text, "0123456789"));
    v.first_name = r->fn.names.len;
    v.name_len = 1;
    vec_push(r->facts->arena, &r->fn.names, name);
    return value_add(r, v);
}

static struct value_id operation(struct reader *r, enum operator op, struct value_id a,
                                 struct value_id b)
{
    struct value v = blank(VALUE_UNKNOWN);
    v.first_name = r->fn.names.len;
    take_names(r, &v, a);
    if (b.i != FACTS_NONE)
        take_names(r, &v, b);
    v.operator= op;
    v.first_operand = r->fn.operands.len;
    v.operand_len = b.i == FACTS_NONE ? 1 : 2;
    vec_push(r->facts->arena, &r->fn.operands, a);
    if (b.i != FACTS_NONE)
        vec_push(r->facts->arena, &r->fn.operands, b);
    return value_add(r, v);
}

static struct value_id operand(struct reader *r)
{
    struct value_id none = {FACTS_NONE}, v;
    if (take(r, "(")) {
        v = expression(r, 0);
        want(r, ")");
        return v;
    }
    if (take(r, "!"))
        return operation(r, OPERATOR_NOT, operand(r), none);
    if (take(r, "&"))
        return named(r, true, false);
    if (take(r, "*"))
        return named(r, false, true);
    if (*r->at == '\'') {
        struct value text = blank(VALUE_STRING);
        text.text = str_intern_n(r->strs, r->at + 1, r->len - 2);
        next(r);
        return value_add(r, text);
    }
    if (take(r, "null"))
        return value_add(r, blank(VALUE_NULL));
    if (isupper((unsigned char)*r->at))
        return named_number(r);
    bool minus = take(r, "-");
    if (isdigit((unsigned char)*r->at)) {
        struct value number = blank(VALUE_INT);
        number.number = atoll(str_text(r->strs, word(r))) * (minus ? -1 : 1);
        return value_add(r, number);
    }
    return named(r, false, false);
}

static const struct {
    const char *sign;
    unsigned level; /* 0 binds least; the choice is below all */
    enum operator op;
    enum cond_op cond;
} operators[] = {{"||", 1, OPERATOR_EITHER, OP_EQ}, {"&&", 2, OPERATOR_BOTH, OP_EQ},
                 {"|", 3, OPERATOR_OR, OP_EQ},      {"&", 4, OPERATOR_AND, OP_HAS},
                 {"==", 5, OPERATOR_EQ, OP_EQ},     {"!=", 5, OPERATOR_NE, OP_NE},
                 {"<", 6, OPERATOR_LT, OP_LT},      {">", 6, OPERATOR_GT, OP_GT},
                 {"<=", 6, OPERATOR_LE, OP_LE},     {">=", 6, OPERATOR_GE, OP_GE},
                 {"+", 7, OPERATOR_ADD, OP_EQ},     {"-", 7, OPERATOR_SUBTRACT, OP_EQ}};

static struct value_id choice(struct reader *r, struct value_id condition)
{
    struct value v = blank(VALUE_CHOICE);
    want(r, "?");
    struct value_id yes = expression(r, 0);
    want(r, ":");
    struct value_id no = expression(r, 0);
    v.condition = condition;
    v.first_choice = r->fn.choices.len;
    v.choice_len = 2;
    vec_push(r->facts->arena, &r->fn.choices, yes);
    vec_push(r->facts->arena, &r->fn.choices, no);
    return value_add(r, v);
}

static struct value_id expression(struct reader *r, unsigned level)
{
    const char *start = r->at;
    struct value_id a = operand(r);
    for (uint32_t i = 0; i < COUNT(operators); i++)
        if (operators[i].level > level && is(r, operators[i].sign)) {
            next(r);
            a = operation(r, operators[i].op, a, expression(r, operators[i].level));
            i = NOWHERE; /* from the first again */
        }
    if (!level && is(r, "?"))
        a = choice(r, a);
    size_t len = (size_t)(r->at - start);
    while (len && start[len - 1] == ' ')
        len--;
    if (!r->fn.values.at[a.i].text.i)
        r->fn.values.at[a.i].text = str_intern_n(r->strs, start, len);
    return a;
}

/* ---- control flow ---- */

static uint32_t block_add(struct reader *r)
{
    vec_push(r->facts->arena, &r->fn.blocks, (struct block){.term = TERM_STOP});
    return r->fn.blocks.len - 1;
}

static void edge_add(struct reader *r, struct edge e)
{
    struct block *b = &r->fn.blocks.at[r->block];
    if (!b->edge_len++)
        b->first_edge = r->fn.edges.len;
    vec_push(r->facts->arena, &r->fn.edges, e);
}

/* The block ends; what follows is in TO. */
static void go_on(struct reader *r, uint32_t to, uint32_t then)
{
    r->fn.blocks.at[r->block].term = TERM_GOTO;
    edge_add(r, (struct edge){.to = {to}});
    r->block = then;
}

static void branch(struct reader *r, struct value_id id, uint32_t yes, uint32_t no)
{
    const struct value *v = function_value(&r->fn, id);
    struct cond c = {.kind = COND_TRUTH, .value = id, .other = {FACTS_NONE}};
    if (v->kind == VALUE_UNKNOWN && v->operator== OPERATOR_NOT) {
        branch(r, r->fn.operands.at[v->first_operand], no, yes);
        return;
    }
    for (uint32_t i = 0; v->kind == VALUE_UNKNOWN && i < COUNT(operators); i++)
        if (operators[i].op == v->operator&&(operators[i].level > 3) && operators[i].level < 7) {
            c.kind = COND_COMPARE;
            c.op = operators[i].cond;
            c.value = r->fn.operands.at[v->first_operand];
            c.other = r->fn.operands.at[v->first_operand + 1];
        }
    r->fn.blocks.at[r->block].term = TERM_BRANCH;
    r->fn.blocks.at[r->block].cond = c;
    edge_add(r, (struct edge){.to = {yes}});
    edge_add(r, (struct edge){.to = {no}});
}

static void statement(struct reader *r);

/* `if` or `while`. */
static void conditional(struct reader *r, bool loop)
{
    struct loc loc = here(r);
    next(r);
    uint32_t test = r->block, outer = r->break_to;
    if (loop) {
        test = block_add(r);
        go_on(r, test, test);
        r->fn.blocks.at[test].loop = LOOP_WHILE;
        r->fn.blocks.at[test].loop_loc = loc;
    }
    want(r, "(");
    struct value_id v = expression(r, 0);
    want(r, ")");
    uint32_t yes = block_add(r), no = block_add(r), after = loop ? no : block_add(r);
    branch(r, v, yes, no);
    r->break_to = loop ? after : outer;
    r->block = yes;
    statement(r);
    go_on(r, loop ? test : after, no);
    r->break_to = outer;
    if (loop)
        return;
    if (take(r, "else"))
        statement(r);
    go_on(r, after, after);
}

static void cases(struct reader *r)
{
    uint32_t test = r->block, outer = r->break_to, after = block_add(r);
    bool has_default = false;
    VEC(struct edge) edges = {0};
    want(r, "(");
    struct cond c = {.kind = COND_TRUTH, .value = expression(r, 0), .other = {FACTS_NONE}};
    want(r, ")");
    want(r, "{");
    r->break_to = after;
    r->block = block_add(r);
    while (!take(r, "}")) {
        bool is_default = is(r, "default");
        if (!is_default && !is(r, "case")) {
            statement(r);
            continue;
        }
        next(r);
        struct str label = is_default ? (struct str){0} : word(r);
        const char *text = str_text(r->strs, label);
        int64_t number = atoll(text + strcspn(text, "0123456789"));
        want(r, ":");
        uint32_t body = block_add(r);
        go_on(r, body, body);
        has_default |= is_default;
        vec_push(r->arena, &edges,
                 (struct edge){.to = {body},
                               .low = number,
                               .high = number,
                               .known = !is_default,
                               .name = isupper((unsigned char)*text) ? label : (struct str){0},
                               .is_default = is_default});
    }
    go_on(r, after, test);
    if (!has_default)
        vec_push(r->arena, &edges, (struct edge){.to = {after}, .is_default = true});
    r->fn.blocks.at[test].term = TERM_SWITCH;
    r->fn.blocks.at[test].cond = c;
    for (uint32_t i = 0; i < edges.len; i++)
        edge_add(r, edges.at[i]);
    r->block = after;
    r->break_to = outer;
}

/* `a = b;`, `*a = b;` or a call. */
static void simple(struct reader *r)
{
    struct loc loc = here(r);
    const char *start = r->at;
    size_t len = r->len;
    bool derefs = take(r, "*");
    struct path_id to = path(r, word(r), derefs, true);
    if (take(r, "=")) {
        struct event e = {.kind = EVENT_ASSIGN, .loc = loc};
        e.assign = (struct event_assign){.to = to, .from = expression(r, 0)};
        const struct value *from = function_value(&r->fn, e.assign.from);
        if (from->kind == VALUE_RESULT) {
            r->fn.events.at[from->event.i].call.use = USE_STORED;
            r->fn.events.at[from->event.i].call.stored = to;
        }
        event_add(r, e);
        return;
    }
    r->at = start;
    r->len = len;
    struct value_id v = expression(r, 0);
    if (function_value(&r->fn, v)->kind == VALUE_RESULT)
        r->fn.events.at[function_value(&r->fn, v)->event.i].call.use = USE_IGNORED;
}

/* `#NAME(text, text)`: the use of a macro. */
static void macro(struct reader *r)
{
    struct event e = {.kind = EVENT_MACRO, .loc = here(r)};
    e.macro = (struct event_macro){.name = word(r), .first_arg = r->fn.texts.len};
    want(r, "(");
    while (!take(r, ")")) {
        size_t len = strcspn(r->at, ",)");
        vec_push(r->facts->arena, &r->fn.texts, str_intern_n(r->strs, r->at, len));
        e.macro.arg_len++;
        r->len = len;
        next(r);
        take(r, ",");
    }
    event_add(r, e);
}

static void statement(struct reader *r)
{
    if (take(r, "{")) {
        while (!is(r, "}"))
            statement(r);
        r->fn.end = here(r); /* of the function, in the end */
        next(r);
        return;
    }
    if (is(r, "if") || is(r, "while")) {
        conditional(r, is(r, "while"));
        return;
    }
    if (take(r, "switch")) {
        cases(r);
        return;
    }
    if (take(r, "break")) {
        go_on(r, r->break_to, block_add(r));
    } else if (take(r, "#")) {
        macro(r);
    } else if (take(r, "ptr")) {
        uint32_t l = local(r, word(r), true);
        r->fn.locals.at[l].shape = (struct shape){.kind = SHAPE_POINTER, .target = SHAPE_RECORD};
    } else if (is(r, "return")) {
        struct event e = {.kind = EVENT_RETURN, .loc = here(r)};
        next(r);
        e.value = is(r, ";") ? (struct value_id){FACTS_NONE} : expression(r, 0);
        event_add(r, e);
        r->fn.blocks.at[r->block].term = TERM_RETURN;
        r->block = block_add(r);
    } else {
        simple(r);
    }
    want(r, ";");
}

/* ---- the unit ---- */

static void begin(struct reader *r, struct entity_id id)
{
    r->fn = (struct function){.entity = id, .loc = here(r), .end = here(r)};
    r->entity = id;
    r->block = block_add(r);
    r->break_to = NOWHERE;
}

/* `@callable` what is a pointer to functions, `@word` one whose declaration has that macro. */
static void callable(struct reader *r, struct str mark, struct shape *shape, word_vec *words)
{
    if (!mark.i)
        return;
    *shape = (struct shape){.kind = SHAPE_POINTER, .target = SHAPE_FUNCTION, .callable = true};
    if (strcmp(str_text(r->strs, mark), "callable") != 0)
        vec_push(r->facts->arena, words, (struct word){WORD_MACRO, mark, here(r)});
}

static struct str mark_of(struct reader *r)
{
    return take(r, "@") ? word(r) : (struct str){0};
}

static void function(struct reader *r, bool internal, struct str mark)
{
    struct loc loc = here(r);
    struct entity_id id = entity(r, ENTITY_FUNCTION, word(r));
    struct entity e = r->facts->entities.at[id.i];
    e.internal = internal;
    e.loc = loc;
    if (internal)
        e.key = str_intern(r->strs, arena_printf(r->arena, "%s@%s", str_text(r->strs, e.key),
                                                 str_text(r->strs, r->file)));
    const char *is_a = mark.i ? str_text(r->strs, mark) : "";
    e.noreturn = !strcmp(is_a, "noreturn");
    e.result.kind = !strcmp(is_a, "bool")      ? SHAPE_BOOL
                    : !strcmp(is_a, "pointer") ? SHAPE_POINTER
                                               : SHAPE_UNKNOWN;
    e.system = !strcmp(is_a, "system");
    if (mark.i && !e.noreturn && !e.system && e.result.kind == SHAPE_UNKNOWN)
        vec_push(r->facts->arena, &e.words, (struct word){WORD_MACRO, mark, loc});
    want(r, "(");
    while (!take(r, ")")) {
        struct param p = {.type = e.type};
        callable(r, mark_of(r), &p.shape, &p.words);
        p.name = word(r);
        vec_push(r->facts->arena, &e.params, p);
        take(r, ",");
    }
    e.defined = !is(r, ";");
    r->facts->entities.at[id.i] = e;
    if (take(r, ";"))
        return;
    begin(r, id);
    r->fn.loc = loc;
    statement(r);
    r->fn.blocks.at[r->block].term = TERM_RETURN;
    vec_push(r->facts->arena, &r->facts->functions, r->fn);
}

static void variable(struct reader *r, struct str mark)
{
    struct function kept = r->fn;
    const char *start = r->at;
    size_t len = r->len;
    struct entity_id id = entity(r, ENTITY_VARIABLE, word(r));
    callable(r, mark, &r->facts->entities.at[id.i].shape, &r->facts->entities.at[id.i].words);
    if (!is(r, ";")) { /* `var v.f = g` or `var v = g` */
        r->at = start;
        r->len = len;
        r->fn = r->facts->init;
        r->entity.i = FACTS_NONE;
        r->block = 0;
        simple(r);
        r->facts->init = r->fn;
    }
    r->fn = kept;
    want(r, ";");
}

static void unit(struct reader *r)
{
    next(r);
    while (r->len) {
        struct str mark = mark_of(r);
        bool internal = take(r, "static");
        if (take(r, "var"))
            variable(r, mark);
        else
            function(r, internal, mark);
    }
}

struct facts *small_c(struct strs *strs, const char *file, const char *text)
{
    struct reader r = {.strs = strs,
                       .arena = arena_new(),
                       .facts = facts_new(),
                       .file = str_intern(strs, file),
                       .text = text,
                       .at = text};
    struct facts *again = NULL;
    struct diags *diags = diags_new();
    struct buf out = {0};
    r.facts->source = r.file;
    vec_push(r.facts->arena, &r.facts->files, r.file);
    unit(&r);
    facts_print(r.facts, strs, &out);
    if (!facts_parse(out.at, out.len, file, strs, &again, diags) || facts_verify(again)) {
        fputs(out.at, stderr);
        diags_print(diags, 0, stderr);
        bug("small C: the facts of the test are wrong");
    }
    facts_free(r.facts);
    buf_release(&out);
    diags_free(diags);
    arena_free(r.arena);
    return again;
}
