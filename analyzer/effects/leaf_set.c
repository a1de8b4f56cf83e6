#include "effects/leaf_set.h"

#include <string.h>

/* Which parameters decide: values that are known have had their say. */
static uint64_t hash_args(const struct leaf *l)
{
    uint64_t hash = l->args ? 1 : 0;
    for (uint32_t i = 0; l->args && i < l->arg_len; i++) {
        uint64_t one = l->args[i].kind == AVAL_TERM    ? (uint64_t)l->args[i].term.i << 32
                       : l->args[i].kind == AVAL_PARAM ? 16 + (uint64_t)l->args[i].param
                                                       : (uint64_t)l->args[i].kind;
        one |= (uint64_t)l->args[i].within_param << 16 | (uint64_t)l->args[i].member.i << 40;
        hash = (hash ^ one) * UINT64_C(1099511628211); /* FNV-1a's prime */
    }
    return hash;
}

/* Whoever looks through pointers asks what a function blocks on, not where else: thousands of ends
 * in functions that all lead to each other would be kept for each of them. */
static struct leaf_key key_of(const struct leaf_set *s, const struct leaf *l)
{
    const void *rule = l->runs ? (const void *)l->runs : l->rule;
    return (struct leaf_key){.rule = l->args ? (uintptr_t)rule : 0,
                             .lock = l->lock,
                             .args = hash_args(l),
                             .needs = l->needs.i,
                             .end = s->one_end ? 0 : l->end.i,
                             .programs = l->programs.i,
                             .kind = (uint32_t)l->kind,
                             .fd_node = l->first ? l->fd.node.i : 0,
                             .fd_value = l->first ? l->fd.value.i : 0,
                             .first = l->first,
                             .mask = l->mask,
                             .runs = l->runs != NULL,
                             .mixed = l->mixed,
                             .stall = (uint8_t)l->stall,
                             .rare = l->rare,
                             .on_command = l->on_command};
}

bool leaf_better(const struct leaf *a, const struct leaf *b)
{
    bool shown_a = a->certainty >= CERTAINTY_USUALLY, shown_b = b->certainty >= CERTAINTY_USUALLY;
    if (shown_a != shown_b)
        return shown_a;
    enum stall stall_a = leaf_stall(a, a->on_command), stall_b = leaf_stall(b, b->on_command);
    if (stall_a != stall_b)
        return stall_a > stall_b;
    return a->certainty != b->certainty ? a->certainty > b->certainty : a->depth < b->depth;
}

struct leaf *leaf_copy(struct arena *arena, const struct leaf *l)
{
    struct leaf *copy = arena_new_one(arena, struct leaf);
    *copy = *l;
    if (l->args) {
        copy->args = arena_new_array(arena, struct aval, l->arg_len + 1);
        memcpy(copy->args, l->args, l->arg_len * sizeof *l->args);
    }
    return copy;
}

struct kept_leaf *leaf_set_add(struct leaf_set *s, const struct leaf *new)
{
    struct leaf l = *new;
    l.needs = needs_of_params(s->terms, l.needs);
    struct leaf_key key = key_of(s, &l);
    struct kept_leaf *kept;
    HASH_FIND(hh, s->by_key, &key, sizeof key, kept);
    if (kept && !leaf_better(&l, kept->leaf))
        return NULL;
    if (!kept) {
        kept = arena_new_one(s->arena, struct kept_leaf);
        kept->key = key;
        HASH_ADD(hh, s->by_key, key, sizeof kept->key, kept);
        vec_push(s->arena, &s->all, kept);
    }
    kept->leaf = leaf_copy(s->arena, &l);
    return kept;
}

/* ---- ways to one leaf ---- */

struct leaf_ways {
    struct leaf_key key; /* of the leaf; needs: none */
    VEC(const struct kept_leaf *) at;
    UT_hash_handle hh;
};

static struct leaf_ways *ways_to(struct leaf_set *s, const struct kept_leaf *kept)
{
    struct leaf_key key = kept->key;
    struct leaf_ways *w;
    key.needs = 0;
    HASH_FIND(hh, s->ways, &key, sizeof key, w);
    if (w)
        return w;
    w = arena_new_one(s->arena, struct leaf_ways);
    w->key = key;
    HASH_ADD(hh, s->ways, key, sizeof w->key, w);
    return w;
}

/* Who meets what the one needs meets that, too. Those that are settled are the better ones. */
static bool is_covered(const struct leaf_set *s, const struct leaf_ways *w, const struct leaf *l)
{
    for (uint32_t i = 0; i < w->at.len; i++) {
        const struct leaf *old = w->at.at[i]->leaf;
        if (old->certainty >= l->certainty && old->at_most >= l->at_most &&
            needs_within(s->terms, old->needs, l->needs))
            return true;
    }
    return false;
}

bool leaf_set_settle(struct leaf_set *s, struct kept_leaf *kept, struct kept_leaf **ret_joined)
{
    struct leaf_ways *w = ways_to(s, kept);
    *ret_joined = NULL;
    if (kept->settled)
        return true;
    if (is_covered(s, w, kept->leaf))
        return false;
    if (w->at.len >= LEAF_WAYS_MAX) {
        struct leaf joined = *kept->leaf;
        for (uint32_t i = 0; i < w->at.len; i++)
            joined.needs = needs_meet(s->terms, joined.needs, w->at.at[i]->leaf->needs);
        if (joined.needs.i != kept->leaf->needs.i) {
            s->was_joined = true;
            *ret_joined = leaf_set_add(s, &joined);
            return false;
        }
    }
    if (s->settled == LEAVES_MAX) {
        s->was_cut = true;
        return false;
    }
    kept->settled = true;
    s->settled++;
    vec_push(s->arena, &w->at, kept);
    return true;
}

void leaf_set_clear(struct leaf_set *s)
{
    HASH_CLEAR(hh, s->by_key);
    HASH_CLEAR(hh, s->ways);
}
