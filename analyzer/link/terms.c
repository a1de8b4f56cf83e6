#include "link/terms.h"

#include <string.h>

#include "base/fail.h"
#include "link/params.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>
#define HASH_FUNCTION(KEY, LEN, HASH) (HASH) = (unsigned)XXH3_64bits(KEY, LEN)
#include <uthash.h>

#define CHUNK 1024 /* terms in one piece: they stay where they are while others are made */

struct slot {          /* of the table of terms; open addressing */
    uint32_t hash, id; /* id plus one; 0: free */
};

struct kept_needs {
    uint32_t id, len;
    struct term_id *at; /* in order of their ids */
    uint32_t of_params; /* needs_of_params of it plus one; 0: not asked yet */
    UT_hash_handle hh;
};

struct terms {
    struct arena *arena;
    VEC(struct term *) chunks;
    struct slot *slots; /* at most half of them taken */
    uint32_t len, slot_count;
    struct kept_needs *by_needs;
    VEC(struct kept_needs *) needs;
    VEC(struct term_id) draft;                    /* of needs that may be there already */
    struct term_id params[PARAMS_MAX], truths[2]; /* unknown: not made yet. Asked for most often */
    struct made *made;                            /* by hash: what operators made last */
    bool cut;
};

const struct term *term_get(const struct terms *t, struct term_id id)
{
    return &t->chunks.at[id.i / CHUNK][id.i % CHUNK];
}

/* What an operator made of two terms: code asks for the same ones again and again. */
struct made {
    uint32_t op; /* plus one; 0: none yet */
    struct term_id a, b, result;
};

#define MADE_LEN 65536

/* The slot of TERM, or the free one where it would be. */
static struct slot *slot_of(const struct terms *t, const struct term *term, uint32_t hash)
{
    uint32_t at = hash & (t->slot_count - 1);
    for (; t->slots[at].id; at = (at + 1) & (t->slot_count - 1))
        if (t->slots[at].hash == hash &&
            !memcmp(term_get(t, (struct term_id){t->slots[at].id - 1}), term, sizeof *term))
            break;
    return &t->slots[at];
}

static void slots_grow(struct terms *t)
{
    struct slot *old = t->slots;
    uint32_t old_count = t->slot_count;
    t->slot_count = old_count ? old_count * 2 : 4096;
    t->slots = calloc(t->slot_count, sizeof *t->slots);
    if (!t->slots)
        fail_no_memory();
    for (uint32_t i = 0; i < old_count; i++) {
        uint32_t at = old[i].hash & (t->slot_count - 1);
        while (old[i].id && t->slots[at].id)
            at = (at + 1) & (t->slot_count - 1);
        if (old[i].id)
            t->slots[at] = old[i];
    }
    free(old);
}

/* Most of the time that terms take is spent in finding equal ones. */
static struct term_id keep(struct terms *t, const struct term *term)
{
    uint32_t hash = (uint32_t)XXH3_64bits(term, sizeof *term);
    struct slot *slot = slot_of(t, term, hash);
    if (slot->id)
        return (struct term_id){slot->id - 1};
    if (t->len % CHUNK == 0)
        vec_push(t->arena, &t->chunks, arena_new_array(t->arena, struct term, CHUNK));
    t->chunks.at[t->len / CHUNK][t->len % CHUNK] = *term;
    *slot = (struct slot){hash, ++t->len};
    if (t->len * 2 >= t->slot_count)
        slots_grow(t);
    return (struct term_id){t->len - 1};
}

/* A term that is made of parts. */
static struct term_id keep_made(struct terms *t, struct term term)
{
    uint32_t size = 1;
    for (unsigned i = 0; i < 3; i++) {
        const struct term *part = term_get(t, term.part[i]);
        size += part->size;
        term.has_param |= part->has_param;
        term.has_local |= part->has_local;
    }
    if (size > TERM_SIZE_MAX) {
        t->cut = true;
        return TERM_UNKNOWN;
    }
    term.size = (uint16_t)size;
    return keep(t, &term);
}

bool terms_were_cut(struct terms *t)
{
    bool cut = t->cut;
    t->cut = false;
    return cut;
}

