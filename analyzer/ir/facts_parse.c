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
    bool in_lines;   /* below the line that the entity begins with */
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
    if ((size_t)(p->end - p->at) < len || memcmp(p->at, word, len) != 0)
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

#define X(KIND, LAST)                                                                              \
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

static struct shape shape(struct parser *p)
{
    struct shape s = {0};
    if (!sees(p, ":"))
        return s;
    s.is_const = keyword(p, "const");
    s.kind = read_shape_kind(p);
    if (keyword(p, "to")) {
        s.target_const = keyword(p, "const");
        s.target = read_shape_kind(p);
    }
    s.callable = keyword(p, "callable");
    return s;
}

static bool either(struct parser *p, const char *yes, const char *no)
{
    bool is = keyword(p, yes);
    if (!is && !keyword(p, no))
        fail(p, arena_printf(p->a, "%s or %s is expected", yes, no));
    return is;
}

/* Whether the line, or the value, goes on with what is neither a text nor a name. */
static bool more(struct parser *p)
{
    space(p);
    return p->at < p->end && !strchr("\"'~^})", *p->at);
}

static struct value_id value(struct parser *p);
static void steps(struct parser *p, uint32_t *ret_first, uint32_t *ret_len);

/* ( value ... ), of which each may hold others. */
static void value_list(struct parser *p, uint32_t *ret_first, uint32_t *ret_len, value_ids *to)
{
    value_ids ids = {0};
    if (!sees(p, "("))
        fail(p, "values in parentheses are expected");
    while (!p->wrong && !sees(p, ")"))
        vec_push(p->a, &ids, value(p));
    *ret_first = to->len;
    *ret_len = ids.len;
    for (uint32_t i = 0; i < ids.len; i++)
        vec_push(p->a, to, ids.at[i]);
}

static void names(struct parser *p, uint32_t *ret_first, uint32_t *ret_len)
{
    *ret_first = p->fn->names.len;
    for (*ret_len = 0;; ++*ret_len) {
        const char *w;
        bool inner = sees(p, "^"), negated = sees(p, "~");
        if (!negated && !sees(p, "'"))
            return;
        size_t len = word(p, &w);
        struct value_name n = {
            .name = str_intern_n(p->strs, w, len), .negated = negated, .inner = inner};
        vec_push(p->a, &p->fn->names, n);
    }
}

static void texts(struct parser *p, uint32_t *ret_first, uint32_t *ret_len)
{
    *ret_first = p->fn->texts.len;
    *ret_len = 0;
    for (space(p); !p->wrong && p->at < p->end; space(p), ++*ret_len)
        vec_push(p->a, &p->fn->texts, string(p));
}

/* ---- records ---- */

#define RECORDS_OF_LINES
#define RECORD(T, ...)                                                                             \
    static void parse_##T(struct parser *io, struct T *r)                                          \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define ENUM(F, KIND) r->F = read_##KIND(io);
#define OPERATOR(F, LEN)                                                                           \
    r->LEN = more(io);                                                                             \
    if (r->LEN)                                                                                    \
        r->F = read_operator(io);
#define U(F) r->F = (uint32_t)number(io);
#define S(F) r->F = number(io);
#define SIZE(F, LABEL)                                                                             \
    if (keyword(io, LABEL))                                                                        \
        r->F = (uint32_t)number(io);
#define BITS
#define FLAG(F, BIT, LABEL) r->F = keyword(io, LABEL);
#define EITHER(F, BIT, YES, NO) r->F = either(io, YES, NO);
#define STR(F) r->F = string(io);
#define TEXT(F)                                                                                    \
    space(io);                                                                                     \
    if (io->at < io->end && *io->at == '"')                                                        \
        r->F = string(io);
#define LABELLED(F, LABEL)                                                                         \
    if (keyword(io, LABEL))                                                                        \
        r->F = string(io);
#define WORD(LABEL)                                                                                \
    if (!keyword(io, LABEL))                                                                       \
        fail(io, LABEL " is expected");
#define LOC(F) r->F = loc(io);
#define SHAPE(F) r->F = shape(io);
#define ENTITY(F, KIND) r->F = entity(io);
#define PATH(F) r->F = path(io);
#define VALUE(F) r->F = value(io);
#define MAYBE_VALUE(F) r->F = value(io);
#define CALL(F) r->F = event(io);
#define EARLIER(F, LABEL)                                                                          \
    if (keyword(io, LABEL))                                                                        \
        r->F = value(io);
