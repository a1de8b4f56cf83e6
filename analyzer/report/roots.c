#include "report/roots.h"

#include "report/report.h"

#include <stdlib.h>
#include <uthash.h>

typedef VEC(const struct finding *) entry_vec;

struct root {
    const char *key;
    entry_vec entries;
    UT_hash_handle hh;
};

static const char *key_of(struct arena *arena, const struct finding *f)
{
    return arena_printf(arena, "%s %d %s %s", f->rule->id, (int)finding_state(f),
                        f->build ? f->build : "", f->root);
}

/* Both point into the array of findings, which is in order of place. */
static int by_rank(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a,
                         *y = *(const struct finding *const *)b;
    int order = report_compare(x, y);
    if (order)
        return order;
    if (!x->observed.times != !y->observed.times)
        return x->observed.times ? -1 : 1;
    if (x->steps.len != y->steps.len)
        return x->steps.len < y->steps.len ? -1 : 1;
    return (x > y) - (x < y);
}

static void add_observed(struct finding_observed *o, const struct finding_observed *more)
{
    o->times += more->times;
    o->timed |= more->timed;
    if (more->most_us > o->most_us)
        o->most_us = more->most_us;
}

/* The best entry, with what the others say. */
static struct finding result_of(struct findings *f, const entry_vec *entries)
{
    struct finding result = *entries->at[0];
    result.entries = entries->len;
    for (uint32_t i = 1; i < entries->len; i++)
        add_observed(&result.observed, &entries->at[i]->observed);
    for (uint32_t i = 1; i < entries->len && i <= ROOT_ENTRIES; i++) {
        const struct finding *e = entries->at[i];
        const char *in = e->function.i ? str_text(f->strs, e->function) : "code without a name";
        vec_push(
            f->arena, &result.notes,
            (struct finding_note){e->loc, arena_printf(f->arena, "also reached from '%s'", in)});
    }
    return result;
}

static int by_place(const void *a, const void *b)
{
    const struct finding *x = *(const struct finding *const *)a,
                         *y = *(const struct finding *const *)b;
    return (x > y) - (x < y);
}

void roots_group(struct findings *findings)
{
    struct arena *arena = arena_new();
    struct root *roots = NULL;
    entry_vec shown = {0};
    for (uint32_t i = 0; i < findings->all.len; i++) {
        struct finding *f = &findings->all.at[i];
        struct root *root = NULL;
        f->entries = 1;
        if (!f->root) {
            vec_push(arena, &shown, f);
            continue;
        }
        const char *key = key_of(arena, f);
        HASH_FIND_STR(roots, key, root);
        if (!root) {
            root = arena_new_one(arena, struct root);
            root->key = key;
            HASH_ADD_KEYPTR(hh, roots, root->key, strlen(root->key), root);
        }
        vec_push(arena, &root->entries, f);
    }
    for (struct root *r = roots; r; r = r->hh.next) {
        qsort(r->entries.at, r->entries.len, sizeof *r->entries.at, by_rank);
        vec_push(arena, &shown, r->entries.at[0]);
    }
    if (shown.len)
        qsort(shown.at, shown.len, sizeof *shown.at, by_place);
    struct finding *results = arena_new_array(findings->arena, struct finding, shown.len + 1);
    for (uint32_t i = 0; i < shown.len; i++) {
        struct root *root = NULL;
        if (shown.at[i]->root)
            HASH_FIND_STR(roots, key_of(arena, shown.at[i]), root);
        results[i] = root ? result_of(findings, &root->entries) : *shown.at[i];
    }
    HASH_CLEAR(hh, roots);
    findings->all.at = results;
    findings->all.len = findings->all.cap = shown.len;
    arena_free(arena);
}
