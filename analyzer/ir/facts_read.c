#include "ir/facts_format.h"
#include "ir/facts_io.h"
#include "ir/facts_names.h"
#include "ir/facts_verify.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define REMEDY "; rewrite it with this nostall's extract"

struct facts_skip {
    uint64_t *seen; /* a bit per string id: the key of a function of a header */
    uint32_t word_len;
    struct arena *scratch;
};

struct text { /* of the file's table */
    uint32_t offset, len;
    uint32_t id; /* in the process plus one; 0: not interned yet, nobody asked for it */
};

struct reader {
    struct strs *strs;
    struct arena *arena; /* the facts' */
    const uint8_t *at, *end;
    const char
        *wrong; /* the first thing found wrong, NULL if nothing was; then everything reads as 0 */
    const char *chars;
    struct text *texts;
    uint32_t text_len;
    struct loc last;
    struct ranges next;
};

/* ---- skip ---- */

struct facts_skip *facts_skip_new(void)
{
    struct facts_skip *s = calloc(1, sizeof *s);
    if (!s)
        fail_no_memory();
    s->scratch = arena_new();
    return s;
}

void facts_skip_free(struct facts_skip *s)
{
    if (!s)
        return;
    arena_free(s->scratch);
    free(s->seen);
    free(s);
}

static bool skip_has(const struct facts_skip *s, struct str key)
{
    uint32_t word = key.i / 64;
    return s && word < s->word_len && (s->seen[word] >> key.i % 64 & 1);
}

static void skip_add(struct facts_skip *s, struct str key)
{
    uint32_t word = key.i / 64;
    if (word >= s->word_len) {
        uint32_t len = (word + 1) * 2;
        uint64_t *seen = realloc(s->seen, len * sizeof *seen);
        if (!seen)
            fail_no_memory();
        memset(seen + s->word_len, 0, (len - s->word_len) * sizeof *seen);
        s->seen = seen;
        s->word_len = len;
    }
    s->seen[word] |= (uint64_t)1 << key.i % 64;
}

/* ---- primitives ---- */

static void fail(struct reader *r, const char *wrong)
{
    if (!r->wrong)
        r->wrong = wrong;
    r->at = r->end;
}

static uint64_t take_long(struct reader *r)
{
    uint64_t v = 0;
    for (unsigned shift = 0; shift < 64 && r->at < r->end; shift += 7) {
        uint8_t byte = *r->at++;
        v |= (uint64_t)(byte & 0x7f) << shift;
        if (!(byte & 0x80))
            return v;
    }
    fail(r, "a number that does not end");
    return 0;
}

static inline uint64_t take_u(struct reader *r)
{
    if (r->at < r->end && *r->at < 0x80)
        return *r->at++;
    return take_long(r);
}

static int64_t take_s(struct reader *r)
{
    return unzigzag(take_u(r));
}

static uint32_t take_u32(struct reader *r)
{
    uint64_t v = take_u(r);
    if (v > UINT32_MAX)
        fail(r, "a number that is too large");
    return v > UINT32_MAX ? 0 : (uint32_t)v;
}

static uint32_t take_id(struct reader *r)
{
    return take_u32(r) - 1;
}

/* A value of an enumeration whose last one is MAX. */
static uint32_t take_enum(struct reader *r, uint32_t max)
{
    uint32_t v = take_u32(r);
    if (v <= max)
        return v;
    fail(r, "a kind that does not exist");
    return 0;
}

/* A number of elements that take SIZE bytes each at least: more than there is room for is refused
 * before memory is asked for. */
static uint32_t take_count(struct reader *r, size_t size)
{
    uint64_t v = take_u(r);
    if (v <= (size_t)(r->end - r->at) / size)
        return (uint32_t)v;
    fail(r, "a count that is too large");
    return 0;
}

/* Room in V for as many elements as the file says. */
#define take_vec(R, V, SIZE)                                                                       \
    ((V)->len = (V)->cap = take_count((R), (SIZE)),                                                \
     (V)->at = (V)->len ? arena_alloc((R)->arena, (V)->len * sizeof *(V)->at) : NULL)

static struct str take_str(struct reader *r)
{
    uint32_t i = take_u32(r);
    if (i >= r->text_len) {
        fail(r, "a text that does not exist");
        return (struct str){0};
    }
    struct text *t = &r->texts[i];
    if (!t->id)
        t->id = str_intern_n(r->strs, r->chars + t->offset, t->len).i + 1;
    return (struct str){t->id - 1};
}

static struct loc take_loc(struct reader *r)
{
    uint64_t line = take_u(r);
    struct loc l = {.file = line & 1 ? take_str(r) : r->last.file};
    l.line = (uint32_t)(r->last.line + unzigzag(line >> 1));
    l.col = take_u32(r);
    l.len = take_u32(r);
    r->last = l;
    return l;
}

