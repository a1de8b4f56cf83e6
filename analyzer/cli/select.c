#include "cli/select.h"

#include "link/program.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

static bool is_known(const char *name, const char *file, uint32_t line, uint32_t col,
                     struct diags *diags)
{
    if (check_selector_known(name))
        return true;
    const char *near = check_rule_suggest(name);
    diag_add(diags, DIAG_ERROR, file, line, col,
             "unknown check '%s'%s%s%s; nostall explain lists the checks", name,
             near ? ", did you mean '" : "", near ? near : "", near ? "'?" : "");
    return false;
}

static void set_level(struct select *s, const char *name, enum level level)
{
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));) {
        uint32_t i = check_rule_index(r);
        if (!check_rule_matches(r, name))
            continue;
        s->levels[i] = level;
        s->fixed[i] = true;
    }
}

/* On is at the default level; what is off by default is a warning then. */
static void turn(struct select *s, const char *name, bool on)
{
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));) {
        uint32_t i = check_rule_index(r);
        if (strcmp(name, "all") != 0 && !check_rule_matches(r, name))
            continue;
        s->fixed[i] = on && r->level == LEVEL_OFF;
        s->levels[i] = !on ? LEVEL_OFF : s->fixed[i] ? LEVEL_WARNING : r->level;
    }
}

static bool read_settings(struct select *s, const struct config *config, struct diags *diags)
{
    bool ok = true;
    for (uint32_t i = 0; i < config->paths.len; i++) {
        const struct config_path *p = &config->paths.at[i];
        for (uint32_t k = 0; k < p->disable.len; k++)
            ok &= is_known(p->disable.at[k], config->file, p->line, p->col, diags);
    }
    for (uint32_t i = 0; i < config->checks.len; i++) {
        const struct config_check *c = &config->checks.at[i];
        ok &= is_known(c->check, config->file, c->line, c->col, diags);
        set_level(s, c->check, c->level);
    }
    return ok;
}

bool select_init(struct select *ret, struct arena *arena, const struct config *config,
                 const struct options *o, struct diags *diags)
{
    uint32_t count = check_rule_count();
    struct select s = {.config = config};
    s.levels = arena_new_array(arena, enum level, count);
    s.fixed = arena_new_array(arena, bool, count);
    s.enabled = arena_new_array(arena, bool, count);
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));)
        s.levels[check_rule_index(r)] = r->level;
    bool ok = read_settings(&s, config, diags);
    for (uint32_t i = 0; i < o->checks.len; i++) {
        const struct check_option *c = &o->checks.at[i];
        ok &= !strcmp(c->name, "all") || is_known(c->name, NULL, 0, 0, diags);
        turn(&s, c->name, c->on);
    }
    for (uint32_t i = 0; i < count; i++)
        s.enabled[i] = s.levels[i] != LEVEL_OFF;
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
            if (check_rule_matches(f->rule, p->disable.at[k]))
                return true;
    }
    return false;
}

void select_apply(const struct select *s, enum certainty min_certainty, struct findings *f)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->all.len; i++) {
        struct finding *x = &f->all.at[i];
        uint32_t rule = check_rule_index(x->rule);
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

bool select_files(const text_vec *files, const char *root, const struct program *p,
                  struct findings *f, struct diags *diags)
{
    VEC(bool *) filters = {0};
    for (uint32_t i = 0; i < files->len; i++) {
        const char *name = select_as_named(f->arena, root, files->at[i]);
        if (!name)
            diag_add(diags, DIAG_WARNING, files->at[i], 0, 0,
                     "no such file; nothing can be shown for it");
        else if (!known(p, name))
            diag_add(diags, DIAG_WARNING, files->at[i], 0, 0,
                     "no unit of the compilation database reads this file; nothing is known of it");
        else
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
    return filters.len > 0;
}
