#include "cli/select.h"

#include "input/suggest.h"
#include "link/program.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* Does TEXT name the check: by id, by name, or by family as in NS1? */
static bool names_check(const char *text, const struct check_rule *r)
{
    if (!strcmp(text, r->id) || !strcmp(text, r->name))
        return true;
    size_t len = strlen(text);
    return len >= 2 && len < 5 && !strncmp(text, "NS", 2) && !strncmp(text, r->id, len);
}

static void unknown_check(const char *text, const char *file, uint32_t line, uint32_t col,
                          struct diags *diags)
{
    struct suggest near = {.word = text};
    for (uint32_t i = 0; i < check_rule_count; i++) {
        suggest_offer(&near, check_rules[i].id);
        suggest_offer(&near, check_rules[i].name);
    }
    diag_add(diags, DIAG_ERROR, file, line, col,
             "unknown check '%s'%s%s%s; nostall explain lists the checks", text,
             near.best ? ", did you mean '" : "", near.best ? near.best : "",
             near.best ? "'?" : "");
}

struct choice {
    const char *text, *file;
    uint32_t line, col;
    enum level level; /* what to set */
    bool keep_level;  /* turn on at the default level */
};

static bool choose(struct select *s, const struct choice *c, struct diags *diags)
{
    bool any = false;
    for (uint32_t i = 0; i < check_rule_count; i++) {
        if (!names_check(c->text, &check_rules[i]))
            continue;
        any = true;
        if (c->keep_level) {
            enum level level = check_rules[i].level;
            s->levels[i] = level == LEVEL_OFF ? LEVEL_WARNING : level;
            s->fixed[i] = level == LEVEL_OFF;
        } else {
            s->levels[i] = c->level;
            s->fixed[i] = true;
        }
    }
    if (!any)
        unknown_check(c->text, c->file, c->line, c->col, diags);
    return any;
}

static bool check_paths(const struct config *config, struct diags *diags)
{
    bool ok = true;
    for (uint32_t i = 0; i < config->paths.len; i++)
        for (uint32_t k = 0; k < config->paths.at[i].disable.len; k++) {
            bool any = false;
            for (uint32_t r = 0; r < check_rule_count; r++)
                any |= names_check(config->paths.at[i].disable.at[k], &check_rules[r]);
            if (!any)
                unknown_check(config->paths.at[i].disable.at[k], config->file,
                              config->paths.at[i].line, config->paths.at[i].col, diags);
            ok &= any;
        }
    return ok;
}

bool select_init(struct select *ret, struct arena *arena, const struct config *config,
                 const struct options *o, struct diags *diags)
{
    struct select s = {.arena = arena, .config = config};
    s.levels = arena_new_array(arena, enum level, check_rule_count);
    s.fixed = arena_new_array(arena, bool, check_rule_count);
    for (uint32_t i = 0; i < check_rule_count; i++)
        s.levels[i] = check_rules[i].level;
    bool ok = check_paths(config, diags);
    for (uint32_t i = 0; i < config->checks.len; i++) {
        const struct config_check *c = &config->checks.at[i];
        struct choice choice = {c->check, config->file, c->line, c->col, c->level, false};
        ok &= choose(&s, &choice, diags);
    }
    for (uint32_t i = 0; i < o->disable.len; i++) {
        struct choice choice = {.text = o->disable.at[i], .level = LEVEL_OFF};
        ok &= choose(&s, &choice, diags);
    }
    for (uint32_t i = 0; i < o->enable.len; i++) {
        struct choice choice = {.text = o->enable.at[i], .keep_level = true};
        ok &= choose(&s, &choice, diags);
    }
    *ret = s;
    return ok;
}

