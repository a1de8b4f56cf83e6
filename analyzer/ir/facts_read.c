#include "ir/facts_format.h"
#include "ir/facts_io.h"
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

/* ---- entities ---- */

static void take_words(struct reader *r, word_vec *words)
{
    take_vec(r, words, 5);
    for (uint32_t i = 0; i < words->len; i++) {
        words->at[i].kind = take_enum(r, WORD_TYPE);
        words->at[i].text = take_str(r);
        words->at[i].loc = take_loc(r);
    }
}

static void take_entity(struct reader *r, struct entity *e)
{
    e->kind = take_enum(r, ENTITY_FIELD);
    uint32_t flags = take_u32(r);
    e->defined = flags & ENTITY_DEFINED;
    e->internal = flags & ENTITY_INTERNAL;
    e->is_inline = flags & ENTITY_INLINE;
    e->variadic = flags & ENTITY_VARIADIC;
    e->noreturn = flags & ENTITY_NORETURN;
    e->system = flags & ENTITY_SYSTEM;
    e->hidden = flags & ENTITY_HIDDEN;
    e->key = take_str(r);
    e->name = take_str(r);
    e->record = take_str(r);
    e->header = take_str(r);
    e->type = take_str(r);
    e->loc = take_loc(r);
    take_words(r, &e->words);
    take_vec(r, &e->params, 3);
    for (uint32_t i = 0; i < e->params.len; i++) {
        e->params.at[i].name = take_str(r);
        e->params.at[i].type = take_str(r);
        take_words(r, &e->params.at[i].words);
    }
}

/* ---- functions ---- */

static void take_paths(struct reader *r, struct function *fn)
{
    uint32_t next = 0;
    take_vec(r, &fn->steps, 1);
    for (uint32_t i = 0; i < fn->steps.len; i++) {
        struct path_step *s = &fn->steps.at[i];
        s->kind = take_enum(r, STEP_DEREF);
        s->field.i = s->kind == STEP_FIELD ? take_id(r) : FACTS_NONE;
        s->index = s->kind == STEP_INDEX ? take_s(r) : 0;
    }
    take_vec(r, &fn->paths, 4);
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        struct path *p = &fn->paths.at[i];
        p->root_kind = take_enum(r, ROOT_OTHER);
        p->root = take_u32(r);
        take_range(r, &next, &p->first_step, &p->step_len);
        p->text = take_str(r);
    }
}

static void take_value(struct reader *r, struct value *v)
{
    v->kind = take_enum(r, VALUE_CHOICE);
    v->text = take_str(r);
    v->function.i = v->path.i = v->event.i = FACTS_NONE;
    switch (v->kind) {
    case VALUE_INT:
        v->number = take_s(r);
        break;
    case VALUE_FUNCTION:
        v->function.i = take_id(r);
        break;
    case VALUE_PATH:
    case VALUE_ADDRESS:
        v->path.i = take_id(r);
        break;
    case VALUE_RESULT:
        v->event.i = take_id(r);
        break;
    case VALUE_CHOICE:
        v->first_choice = take_u32(r);
        v->choice_len = take_u32(r);
        break;
    case VALUE_UNKNOWN:
    case VALUE_NULL:
    case VALUE_STRING:
        break;
    }
}

static void take_values(struct reader *r, struct function *fn)
{
    uint32_t next = 0;
    take_vec(r, &fn->values, 3);
    for (uint32_t i = 0; i < fn->values.len; i++) {
        take_value(r, &fn->values.at[i]);
        take_range(r, &next, &fn->values.at[i].first_name, &fn->values.at[i].name_len);
    }
    take_vec(r, &fn->names, 2);
    for (uint32_t i = 0; i < fn->names.len; i++) {
        fn->names.at[i].name = take_str(r);
        fn->names.at[i].negated = take_u(r);
    }
    take_vec(r, &fn->choices, 1);
    for (uint32_t i = 0; i < fn->choices.len; i++)
        fn->choices.at[i].i = take_id(r);
    take_vec(r, &fn->args, 1);
    for (uint32_t i = 0; i < fn->args.len; i++)
        fn->args.at[i].i = take_id(r);
    take_vec(r, &fn->texts, 1);
    for (uint32_t i = 0; i < fn->texts.len; i++)
        fn->texts.at[i] = take_str(r);
}

static void take_call(struct reader *r, struct event_call *c, uint32_t *next_arg)
{
    c->callee_kind = take_enum(r, CALLEE_UNKNOWN);
    c->function.i = c->callee_kind == CALLEE_DIRECT ? take_id(r) : FACTS_NONE;
    c->path.i = c->callee_kind == CALLEE_PATH ? take_id(r) : FACTS_NONE;
    c->type = c->callee_kind != CALLEE_DIRECT ? take_str(r) : (struct str){0};
    take_range(r, next_arg, &c->first_arg, &c->arg_len);
    uint32_t use = take_enum(r, USE_OTHER << 1 | 1);
    c->use = use >> 1;
    c->in_macro_arg = use & 1;
    c->stored.i = c->use == USE_STORED ? take_id(r) : FACTS_NONE;
    c->macro = take_str(r);
    c->spelling = take_loc(r);
}

static void take_event(struct reader *r, struct event *e, uint32_t *next_arg, uint32_t *next_text)
{
    e->kind = take_enum(r, EVENT_RETURN);
    e->loc = take_loc(r);
    switch (e->kind) {
    case EVENT_CALL:
        take_call(r, &e->call, next_arg);
        break;
    case EVENT_ASSIGN:
        e->assign.to.i = take_id(r);
        e->assign.from.i = take_id(r);
        e->assign.init = take_u(r);
        break;
    case EVENT_MACRO:
        e->macro.name = take_str(r);
        take_range(r, next_text, &e->macro.first_arg, &e->macro.arg_len);
        break;
    case EVENT_GUARD:
    case EVENT_CLEANUP:
        e->cleanup.path.i = take_id(r);
        e->cleanup.function.i = take_id(r);
        break;
    case EVENT_RETURN:
        e->value.i = take_id(r);
        break;
    }
}