struct terms *terms_new(void)
{
    struct arena *arena = arena_new();
    struct terms *t = arena_new_one(arena, struct terms);
    t->arena = arena;
    t->made = arena_new_array(arena, struct made, MADE_LEN);
    slots_grow(t);
    keep(t, &(struct term){.is = TERM_IS_UNKNOWN});
    vec_push(arena, &t->needs, arena_new_one(arena, struct kept_needs)); /* nothing */
    return t;
}

void terms_free(struct terms *t)
{
    if (!t)
        return;
    HASH_CLEAR(hh, t->by_needs);
    free(t->slots);
    arena_free(t->arena);
}

struct term_id term_param(struct terms *t, uint32_t param)
{
    struct term term = {.is = TERM_IS_PARAM, .number = param, .has_param = true};
    if (param >= PARAMS_MAX)
        return keep(t, &term);
    if (!t->params[param].i)
        t->params[param] = keep(t, &term);
    return t->params[param];
}

struct term_id term_member(struct terms *t, uint32_t param, uint32_t key)
{
    return keep(
        t, &(struct term){.is = TERM_IS_MEMBER, .number = param, .key = key, .has_param = true});
}

struct term_id term_int(struct terms *t, int64_t number, const struct value_name *names,
                        uint32_t name_len)
{
    bool plain = !name_len && (number == 0 || number == 1);
    struct term_id made = plain ? t->truths[number] : TERM_UNKNOWN;
    if (made.i)
        return made;
    made = keep(t, &(struct term){.is = TERM_IS_INT,
                                  .number = number,
                                  .names = name_len ? names : NULL,
                                  .name_len = name_len});
    if (plain)
        t->truths[number] = made;
    return made;
}

struct term_id term_set(struct terms *t)
{
    return keep(t, &(struct term){.is = TERM_IS_SET});
}

struct term_id term_local(struct terms *t, struct term_local local)
{
    return keep(t, &(struct term){.is = TERM_IS_LOCAL, .local = local, .has_local = true});
}

enum tri term_truth(const struct terms *t, struct term_id id)
{
    const struct term *term = term_get(t, id);
    if (term->is == TERM_IS_SET)
        return TRI_YES;
    if (term->is == TERM_IS_INT)
        return term->number ? TRI_YES : TRI_NO;
    if (term->is != TERM_IS_CHOICE)
        return TRI_MAYBE;
    enum tri yes = term_truth(t, term->part[1]), no = term_truth(t, term->part[2]);
    return yes == no ? yes : TRI_MAYBE;
}

/* ---- operators ---- */

static bool is_unary(enum operator op)
{
    return op == OPERATOR_NOT || op == OPERATOR_INVERT || op == OPERATOR_NEGATE;
}

/* Source: C17 6.5.3 to 6.5.14, in 64 bits; what overflows or is not defined is unknown. */
static bool fold(enum operator op, int64_t a, int64_t b, int64_t *ret)
{
    switch (op) {
    case OPERATOR_NOT:
        return *ret = !a, true;
    case OPERATOR_INVERT:
        return *ret = ~a, true;
    case OPERATOR_NEGATE:
        return !__builtin_sub_overflow(0, a, ret);
    case OPERATOR_ADD:
        return !__builtin_add_overflow(a, b, ret);
    case OPERATOR_SUBTRACT:
        return !__builtin_sub_overflow(a, b, ret);
    case OPERATOR_MULTIPLY:
        return !__builtin_mul_overflow(a, b, ret);
    case OPERATOR_DIVIDE:
        return b > 0 && (*ret = a / b, true);
    case OPERATOR_REMAINDER:
        return b > 0 && (*ret = a % b, true);
    case OPERATOR_SHIFT_LEFT:
        return a >= 0 && b >= 0 && b < 62 && a < INT64_C(1) << (62 - b) && (*ret = a << b, true);
    case OPERATOR_SHIFT_RIGHT:
        return a >= 0 && b >= 0 && b < 63 && (*ret = a >> b, true);
    case OPERATOR_AND:
        return *ret = a & b, true;
    case OPERATOR_OR:
        return *ret = a | b, true;
    case OPERATOR_XOR:
        return *ret = a ^ b, true;
    case OPERATOR_EQ:
        return *ret = a == b, true;
    case OPERATOR_NE:
        return *ret = a != b, true;
    case OPERATOR_LT:
        return *ret = a < b, true;
    case OPERATOR_LE:
        return *ret = a <= b, true;
    case OPERATOR_GT:
        return *ret = a > b, true;
    case OPERATOR_GE:
        return *ret = a >= b, true;
    case OPERATOR_BOTH:
        return *ret = a && b, true;
    case OPERATOR_EITHER:
        return *ret = a || b, true;
    case OPERATOR_NONE:
        break;
    }
    return false;
}