static void take_range(struct reader *r, uint32_t *next, uint32_t *ret_first, uint32_t *ret_len)
{
    *ret_len = take_u32(r);
    *ret_first = *ret_len ? (uint32_t)(*next + take_s(r)) : 0;
    if (*ret_len)
        *next = *ret_first + *ret_len;
}

static struct shape take_shape(struct reader *r)
{
    uint32_t bits = take_u32(r), kind = bits >> 7, target = bits >> 3 & 15;
    if (kind > SHAPE_OTHER || target > SHAPE_OTHER) {
        fail(r, "a kind that does not exist");
        return (struct shape){0};
    }
    return (struct shape){kind, target, bits >> 1 & 1, bits & 1, bits >> 2 & 1};
}

static void take_events(struct reader *r, struct event_id *at, uint32_t len)
{
    uint32_t event = 0;
    for (uint32_t i = 0; i < len; i++)
        at[i].i = event += (uint32_t)take_s(r);
}

/* ---- records ---- */

/* The vector V, each element read by TAKE, an expression of its index i. */
#define take_each(R, V, TAKE)                                                                      \
    do {                                                                                           \
        take_vec((R), (V), 1);                                                                     \
        for (uint32_t i = 0; i < (V)->len; i++)                                                    \
            TAKE;                                                                                  \
    } while (0)

#define RECORD(T, ...)                                                                             \
    static void take_##T(struct reader *io, struct T *r)                                           \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }
#define ENUM(F, KIND) r->F = take_enum(io, KIND##_last);
#define OPERATOR(F, LEN) ENUM(F, operator)
#define U(F) r->F = take_u32(io);
#define S(F) r->F = take_s(io);
#define SIZE(F, LABEL) r->F = take_u32(io);
#define BITS uint32_t bits = take_u32(io);
#define FLAG(F, BIT, LABEL) r->F = bits >> (BIT) & 1;
#define EITHER(F, BIT, YES, NO) FLAG(F, BIT, YES)
#define STR(F) r->F = take_str(io);
#define TEXT(F) STR(F)
#define LABELLED(F, LABEL) STR(F)
#define WORD(LABEL)
#define LOC(F) r->F = take_loc(io);
#define SHAPE(F) r->F = take_shape(io);
#define ENTITY(F, KIND) r->F.i = take_id(io);
#define PATH(F) r->F.i = take_id(io);
#define VALUE(F) r->F.i = take_id(io);
#define MAYBE_VALUE(F) r->F.i = take_id(io);
#define CALL(F) r->F.i = take_id(io);
#define EARLIER(F, LABEL) r->F.i = take_id(io);
#define RANGE(WHAT, FIRST, LEN, POOL) take_range(io, &io->next.POOL, &r->FIRST, &r->LEN);
#define EARLIER_ONLY(FIRST, LEN, POOL)
#define EVENTS(F)                                                                                  \
    take_vec(io, &r->F, 1);                                                                        \
    take_events(io, r->F.at, r->F.len);
#define SUB(T, F) take_##T(io, &r->F);
#define VECTOR(F, T) take_each(io, &r->F, take_##T(io, &r->F.at[i]));
#define IDS(F) take_each(io, &r->F, r->F.at[i].i = take_id(io));
#define STRS(F) take_each(io, &r->F, r->F.at[i] = take_str(io));
#define WORDS(F) VECTOR(F, word)
#define WHEN(CONDITION, ...)                                                                       \
    if (CONDITION) {                                                                               \
        __VA_ARGS__                                                                                \
    }
#define DEFAULT(STATEMENT) STATEMENT;
#define HEAD(...) __VA_ARGS__
#define LINE(SHOWN, LABEL, ...) __VA_ARGS__
#define LINES(F, T, LABEL) VECTOR(F, T)
#define MUST(CONDITION, WHAT)
#include "ir/records.def"

static void take_body(struct reader *r, struct function *fn)
{
    r->last = (struct loc){0};
    r->next = (struct ranges){0};
    fn->entity.i = take_id(r);
    take_function(r, fn);
}

/* False: SKIP has the function, FN is as it was. */
static bool take_function_of(struct reader *r, struct function *fn, const struct facts_skip *skip)
{
    struct str key = take_str(r);
    uint32_t flags = take_u32(r);
    uint64_t len = take_u(r);
    if (len > (size_t)(r->end - r->at)) {
        fail(r, "a function that is cut off");
        return false;
    }
    const uint8_t *end = r->at + len;
    if (flags & FUNCTION_SHARED && skip_has(skip, key)) {
        r->at = end;
        return false;
    }
    *fn = (struct function){0};
    take_body(r, fn);
    if (!r->wrong && r->at != end)
        fail(r, "a function of another length than it says");
    return true;
}

/* ---- the whole ---- */

