#include "link/role_index.h"

#include "base/fail.h"

#include <string.h>

#define ROLE(ID, FROM, GIVES, TEXT) LIST_##ID,
enum list {
#include "link/roles.def"
    LISTS,
};
#undef ROLE

/* One name, or glob, of one entry. */
struct pattern {
    struct str name;
    const char *text;
    enum list list;
    const void *entry; /* NULL: the name alone */
    const struct pack *pack;
    uint32_t number; /* in order of loading */
};

struct name_index {
    VEC(struct pattern) exact; /* chained by name: next */
    VEC(uint32_t) next;
    uint32_t *first; /* by string id: index into exact plus one */
    VEC(struct pattern) globs;
    const struct name_roles **memo; /* by string id; the index's none where there are no roles */
};

struct role_index {
    struct arena *arena;
    struct strs *strs;
    struct name_index functions, macros;
    uint32_t size; /* number of names when it was closed */
    struct name_roles none;
};

struct role_index *role_index_new(struct arena *a, struct strs *strs)
{
    struct role_index *x = arena_new_one(a, struct role_index);
    x->arena = a;
    x->strs = strs;
    return x;
}

/* The adders take a pattern that says list and pack. */
static void add(struct role_index *x, struct name_index *n, struct pattern p, struct str name,
                const void *entry)
{
    p.name = name;
    p.text = str_text(x->strs, name);
    p.entry = entry;
    p.number = n->globs.len + n->exact.len;
    if (rule_is_glob(p.text)) {
        vec_push(x->arena, &n->globs, p);
        return;
    }
    vec_push(x->arena, &n->exact, p);
    vec_push(x->arena, &n->next, 0);
}

static void both_add(struct role_index *x, struct pattern p, struct str name, const void *entry)
{
    add(x, &x->functions, p, name, entry);
    add(x, &x->macros, p, name, entry);
}

static void names_add(struct role_index *x, struct name_index *n, struct pattern p,
                      const name_vec *names, const void *entry)
{
    for (uint32_t i = 0; i < names->len; i++)
        add(x, n, p, names->at[i], entry);
}

static void calls_add(struct role_index *x, struct pattern p, const struct callee *c,
                      const void *entry)
{
    names_add(x, &x->functions, p, &c->functions, entry);
    names_add(x, &x->macros, p, &c->macros, entry);
}

/* "pthread_cleanup_pop" for "pthread_cleanup_push"; none for a name without "push". */
static void pop_add(struct role_index *x, struct pattern p, struct str push)
{
    const char *text = str_text(x->strs, push), *at = strstr(text, "push");
    if (at)
        both_add(x, p,
                 str_intern(x->strs, arena_printf(x->arena, "%.*spop%s", (int)(at - text), text,
                                                  at + strlen("push"))),
                 NULL);
}

#define EACH(LIST, ...)                                                                            \
    for (uint32_t i = 0; i < k->LIST.len; i++)                                                     \
        __VA_ARGS__;
#define CALLS(LIST, WHO) EACH(LIST, calls_add(x, p, &k->LIST.at[i].WHO, &k->LIST.at[i]))
#define NAMES(LIST) EACH(LIST, both_add(x, p, k->LIST.at[i].name, &k->LIST.at[i]))
#define FUNCTIONS(LIST) EACH(LIST, add(x, &x->functions, p, k->LIST.at[i].name, &k->LIST.at[i]))
#define BARE(LIST) EACH(LIST, both_add(x, p, k->LIST.at[i], NULL))
#define UNLOCKS(LIST)                                                                              \
    EACH(LIST, names_add(x, &x->functions, p, &k->LIST.at[i].release, &k->LIST.at[i]))
#define RELEASES(LIST)                                                                             \
    UNLOCKS(LIST) EACH(LIST, names_add(x, &x->macros, p, &k->LIST.at[i].release, &k->LIST.at[i]))
#define POPS(LIST) EACH(LIST, pop_add(x, p, k->LIST.at[i]))
#define INSIDE(LIST) EACH(LIST, names_add(x, &x->functions, p, &k->LIST.at[i].inside, NULL))
#define ROLE(ID, FROM, GIVES, TEXT)                                                                \
    p.list = LIST_##ID;                                                                            \
    FROM

void role_index_add(struct role_index *x, const struct pack *k)
{
    struct pattern p = {.pack = k};
#include "link/roles.def"
}
#undef ROLE

/* Chain the exact patterns by name. */
static void chain(struct role_index *x, struct name_index *n)
{
    n->first = arena_new_array(x->arena, uint32_t, x->size);
    n->memo = arena_new_array(x->arena, const struct name_roles *, x->size);
    for (uint32_t i = n->exact.len; i-- > 0;) { /* so that chains are in order of loading */
        uint32_t *first = &n->first[n->exact.at[i].name.i];
        n->next.at[i] = *first;
        *first = i + 1;
    }
}

