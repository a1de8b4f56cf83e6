/* The text form of facts, read back. Line by line; what a line may hold depends on its first word
 * alone. */
#include "ir/facts_names.h"
#include "ir/facts_text.h"
#include "ir/facts_verify.h"

#include <stdlib.h>
#include <string.h>

#define IDS_MAX (1u << 24) /* a number beyond that is a mistake, not a unit */

struct parser {
    struct facts *f;
    struct strs *strs;
    struct arena *a;
    const char *at, *end; /* of the line */
    struct buf text;      /* of the string being read */
    const char *wrong;    /* what is wrong with the line */
    struct function *fn;
    struct block *block;
    struct entity *entity;
    word_vec *words; /* where a word line goes */
};

static bool fail(struct parser *p, const char *what)
{
    if (!p->wrong)
        p->wrong = what;
    return false;
}

static void space(struct parser *p)
{
    while (p->at < p->end && (*p->at == ' ' || *p->at == '\t'))
        p->at++;
}

static bool sees(struct parser *p, const char *word)
{
    space(p);
    size_t len = strlen(word);
    if ((size_t)(p->end - p->at) < len || memcmp(p->at, word, len))
        return false;
    p->at += len;
    return true;
}

/* What stands up to the next space. */
static size_t word(struct parser *p, const char **ret_word)
{
    space(p);
    *ret_word = p->at;
    while (p->at < p->end && *p->at != ' ' && *p->at != '}')
        p->at++;
    return (size_t)(p->at - *ret_word);
}

static bool keyword(struct parser *p, const char *name)
{
    const char *was = p->at, *w;
    size_t len = word(p, &w);
    if (len == strlen(name) && !memcmp(w, name, len))
        return true;
    p->at = was;
    return false;
}

static int64_t number(struct parser *p)
{
    char digits[32];
    size_t len = 0;
    space(p);
    while (p->at < p->end && len < sizeof digits - 1 &&
           ((*p->at >= '0' && *p->at <= '9') || (*p->at == '-' && !len)))
        digits[len++] = *p->at++;
    digits[len] = 0;
    if (!len)
        fail(p, "a number is expected");
    return strtoll(digits, NULL, 10);
}

static uint32_t id(struct parser *p)
{
    int64_t n = number(p);
    if (n < 0 || n > IDS_MAX)
        fail(p, "the number is out of range");
    return n < 0 || n > IDS_MAX ? 0 : (uint32_t)n;
}

static struct str string(struct parser *p)
{
    buf_clear(&p->text);
    if (!sees(p, "\"")) {
        fail(p, "a string is expected");
        return (struct str){0};
    }
    while (p->at < p->end && *p->at != '"') {
        char c = *p->at++;
        if (c == '\\' && p->at < p->end) {
            c = *p->at++;
            if (c == 'n') {
                c = '\n';
            } else if (c == 'x' && p->end - p->at >= 2) {
                char hex[3] = {p->at[0], p->at[1], 0};
                c = (char)strtoul(hex, NULL, 16);
                p->at += 2;
            }
        }
        buf_putc(&p->text, c);
    }
    if (p->at >= p->end)
        fail(p, "the string does not end");
    else
        p->at++;
    return p->text.len ? str_intern_n(p->strs, p->text.at, p->text.len) : (struct str){0};
}

static struct loc loc(struct parser *p)
{
    struct loc at = {0};
    if (!sees(p, "@")) {
        fail(p, "a place is expected");
        return at;
    }
    if (p->at < p->end && *p->at == '-') {
        p->at++;
        return at;
    }
    at.file = p->f->source;
    if (p->at < p->end && *p->at == '"') {
        at.file = string(p);
        if (!sees(p, ":"))
            fail(p, "a colon is expected");
    }
    at.line = id(p);
    if (!sees(p, ":"))
        fail(p, "a colon is expected");
    at.col = id(p);
    if (p->at < p->end && *p->at == '+') {
        p->at++;
        at.len = id(p);
    }
    return at;
}

static struct entity_id entity(struct parser *p)
{
    const char *w;
    if (sees(p, "-"))
        return (struct entity_id){FACTS_NONE};
    struct entity_id e = {id(p)};
    word(p, &w); /* :name */
    return e;
}

static struct path_id path(struct parser *p)
{
    if (sees(p, "-"))
        return (struct path_id){FACTS_NONE};
    if (!sees(p, "p"))
        fail(p, "a path is expected");
    struct path_id i = {id(p)};
    if (p->at < p->end && *p->at == '"')
        string(p);
    return i;
}

static struct event_id event(struct parser *p)
{
    if (!sees(p, "e"))
        fail(p, "an event is expected");
    return (struct event_id){id(p)};
}

