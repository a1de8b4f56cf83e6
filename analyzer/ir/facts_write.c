#include "ir/facts_format.h"
#include "ir/facts_io.h"

#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct writer {
    const struct strs *strs;
    struct arena *scratch;
    uint32_t *index_of; /* by string id: index in the file plus one, 0 for not yet */
    VEC(struct str) texts;
    struct buf *out;
    struct loc last; /* places are written as differences */
    struct ranges next;
};

/* ---- primitives ---- */

static void put_u(struct writer *w, uint64_t v)
{
    char bytes[10];
    size_t len = 0;
    for (; v >= 0x80; v >>= 7)
        bytes[len++] = (char)(unsigned char)(v | 0x80);
    bytes[len++] = (char)(unsigned char)v;
    buf_add(w->out, bytes, len);
}

static void put_s(struct writer *w, int64_t v)
{
    put_u(w, zigzag(v));
}

/* Ids plus one, so that FACTS_NONE is 0. */
static void put_id(struct writer *w, uint32_t id)
{
    put_u(w, (uint32_t)(id + 1));
}

static void put_str(struct writer *w, struct str s)
{
    if (!w->index_of[s.i]) {
        vec_push(w->scratch, &w->texts, s);
        w->index_of[s.i] = w->texts.len;
    }
    put_u(w, w->index_of[s.i] - 1);
}

/* Line as a difference, times two, plus one where the file changes. */
static void put_loc(struct writer *w, struct loc l)
{
    bool same = str_eq(l.file, w->last.file);
    put_u(w, zigzag((int64_t)l.line - w->last.line) << 1 | !same);
    if (!same)
        put_str(w, l.file);
    put_u(w, l.col);
    put_u(w, l.len);
    w->last = l;
}

/* Ranges mostly follow one another: the start is written as the difference to that. */
static void put_range(struct writer *w, uint32_t *next, uint32_t first, uint32_t len)
{
    put_u(w, len);
    if (!len)
        return;
    put_s(w, (int64_t)first - *next);
    *next = first + len;
}

static void put_shape(struct writer *w, struct shape s)
{
    put_u(w, (uint64_t)s.kind << 7 | (uint64_t)s.target << 3 | (s.callable ? 4U : 0U) |
                 (s.is_const ? 2U : 0U) | s.target_const);
}

static void put_strs(struct writer *w, const struct str *at, uint32_t len)
{
    put_u(w, len);
    for (uint32_t i = 0; i < len; i++)
        put_str(w, at[i]);
}

static void put_ids(struct writer *w, const struct value_id *at, uint32_t len)
{
    put_u(w, len);
    for (uint32_t i = 0; i < len; i++)
        put_id(w, at[i].i);
}

static void put_events(struct writer *w, const struct event_id *at, uint32_t len)
{
    put_u(w, len);
    for (uint32_t i = 0; i < len; i++)
        put_s(w, (int64_t)at[i].i - (i ? at[i - 1].i : 0));
}

/* ---- records ---- */

#define RECORD(T, ...)                                                                             \
    static void put_##T(struct writer *io, const struct T *r)                                      \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define ENUM(F, KIND) put_u(io, r->F);
#define OPERATOR(F, LEN) put_u(io, r->F);
#define U(F) put_u(io, r->F);
#define S(F) put_s(io, r->F);
#define SIZE(F, LABEL) put_u(io, r->F);
#define BITS                                                                                       \
    size_t bits = io->out->len;                                                                    \
    buf_putc(io->out, 0);
#define FLAG(F, BIT, LABEL) io->out->at[bits] = (char)(io->out->at[bits] | r->F << (BIT));
#define EITHER(F, BIT, YES, NO) FLAG(F, BIT, YES)
#define STR(F) put_str(io, r->F);
#define TEXT(F) put_str(io, r->F);
#define LABELLED(F, LABEL) put_str(io, r->F);
#define WORD(LABEL)
#define LOC(F) put_loc(io, r->F);
#define SHAPE(F) put_shape(io, r->F);
#define ENTITY(F, KIND) put_id(io, r->F.i);
#define PATH(F) put_id(io, r->F.i);
#define VALUE(F) put_id(io, r->F.i);
#define MAYBE_VALUE(F) put_id(io, r->F.i);
#define CALL(F) put_id(io, r->F.i);
#define EARLIER(F, LABEL) put_id(io, r->F.i);
#define RANGE(WHAT, FIRST, LEN, POOL) put_range(io, &io->next.POOL, r->FIRST, r->LEN);
#define EARLIER_ONLY(FIRST, LEN, POOL)
#define EVENTS(F) put_events(io, r->F.at, r->F.len);
#define SUB(T, F) put_##T(io, &r->F);
#define VECTOR(F, T)                                                                               \
    put_u(io, r->F.len);                                                                           \
    for (uint32_t i = 0; i < r->F.len; i++)                                                        \
        put_##T(io, &r->F.at[i]);