void role_index_close(struct role_index *x)
{
    x->size = strs_count(x->strs);
    chain(x, &x->functions);
    chain(x, &x->macros);
}

/* The roles of a name while they are put together, and the pack that each list is from. */
struct gathering {
    struct role_index *index;
    struct name_roles roles;
    const struct pack *of[LISTS], *of_wrappers;
};

static bool is_wrapper(const struct rule_blocking *b)
{
    return b->kind == BLOCK_WRAPPER;
}

/* Entries of a pack that is loaded later replace those of packs before it, of the same section: is
 * the list to be emptied? `sync_wrappers` is a section, but stands in the list of `blocking`, and
 * is taken out of it here. */
static bool replaces(struct gathering *g, const struct pattern *p)
{
    const struct rule_blocking *b = p->list == LIST_BLOCKING ? p->entry : NULL;
    const struct pack **from = b && is_wrapper(b) ? &g->of_wrappers : &g->of[p->list];
    if (b && b->in != CONTEXT_ANY)
        return false; /* says more of one context, nothing of the others */
    bool other = *from && *from != p->pack;
    *from = p->pack;
    if (!b || !other)
        return other;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < g->roles.blocking.len; i++)
        if (is_wrapper(g->roles.blocking.at[i]) != is_wrapper(b))
            g->roles.blocking.at[kept++] = g->roles.blocking.at[i];
    g->roles.blocking.len = kept;
    return false;
}

/* Does the entry say that the name is a call of a framework of coroutines, whose pack lists all
 * calls that suspend? */
static bool lists(const struct pattern *p)
{
    if (p->list != LIST_SPAWN && p->list != LIST_TASK_START && p->list != LIST_TASK_END &&
        p->list != LIST_TASK_PEEK && p->list != LIST_RESOURCE_ACQUIRE &&
        p->list != LIST_RESOURCE_RELEASE && p->list != LIST_BORROW && p->list != LIST_SUSPEND)
        return false;
    for (uint32_t i = 0; i < p->pack->suspends.all.len; i++)
        if (p->pack->suspends.all.at[i].switches)
            return true;
    return false;
}

#define EVERY(MEMBER) vec_push(g->index->arena, &n->MEMBER, p->entry)
#define LATEST(MEMBER) n->MEMBER.len = replaced ? 0 : n->MEMBER.len, EVERY(MEMBER)
#define PACKS(MEMBER) vec_push(g->index->arena, &n->MEMBER, p->pack)
#define LAST(MEMBER) n->MEMBER = p->entry
#define PACK(MEMBER) n->MEMBER = p->pack
#define FLAG(MEMBER) n->MEMBER = true
#define GUARD(KIND) n->guard = GUARD_##KIND, n->guard_rule = p->entry
#define ROLE(ID, FROM, GIVES, TEXT)                                                                \
    case LIST_##ID:                                                                                \
        GIVES;                                                                                     \
        break;

static void gather(struct gathering *g, const struct pattern *p)
{
    struct name_roles *n = &g->roles;
    bool replaced = replaces(g, p);
    n->listed |= lists(p);
    switch (p->list) {
#include "link/roles.def"
    case LISTS:
        bug("a list of rules without a number");
    }
}

/* The patterns apply in order of loading, globs among the others. */
static const struct name_roles *find(struct role_index *x, const struct name_index *n,
                                     struct str name)
{
    struct gathering g = {.index = x};
    const char *text = str_text(x->strs, name);
    uint32_t exact = n->first[name.i], count = 0;
    for (uint32_t i = 0; i < n->globs.len || exact;) {
        bool glob =
            i < n->globs.len && (!exact || n->globs.at[i].number < n->exact.at[exact - 1].number);
        const struct pattern *p = glob ? &n->globs.at[i++] : &n->exact.at[exact - 1];
        if (!glob)
            exact = n->next.at[exact - 1];
        else if (!rule_match(p->text, text))
            continue;
        gather(&g, p);
        count++;
    }
    if (!count)
        return &x->none;
    struct name_roles *roles = arena_new_one(x->arena, struct name_roles);
    *roles = g.roles;
    return roles;
}

const struct name_roles *role_index_find(struct role_index *x, struct str name, bool macro)
{
    struct name_index *n = macro ? &x->macros : &x->functions;
    if (name.i >= x->size || !name.i)
        return NULL;
    if (!n->memo[name.i])
        n->memo[name.i] = find(x, n, name);
    return n->memo[name.i] == &x->none ? NULL : n->memo[name.i];
}