static bool disabled_for_path(const struct select *s, const struct finding *f, const char *path)
{
    for (uint32_t i = 0; i < s->config->paths.len; i++) {
        const struct config_path *p = &s->config->paths.at[i];
        if (!path_match(p->match, path))
            continue;
        for (uint32_t k = 0; k < p->disable.len; k++)
            if (names_check(p->disable.at[k], f->rule))
                return true;
    }
    return false;
}

void select_apply(const struct select *s, enum certainty min_certainty, struct findings *f)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->all.len; i++) {
        struct finding *x = &f->all.at[i];
        size_t rule = (size_t)(x->rule - check_rules);
        if (s->levels[rule] == LEVEL_OFF || x->certainty < min_certainty ||
            disabled_for_path(s, x, str_text(f->strs, x->loc.file)))
            continue;
        if (s->fixed[rule])
            x->level = s->levels[rule];
        f->all.at[kept++] = *x;
    }
    f->all.len = kept;
}

/* ---- the report filter ---- */

const char *select_as_named(struct arena *arena, const char *root, const char *file)
{
    char real[PATH_MAX];
    if (!realpath(file, real))
        return NULL;
    size_t len = strlen(root);
    if (!strcmp(real, root))
        return "";
    return arena_strdup(arena,
                        !strncmp(real, root, len) && real[len] == '/' ? real + len + 1 : real);
}

bool select_below(const char *path, const char *filter)
{
    size_t len = strlen(filter);
    return !len ? path[0] != '/' : !strncmp(path, filter, len) && (!path[len] || path[len] == '/');
}

/* The files that FILTER stands for: those it names or holds, and for a header the units that
 * include it. */
static bool *files_of(struct arena *arena, const struct program *p, const char *filter)
{
    bool *named = arena_new_array(arena, bool, strs_count(p->strs) + 1);
    for (uint32_t i = 0; i < p->headers.len; i++)
        named[p->headers.at[i].i] = select_below(program_text(p, p->headers.at[i]), filter);
    bool *all = arena_new_array(arena, bool, strs_count(p->strs) + 1);
    memcpy(all, named, strs_count(p->strs) * sizeof *all);
    for (uint32_t u = 0; u < p->units.len; u++) {
        const struct facts *f = p->units.at[u];
        bool includes = false; /* the first file is the unit itself */
        for (uint32_t i = 1; i < f->files.len && !includes; i++)
            includes = named[f->files.at[i].i];
        all[f->source.i] |= includes;
    }
    return all;
}

static bool touches(const struct finding *x, const bool *files)
{
    if (files[x->loc.file.i])
        return true;
    for (uint32_t i = 0; i < x->steps.len; i++)
        if (files[x->steps.at[i].loc.file.i])
            return true;
    for (uint32_t i = 0; i < x->notes.len; i++)
        if (files[x->notes.at[i].loc.file.i])
            return true;
    return false;
}

static bool known(const struct program *p, const char *filter)
{
    for (uint32_t i = 0; i < p->headers.len; i++)
        if (select_below(program_text(p, p->headers.at[i]), filter))
            return true;
    return false;
}

void select_files(const text_vec *files, const char *root, const struct program *p,
                  struct findings *f, struct diags *diags)
{
    VEC(bool *) filters = {0};
    for (uint32_t i = 0; i < files->len; i++) {
        const char *name = select_as_named(f->arena, root, files->at[i]);
        if (!name)
            diag_add(diags, DIAG_NOTE, files->at[i], 0, 0,
                     "no such file; the report is not filtered by it");
        else if (!known(p, name))
            diag_add(diags, DIAG_NOTE, files->at[i], 0, 0,
                     "no unit of the compilation database reads this file; nothing is known of it");
        if (name)
            vec_push(f->arena, &filters, files_of(f->arena, p, name));
    }
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->all.len; i++) {
        bool any = false;
        for (uint32_t k = 0; k < filters.len && !any; k++)
            any = touches(&f->all.at[i], filters.at[k]);
        if (any)
            f->all.at[kept++] = f->all.at[i];
    }
    f->all.len = kept;
}