static void take_texts(struct reader *r, struct arena *scratch)
{
    uint32_t count = take_count(r, 1), offset = 0;
    struct text *texts = arena_new_array(scratch, struct text, count ? count : 1);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t len = take_u32(r);
        texts[i].offset = offset;
        texts[i].len = len;
        if ((uint64_t)offset + len > (size_t)(r->end - r->at)) {
            fail(r, "a text that is cut off");
            return;
        }
        offset += len;
    }
    if (offset > (size_t)(r->end - r->at)) { /* the lengths themselves took room meanwhile */
        fail(r, "a text that is cut off");
        return;
    }
    r->texts = texts;
    r->text_len = count;
    r->chars = (const char *)r->at;
    r->at += offset;
}

static void take_unit(struct reader *r, struct facts *f, const struct facts_skip *skip)
{
    (void)take_str(r); /* the empty text, so that it is number 0 */
    f->source = take_str(r);
    f->target = take_str(r);
    f->exceptions = take_u(r) != 0;
    take_each(r, &f->files, f->files.at[i] = take_str(r));
    take_each(r, &f->entities, take_entity(r, &f->entities.at[i]));
    take_each(r, &f->taken, take_taken(r, &f->taken.at[i]));
    take_each(r, &f->problems, take_unit_problem(r, &f->problems.at[i]));
    take_each(r, &f->comments, take_comment(r, &f->comments.at[i]));
    take_vec(r, &f->functions, 4);
    uint32_t count = f->functions.len;
    f->functions.len = 0;
    if (!take_function_of(r, &f->init, NULL))
        fail(r, "no initialiser function");
    for (uint32_t i = 0; i < count && !r->wrong; i++)
        if (take_function_of(r, &f->functions.at[f->functions.len], skip))
            f->functions.len++;
    if (!r->wrong && r->at != r->end)
        fail(r, "more bytes than it says");
}

static uint64_t load_le(const uint8_t *from, size_t size)
{
    uint64_t v = 0;
    for (size_t i = 0; i < size; i++)
        v |= (uint64_t)from[i] << 8 * i;
    return v;
}

static bool header_ok(const uint8_t *data, size_t len, const char *name, struct diags *diags)
{
    if (len < FACTS_HEADER_SIZE || memcmp(data, FACTS_MAGIC, FACTS_MAGIC_SIZE) != 0) {
        diag_add(diags, DIAG_ERROR, name, 0, 0, "not a facts file, or cut off" REMEDY);
        return false;
    }
    char version[FACTS_VERSION_SIZE + 1] = {0};
    memcpy(version, data + FACTS_AT_VERSION, FACTS_VERSION_SIZE);
    uint64_t format = load_le(data + FACTS_AT_FORMAT, 4);
    if (format != FACTS_FORMAT || strcmp(version, NOSTALL_VERSION) != 0) {
        for (char *p = version; *p; p++)
            *p = *p > ' ' && *p < 0x7f ? *p : '?';
        diag_add(diags, DIAG_ERROR, name, 0, 0,
                 "facts of nostall %s (format %u), this is %s (format %u)" REMEDY, version,
                 (unsigned)format, NOSTALL_VERSION, FACTS_FORMAT);
        return false;
    }
    if (load_le(data + FACTS_AT_LENGTH, 8) != len - FACTS_HEADER_SIZE) {
        diag_add(diags, DIAG_ERROR, name, 0, 0,
                 "facts file is cut off, or has more at its end" REMEDY);
        return false;
    }
    if (load_le(data + FACTS_AT_CHECKSUM, 8) !=
        XXH3_64bits(data + FACTS_HEADER_SIZE, len - FACTS_HEADER_SIZE)) {
        diag_add(diags, DIAG_ERROR, name, 0, 0,
                 "facts file is damaged, its checksum differs" REMEDY);
        return false;
    }
    return true;
}

static void skip_note(struct facts_skip *skip, const struct facts *f)
{
    for (uint32_t i = 0; i < f->functions.len; i++) {
        const struct function *fn = &f->functions.at[i];
        if (!str_eq(fn->loc.file, f->source))
            skip_add(skip, facts_entity(f, fn->entity)->key);
    }
}

struct facts *facts_read(struct strs *strs, struct arena *arena, const void *data, size_t len,
                         const char *name, struct facts_skip *skip, struct diags *diags)
{
    const uint8_t *bytes = data;
    if (!header_ok(bytes, len, name, diags))
        return NULL;
    struct facts *f = arena ? facts_new_in(arena) : facts_new();
    struct arena *scratch = skip ? skip->scratch : arena_new();
    struct reader r = {
        .strs = strs, .arena = f->arena, .at = bytes + FACTS_HEADER_SIZE, .end = bytes + len};
    take_texts(&r, scratch);
    take_unit(&r, f, skip);
    if (skip)
        arena_reset(scratch);
    else
        arena_free(scratch);
    const char *wrong = r.wrong ? r.wrong : facts_verify(f);
    if (wrong) {
        diag_add(diags, DIAG_ERROR, name, 0, 0, "facts file is damaged: %s" REMEDY, wrong);
        facts_free(f);
        return NULL;
    }
    if (skip)
        skip_note(skip, f);
    return f;
}
