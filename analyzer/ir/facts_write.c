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

/* ---- entities ---- */

static void put_words(struct writer *w, const word_vec *words)
{
    put_u(w, words->len);
    for (uint32_t i = 0; i < words->len; i++) {
        put_u(w, words->at[i].kind);
        put_str(w, words->at[i].text);
        put_loc(w, words->at[i].loc);
    }
}

static void put_entity(struct writer *w, const struct entity *e)
{
    put_u(w, e->kind);
    put_u(w, (e->defined ? ENTITY_DEFINED : 0U) | (e->internal ? ENTITY_INTERNAL : 0U) |
                 (e->is_inline ? ENTITY_INLINE : 0U) | (e->variadic ? ENTITY_VARIADIC : 0U) |
                 (e->noreturn ? ENTITY_NORETURN : 0U) | (e->system ? ENTITY_SYSTEM : 0U) |
                 (e->hidden ? ENTITY_HIDDEN : 0U));
    put_str(w, e->key);
    put_str(w, e->name);
    put_str(w, e->record);
    put_str(w, e->header);
    put_str(w, e->type);
    put_loc(w, e->loc);
    put_words(w, &e->words);
    put_u(w, e->params.len);
    for (uint32_t i = 0; i < e->params.len; i++) {
        put_str(w, e->params.at[i].name);
        put_str(w, e->params.at[i].type);
        put_words(w, &e->params.at[i].words);
    }
}

/* ---- functions ---- */

static void put_paths(struct writer *w, const struct function *fn)
{
    uint32_t next = 0;
    put_u(w, fn->steps.len);
    for (uint32_t i = 0; i < fn->steps.len; i++) {
        const struct path_step *s = &fn->steps.at[i];
        put_u(w, s->kind);
        if (s->kind == STEP_FIELD)
            put_id(w, s->field.i);
        else if (s->kind == STEP_INDEX)
            put_s(w, s->index);
    }
    put_u(w, fn->paths.len);
    for (uint32_t i = 0; i < fn->paths.len; i++) {
        const struct path *p = &fn->paths.at[i];
        put_u(w, p->root_kind);
        put_u(w, p->root);
        put_range(w, &next, p->first_step, p->step_len);
        put_str(w, p->text);
    }
}

static void put_value(struct writer *w, const struct value *v)
{
    put_u(w, v->kind);
    put_str(w, v->text);
    switch (v->kind) {
    case VALUE_INT:
        put_s(w, v->number);
        break;
    case VALUE_FUNCTION:
        put_id(w, v->function.i);
        break;
    case VALUE_PATH:
    case VALUE_ADDRESS:
        put_id(w, v->path.i);
        break;
    case VALUE_RESULT:
        put_id(w, v->event.i);
        break;
    case VALUE_CHOICE:
        put_u(w, v->first_choice);
        put_u(w, v->choice_len);
        break;
    case VALUE_UNKNOWN:
    case VALUE_NULL:
    case VALUE_STRING:
        break;
    }
}

static void put_values(struct writer *w, const struct function *fn)
{
    uint32_t next = 0;
    put_u(w, fn->values.len);
    for (uint32_t i = 0; i < fn->values.len; i++) {
        put_value(w, &fn->values.at[i]);
        put_range(w, &next, fn->values.at[i].first_name, fn->values.at[i].name_len);
    }
    put_u(w, fn->names.len);
    for (uint32_t i = 0; i < fn->names.len; i++) {
        put_str(w, fn->names.at[i].name);
        put_u(w, fn->names.at[i].negated);
    }
    put_u(w, fn->choices.len);
    for (uint32_t i = 0; i < fn->choices.len; i++)
        put_id(w, fn->choices.at[i].i);
    put_u(w, fn->args.len);
    for (uint32_t i = 0; i < fn->args.len; i++)
        put_id(w, fn->args.at[i].i);
    put_u(w, fn->texts.len);
    for (uint32_t i = 0; i < fn->texts.len; i++)
        put_str(w, fn->texts.at[i]);
}

static void put_call(struct writer *w, const struct event_call *c, uint32_t *next_arg)
{
    put_u(w, c->callee_kind);
    if (c->callee_kind == CALLEE_DIRECT)
        put_id(w, c->function.i);
    else if (c->callee_kind == CALLEE_PATH)
        put_id(w, c->path.i);
    if (c->callee_kind != CALLEE_DIRECT)
        put_str(w, c->type);
    put_range(w, next_arg, c->first_arg, c->arg_len);
    put_u(w, (uint64_t)c->use << 1 | c->in_macro_arg);
    if (c->use == USE_STORED)
        put_id(w, c->stored.i);
    put_str(w, c->macro);
    put_loc(w, c->spelling);
}