#define IDS(F) put_ids(io, r->F.at, r->F.len);
#define STRS(F) put_strs(io, r->F.at, r->F.len);
#define WORDS(F) VECTOR(F, word)
#define WHEN(CONDITION, ...)                                                                       \
    if (CONDITION) {                                                                               \
        __VA_ARGS__                                                                                \
    }
#define DEFAULT(STATEMENT)
#define HEAD(...) __VA_ARGS__
#define LINE(SHOWN, LABEL, ...) __VA_ARGS__
#define LINES(F, T, LABEL) VECTOR(F, T)
#define MUST(CONDITION, WHAT)
#include "ir/records.def"

static void put_body(struct writer *w, const struct function *fn)
{
    w->last = (struct loc){0}; /* a reader may not have read the function before */
    w->next = (struct ranges){0};
    put_id(w, fn->entity.i);
    put_function(w, fn);
}

/* BODY is for reuse. */
static void put_function_of(struct writer *w, const struct facts *f, const struct function *fn,
                            struct buf *body)
{
    bool has_key = fn->entity.i != FACTS_NONE;
    struct buf *out = w->out;
    buf_clear(body);
    w->out = body;
    put_body(w, fn);
    w->out = out;
    put_str(w, has_key ? facts_entity(f, fn->entity)->key : (struct str){0});
    put_u(w, has_key && !str_eq(fn->loc.file, f->source) ? FUNCTION_SHARED : 0);
    put_u(w, body->len);
    buf_add(w->out, body->at, body->len);
}

/* ---- the whole ---- */

#define PUT_ALL(W, V, T)                                                                           \
    put_u((W), (V)->len);                                                                          \
    for (uint32_t i = 0; i < (V)->len; i++)                                                        \
    put_##T((W), &(V)->at[i])

static void put_unit(struct writer *w, const struct facts *f)
{
    put_str(w, (struct str){0});
    put_str(w, f->source);
    put_str(w, f->target);
    put_u(w, f->exceptions);
    put_strs(w, f->files.at, f->files.len);
    PUT_ALL(w, &f->entities, entity);
    PUT_ALL(w, &f->taken, taken);
    PUT_ALL(w, &f->problems, unit_problem);
    PUT_ALL(w, &f->comments, comment);
    struct buf body = {0};
    put_u(w, f->functions.len);
    put_function_of(w, f, &f->init, &body);
    for (uint32_t i = 0; i < f->functions.len; i++)
        put_function_of(w, f, &f->functions.at[i], &body);
    buf_release(&body);
}

static void put_texts(struct writer *w)
{
    put_u(w, w->texts.len);
    for (uint32_t i = 0; i < w->texts.len; i++)
        put_u(w, str_len(w->strs, w->texts.at[i]));
    for (uint32_t i = 0; i < w->texts.len; i++)
        buf_add(w->out, str_text(w->strs, w->texts.at[i]), str_len(w->strs, w->texts.at[i]));
}

static void store_le(char *to, uint64_t v, size_t size)
{
    for (size_t i = 0; i < size; i++)
        to[i] = (char)(unsigned char)(v >> 8 * i);
}

void facts_write(const struct strs *strs, const struct facts *f, struct buf *out)
{
    struct buf unit = {0};
    struct writer w = {.strs = strs, .scratch = arena_new(), .out = &unit};
    w.index_of = arena_new_array(w.scratch, uint32_t, strs_count(strs));
    put_unit(&w, f);

    size_t start = out->len;
    char header[FACTS_HEADER_SIZE] = {0};
    buf_add(out, header, sizeof header);
    w.out = out;
    put_texts(&w);
    buf_add(out, unit.at, unit.len);

    const char *payload = out->at + start + FACTS_HEADER_SIZE;
    size_t len = out->len - start - FACTS_HEADER_SIZE;
    memcpy(header, FACTS_MAGIC, FACTS_MAGIC_SIZE);
    store_le(header + FACTS_AT_FORMAT, FACTS_FORMAT, 4);
    memcpy(header + FACTS_AT_VERSION, NOSTALL_VERSION,
           strnlen(NOSTALL_VERSION, FACTS_VERSION_SIZE));
    store_le(header + FACTS_AT_LENGTH, len, 8);
    store_le(header + FACTS_AT_CHECKSUM, XXH3_64bits(payload, len), 8);
    memcpy(out->at + start, header, sizeof header);
    buf_release(&unit);
    arena_free(w.scratch);
}
