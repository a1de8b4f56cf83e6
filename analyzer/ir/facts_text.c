#include "ir/facts_text.h"

#include "ir/facts_names.h"

#include "base/fail.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <stdlib.h>

struct printer {
    const struct facts *f;
    const struct strs *strs;
    const struct function *fn;
    struct buf *out;
    bool *shown; /* values of the function that stand in the text already */
    bool tight;  /* no space before what comes next */
    int indent;  /* of lines below the record's */
};

static void gap(struct printer *p)
{
    if (!p->tight)
        buf_putc(p->out, ' ');
    p->tight = false;
}

static void print_string(struct printer *p, struct str id)
{
    const char *text = str_text(p->strs, id);
    size_t len = str_len(p->strs, id), used;
    buf_putc(p->out, '"');
    for (size_t i = 0; i < len; i += used) {
        uint32_t code;
        used = utf8_next(text + i, len - i, &code);
        if (code == '"' || code == '\\')
            buf_printf(p->out, "\\%c", text[i]);
        else if (code == '\n')
            buf_puts(p->out, "\\n");
        else if (code != UTF8_BAD && !utf8_acts(code))
            buf_add(p->out, text + i, used);
        else /* byte by byte, so that it can be read back */
            for (size_t k = 0; k < used; k++)
                buf_printf(p->out, "\\x%02x", (unsigned)(unsigned char)text[i + k]);
    }
    buf_putc(p->out, '"');
}

static void print_str(struct printer *p, struct str id)
{
    gap(p);
    print_string(p, id);
}

static void print_word_of(struct printer *p, const char *word)
{
    gap(p);
    buf_puts(p->out, word);
}

static void print_loc(struct printer *p, struct loc at)
{
    gap(p);
    buf_putc(p->out, '@');
    if (!at.file.i && !at.line) {
        buf_putc(p->out, '-');
        return;
    }
    if (!str_eq(at.file, p->f->source)) {
        print_string(p, at.file);
        buf_putc(p->out, ':');
    }
    buf_printf(p->out, "%" PRIu32 ":%" PRIu32, at.line, at.col);
    if (at.len)
        buf_printf(p->out, "+%" PRIu32, at.len);
}

static void print_shape(struct printer *p, struct shape s)
{
    if (s.kind == SHAPE_UNKNOWN)
        return;
    buf_printf(p->out, " :%s%s", s.is_const ? "const " : "", shape_kind_name(s.kind));
    if (s.target != SHAPE_UNKNOWN)
        buf_printf(p->out, " to %s%s", s.target_const ? "const " : "", shape_kind_name(s.target));
    if (s.callable)
        buf_puts(p->out, " callable");
}

static void print_entity_id(struct printer *p, struct entity_id id)
{
    gap(p);
    if (id.i >= p->f->entities.len)
        buf_putc(p->out, '-');
    else
        buf_printf(p->out, "%" PRIu32 ":%s", id.i, str_text(p->strs, p->f->entities.at[id.i].name));
}

static void print_path_id(struct printer *p, struct path_id id)
{
    gap(p);
    if (id.i >= p->fn->paths.len) {
        buf_putc(p->out, '-');
        return;
    }
    buf_printf(p->out, "p%" PRIu32, id.i);
    print_string(p, p->fn->paths.at[id.i].text);
}

static void print_value_id(struct printer *p, struct value_id id);
static void print_steps(struct printer *p, const struct path_step *at, uint32_t len);

static void print_values(struct printer *p, const struct value_id *at, uint32_t len)
{
    print_word_of(p, "(");
    for (uint32_t i = 0; i < len; i++)
        print_value_id(p, at[i]);
    buf_puts(p->out, " )");
}

static void print_operands(struct printer *p, const struct value_id *at, uint32_t len)
{
    if (len)
        print_values(p, at, len);
}

static void print_names(struct printer *p, const struct value_name *at, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        buf_printf(p->out, " %s%s%s", at[i].inner ? "^" : "", at[i].negated ? "~" : "'",
                   str_text(p->strs, at[i].name));
}

static void print_texts(struct printer *p, const struct str *at, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        print_str(p, at[i]);
}

/* A line below the record's. */
static void print_line(struct printer *p, const char *label)
{
    buf_printf(p->out, "\n%*s%s", p->indent, "", label);
}

/* ---- records ---- */

#define RECORDS_OF_LINES
#define RECORD(T, ...)                                                                             \
    static void print_##T(struct printer *io, const struct T *r)                                   \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define ENUM(F, KIND) print_word_of(io, KIND##_name(r->F));