static void put_events(struct writer *w, const struct function *fn)
{
    uint32_t next_arg = 0, next_text = 0;
    put_u(w, fn->events.len);
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        put_u(w, e->kind);
        put_loc(w, e->loc);
        switch (e->kind) {
        case EVENT_CALL:
            put_call(w, &e->call, &next_arg);
            break;
        case EVENT_ASSIGN:
            put_id(w, e->assign.to.i);
            put_id(w, e->assign.from.i);
            put_u(w, e->assign.init);
            break;
        case EVENT_MACRO:
            put_str(w, e->macro.name);
            put_range(w, &next_text, e->macro.first_arg, e->macro.arg_len);
            break;
        case EVENT_GUARD:
        case EVENT_CLEANUP:
            put_id(w, e->cleanup.path.i);
            put_id(w, e->cleanup.function.i);
            break;
        case EVENT_RETURN:
            put_id(w, e->value.i);
            break;
        }
    }
}

static void put_cond(struct writer *w, const struct cond *c, enum term_kind term)
{
    if (term == TERM_SWITCH) {
        put_id(w, c->value.i);
        return;
    }
    put_u(w, c->kind);
    switch (c->kind) {
    case COND_UNKNOWN:
        break;
    case COND_CONSTANT:
        put_u(w, c->constant);
        break;
    case COND_TRUTH:
        put_id(w, c->value.i);
        break;
    case COND_COMPARE:
        put_u(w, c->op);
        put_id(w, c->value.i);
        put_id(w, c->other.i);
        break;
    }
    put_str(w, c->macro);
    if (c->macro.i)
        put_u(w, c->macro_negated);
}

static void put_block(struct writer *w, const struct block *b, uint32_t *next_edge)
{
    put_u(w, b->events.len);
    for (uint32_t i = 0; i < b->events.len; i++)
        put_s(w, (int64_t)b->events.at[i].i - (i ? b->events.at[i - 1].i : 0));
    put_u(w, (uint64_t)b->loop << 4 | b->term);
    if (b->term == TERM_BRANCH || b->term == TERM_SWITCH)
        put_cond(w, &b->cond, b->term);
    put_loc(w, b->term_loc);
    put_range(w, next_edge, b->first_edge, b->edge_len);
    if (b->loop != LOOP_NONE)
        put_loc(w, b->loop_loc);
}

static void put_blocks(struct writer *w, const struct function *fn)
{
    uint32_t next = 0;
    put_u(w, fn->blocks.len);
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        put_block(w, &fn->blocks.at[i], &next);
    put_u(w, fn->edges.len);
    for (uint32_t i = 0; i < fn->edges.len; i++) {
        const struct edge *e = &fn->edges.at[i];
        put_u(w, (uint64_t)e->to.i << 2 | (e->known ? 2U : 0U) | e->is_default);
        if (!e->known)
            continue;
        put_s(w, e->low);
        put_u(w, (uint64_t)e->high - (uint64_t)e->low);
    }
}

static void put_body(struct writer *w, const struct function *fn)
{
    w->last = (struct loc){0}; /* a reader may not have read the function before */
    put_id(w, fn->entity.i);
    put_loc(w, fn->loc);
    put_loc(w, fn->end);
    put_u(w, fn->locals.len);
    for (uint32_t i = 0; i < fn->locals.len; i++) {
        put_str(w, fn->locals.at[i].name);
        put_str(w, fn->locals.at[i].type);
        put_loc(w, fn->locals.at[i].loc);
    }
    put_paths(w, fn);
    put_values(w, fn);
    put_events(w, fn);
    put_blocks(w, fn);
}

/* BODY is for reuse. */
static void put_function(struct writer *w, const struct facts *f, const struct function *fn,
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

static void put_rest(struct writer *w, const struct facts *f)
{
    put_u(w, f->taken.len);
    for (uint32_t i = 0; i < f->taken.len; i++) {
        put_id(w, f->taken.at[i].function.i);
        put_loc(w, f->taken.at[i].loc);
    }
    put_u(w, f->problems.len);
    for (uint32_t i = 0; i < f->problems.len; i++) {
        put_loc(w, f->problems.at[i].loc);
        put_str(w, f->problems.at[i].text);
        put_u(w, f->problems.at[i].fatal);
    }
    put_u(w, f->comments.len);
    for (uint32_t i = 0; i < f->comments.len; i++) {
        put_loc(w, f->comments.at[i].loc);
        put_str(w, f->comments.at[i].text);
        put_u(w, f->comments.at[i].alone);
    }
}

static void put_unit(struct writer *w, const struct facts *f)
{
    put_str(w, (struct str){0});
    put_str(w, f->source);
    put_u(w, f->exceptions);
    put_u(w, f->files.len);
    for (uint32_t i = 0; i < f->files.len; i++)
        put_str(w, f->files.at[i]);
    put_u(w, f->entities.len);
    for (uint32_t i = 0; i < f->entities.len; i++)
        put_entity(w, &f->entities.at[i]);
    put_rest(w, f);
    struct buf body = {0};
    put_u(w, f->functions.len);
    put_function(w, f, &f->init, &body);
    for (uint32_t i = 0; i < f->functions.len; i++)
        put_function(w, f, &f->functions.at[i], &body);
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
