/* The leaves of one function, or of one call: of those that differ only in how good the way is the
 * best. */
#ifndef EFFECTS_LEAF_SET_H
#define EFFECTS_LEAF_SET_H

#include "effects/summary.h"

#include <uthash.h>

/* What makes two leaves two. Without padding: it is hashed. */
struct leaf_key {
    uint64_t rule; /* of an open leaf: its address */
    uint64_t lock, args;
    uint32_t needs, end, kind, programs;
    uint32_t fd_node, fd_value; /* of one that is the first to read its descriptor */
    uint8_t mask, runs, mixed, stall, rare, on_command, first, filler;
};

struct kept_leaf {
    struct leaf_key key;
    struct leaf *leaf; /* the best so far */
    bool settled;      /* it is handed on to callers */
    UT_hash_handle hh;
};

/* Ways to one leaf: they differ in what they need of those who call. */
struct leaf_ways;

struct leaf_set {
    struct arena *arena;
    struct terms *terms;
    bool one_end; /* where it ends does not matter */
    struct kept_leaf *by_key;
    VEC(struct kept_leaf *) all; /* in the order in which they were added first */
    struct leaf_ways *ways;
    uint32_t settled;
    bool was_cut;    /* more than LEAVES_MAX were to be settled */
    bool was_joined; /* there were more than LEAF_WAYS_MAX to one leaf */
};

/* What is shown by default comes before what is not; then the worse, the surer, the nearer. */
bool leaf_better(const struct leaf *a, const struct leaf *b);
struct leaf *leaf_copy(struct arena *arena, const struct leaf *l);
/* Add a copy of L; NULL: there is one as good. */
struct kept_leaf *leaf_set_add(struct leaf_set *s, const struct leaf *l);

/* Of one leaf, that differ in what callers must hand over. Of more, as of an interpreter's where
 * each state is a way to everything below, the rest are one, which needs what all of them need:
 * fewer callers are told apart, no leaf is lost, and summary_was_joined tells. */
#define LEAF_WAYS_MAX 64

/* KEPT is settled, after all that are better. False: it is not, since one that is needs no more
 * than it and is as good, or since there are LEAVES_MAX; or there are too many ways, and it gives
 * way to *RET_JOINED (NULL: that is there). */
bool leaf_set_settle(struct leaf_set *s, struct kept_leaf *kept, struct kept_leaf **ret_joined);
/* The tables; the leaves stay. */
void leaf_set_clear(struct leaf_set *s);

#endif