#define OPERATOR(F, LEN)                                                                           \
    if (r->LEN)                                                                                    \
        print_word_of(io, operator_name(r->F));
#define U(F)                                                                                       \
    gap(io);                                                                                       \
    buf_printf(io->out, "%" PRIu32, r->F);
#define S(F)                                                                                       \
    gap(io);                                                                                       \
    buf_printf(io->out, "%" PRId64, r->F);
#define SIZE(F, LABEL)                                                                             \
    if (r->F)                                                                                      \
        buf_printf(io->out, " " LABEL " %" PRIu32, r->F);
#define BITS
#define FLAG(F, BIT, LABEL)                                                                        \
    if (r->F)                                                                                      \
        print_word_of(io, LABEL);
#define EITHER(F, BIT, YES, NO) print_word_of(io, r->F ? (YES) : (NO));
#define STR(F) print_str(io, r->F);
#define TEXT(F)                                                                                    \
    if (r->F.i)                                                                                    \
        print_str(io, r->F);
#define LABELLED(F, LABEL)                                                                         \
    if (r->F.i) {                                                                                  \
        print_word_of(io, LABEL);                                                                  \
        print_str(io, r->F);                                                                       \
    }
#define WORD(LABEL) print_word_of(io, LABEL);
#define LOC(F) print_loc(io, r->F);
#define SHAPE(F) print_shape(io, r->F);
#define ENTITY(F, KIND) print_entity_id(io, r->F);
#define PATH(F) print_path_id(io, r->F);
#define VALUE(F) print_value_id(io, r->F);
#define MAYBE_VALUE(F) print_value_id(io, r->F);
#define CALL(F) buf_printf(io->out, " e%" PRIu32, r->F.i);
#define EARLIER(F, LABEL)                                                                          \
    if (r->F.i != FACTS_NONE) {                                                                    \
        print_word_of(io, LABEL);                                                                  \
        print_value_id(io, r->F);                                                                  \
    }
#define RANGE(WHAT, FIRST, LEN, POOL) print_##WHAT(io, io->fn->POOL.at + r->FIRST, r->LEN);
#define EARLIER_ONLY(FIRST, LEN, POOL)
#define SUB(T, F) print_##T(io, &r->F);
#define WORDS(F) LINES(F, word, "word")
#define WHEN(CONDITION, ...)                                                                       \
    if (CONDITION) {                                                                               \
        __VA_ARGS__                                                                                \
    }
#define DEFAULT(STATEMENT)
#define HEAD(...) __VA_ARGS__
#define LINE(SHOWN, LABEL, ...)                                                                    \
    if (SHOWN) {                                                                                   \
        print_line(io, LABEL);                                                                     \
        __VA_ARGS__                                                                                \
    }
#define LINES(F, T, LABEL)                                                                         \
    for (uint32_t i = 0; i < r->F.len; i++) {                                                      \
        print_line(io, LABEL);                                                                     \
        io->indent += 2;                                                                           \
        print_##T(io, &r->F.at[i]);                                                                \
        io->indent -= 2;                                                                           \
    }
#define MUST(CONDITION, WHAT)
#include "ir/records.def"

static void print_steps(struct printer *p, const struct path_step *at, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        print_path_step(p, &at[i]);
}

static void print_value_id(struct printer *p, struct value_id id)
{
    gap(p);
    if (id.i >= p->fn->values.len) {
        buf_putc(p->out, '-');
        return;
    }
    buf_printf(p->out, "v%" PRIu32, id.i);
    if (p->shown[id.i])
        return;
    p->shown[id.i] = true;
    buf_puts(p->out, "={");
    p->tight = true;
    print_value(p, &p->fn->values.at[id.i]);
    buf_putc(p->out, '}');
}

/* ---- functions ---- */

static void print_cond(struct printer *p, const struct block *b)
{
    const struct cond *c = &b->cond;
    if (b->term == TERM_SWITCH || c->kind == COND_TRUTH || c->kind == COND_COMPARE)
        print_value_id(p, c->value);
    else
        buf_printf(p->out, " %s", c->kind != COND_CONSTANT ? "?" : c->constant ? "true" : "false");
    if (c->kind == COND_COMPARE && b->term != TERM_SWITCH) {
        buf_printf(p->out, " %s", cond_op_name(c->op));
        print_value_id(p, c->other);
    }
    if (c->macro.i) {
        buf_puts(p->out, c->macro_negated ? " [unless" : " [if");
        print_string(p, c->macro);
        buf_putc(p->out, ']');
    }
}