#define RANGE(WHAT, FIRST, LEN, POOL) RANGE_##WHAT(&r->FIRST, &r->LEN, &io->fn->POOL)
#define RANGE_values(FIRST, LEN, POOL) value_list(io, FIRST, LEN, POOL);
#define RANGE_operands(FIRST, LEN, POOL)                                                           \
    if (*(LEN))                                                                                    \
        value_list(io, FIRST, LEN, POOL);
#define RANGE_names(FIRST, LEN, POOL) names(io, FIRST, LEN);
#define RANGE_texts(FIRST, LEN, POOL) texts(io, FIRST, LEN);
#define RANGE_steps(FIRST, LEN, POOL) steps(io, FIRST, LEN);
#define EARLIER_ONLY(FIRST, LEN, POOL)
#define SUB(T, F) parse_##T(io, &r->F);
#define WORDS(F) io->words = &r->F;
#define WHEN(CONDITION, ...)                                                                       \
    if (CONDITION) {                                                                               \
        __VA_ARGS__                                                                                \
    }
#define DEFAULT(STATEMENT) STATEMENT;
#define HEAD(...)                                                                                  \
    if (!io->in_lines) {                                                                           \
        __VA_ARGS__                                                                                \
        return;                                                                                    \
    }
#define LINE(SHOWN, LABEL, ...)                                                                    \
    if (keyword(io, LABEL)) {                                                                      \
        __VA_ARGS__                                                                                \
        return;                                                                                    \
    }
#define LINES(F, T, LABEL)                                                                         \
    if (keyword(io, LABEL)) {                                                                      \
        vec_push(io->a, &r->F, (struct T){0});                                                     \
        parse_##T(io, &vec_last(&r->F));                                                           \
        return;                                                                                    \
    }
#define MUST(CONDITION, WHAT)
#include "ir/records.def"

static void steps(struct parser *p, uint32_t *ret_first, uint32_t *ret_len)
{
    *ret_first = p->fn->steps.len;
    *ret_len = 0;
    for (space(p); !p->wrong && p->at < p->end && *p->at != '"'; space(p), ++*ret_len) {
        struct path_step s = {0};
        parse_path_step(p, &s);
        vec_push(p->a, &p->fn->steps, s);
    }
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
    if (p->wrong || !sees(p, "={"))
        return (struct value_id){i};
    struct value v = {0};
    parse_value(p, &v);
    if (!sees(p, "}"))
        fail(p, "a closing brace is expected");
    p->fn->values.at[i] = v;
    return (struct value_id){i};
}

/* ---- lines ---- */

static void entity_line(struct parser *p)
{
    if (id(p) != p->f->entities.len)
        fail(p, "entities are numbered from 0");
    vec_push(p->a, &p->f->entities, (struct entity){0});
    p->entity = &vec_last(&p->f->entities);
    p->in_lines = false;
    parse_entity(p, p->entity);
    p->in_lines = true;
    p->words = &p->entity->words;
}

/* A line of the entity; false: of none that it may have. */
static bool entity_part(struct parser *p)
{
    const char *was = p->at;
    parse_entity(p, p->entity);
    return p->at != was;
}

static void word_line(struct parser *p)
{
    struct word w = {0};
    parse_word(p, &w);
    if (p->words)
        vec_push(p->a, p->words, w);
}

static void local_line(struct parser *p)
{
    vec_push(p->a, &p->fn->locals, (struct local){0});
    parse_local(p, &vec_last(&p->fn->locals));
}

static void path_line(struct parser *p)
{
    struct path q = {0};
    if (id(p) != p->fn->paths.len)
        fail(p, "paths are numbered from 0");
    parse_path(p, &q);
    vec_push(p->a, &p->fn->paths, q);
}

static void event_line(struct parser *p)
{
    uint32_t i = event(p).i;
    struct event e = {0};
    parse_event(p, &e);
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
    if (term == TERM_BRANCH || term == TERM_SWITCH)
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
        if (sees(p, "'")) {
            const char *name;
            size_t len = word(p, &name);
            e.name = str_intern_n(p->strs, name, len);
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
    else if (keyword(p, "word"))
        word_line(p);
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
        if (keyword(p, "target"))
            p->f->target = string(p);
    } else if (keyword(p, "file")) {
        vec_push(p->a, &p->f->files, string(p));
    } else if (keyword(p, "problem")) {
        struct unit_problem q = {0};
        parse_unit_problem(p, &q);
        vec_push(p->a, &p->f->problems, q);
    } else if (keyword(p, "comment")) {
        struct comment c = {0};
        parse_comment(p, &c);
        vec_push(p->a, &p->f->comments, c);
    } else if (keyword(p, "taken")) {
        struct taken t = {0};
        parse_taken(p, &t);
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
    } else if (keyword(p, "word")) {
        word_line(p);
    } else if (!entity_part(p)) {
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