/* The names of both, in an array of the table's own. */
static struct term_id fold_ints(struct terms *t, enum operator op, const struct term *a,
                                const struct term *b)
{
    int64_t number;
    bool arithmetic = op == OPERATOR_OR || op == OPERATOR_ADD || op == OPERATOR_XOR;
    if (!fold(op, a->number, b->number, &number))
        return TERM_UNKNOWN;
    if (!arithmetic || !a->name_len || !b->name_len)
        return term_int(t, number,
                        arithmetic && a->name_len ? a->names
                        : arithmetic              ? b->names
                                                  : NULL,
                        arithmetic ? a->name_len + b->name_len : 0);
    struct value_name *names =
        arena_new_array(t->arena, struct value_name, a->name_len + b->name_len);
    memcpy(names, a->names, a->name_len * sizeof *names);
    memcpy(names + a->name_len, b->names, b->name_len * sizeof *names);
    return term_int(t, number, names, a->name_len + b->name_len);
}

/* What one operand alone decides. */
static bool short_cut(struct terms *t, enum operator op, struct term_id a, struct term_id b,
                      struct term_id *ret)
{
    enum tri x = term_truth(t, a), y = term_truth(t, b);
    bool zero = x == TRI_NO || y == TRI_NO;
    if (op == OPERATOR_NOT && x != TRI_MAYBE)
        return *ret = term_int(t, x == TRI_NO, NULL, 0), true;
    if ((op == OPERATOR_BOTH || op == OPERATOR_AND) && zero)
        return *ret = term_int(t, 0, NULL, 0), true;
    if (op == OPERATOR_EITHER && (x == TRI_YES || y == TRI_YES))
        return *ret = term_int(t, 1, NULL, 0), true;
    if (op == OPERATOR_BOTH && x == TRI_YES && y == TRI_YES)
        return *ret = term_int(t, 1, NULL, 0), true;
    if ((op == OPERATOR_EQ || op == OPERATOR_NE) && zero && (x == TRI_YES || y == TRI_YES))
        return *ret = term_int(t, op == OPERATOR_NE, NULL, 0), true;
    return false;
}

/* One form for what is the same test: no negation of a comparison, no comparison with zero. */
static bool normal_form(struct terms *t, enum operator op, struct term_id a, struct term_id b,
                        struct term_id *ret)
{
    static const enum operator negated[] = {
        [OPERATOR_EQ] = OPERATOR_NE,
        [OPERATOR_NE] = OPERATOR_EQ,
        [OPERATOR_LT] = OPERATOR_GE,
        [OPERATOR_GE] = OPERATOR_LT,
        [OPERATOR_GT] = OPERATOR_LE,
        [OPERATOR_LE] = OPERATOR_GT
    };
    const struct term *x = term_get(t, a);
    if (op == OPERATOR_NOT && x->is == TERM_IS_OP && x->op < sizeof negated / sizeof *negated &&
        negated[x->op])
        return *ret = term_op(t, negated[x->op], x->part[0], x->part[1]), true;
    bool with_zero = term_truth(t, b) == TRI_NO;
    if (op == OPERATOR_EQ && with_zero)
        return *ret = term_op(t, OPERATOR_NOT, a, TERM_UNKNOWN), true;
    if (op == OPERATOR_NE && with_zero)
        return *ret = term_op(t, OPERATOR_NOT, term_op(t, OPERATOR_NOT, a, TERM_UNKNOWN),
                              TERM_UNKNOWN),
               true;
    return false;
}

/* In what only asks for a number, how it was spelled makes no difference. */
static struct term_id without_names(struct terms *t, enum operator op, struct term_id a)
{
    const struct term *x = term_get(t, a);
    bool compares = op >= OPERATOR_EQ && op <= OPERATOR_GE;
    return compares && x->is == TERM_IS_INT ? term_int(t, x->number, NULL, 0) : a;
}

