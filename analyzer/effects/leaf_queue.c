#include "effects/leaf_queue.h"

static bool before(const struct waiting_leaf *a, const struct waiting_leaf *b)
{
    if (leaf_better(a->leaf, b->leaf))
        return true;
    if (leaf_better(b->leaf, a->leaf))
        return false;
    return a->needs != b->needs ? a->needs < b->needs : a->number < b->number;
}

static void swap(struct leaf_queue *q, size_t a, size_t b)
{
    struct waiting_leaf one = q->at.at[a];
    q->at.at[a] = q->at.at[b];
    q->at.at[b] = one;
}

void leaf_queue_add(struct leaf_queue *q, const struct leaf_set *set, struct kept_leaf *kept,
                    uint32_t member)
{
    struct waiting_leaf one = {
        .kept = kept, .leaf = kept->leaf, .member = member, .number = q->added++};
    needs_terms(set->terms, kept->leaf->needs, &one.needs);
    vec_push(set->arena, &q->at, one);
    for (size_t i = q->at.len - 1; i && before(&q->at.at[i], &q->at.at[(i - 1) / 2]);
         i = (i - 1) / 2)
        swap(q, i, (i - 1) / 2);
}

bool leaf_queue_take(struct leaf_queue *q, struct waiting_leaf *ret)
{
    if (!q->at.len)
        return false;
    *ret = q->at.at[0];
    q->at.at[0] = q->at.at[--q->at.len];
    for (size_t i = 0, best = 0;; i = best) {
        for (size_t k = 2 * i + 1; k <= 2 * i + 2 && k < q->at.len; k++)
            if (before(&q->at.at[k], &q->at.at[best]))
                best = k;
        if (best == i)
            return true;
        swap(q, i, best);
    }
}