#define X(KIND)                                                                                    \
    __attribute__((unused)) static enum KIND read_##KIND(struct parser *p)                         \
    {                                                                                              \
        enum KIND k = (enum KIND)0;                                                                \
        const char *w;                                                                             \
        size_t len = word(p, &w);                                                                  \
        if (!KIND##_from(w, len, &k))                                                              \
            fail(p, "no such " #KIND);                                                             \
        return k;                                                                                  \
    }
FACTS_KINDS(X)
#undef X

static struct value_id value(struct parser *p);

static void choices(struct parser *p, struct value *v)
{
    VEC(struct value_id) ids = {0};
    sees(p, "(");
    while (!p->wrong && !sees(p, ")"))
        vec_push(p->a, &ids, value(p));
    v->first_choice = p->fn->choices.len;
    v->choice_len = ids.len;
    for (uint32_t i = 0; i < ids.len; i++)
        vec_push(p->a, &p->fn->choices, ids.at[i]);
}

static void names(struct parser *p, struct value *v)
{
    for (;;) {
        const char *w;
        bool negated = sees(p, "~");
        if (!negated && !sees(p, "'"))
            return;
        size_t len = word(p, &w);
        if (!v->name_len++)
            v->first_name = p->fn->names.len;
        struct value_name n = {.name = str_intern_n(p->strs, w, len), .negated = negated};
        vec_push(p->a, &p->fn->names, n);
    }
}

static void value_content(struct parser *p, uint32_t i)
{
    struct value v = {.kind = read_value_kind(p)};
    if (v.kind == VALUE_INT)
        v.number = number(p);
    else if (v.kind == VALUE_FUNCTION)
        v.function = entity(p);
    else if (v.kind == VALUE_PATH || v.kind == VALUE_ADDRESS)
        v.path = path(p);
    else if (v.kind == VALUE_RESULT)
        v.event = event(p);
    else if (v.kind == VALUE_CHOICE)
        choices(p, &v);
    space(p);
    if (p->at < p->end && *p->at == '"')
        v.text = string(p);
    names(p, &v);
    if (!sees(p, "}"))
        fail(p, "a closing brace is expected");
    if (!p->wrong)
        p->fn->values.at[i] = v;
}

static struct value_id value(struct parser *p)
{
    if (sees(p, "-"))
        return (struct value_id){FACTS_NONE};
    if (!sees(p, "v"))
        fail(p, "a value is expected");
    uint32_t i = id(p);
    while (!p->wrong && p->fn->values.len <= i)
        vec_push(p->a, &p->fn->values, (struct value){.kind = VALUE_UNKNOWN});
    if (!p->wrong && sees(p, "={"))
        value_content(p, i);
    return (struct value_id){i};
}

/* ---- lines ---- */

static void entity_line(struct parser *p)
{
    struct entity e = {0};
    if (id(p) != p->f->entities.len)
        fail(p, "entities are numbered from 0");
    e.kind = read_entity_kind(p);
    e.name = string(p);
    e.loc = loc(p);
    e.defined = keyword(p, "defined");
    e.internal = keyword(p, "internal");
    e.is_inline = keyword(p, "inline");
    e.variadic = keyword(p, "variadic");
    e.noreturn = keyword(p, "noreturn");
    e.system = keyword(p, "system");
    e.hidden = keyword(p, "hidden");
    vec_push(p->a, &p->f->entities, e);
    p->entity = &vec_last(&p->f->entities);
    p->words = &p->entity->words;
}

static void word_line(struct parser *p)
{
    struct word w = {.kind = read_word_kind(p)};
    w.text = string(p);
    w.loc = loc(p);
    if (p->words)
        vec_push(p->a, p->words, w);
}

static void param_line(struct parser *p)
{
    struct param q = {.name = string(p)};
    q.type = string(p);
    vec_push(p->a, &p->entity->params, q);
    p->words = &vec_last(&p->entity->params).words;
}

static void local_line(struct parser *p)
{
    struct local v = {.name = string(p)};
    v.type = string(p);
    v.loc = loc(p);
    vec_push(p->a, &p->fn->locals, v);
}

static void path_line(struct parser *p)
{
    struct path q = {0};
    if (id(p) != p->fn->paths.len)
        fail(p, "paths are numbered from 0");
    q.root_kind = read_root_kind(p);
    q.root = (uint32_t)number(p);
    q.first_step = p->fn->steps.len;
    for (space(p); !p->wrong && p->at < p->end && *p->at != '"'; space(p)) {
        struct path_step s = {.kind = read_step_kind(p), .field.i = FACTS_NONE};
        if (s.kind == STEP_FIELD)
            s.field = entity(p);
        else if (s.kind == STEP_INDEX)
            s.index = number(p);
        vec_push(p->a, &p->fn->steps, s);
        q.step_len++;
    }
    q.text = string(p);
    vec_push(p->a, &p->fn->paths, q);
}

static void call_event(struct parser *p, struct event *e)
{
    struct event_call *c = &e->call;
    VEC(struct value_id) args = {0};
    c->callee_kind = read_callee_kind(p);
    c->function.i = c->path.i = c->stored.i = FACTS_NONE;
    if (c->callee_kind == CALLEE_DIRECT)
        c->function = entity(p);
    else if (c->callee_kind == CALLEE_PATH)
        c->path = path(p);
    if (c->callee_kind != CALLEE_DIRECT && keyword(p, "type"))
        c->type = string(p);
    if (!sees(p, "("))
        fail(p, "arguments are expected");
    while (!p->wrong && !sees(p, ")"))
        vec_push(p->a, &args, value(p));
    c->first_arg = p->fn->args.len;
    c->arg_len = args.len;
    for (uint32_t i = 0; i < args.len; i++)
        vec_push(p->a, &p->fn->args, args.at[i]);
    c->use = read_use_kind(p);
    if (c->use == USE_STORED)
        c->stored = path(p);
    c->spelling = e->loc;
    if (keyword(p, "macro")) {
        c->macro = string(p);
        c->in_macro_arg = keyword(p, "argument");
        if (keyword(p, "spelled"))
            c->spelling = loc(p);
    }
}

static void macro_event(struct parser *p, struct event_macro *m)
{
    m->name = string(p);
    m->first_arg = p->fn->texts.len;
    for (space(p); !p->wrong && p->at < p->end; space(p), m->arg_len++)
        vec_push(p->a, &p->fn->texts, string(p));
}

static void event_line(struct parser *p)
{
    uint32_t i = event(p).i;
    struct event e = {.kind = read_event_kind(p)};
    e.loc = loc(p);
    switch (e.kind) {
    case EVENT_CALL:
        call_event(p, &e);
        break;
    case EVENT_ASSIGN:
        e.assign.to = path(p);
        e.assign.init = keyword(p, "init");
        if (!e.assign.init)
            sees(p, "=");
        e.assign.from = value(p);
        break;
    case EVENT_MACRO:
        macro_event(p, &e.macro);
        break;
    case EVENT_GUARD:
    case EVENT_CLEANUP:
        e.cleanup.path = path(p);
        e.cleanup.function = entity(p);
        break;
    case EVENT_RETURN:
        e.value = value(p);
        break;
    }
    while (!p->wrong && p->fn->events.len <= i)
        vec_push(p->a, &p->fn->events, (struct event){.kind = EVENT_RETURN, .value.i = FACTS_NONE});
    if (p->wrong)
        return;
    p->fn->events.at[i] = e;
    vec_push(p->a, &p->block->events, (struct event_id){i});
}

static void block_line(struct parser *p)
{
    struct block b = {.term = TERM_STOP};
    if (id(p) != p->fn->blocks.len)
        fail(p, "blocks are numbered from 0");
    space(p);
    if (p->at < p->end) {
        b.loop = read_loop_kind(p);
        b.loop_loc = loc(p);
    }
    vec_push(p->a, &p->fn->blocks, b);
    p->block = &vec_last(&p->fn->blocks);
}

static void condition_test(struct parser *p, struct block *b)
{
    struct cond *c = &b->cond;
    c->value.i = c->other.i = FACTS_NONE;
    if (sees(p, "?"))
        return;
    bool holds = keyword(p, "true");
    if (holds || keyword(p, "false")) {
        c->kind = COND_CONSTANT;
        c->constant = holds;
        return;
    }
    c->value = value(p);
    if (b->term == TERM_SWITCH)
        return;
    c->kind = COND_TRUTH;
    space(p);
    if (p->at < p->end && *p->at != '-' && *p->at != '[') {
        c->kind = COND_COMPARE;
        c->op = read_cond_op(p);
        c->other = value(p);
    }
}

static void condition(struct parser *p, struct block *b)
{
    condition_test(p, b);
    b->cond.macro_negated = sees(p, "[unless");
    if (!b->cond.macro_negated && !sees(p, "[if"))
        return;
    b->cond.macro = string(p);
    if (!sees(p, "]"))
        fail(p, "']' expected");
}

static void term_line(struct parser *p, enum term_kind term)
{
    struct block *b = p->block;
    b->term = term;
    b->term_loc = loc(p);
    space(p);
    bool has = p->at < p->end && *p->at != '-' && *p->at != '[';
    if (term == TERM_BRANCH || term == TERM_SWITCH || (term == TERM_GOTO && has))
        condition(p, b);
    b->first_edge = p->fn->edges.len;
    for (space(p); !p->wrong && p->at < p->end; space(p), b->edge_len++) {
        struct edge e = {0};
        if (sees(p, "[default]")) {
            e.is_default = true;
        } else if (!sees(p, "[?]") && sees(p, "[")) {
            e.low = number(p);
            e.high = number(p);
            e.known = sees(p, "]");
        }
        if (!sees(p, "->"))
            fail(p, "an edge is expected");
        e.to.i = id(p);
        vec_push(p->a, &p->fn->edges, e);
    }
}

static void function_line(struct parser *p, bool init)
{
    struct function fn = {.entity.i = FACTS_NONE};
    if (!init)
        fn.entity = entity(p);
    fn.loc = loc(p);
    fn.end = loc(p);
    p->block = NULL;
    if (init) {
        p->f->init = fn;
        p->fn = &p->f->init;
    } else {
        vec_push(p->a, &p->f->functions, fn);
        p->fn = &vec_last(&p->f->functions);
    }
}

static void body_line(struct parser *p)
{
    enum term_kind term;
    space(p);
    const char *was = p->at, *w;
    if (keyword(p, "local"))
        local_line(p);
    else if (keyword(p, "path"))
        path_line(p);
    else if (keyword(p, "value"))
        value(p);
    else if (keyword(p, "block"))
        block_line(p);
    else if (!p->block)
        fail(p, "no such line");
    else if (term_kind_from(was, word(p, &w), &term))
        term_line(p, term);
    else {
        p->at = was;
        event_line(p);
    }
}

static void line(struct parser *p)
{
    if (keyword(p, "source")) {
        p->f->source = string(p);
        p->f->exceptions = keyword(p, "exceptions");
    } else if (keyword(p, "file")) {
        vec_push(p->a, &p->f->files, string(p));
    } else if (keyword(p, "problem")) {
        struct unit_problem q = {.fatal = keyword(p, "fatal")};
        if (!q.fatal && !keyword(p, "warning"))
            fail(p, "fatal or warning is expected");
        q.loc = loc(p);
        q.text = string(p);
        vec_push(p->a, &p->f->problems, q);
    } else if (keyword(p, "comment")) {
        struct comment c = {.alone = keyword(p, "alone")};
        if (!c.alone && !keyword(p, "behind"))
            fail(p, "alone or behind is expected");
        c.loc = loc(p);
        c.text = string(p);
        vec_push(p->a, &p->f->comments, c);
    } else if (keyword(p, "taken")) {
        struct taken t = {.function = entity(p)};
        t.loc = loc(p);
        vec_push(p->a, &p->f->taken, t);
    } else if (keyword(p, "entity")) {
        p->fn = NULL;
        entity_line(p);
    } else if (keyword(p, "function")) {
        function_line(p, false);
    } else if (keyword(p, "init")) {
        function_line(p, true);
    } else if (p->fn) {
        body_line(p);
    } else if (!p->entity) {
        fail(p, "no such line");
    } else if (keyword(p, "key")) {
        p->entity->key = string(p);
    } else if (keyword(p, "type")) {
        p->entity->type = string(p);
    } else if (keyword(p, "record")) {
        p->entity->record = string(p);
    } else if (keyword(p, "header")) {
        p->entity->header = string(p);
    } else if (keyword(p, "word")) {
        word_line(p);
    } else if (keyword(p, "param")) {
        param_line(p);
    } else {
        fail(p, "no such line");
    }
}

bool facts_parse(const char *text, size_t len, const char *name, struct strs *strs,
                 struct facts **ret_f, struct diags *diags)
{
    struct facts *f = facts_new();
    struct parser p = {.f = f, .strs = strs, .a = f->arena};
    const char *end = text + len;
    uint32_t line_no = 0;
    for (const char *at = text; at < end && !p.wrong; line_no++) {
        const char *feed = memchr(at, '\n', (size_t)(end - at));
        p.at = at;
        p.end = feed ? feed : end;
        space(&p);
        if (p.at < p.end && *p.at != '#')
            line(&p);
        space(&p);
        if (!p.wrong && p.at < p.end && *p.at != '#')
            fail(&p, "the line should end here");
        at = feed ? feed + 1 : end;
    }
    buf_release(&p.text);
    if (!p.wrong) {
        const char *what = facts_verify(f);
        if (!what) {
            *ret_f = f;
            return true;
        }
        p.wrong = what;
        line_no = 0;
    }
    diag_add(diags, DIAG_ERROR, name, line_no, 0, "%s", p.wrong);
    facts_free(f);
    return false;
}
