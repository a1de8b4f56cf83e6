#include "cli/select.h"

#include "input/paths.h"
#include "link/program.h"

#include <string.h>
#include <unistd.h>

static bool is_known(const char *name, const char *file, uint32_t line, uint32_t col,
                     struct diags *diags)
{
    if (check_selector_known(name))
        return true;
    const char *near = check_rule_suggest(name);
    diag_add(diags, DIAG_ERROR, file, line, col,
             "unknown check '%s'%s%s%s; nostall explain lists the checks", name,
             near ? ", did you mean '" : "", near ? near : "", near ? "'" : "");
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
        s->refused[i] = !on;
        s->levels[i] = !on ? LEVEL_OFF : s->fixed[i] ? LEVEL_WARNING : r->level;
    }
}

static bool are_known(const config_check_vec *checks, const struct config *config,
                      struct diags *diags)
{
    bool ok = true;
    for (uint32_t i = 0; i < checks->len; i++)
        ok &= is_known(checks->at[i].check, config->file, checks->at[i].line, checks->at[i].col,
                       diags);
    return ok;
}

static bool read_settings(struct select *s, const struct config *config, struct diags *diags)
{
    bool ok = are_known(&config->checks, config, diags);
    for (uint32_t i = 0; i < config->paths.len; i++) {
        const struct config_path *p = &config->paths.at[i];
        ok &= are_known(&p->checks, config, diags);
        for (uint32_t k = 0; k < p->disable.len; k++)
            ok &= is_known(p->disable.at[k], config->file, p->line, p->col, diags);
    }
    for (uint32_t i = 0; i < config->checks.len; i++)
        set_level(s, config->checks.at[i].check, config->checks.at[i].level);
    return ok;
}

/* A check is looked for where it is on, and where a folder has it on. */
static bool is_looked_for(const struct select *s, const struct check_rule *r)
{
    uint32_t rule = check_rule_index(r);
    bool on = s->levels[rule] != LEVEL_OFF;
    for (uint32_t i = 0; !s->refused[rule] && i < s->config->paths.len; i++)
        for (uint32_t k = 0; k < s->config->paths.at[i].checks.len; k++) {
            const struct config_check *c = &s->config->paths.at[i].checks.at[k];
            on |= c->level != LEVEL_OFF && check_rule_matches(r, c->check);
        }
    return on;
}

bool select_init(struct select *ret, struct arena *arena, const struct config *config,
                 const char *root, const struct options *o, struct diags *diags)
{
    uint32_t count = check_rule_count();
    struct select s = {.config = config, .options = o, .root = root};
    s.levels = arena_new_array(arena, enum level, count);
    s.fixed = arena_new_array(arena, bool, count);
    s.enabled = arena_new_array(arena, bool, count);
    s.refused = arena_new_array(arena, bool, count);
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));)
        s.levels[check_rule_index(r)] = r->level;
    bool ok = read_settings(&s, config, diags);
    for (uint32_t i = 0; i < o->checks.len; i++) {
        const struct check_option *c = &o->checks.at[i];
        ok &= !strcmp(c->name, "all") || is_known(c->name, NULL, 0, 0, diags);
        turn(&s, c->name, c->on);
    }
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));)
        s.enabled[check_rule_index(r)] = is_looked_for(&s, r);
    *ret = s;
    return ok;
}

bool select_path_matches(struct arena *arena, const char *root, const struct config *config,
                         const char *pattern, const char *file)
{
    const char *below = paths_below(config->root, paths_join(arena, root, file));
    return path_match(pattern, file) || (below && path_match(pattern, below));
}

/* What the folder of P says of the level of X. */
static void apply_path(const struct config_path *p, struct finding *x)
{
    if (p->has_level && x->level != LEVEL_OFF)
        x->level = p->level;
    for (uint32_t i = 0; i < p->checks.len; i++)
        if (check_rule_matches(x->rule, p->checks.at[i].check))
            x->level = p->checks.at[i].level;
    for (uint32_t i = 0; i < p->disable.len; i++)
        if (check_rule_matches(x->rule, p->disable.at[i]))
            x->level = LEVEL_OFF;
}