/* A choice between constants stays one under an operator: `(c ? READ : WRITE) == SYNC` is no. */
static bool of_choice(struct terms *t, enum operator op, struct term_id a, struct term_id b,
                      struct term_id *ret)
{
    const struct term *x = term_get(t, a), *y = term_get(t, b);
    if (x->is == TERM_IS_CHOICE && (y->is == TERM_IS_INT || is_unary(op)))
        return *ret = term_choice(t, x->part[0], term_op(t, op, x->part[1], b),
                                  term_op(t, op, x->part[2], b)),
               true;
    if (x->is == TERM_IS_INT && y->is == TERM_IS_CHOICE)
        return *ret = term_choice(t, y->part[0], term_op(t, op, a, y->part[1]),
                                  term_op(t, op, a, y->part[2])),
               true;
    return false;
}

static struct term_id operate(struct terms *t, enum operator op, struct term_id a, struct term_id b)
{
    struct term_id done;
    a = without_names(t, op, a);
    b = without_names(t, op, b);
    if (op == OPERATOR_NONE || short_cut(t, op, a, b, &done))
        return op == OPERATOR_NONE ? TERM_UNKNOWN : done;
    if (!a.i || (!b.i && !is_unary(op)))
        return TERM_UNKNOWN;
    const struct term *x = term_get(t, a), *y = term_get(t, b);
    if (of_choice(t, op, a, b, &done))
        return done;
    if (x->is == TERM_IS_INT && (y->is == TERM_IS_INT || is_unary(op)))
        return fold_ints(t, op, x, y);
    if (normal_form(t, op, a, b, &done))
        return done;
    return keep_made(t, (struct term){.is = TERM_IS_OP, .op = op, .part = {a, b}});
}

struct term_id term_op(struct terms *t, enum operator op, struct term_id a, struct term_id b)
{
    uint32_t hash = (a.i * 2654435761U + b.i) * 2246822519U + (uint32_t)op;
    struct made *made = &t->made[hash >> 8 & (MADE_LEN - 1)];
    if (made->op == (uint32_t)op + 1 && made->a.i == a.i && made->b.i == b.i)
        return made->result;
    bool cut = t->cut;
    t->cut = false;
    struct term_id result = operate(t, op, a, b);
    if (!t->cut) /* who makes one that is too large is told each time */
        *made = (struct made){(uint32_t)op + 1, a, b, result};
    t->cut |= cut;
    return result;
}

struct term_id term_choice(struct terms *t, struct term_id condition, struct term_id yes,
                           struct term_id no)
{
    enum tri truth = term_truth(t, condition);
    if (truth != TRI_MAYBE || yes.i == no.i)
        return truth == TRI_NO ? no : yes;
    if (!condition.i)
        return TERM_UNKNOWN;
    return keep_made(t, (struct term){.is = TERM_IS_CHOICE, .part = {condition, yes, no}});
}

struct term_id term_both(struct terms *t, struct term_id a, struct term_id b, bool weak)
{
    if (term_truth(t, a) == TRI_YES || (weak && !a.i))
        return b;
    if (term_truth(t, b) == TRI_YES || (weak && !b.i))
        return a;
    return a.i == b.i ? a : term_op(t, OPERATOR_BOTH, a, b);
}

static bool is_opposite(struct terms *t, struct term_id a, struct term_id b)
{
    return a.i && b.i &&
           (term_op(t, OPERATOR_NOT, a, TERM_UNKNOWN).i == b.i ||
            term_op(t, OPERATOR_NOT, b, TERM_UNKNOWN).i == a.i);
}

struct term_id term_either(struct terms *t, struct term_id a, struct term_id b)
{
    if (term_truth(t, a) == TRI_NO)
        return b;
    if (term_truth(t, b) == TRI_NO || a.i == b.i)
        return a;
    return is_opposite(t, a, b) ? term_int(t, 1, NULL, 0) : term_op(t, OPERATOR_EITHER, a, b);
}

