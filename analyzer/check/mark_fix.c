#include "check/mark_fix.h"

#include "base/fail.h"

#include <stdlib.h>

enum place {              /* where a mark stands in a declaration */
             PLACE_NAME,  /* int coroutine_fn f(void) */
             PLACE_TYPE,  /* static coroutine_fn int f(void) */
             PLACE_BEGIN, /* coroutine_fn static int f(void) */
             PLACES
};

#define LINES_MAX 4 /* a mark so many lines above the name is that of another declaration */

struct habit { /* how often it stands where, in one file */
    struct str file;
    uint32_t votes[PLACES];
};

struct mark_fix {
    struct arena *arena;
    const struct program *program;
    struct str word;
    VEC(struct habit) files;
    struct habit all;
};

static bool before(struct loc a, struct loc b)
{
    return a.line < b.line || (a.line == b.line && a.col < b.col);
}

static struct habit *habit_of(struct mark_fix *m, struct str file)
{
    for (uint32_t i = 0; i < m->files.len; i++)
        if (str_eq(m->files.at[i].file, file))
            return &m->files.at[i];
    vec_push(m->arena, &m->files, (struct habit){.file = file});
    return &vec_last(&m->files);
}

static void vote(struct mark_fix *m, const struct declaration *d, struct loc mark)
{
    struct habit *h = habit_of(m, mark.file);
    bool simple = loc_same(d->begin, d->type); /* no storage class: both are one place */
    bool at_begin = !before(d->begin, mark), at_type = loc_same(mark, d->type);
    enum place place = at_begin && !simple   ? PLACE_BEGIN
                       : at_begin || at_type ? PLACE_TYPE
                                             : PLACE_NAME;
    h->votes[place]++;
    m->all.votes[place]++;
}

/* The declaration that a mark belongs to: the nearest that it stands before the name of. */
static const struct declaration *declaration_of(const struct entity *e, struct loc mark)
{
    const struct declaration *best = NULL;
    for (uint32_t i = 0; i < e->declarations.len; i++) {
        const struct declaration *d = &e->declarations.at[i];
        if (!str_eq(d->name.file, mark.file) || !before(mark, d->name) ||
            d->name.line - mark.line > LINES_MAX)
            continue;
        if (!best || before(d->name, best->name))
            best = d;
    }
    return best;
}

struct mark_fix *mark_fix_new(const struct program *p, struct str word)
{
    struct arena *arena = arena_new();
    struct mark_fix *m = arena_new_one(arena, struct mark_fix);
    *m = (struct mark_fix){.arena = arena, .program = p, .word = word};
    for (uint32_t u = 0; u < p->units.len; u++) {
        const struct facts *f = p->units.at[u];
        for (uint32_t i = 0; i < f->entities.len; i++) {
            const struct entity *e = &f->entities.at[i];
            if (e->kind != ENTITY_FUNCTION)
                continue;
            for (uint32_t w = 0; w < e->words.len; w++) {
                const struct word *mark = &e->words.at[w];
                const struct declaration *d = mark->kind == WORD_MACRO && str_eq(mark->text, word)
                                                  ? declaration_of(e, mark->loc)
                                                  : NULL;
                if (d)
                    vote(m, d, mark->loc);
            }
        }
    }
    return m;
}

void mark_fix_free(struct mark_fix *m)
{
    if (m)
        arena_free(m->arena);
}

static enum place usual(const struct habit *h)
{
    enum place best = PLACE_NAME;
    for (int i = 0; i < PLACES; i++)
        if (h->votes[i] > h->votes[best])
            best = (enum place)i;
    return best;
}

/* As the neighbours in the file do it, else as the program does. */
static enum place place_in(const struct mark_fix *m, struct str file)
{
    for (uint32_t i = 0; i < m->files.len; i++)
        if (str_eq(m->files.at[i].file, file))
            return usual(&m->files.at[i]);
    return usual(&m->all);
}

static void add_edit(const struct mark_fix *m, struct findings *f, const struct declaration *d,
                     struct finding *ret)
{
    enum place place = place_in(m, d->name.file);
    struct loc at = place == PLACE_NAME ? d->name : place == PLACE_TYPE ? d->type : d->begin;
    at.len = 0;
    for (uint32_t i = 0; i < ret->fixes.len; i++)
        if (loc_same(ret->fixes.at[i].loc, at))
            return;
    vec_push(
        f->arena, &ret->fixes,
        (struct finding_fix){
            .loc = at, .text = arena_printf(f->arena, "%s ", program_text(m->program, m->word))});
}

void mark_fix_add(const struct mark_fix *m, struct findings *f, struct node_id n,
                  struct finding *ret)
{
    for (uint32_t u = 0; u < m->program->units.len; u++) {
        const struct facts *facts = m->program->units.at[u];
        for (uint32_t i = 0; i < facts->entities.len; i++) {
            const struct entity *e = &facts->entities.at[i];
            if (e->kind != ENTITY_FUNCTION || facts->linked[i] != n.i)
                continue;
            for (uint32_t k = 0; k < e->declarations.len; k++)
                add_edit(m, f, &e->declarations.at[k], ret);
        }
    }
    if (ret->fixes.len)
        ret->fix_title = arena_printf(f->arena, "mark '%s' as %s",
                                      program_text(m->program, program_get(m->program, n)->name),
                                      program_text(m->program, m->word));
}