static void print_block(struct printer *p, uint32_t id)
{
    const struct block *b = &p->fn->blocks.at[id];
    buf_printf(p->out, "  block %" PRIu32, id);
    if (b->loop != LOOP_NONE) {
        buf_printf(p->out, " %s", loop_kind_name(b->loop));
        print_loc(p, b->loop_loc);
    }
    buf_putc(p->out, '\n');
    for (uint32_t i = 0; i < b->events.len; i++) {
        buf_printf(p->out, "    e%" PRIu32, b->events.at[i].i);
        print_event(p, &p->fn->events.at[b->events.at[i].i]);
        buf_putc(p->out, '\n');
    }
    buf_printf(p->out, "    %s", term_kind_name(b->term));
    print_loc(p, b->term_loc);
    if (b->term == TERM_BRANCH || b->term == TERM_SWITCH)
        print_cond(p, b);
    for (uint32_t i = 0; i < b->edge_len; i++) {
        const struct edge *e = &p->fn->edges.at[b->first_edge + i];
        if (b->term == TERM_SWITCH && !e->is_default && e->known)
            buf_printf(p->out, " [%" PRId64 " %" PRId64 "]", e->low, e->high);
        else if (b->term == TERM_SWITCH)
            buf_puts(p->out, e->is_default ? " [default]" : " [?]");
        if (e->name.i)
            buf_printf(p->out, " '%s", str_text(p->strs, e->name));
        buf_printf(p->out, " ->%" PRIu32, e->to.i);
    }
    buf_putc(p->out, '\n');
}

static void print_function(struct printer *p, const struct function *fn, const char *head)
{
    p->fn = fn;
    p->shown = calloc((size_t)fn->values.len + 1, sizeof *p->shown);
    p->indent = 4;
    if (!p->shown)
        fail_no_memory();
    buf_puts(p->out, head);
    if (fn->entity.i != FACTS_NONE)
        print_entity_id(p, fn->entity);
    print_loc(p, fn->loc);
    print_loc(p, fn->end);
    for (uint32_t i = 0; i < fn->locals.len; i++) {
        buf_puts(p->out, "\n  local");
        print_local(p, &fn->locals.at[i]);
    }
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        buf_printf(p->out, "\n  path %" PRIu32, i);
        print_path(p, &fn->paths.at[i]);
    }
    buf_putc(p->out, '\n');
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        print_block(p, i);
    for (uint32_t i = 0; i < fn->values.len; i++)
        if (!p->shown[i]) {
            buf_puts(p->out, "  value");
            print_value_id(p, (struct value_id){i});
            buf_putc(p->out, '\n');
        }
    free(p->shown);
}

void facts_print_function(const struct facts *f, const struct strs *strs, const struct function *fn,
                          struct buf *out)
{
    struct printer p = {.f = f, .strs = strs, .out = out};
    print_function(&p, fn, "function");
}

static void print_entity_lines(struct printer *p, uint32_t id)
{
    buf_printf(p->out, "entity %" PRIu32, id);
    p->indent = 2;
    print_entity(p, &p->f->entities.at[id]);
    buf_putc(p->out, '\n');
}

#define PRINT_ALL(P, LABEL, V, T)                                                                  \
    for (uint32_t i = 0; i < (V)->len; i++) {                                                      \
        buf_puts((P)->out, LABEL);                                                                 \
        print_##T((P), &(V)->at[i]);                                                               \
        buf_putc((P)->out, '\n');                                                                  \
    }

void facts_print(const struct facts *f, const struct strs *strs, struct buf *out)
{
    struct printer p = {.f = f, .strs = strs, .out = out};
    buf_puts(out, "source");
    print_str(&p, f->source);
    if (f->exceptions)
        buf_puts(out, " exceptions");
    if (f->target.i) {
        buf_puts(out, " target");
        print_str(&p, f->target);
    }
    for (uint32_t i = 0; i < f->files.len; i++) {
        buf_puts(out, "\nfile");
        print_str(&p, f->files.at[i]);
    }
    buf_putc(out, '\n');
    PRINT_ALL(&p, "problem", &f->problems, unit_problem)
    PRINT_ALL(&p, "comment", &f->comments, comment)
    for (uint32_t i = 0; i < f->entities.len; i++)
        print_entity_lines(&p, i);
    PRINT_ALL(&p, "taken", &f->taken, taken)
    for (uint32_t i = 0; i < f->functions.len; i++)
        print_function(&p, &f->functions.at[i], "function");
    print_function(&p, &f->init, "init");
}
