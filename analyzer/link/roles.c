#include "link/roles.h"

#include "link/pack_on.h"
#include "link/role_index.h"

#include <string.h>

static const struct pack *pack_named(const struct roles *r, struct str name)
{
    for (uint32_t i = r->rules->packs.len; i-- > 0;) /* the last one counts */
        if (str_eq(r->rules->packs.at[i]->name, name))
            return r->rules->packs.at[i];
    return NULL;
}

/* Suspensions that a pack lists for another framework belong to that. */
static void suspends_of_frameworks(const struct roles *r, struct pack *k)
{
    for (uint32_t i = 0; i < k->suspends.all.len; i++) {
        struct rule_suspend *s = &k->suspends.all.at[i];
        const struct pack *framework = s->framework.i ? pack_named(r, s->framework) : NULL;
        s->pack = framework ? framework : s->pack;
    }
}

#define ADD_ALL(LIST)                                                                              \
    for (uint32_t i = 0; i < k->LIST.len; i++)                                                     \
    vec_push(r->arena, &r->LIST, &k->LIST.at[i])

static void pack_add(struct roles *r, struct pack *k)
{
    suspends_of_frameworks(r, k);
    role_index_add(r->index, k);
    ADD_ALL(signal_handler_fields);
    ADD_ALL(fields);
    ADD_ALL(offload_fields);
    ADD_ALL(unless_fields);
    ADD_ALL(either_fields);
    ADD_ALL(annotations);
    ADD_ALL(types);
    ADD_ALL(body_macros);
    ADD_ALL(wrapper_annotations);
    ADD_ALL(cuts);
    vec_push(r->arena, &r->packs, k);
}

/* Fields that rules name as what is called are known by that name from here on. */
static void name_slots(struct program *p)
{
    struct buf name = {0};
    for (uint32_t i = 0; i < p->slots.len; i++) {
        struct slot *s = &p->slots.at[i];
        const char *record = program_text(p, s->record);
        buf_clear(&name);
        buf_printf(&name, "%s.%s", record + strspn(record, "_"), program_text(p, s->name));
        s->callee = str_find(p->strs, name.at);
    }
    buf_release(&name);
}

struct roles *roles_new(struct rules *rules, struct program *p, const struct config *config)
{
    struct arena *arena = arena_new();
    struct roles *r = arena_new_one(arena, struct roles);
    r->arena = arena;
    r->rules = rules;
    r->program = p;
    r->index = role_index_new(arena, p->strs);
    for (uint32_t i = 0; i < rules->packs.len; i++) {
        struct pack *k = rules->packs.at[i];
        k->enabled = pack_on(p, k, config);
        if (k->enabled)
            pack_add(r, k);
    }
    r->cuts_met = arena_new_array(arena, bool, r->cuts.len + 1);
    name_slots(p);
    role_index_close(r->index);
    return r;
}

void roles_free(struct roles *r)
{
    if (r)
        arena_free(r->arena);
}

const struct name_roles *roles_function(const struct roles *r, struct str name)
{
    return role_index_find(r->index, name, false);
}

const struct name_roles *roles_macro(const struct roles *r, struct str name)
{
    return role_index_find(r->index, name, true);
}

static const struct rule_word *word_among(const struct roles *r,
                                          const struct rule_word *const *list, uint32_t len,
                                          struct str text)
{
    for (uint32_t i = len; i-- > 0;)
        if (str_eq(list[i]->name, text) ||
            (rule_is_glob(program_text(r->program, list[i]->name)) &&
             rule_match(program_text(r->program, list[i]->name), program_text(r->program, text))))
            return list[i];
    return NULL;
}

const struct rule_word *roles_word(const struct roles *r, const word_vec *words, bool types,
                                   struct loc *ret_loc)
{
    const struct rule_word *either = NULL;
    for (uint32_t i = 0; i < words->len; i++) {
        const struct word *w = &words->at[i];
        bool type = w->kind == WORD_TYPE;
        if (type && !types)
            continue;
        const struct rule_word *found =
            type ? word_among(r, r->types.at, r->types.len, w->text)
                 : word_among(r, r->annotations.at, r->annotations.len, w->text);
        if (!found)
            continue;
        if (ret_loc)
            *ret_loc = w->loc;
        if (found->mode == MODE_MUST)
            return found;
        if (!either || found->mode == MODE_EITHER)
            either = found;
    }
    return either;
}

