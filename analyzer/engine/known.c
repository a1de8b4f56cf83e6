#include "engine/known.h"

#include <string.h>

/* The table of what is known lives as long as the walks do. */
#define uthash_malloc(SIZE) arena_alloc(w->arena, SIZE)
#define uthash_free(AT, SIZE) ((void)(AT))
#include <uthash.h>

struct walk_known {
    UT_hash_handle hh;
    uint32_t len;  /* of the words */
    uint64_t at[]; /* a key, and behind that of a quantity its set of numbers */
};

/* Keys: the numbers of quantities, and behind them those of marked paths. */
#define MARK ((uint64_t)1 << 32)

static uint32_t entry_len(const struct walk *w, uint64_t key)
{
    return key & MARK ? 1 : 1 + numbers_words(w->quantities.all.at[key].numbers);
}

static uint64_t key_of(const struct walk *w, const struct quantity *q)
{
    return (uint64_t)(q - w->quantities.all.at);
}

/* Where KEY is, or would be. */
static uint32_t find(const struct walk *w, const struct walk_known *k, uint64_t key)
{
    uint32_t i = 0;
    while (k && i < k->len && k->at[i] < key)
        i += entry_len(w, k->at[i]);
    return i;
}

static bool has(const struct walk_known *k, uint32_t at, uint64_t key)
{
    return k && at < k->len && k->at[at] == key;
}

static void draft(struct walk *w, const uint64_t *words, uint32_t len)
{
    for (uint32_t i = 0; i < len; i++)
        vec_push(w->arena, &w->draft, words[i]);
}

/* The one list that is equal to the draft. */
static const struct walk_known *finish_draft(struct walk *w)
{
    struct walk_known *found;
    size_t size = w->draft.len * sizeof *w->draft.at;
    if (!size)
        return NULL;
    HASH_FIND(hh, w->all_known, w->draft.at, size, found);
    if (!found) {
        found = arena_alloc(w->arena, sizeof *found + size);
        found->len = w->draft.len;
        memcpy(found->at, w->draft.at, size);
        HASH_ADD(hh, w->all_known, at, size, found);
    }
    w->draft.len = 0;
    return found;
}

/* Put WORDS, or with LEN 0 nothing, in the place of what KEY has. */
static void replace(struct walk *w, struct walk_state *s, uint64_t key, const uint64_t *words,
                    uint32_t len)
{
    const struct walk_known *k = s->known;
    uint32_t at = find(w, k, key), behind = at + (has(k, at, key) ? entry_len(w, key) : 0);
    if (k)
        draft(w, k->at, at);
    if (len) {
        draft(w, &key, 1);
        draft(w, words, len - 1);
    }
    if (k)
        draft(w, &k->at[behind], k->len - behind);
    s->known = finish_draft(w);
}

const uint64_t *known_get(const struct walk *w, const struct walk_known *k,
                          const struct quantity *q)
{
    uint32_t at = find(w, k, key_of(w, q));
    return has(k, at, key_of(w, q)) ? &k->at[at + 1] : NULL;
}

void known_set(struct walk *w, struct walk_state *s, const struct quantity *q, const uint64_t *set)
{
    size_t size = numbers_words(q->numbers) * sizeof *set;
    const uint64_t *now = known_get(w, s->known, q);
    numbers_of_signs(q->numbers, SIGN_ANY, w->sets[2]);
    bool anything = !set || !memcmp(set, w->sets[2], size);
    if (anything ? now != NULL : !now || memcmp(set, now, size) != 0)
        replace(w, s, key_of(w, q), set, anything ? 0 : entry_len(w, key_of(w, q)));
}

void known_filter(struct walk *w, struct walk_state *s,
                  bool (*keeps)(const struct quantity *q, const void *context), const void *context)
{
    const struct walk_known *k = s->known;
    bool all = true;
    w->draft.len = 0;
    for (uint32_t i = 0; k && i < k->len; i += entry_len(w, k->at[i])) {
        bool kept = (k->at[i] & MARK) || keeps(&w->quantities.all.at[k->at[i]], context);
        all &= kept;
        if (kept)
            draft(w, &k->at[i], entry_len(w, k->at[i]));
    }
    if (!all)
        s->known = finish_draft(w);
    w->draft.len = 0;
}

/* ---- marks ---- */

void walk_mark(struct walk *w, struct walk_state *s, struct path_id path, bool on)
{
    if (walk_marked(w, s, path) != on)
        replace(w, s, MARK | path.i, NULL, on ? 1 : 0);
}

bool walk_marked(const struct walk *w, const struct walk_state *s, struct path_id path)
{
    return has(s->known, find(w, s->known, MARK | path.i), MARK | path.i);
}

bool walk_next_mark(const struct walk *w, const struct walk_state *s, uint32_t *at,
                    struct path_id *ret_path)
{
    const struct walk_known *k = s->known;
    if (*at == 0)
        *at = find(w, k, MARK);
    if (!k || *at >= k->len)
        return false;
    ret_path->i = (uint32_t)k->at[(*at)++];
    return true;
}
