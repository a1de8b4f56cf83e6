#include "check/finding.h"

#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct findings *findings_new(struct strs *strs)
{
    struct arena *arena = arena_new();
    struct findings *f = arena_new_one(arena, struct findings);
    f->arena = arena;
    f->strs = strs;
    return f;
}

void findings_free(struct findings *f)
{
    if (f)
        arena_free(f->arena);
}

/* ---- order ---- */

static int compare_numbers(uint64_t a, uint64_t b)
{
    return (a > b) - (a < b);
}

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

/* By the file's text: ids depend on the order of units and are no order for people. */
static int compare_locs(const struct strs *strs, struct loc a, struct loc b)
{
    int order = str_eq(a.file, b.file) ? 0 : strcmp(str_text(strs, a.file), str_text(strs, b.file));
    if (!order)
        order = compare_numbers(a.line, b.line);
    return order ? order : compare_numbers(a.col, b.col);
}

static int compare_steps(const struct strs *strs, const struct finding *a, const struct finding *b)
{
    int order = compare_numbers(a->steps.len, b->steps.len);
    for (uint32_t i = 0; !order && i < a->steps.len; i++) {
        const struct finding_step *x = &a->steps.at[i], *y = &b->steps.at[i];
        order = compare_locs(strs, x->loc, y->loc);
        if (!order)
            order = compare_texts(x->message, y->message);
    }
    return order;
}

/* The same finding for a reader: place, check, text and path. What is left may differ only in the
 * build. */
static int compare_content(const struct strs *strs, const struct finding *a,
                           const struct finding *b)
{
    int order = compare_locs(strs, a->loc, b->loc);
    if (!order)
        order = compare_texts(a->rule->id, b->rule->id);
    if (!order)
        order = compare_texts(a->message, b->message);
    return order ? order : compare_steps(strs, a, b);
}

static int compare(const void *x, const void *y, void *strs)
{
    const struct finding *a = x, *b = y;
    int order = compare_content(strs, a, b);
    if (!order)
        order = compare_numbers(b->level, a->level);
    if (!order)
        order = compare_texts(a->suppressed, b->suppressed);
    if (!order)
        order = compare_texts(a->advice, b->advice);
    return order ? order : compare_texts(a->build, b->build);
}

static void drop_duplicates(struct findings *f)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->all.len; i++)
        if (kept == 0 || compare_content(f->strs, &f->all.at[kept - 1], &f->all.at[i]) != 0)
            f->all.at[kept++] = f->all.at[i];
    f->all.len = kept;
}

/* ---- fingerprints ---- */

static void add_text(XXH3_state_t *state, const char *text)
{
    XXH3_64bits_update(state, text, strlen(text) + 1);
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static const char *leaf_callee(const struct finding *f)
{
    const char *colon = f->leaf_key ? strrchr(f->leaf_key, ':') : NULL;
    return colon ? colon + 1 : f->leaf_key ? f->leaf_key : "";
}

/* What an entry is: check, function, the function that it calls there, the one at the end of the
 * path and what that calls. Lines and folders do not count, so that it survives edits elsewhere and
 * a move of the file; nor do the functions between, for of two ways of one length the order of
 * definitions decides which is shown. NAME: of the file, without its folders. */
static uint64_t fingerprint(const struct strs *strs, const struct finding *f, const char *name)
{
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    add_text(&state, f->rule->id);
    add_text(&state, name);
    add_text(&state, str_text(strs, f->function));
    uint32_t seen = 0, last = 0;
    for (uint32_t i = 0; i < f->steps.len; i++) {
        if (f->steps.at[i].kind == PATH_STEP_NOTE)
            continue;
        if (seen++ < 2)
            add_text(&state, str_text(strs, f->steps.at[i].function));
        last = i;
    }
    add_text(&state, f->steps.len ? str_text(strs, f->steps.at[last].function) : "");
    add_text(&state, leaf_callee(f));
    return XXH3_64bits_digest(&state);
}

static uint64_t leaf_fingerprint(const struct finding *f)
{
    XXH3_state_t state;
    XXH3_64bits_reset(&state);
    add_text(&state, f->rule->id);
    add_text(&state, f->leaf_key ? f->leaf_key : "");
    return XXH3_64bits_digest(&state);
}

struct numbered {
    uint64_t base;
    uint32_t index;
};

static int compare_numbered(const void *x, const void *y)
{
    const struct numbered *a = x, *b = y;
    int order = compare_numbers(a->base, b->base);
    return order ? order : compare_numbers(a->index, b->index);
}

/* Equal fingerprints are numbered in the order of the findings; the first keeps its own. */
static void set_fingerprints(struct findings *f)
{
    uint32_t len = f->all.len;
    struct numbered *rows = arena_new_array(f->arena, struct numbered, len);
    for (uint32_t i = 0; i < len; i++) {
        struct finding *x = &f->all.at[i];
        const char *name = base_name(str_text(f->strs, x->loc.file));
        rows[i] = (struct numbered){fingerprint(f->strs, x, name), i};
        x->moved_fingerprint = fingerprint(f->strs, x, "");
        x->leaf_fingerprint = leaf_fingerprint(x);
    }
    if (len)
        qsort(rows, len, sizeof *rows, compare_numbered);
    uint64_t occurrence = 0;
    for (uint32_t i = 0; i < len; i++) {
        occurrence = i && rows[i].base == rows[i - 1].base ? occurrence + 1 : 0;
        uint64_t parts[] = {rows[i].base, occurrence};
        f->all.at[rows[i].index].fingerprint =
            occurrence ? XXH3_64bits(parts, sizeof parts) : rows[i].base;
    }
}

void findings_sort(struct findings *f)
{
    if (f->all.len)
        qsort_r(f->all.at, f->all.len, sizeof *f->all.at, compare, f->strs);
}

void findings_finish(struct findings *f)
{
    for (uint32_t i = 0; i < f->all.len; i++)
        if (!f->all.at[i].rule || !f->all.at[i].message)
            bug("finding %u has no rule or no message", i);
    findings_sort(f);
    drop_duplicates(f);
    set_fingerprints(f);
}