bool select_excludes(struct arena *arena, const char *root, const char *pattern, const char *file)
{
    return path_match(pattern, file) || path_match(pattern, paths_open(arena, root, file));
}

static bool is_excluded(const struct select *s, struct arena *arena, const char *file)
{
    bool excluded = false;
    for (uint32_t i = 0; i < s->options->excludes.len && !excluded; i++)
        excluded = select_excludes(arena, s->root, s->options->excludes.at[i], file);
    return excluded;
}

static void settle_level(const struct select *s, struct arena *arena, struct finding *x,
                         const char *file)
{
    uint32_t rule = check_rule_index(x->rule);
    if (s->fixed[rule] || s->levels[rule] == LEVEL_OFF)
        x->level = s->levels[rule];
    for (uint32_t i = 0; i < s->config->paths.len; i++)
        if (select_path_matches(arena, s->root, s->config, s->config->paths.at[i].match, file))
            apply_path(&s->config->paths.at[i], x);
    if (s->refused[rule] || is_excluded(s, arena, file))
        x->level = LEVEL_OFF;
}

bool select_covers(const struct select *s, struct arena *scratch, const char *id, const char *file)
{
    const struct check_rule *r = check_rule_find(id);
    struct finding x = {.rule = r, .level = r ? r->level : LEVEL_OFF};
    if (r)
        settle_level(s, scratch, &x, file);
    return !r || x.level != LEVEL_OFF;
}

void select_apply(const struct select *s, enum certainty min_certainty, struct findings *f)
{
    struct arena *scratch = arena_new();
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->all.len; i++) {
        struct finding *x = &f->all.at[i];
        settle_level(s, scratch, x, str_text(f->strs, x->loc.file));
        if (x->level != LEVEL_OFF && x->certainty >= min_certainty)
            f->all.at[kept++] = *x;
        arena_reset(scratch);
    }
    f->all.len = kept;
    arena_free(scratch);
}

/* ---- the report filter ---- */

const char *select_as_named(struct arena *arena, const char *root, const char *file)
{
    if (access(file, F_OK) != 0)
        return NULL;
    const char *real = paths_real(arena, file), *below = paths_below(root, real);
    return below ? below : real;
}

bool select_below(const char *path, const char *filter)
{
    return !*filter ? path[0] != '/' : paths_below(filter, path) != NULL;
}

/* Add the units that include one of NAMED to FILES. */
static void add_units(const struct program *p, const bool *named, bool *files)
{
    for (uint32_t u = 0; u < p->units.len; u++) {
        const struct facts *f = p->units.at[u];
        for (uint32_t i = 1; i < f->files.len; i++) /* the first file is the unit itself */
            files[f->source.i] |= named[f->files.at[i].i];
    }
}

/* Add the files that FILTER names or holds. False: there is none. */
static bool add_named(const struct program *p, const char *filter, bool *named)
{
    bool any = false;
    for (uint32_t i = 0; i < p->headers.len; i++)
        if (select_below(program_text(p, p->headers.at[i]), filter))
            any = named[p->headers.at[i].i] = true;
    return any;
}

const bool *select_files(const struct options *o, const char *root, const struct program *p,
                         struct diags *diags)
{
    uint32_t count = strs_count(p->strs) + 1;
    bool *named = arena_new_array(p->arena, bool, count), any = false;
    for (uint32_t i = 0; i < o->files.len; i++) {
        const char *file = o->files.at[i], *name = select_as_named(p->arena, root, file);
        if (!name)
            diag_add(diags, DIAG_WARNING, file, 0, 0, "no such file; nothing can be shown for it");
        else if (!add_named(p, name, named))
            diag_add(diags, o->any_files ? DIAG_NOTE : DIAG_WARNING, file, 0, 0,
                     "no unit of the compilation database reads this file; nothing is known of it");
        else
            any = true;
        any |= name && o->any_files;
    }
    bool *all = arena_new_array(p->arena, bool, count);
    memcpy(all, named, count * sizeof *all);
    if (!o->since)
        add_units(p, named, all);
    return any ? all : NULL;
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

void select_touching(const bool *files, struct findings *f)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < f->all.len; i++)
        if (touches(&f->all.at[i], files))
            f->all.at[kept++] = f->all.at[i];
    f->all.len = kept;
}