static void take_cond(struct reader *r, struct cond *c, enum term_kind term)
{
    if (term == TERM_SWITCH) {
        c->value.i = take_id(r);
        return;
    }
    c->kind = take_enum(r, COND_COMPARE);
    switch (c->kind) {
    case COND_UNKNOWN:
        break;
    case COND_CONSTANT:
        c->constant = take_u(r);
        break;
    case COND_TRUTH:
        c->value.i = take_id(r);
        break;
    case COND_COMPARE:
        c->op = take_enum(r, OP_HAS);
        c->value.i = take_id(r);
        c->other.i = take_id(r);
        break;
    }
    c->macro = take_str(r);
    if (c->macro.i)
        c->macro_negated = take_u(r);
}

static void take_block(struct reader *r, struct block *b, uint32_t *next_edge)
{
    take_vec(r, &b->events, 1);
    uint32_t event = 0;
    for (uint32_t i = 0; i < b->events.len; i++)
        b->events.at[i].i = event += (uint32_t)take_s(r);
    uint32_t kinds = take_u32(r);
    b->term = kinds & 15;
    b->loop = kinds >> 4;
    if ((kinds & 15) > TERM_STOP || kinds >> 4 > LOOP_FOR)
        fail(r, "a terminator that does not exist");
    b->cond.value.i = b->cond.other.i = FACTS_NONE;
    if (b->term == TERM_BRANCH || b->term == TERM_SWITCH)
        take_cond(r, &b->cond, b->term);
    b->term_loc = take_loc(r);
    take_range(r, next_edge, &b->first_edge, &b->edge_len);
    if (b->loop != LOOP_NONE)
        b->loop_loc = take_loc(r);
}

static void take_blocks(struct reader *r, struct function *fn)
{
    uint32_t next = 0;
    take_vec(r, &fn->blocks, 6);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        take_block(r, &fn->blocks.at[i], &next);
    take_vec(r, &fn->edges, 1);
    for (uint32_t i = 0; i < fn->edges.len; i++) {
        struct edge *e = &fn->edges.at[i];
        uint64_t to = take_u(r);
        *e = (struct edge){.to.i = (uint32_t)(to >> 2), .known = to >> 1 & 1, .is_default = to & 1};
        if (to >> 2 > UINT32_MAX)
            fail(r, "a number that is too large");
        if (!e->known)
            continue;
        e->low = take_s(r);
        e->high = (int64_t)((uint64_t)e->low + take_u(r));
    }
}

static void take_body(struct reader *r, struct function *fn)
{
    r->last = (struct loc){0};
    fn->entity.i = take_id(r);
    fn->loc = take_loc(r);
    fn->end = take_loc(r);
    take_vec(r, &fn->locals, 5);
    for (uint32_t i = 0; i < fn->locals.len; i++) {
        fn->locals.at[i].name = take_str(r);
        fn->locals.at[i].type = take_str(r);
        fn->locals.at[i].loc = take_loc(r);
    }
    take_paths(r, fn);
    take_values(r, fn);
    uint32_t next_arg = 0, next_text = 0;
    take_vec(r, &fn->events, 4);
    for (uint32_t i = 0; i < fn->events.len; i++)
        take_event(r, &fn->events.at[i], &next_arg, &next_text);
    take_blocks(r, fn);
}

/* False: SKIP has the function, FN is as it was. */
static bool take_function(struct reader *r, struct function *fn, const struct facts_skip *skip)
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

static void take_rest(struct reader *r, struct facts *f)
{
    take_vec(r, &f->taken, 4);
    for (uint32_t i = 0; i < f->taken.len; i++) {
        f->taken.at[i].function.i = take_id(r);
        f->taken.at[i].loc = take_loc(r);
    }
    take_vec(r, &f->problems, 5);
    for (uint32_t i = 0; i < f->problems.len; i++) {
        f->problems.at[i].loc = take_loc(r);
        f->problems.at[i].text = take_str(r);
        f->problems.at[i].fatal = take_u(r);
    }
    take_vec(r, &f->comments, 5);
    for (uint32_t i = 0; i < f->comments.len; i++) {
        f->comments.at[i].loc = take_loc(r);
        f->comments.at[i].text = take_str(r);
        f->comments.at[i].alone = take_u(r);
    }
}

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
    f->exceptions = take_u(r) != 0;
    take_vec(r, &f->files, 1);
    for (uint32_t i = 0; i < f->files.len; i++)
        f->files.at[i] = take_str(r);
    take_vec(r, &f->entities, 10);
    for (uint32_t i = 0; i < f->entities.len; i++)
        take_entity(r, &f->entities.at[i]);
    take_rest(r, f);
    take_vec(r, &f->functions, 4);
    uint32_t count = f->functions.len;
    f->functions.len = 0;
    if (!take_function(r, &f->init, NULL))
        fail(r, "no initialiser function");
    for (uint32_t i = 0; i < count && !r->wrong; i++)
        if (take_function(r, &f->functions.at[f->functions.len], skip))
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

struct facts *facts_read(struct strs *strs, const void *data, size_t len, const char *name,
                         struct facts_skip *skip, struct diags *diags)
{
    const uint8_t *bytes = data;
    if (!header_ok(bytes, len, name, diags))
        return NULL;
    struct facts *f = facts_new();
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