const struct rule_word *roles_wrapper_word(const struct roles *r, const word_vec *words)
{
    for (uint32_t i = 0; i < words->len; i++) {
        const struct rule_word *found =
            word_among(r, r->wrapper_annotations.at, r->wrapper_annotations.len, words->at[i].text);
        if (found)
            return found;
    }
    return NULL;
}

const struct rule_word *roles_body_macro(const struct roles *r, struct str macro)
{
    return word_among(r, r->body_macros.at, r->body_macros.len, macro);
}

/* Replacements of blocking calls; what a framework runs on cancellation is none. */
static bool names_replacements(const struct pack *k)
{
    for (int i = 0; i < INSTEAD_KINDS; i++)
        if (i != INSTEAD_CLEANUP && k->instead[i])
            return true;
    return false;
}

const char *roles_instead(const struct roles *r, struct str pack, enum instead_kind kind)
{
    const char *of_pack = NULL, *of_any = NULL;
    uint32_t frameworks = 0;
    for (uint32_t i = r->packs.len; i-- > 0;) {
        const struct pack *k = r->packs.at[i];
        bool compiled_in = !strncmp(k->file, "rules/", 6);
        if (!compiled_in && k->instead[kind])
            return k->instead[kind];
        frameworks += names_replacements(k);
        if (pack.i && str_eq(k->name, pack))
            of_pack = k->instead[kind];
        if (!of_any)
            of_any = k->instead[kind];
    }
    return of_pack ? of_pack : frameworks == 1 ? of_any : NULL;
}

const struct answer *roles_answer(const struct roles *r, const void *condition)
{
    for (uint32_t i = 0; i < r->answers.len; i++)
        if (r->answers.at[i].condition == condition)
            return &r->answers.at[i];
    return NULL;
}

void roles_remember(const struct roles *r, const void *condition, bool holds)
{
    struct roles *w = (struct roles *)(uintptr_t)r; /* only its memo */
    vec_push(r->arena, &w->answers, (struct answer){condition, holds});
}

bool roles_field_fits(const struct roles *r, const struct slot *s, const struct rule_field *rule)
{
    const struct program *p = r->program;
    const char *record = program_text(p, s->record), *wanted = program_text(p, rule->record);
    return s->is_field && rule_match(program_text(p, rule->field), program_text(p, s->name)) &&
           (rule_match(wanted, record) || rule_match(wanted, record + strspn(record, "_")));
}

bool roles_cut(const struct roles *r, struct str caller, struct str callee)
{
    bool cut = false;
    for (uint32_t i = 0; i < r->cuts.len; i++)
        if (rule_match(program_text(r->program, r->cuts.at[i]->caller),
                       program_text(r->program, caller)) &&
            rule_match(program_text(r->program, r->cuts.at[i]->callee),
                       program_text(r->program, callee)))
            cut = r->cuts_met[i] = true;
    return cut;
}

bool callee_arity_fits(const struct callee *c, uint32_t arg_len)
{
    return c->arity < 0 || (uint32_t)c->arity == arg_len;
}

uint32_t arg_index(int32_t arg, uint32_t arg_len)
{
    if (arg >= 0)
        return (uint32_t)arg < arg_len ? (uint32_t)arg : FACTS_NONE;
    uint32_t back = (uint32_t)-(int64_t)arg;
    return arg != INT32_MIN && back <= arg_len ? arg_len - back : FACTS_NONE;
}

bool roles_named(const struct program *p, const name_vec *names, struct str name)
{
    const char *text = program_text(p, name);
    for (uint32_t i = 0; name.i && i < names->len; i++)
        if (str_eq(names->at[i], name) || rule_match(program_text(p, names->at[i]), text))
            return true;
    return false;
}