struct term_id term_bind(struct terms *t, struct term_id id, const struct term_args *args)
{
    const struct term *term = term_get(t, id);
    struct term_id part[3];
    switch (term->is) {
    case TERM_IS_PARAM:
        return !args                                ? id
               : (uint64_t)term->number < args->len ? args->at[term->number]
                                                    : TERM_UNKNOWN;
    case TERM_IS_MEMBER:
        if (!args)
            return id;
        return args->member ? args->member(args->context, (uint32_t)term->number, term->key)
                            : TERM_UNKNOWN;
    case TERM_IS_LOCAL:
        return TERM_UNKNOWN;
    case TERM_IS_OP:
        part[0] = term_bind(t, term->part[0], args);
        part[1] = term_bind(t, term->part[1], args);
        return term_op(t, term->op, part[0], part[1]);
    case TERM_IS_CHOICE:
        for (unsigned i = 0; i < 3; i++)
            part[i] = term_bind(t, term->part[i], args);
        return term_choice(t, part[0], part[1], part[2]);
    case TERM_IS_UNKNOWN:
    case TERM_IS_INT:
    case TERM_IS_SET:
        break;
    }
    return id;
}

/* ---- needs ---- */

static struct needs keep_draft(struct terms *t)
{
    const struct term_id *at = t->draft.at;
    uint32_t len = t->draft.len;
    struct kept_needs *found;
    if (!len)
        return NEEDS_NOTHING;
    HASH_FIND(hh, t->by_needs, at, len * sizeof *at, found);
    if (!found) {
        found = arena_new_one(t->arena, struct kept_needs);
        found->at = arena_new_array(t->arena, struct term_id, len);
        memcpy(found->at, at, len * sizeof *at);
        found->len = len;
        found->id = t->needs.len;
        HASH_ADD_KEYPTR(hh, t->by_needs, found->at, len * sizeof *at, found);
        vec_push(t->arena, &t->needs, found);
    }
    return (struct needs){found->id};
}

const struct term_id *needs_terms(const struct terms *t, struct needs needs, uint32_t *ret_len)
{
    *ret_len = t->needs.at[needs.i]->len;
    return t->needs.at[needs.i]->at;
}

static bool is_not(const struct term *x)
{
    return x->is == TERM_IS_OP && x->op == OPERATOR_NOT;
}

/* What a term that is true tells of one value: `!x` that x is zero, `x == 3` that it is three. */
struct told {
    struct term_id value, is;
};

static struct told told_by(struct terms *t, struct term_id term)
{
    const struct term *x = term_get(t, term);
    if (is_not(x))
        return (struct told){x->part[0], term_int(t, 0, NULL, 0)};
    bool equal =
        x->is == TERM_IS_OP && x->op == OPERATOR_EQ && term_get(t, x->part[1])->is == TERM_IS_INT;
    return equal ? (struct told){x->part[0], x->part[1]} : (struct told){0};
}

/* TERM where that is known: what stands for the value in an operator with two operands. */
static struct term_id knowing(struct terms *t, struct term_id term, struct told told)
{
    const struct term *x = term_get(t, term);
    if (!told.value.i || x->is != TERM_IS_OP)
        return term;
    if (is_not(x)) {
        struct term_id part = knowing(t, x->part[0], told);
        return part.i == x->part[0].i ? term : term_op(t, OPERATOR_NOT, part, TERM_UNKNOWN);
    }
    bool first = x->part[0].i == told.value.i, second = x->part[1].i == told.value.i;
    return is_unary(x->op) || (!first && !second)
               ? term
               : term_op(t, x->op, first ? told.is : x->part[0], second ? told.is : x->part[1]);
}

/* NEEDS, with what A and B tell of each other: of `busy != now` and `!busy`, that now is not zero.
 */
static bool add_told(struct terms *t, struct needs needs, struct term_id a, struct term_id b,
                     struct needs *ret)
{
    struct term_id more = knowing(t, a, told_by(t, b));
    if (more.i == a.i)
        more = knowing(t, b, told_by(t, a));
    *ret = needs;
    return more.i == a.i || more.i == b.i || needs_add(t, needs, more, ret);
}

bool needs_add(struct terms *t, struct needs needs, struct term_id term, struct needs *ret)
{
    while (is_not(term_get(t, term)) && is_not(term_get(t, term_get(t, term)->part[0])))
        term = term_get(t, term_get(t, term)->part[0])->part[0];
    const struct term *both = term_get(t, term);
    if (both->is == TERM_IS_OP && both->op == OPERATOR_BOTH) /* each tells something alone */
        return needs_add(t, needs, both->part[0], ret) && needs_add(t, *ret, both->part[1], ret);
    enum tri truth = term_truth(t, term);
    *ret = needs;
    if (truth == TRI_NO)
        return false;
    if (truth == TRI_YES || !term.i)
        return true;
    const struct kept_needs *old = t->needs.at[needs.i];
    struct term_id opposite = is_not(term_get(t, term))
                                  ? term_get(t, term)->part[0]
                                  : term_op(t, OPERATOR_NOT, term, TERM_UNKNOWN);
    bool placed = false;
    t->draft.len = 0;
    for (uint32_t i = 0; i < old->len; i++) {
        if (old->at[i].i == opposite.i)
            return false;
        if (old->at[i].i == term.i)
            return true;
        if (!placed && old->at[i].i > term.i) {
            vec_push(t->arena, &t->draft, term);
            placed = true;
        }
        vec_push(t->arena, &t->draft, old->at[i]);
    }
    if (!placed)
        vec_push(t->arena, &t->draft, term);
    *ret = keep_draft(t);
    for (uint32_t i = 0; i < old->len; i++)
        if (!add_told(t, *ret, old->at[i], term, ret))
            return false;
    return true;
}

struct needs needs_meet(struct terms *t, struct needs a, struct needs b)
{
    const struct kept_needs *x = t->needs.at[a.i], *y = t->needs.at[b.i];
    if (a.i == b.i)
        return a;
    t->draft.len = 0;
    for (uint32_t i = 0, k = 0; i < x->len; i++) {
        while (k < y->len && y->at[k].i < x->at[i].i)
            k++;
        if (k < y->len && y->at[k].i == x->at[i].i)
            vec_push(t->arena, &t->draft, x->at[i]);
    }
    return keep_draft(t);
}

bool needs_within(const struct terms *t, struct needs a, struct needs b)
{
    const struct kept_needs *x = t->needs.at[a.i], *y = t->needs.at[b.i];
    uint32_t i = 0;
    for (uint32_t k = 0; k < y->len && i < x->len; k++)
        i += x->at[i].i == y->at[k].i;
    return i == x->len;
}

struct needs needs_of_params(struct terms *t, struct needs needs)
{
    struct kept_needs *x = t->needs.at[needs.i];
    struct needs kept = NEEDS_NOTHING;
    if (x->of_params)
        return (struct needs){x->of_params - 1};
    for (uint32_t i = 0; i < x->len; i++) {
        bool local = term_get(t, x->at[i])->has_local;
        struct term_id term = local ? term_bind(t, x->at[i], NULL) : x->at[i];
        struct needs more;
        if (term_get(t, term)->has_param && needs_add(t, kept, term, &more))
            kept = more;
    }
    x->of_params = kept.i + 1;
    return kept;
}

bool needs_bind(struct terms *t, struct needs below, const struct term_args *args, struct needs own,
                struct needs *ret)
{
    const struct kept_needs *x = t->needs.at[below.i];
    *ret = own;
    for (uint32_t i = 0; i < x->len; i++)
        if (!needs_add(t, *ret, term_bind(t, x->at[i], args), ret))
            return false;
    return true;
}

static bool has_unknown(const struct terms *t, struct term_id id)
{
    const struct term *x = term_get(t, id);
    if (!id.i)
        return true;
    if (x->is == TERM_IS_OP) /* of one operand the second is none */
        return has_unknown(t, x->part[0]) || (x->part[1].i && has_unknown(t, x->part[1]));
    return x->is == TERM_IS_CHOICE &&
           (has_unknown(t, x->part[0]) || has_unknown(t, x->part[1]) || has_unknown(t, x->part[2]));
}

struct term_id term_fill(struct terms *t, struct term_id id, struct term_id local)
{
    if (!id.i)
        return local;
    const struct term x = *term_get(t, id);
    if (x.is != TERM_IS_CHOICE || has_unknown(t, x.part[0]))
        return has_unknown(t, id) ? local : id;
    return term_choice(t, x.part[0], term_fill(t, x.part[1], local),
                       term_fill(t, x.part[2], local));
}
