#include "cli/recognised.h"

#include "input/paths.h"

#include <dirent.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* ---- nothing at all ---- */

const char *recognised_nothing(const struct run *r)
{
    const struct contexts *c = r->analysis->contexts;
    for (uint32_t i = 0; i < r->program->nodes.len; i++)
        if (r->program->nodes.at[i].body && c->at[i].declared)
            return NULL;
    return "no event loop, no registration of a callback and no coroutine was recognised, so no "
           "blocking call can be found; name the functions of the loop under 'loops' or 'async' in "
           ".nostall.yaml, or load a pack of the framework with --rules";
}

/* ---- coroutines that are not seen ---- */

static void warn_of_switch(struct run *r)
{
    const struct switches *s = &r->analysis->contexts->switches;
    if (s->silent.i == FACTS_NONE)
        return;
    const char *name = str_text(r->strs, program_get(r->program, s->silent)->name);
    const struct name_roles *roles = roles_function(r->analysis->contexts->bodies->roles,
                                                    program_get(r->program, s->silent)->name);
    if (!roles || !roles->suspends.len)
        diag_add(
            r->diags, DIAG_WARNING, run_file(r, s->silent_loc.file), s->silent_loc.line,
            s->silent_loc.col,
            "'%s' seems to switch between stacks, and no function was seen that begins on one; "
            "in .nostall.yaml, name what starts a coroutine under 'coroutines: spawn', and "
            "'%s' under 'coroutines: suspend: functions'",
            name, name);
}

/* ---- names that nothing has ---- */

struct names {
    const struct run *run;
    bool *has; /* by string: the program has something of that name */
    VEC(const char *) sorted;
};

static void add_words(struct names *n, const word_vec *words)
{
    for (uint32_t i = 0; i < words->len; i++)
        n->has[words->at[i].text.i] = true;
}

static void add_entity(struct names *n, const struct entity *e)
{
    n->has[e->name.i] = n->has[e->record.i] = true;
    add_words(n, &e->words);
    for (uint32_t i = 0; i < e->params.len; i++)
        add_words(n, &e->params.at[i].words);
}

static void add_body(struct names *n, const struct function *fn)
{
    for (uint32_t i = 0; i < fn->names.len; i++)
        n->has[fn->names.at[i].name.i] = true;
    for (uint32_t i = 0; i < fn->locals.len; i++)
        n->has[fn->locals.at[i].name.i] = true;
    for (uint32_t i = 0; i < fn->blocks.len; i++)
        n->has[fn->blocks.at[i].cond.macro.i] = true;
    for (uint32_t i = 0; i < fn->events.len; i++) {
        const struct event *e = &fn->events.at[i];
        if (e->kind == EVENT_MACRO)
            n->has[e->macro.name.i] = true;
        else if (e->kind == EVENT_CALL)
            n->has[e->call.macro.i] = true;
    }
}

static void add_unit(struct names *n, const struct facts *f)
{
    for (uint32_t i = 0; i < f->entities.len; i++)
        add_entity(n, &f->entities.at[i]);
    for (uint32_t i = 0; i < f->functions.len; i++)
        add_body(n, &f->functions.at[i]);
}

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A record is named by its tag, with or without underscores in front. */
static void sort_names(struct names *n, uint32_t len)
{
    for (uint32_t i = 1; i < len; i++) {
        const char *text = str_text(n->run->strs, (struct str){i});
        if (!n->has[i])
            continue;
        vec_push(n->run->arena, &n->sorted, text);
        if (*text == '_')
            vec_push(n->run->arena, &n->sorted, text + strspn(text, "_"));
    }
    if (n->sorted.len)
        qsort(n->sorted.at, n->sorted.len, sizeof *n->sorted.at, compare_texts);
}

/* The first of the sorted names that is not less than the LEN bytes of PATTERN. */
static uint32_t first_from(const struct names *n, const char *pattern, size_t len)
{
    uint32_t low = 0, high = n->sorted.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strncmp(n->sorted.at[middle], pattern, len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Of names only those are looked at that begin as the pattern does before its first wildcard. */
static bool is_known(const struct names *n, const char *pattern)
{
    size_t len = strcspn(pattern, "*?[");
    for (uint32_t i = first_from(n, pattern, len);
         i < n->sorted.len && !strncmp(n->sorted.at[i], pattern, len); i++)
        if (rule_match(pattern, n->sorted.at[i]))
            return true;
    return false;
}

/* MATCH: of the configuration's `paths`, or of --exclude. */
static bool path_is_known(const struct run *r, const char *match, bool exclude)
{
    for (uint32_t i = 0; i < r->program->headers.len; i++) {
        const char *file = str_text(r->strs, r->program->headers.at[i]);
        if (exclude
                ? select_excludes(r->arena, r->project.root, match, file)
                : select_path_matches(r->arena, r->project.root, &r->project.config, match, file))
            return true;
    }
    return false;
}

/* Cuts between functions that are there, whose names stand in the project's own files, and of which
 * the one never calls the other. */
static void warn_of_cuts(struct run *r, const struct names *n)
{
    const struct roles *roles = r->analysis->contexts->bodies->roles;
    for (uint32_t i = 0; i < roles->cuts.len; i++) {
        const struct rule_cut *cut = roles->cuts.at[i];
        const char *caller = str_text(r->strs, cut->caller);
        const char *callee = str_text(r->strs, cut->callee);
        if (!roles->cuts_met[i] && !strcmp(cut->origin.file, r->project.config.file) &&
            is_known(n, caller) && is_known(n, callee))
            diag_add(r->diags, DIAG_WARNING, cut->origin.file, cut->origin.line, 0,
                     "nothing is cut here: '%s' nowhere calls '%s'", caller, callee);
    }
}

static void warn_of_names(struct run *r)
{
    const struct config *c = &r->project.config;
    uint32_t len = strs_count(r->strs);
    struct names n = {.run = r, .has = arena_new_array(r->arena, bool, len + 1)};
    for (uint32_t i = 0; c->names.len && i < r->program->units.len; i++)
        add_unit(&n, r->program->units.at[i]);
    sort_names(&n, len);
    for (uint32_t i = 0; i < c->names.len; i++)
        if (!n.has[c->names.at[i].text.i] && !is_known(&n, str_text(r->strs, c->names.at[i].text)))
            diag_add(r->diags, DIAG_WARNING, c->file, c->names.at[i].line, c->names.at[i].col,
                     "nothing in the program has the name '%s'",
                     str_text(r->strs, c->names.at[i].text));
    for (uint32_t i = 0; i < c->paths.len; i++)
        if (!path_is_known(r, c->paths.at[i].match, false))
            diag_add(r->diags, DIAG_WARNING, c->file, c->paths.at[i].line, c->paths.at[i].col,
                     "no file of the program matches '%s'", c->paths.at[i].match);
    warn_of_cuts(r, &n);
}

static void warn_of_excludes(struct run *r)
{
    for (uint32_t i = 0; i < r->options.excludes.len; i++)
        if (!path_is_known(r, r->options.excludes.at[i], true))
            diag_add(r->diags, DIAG_WARNING, NULL, 0, 0,
                     "no file of the program matches '%s' of --exclude", r->options.excludes.at[i]);
}

/* ---- sources beside the database ---- */

/* C files in FOLDER and below. Hidden folders hold none, and a link could lead around. */
static uint32_t count_sources(struct arena *arena, const char *folder)
{
    struct dirent **entries;
    int len = scandir(folder, &entries, NULL, NULL);
    uint32_t count = 0;
    for (int i = 0; i < len; i++) {
        const char *name = entries[i]->d_name;
        size_t size = strlen(name);
        if (entries[i]->d_type == DT_DIR && *name != '.')
            count += count_sources(arena, paths_join(arena, folder, name));
        else if (entries[i]->d_type == DT_REG && size > 2 && !strcmp(name + size - 2, ".c"))
            count++;
        free(entries[i]);
    }
    if (len >= 0)
        free(entries);
    return count;
}

/* C files that units read, those among them that other units include. */
static uint32_t count_read(const struct run *r)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < r->program->headers.len; i++) {
        const char *path = str_text(r->strs, r->program->headers.at[i]);
        size_t size = strlen(path);
        count += size > 2 && !strcmp(path + size - 2, ".c");
    }
    return count;
}

/* Projects have sources for other systems, tests and examples beside what one build compiles, so
 * that half of all is usual. Less than a quarter is what an interrupted build, or one that bear saw
 * only the end of, leaves behind. */
#define SMALL_PART 4

uint32_t recognised_sources(const struct run *r)
{
    const char *folder = r->project.sources;
    return folder && strcmp(folder, "/") != 0 ? count_sources(r->arena, folder) : 0;
}

static void warn_of_sources(struct run *r)
{
    uint32_t all = recognised_sources(r), read = count_read(r);
    if (read * SMALL_PART < all)
        diag_add(r->diags, DIAG_WARNING, NULL, 0, 0,
                 "the compilation database lists %" PRIu32 " of %" PRIu32
                 " C files below %s; of the others nothing is known, so build all of the project "
                 "before",
                 read, all, paths_shown(r->arena, r->project.sources));
}

void recognised_warn(struct run *r)
{
    bool whole = !r->options.facts && !r->options.has_args;
    const char *nothing = recognised_nothing(r);
    if (whole && !r->failed_len && r->project.config.file)
        warn_of_names(r);
    if (whole && !r->failed_len)
        warn_of_excludes(r);
    if (whole)
        warn_of_sources(r);
    warn_of_switch(r);
    if (nothing)
        diag_add(r->diags, DIAG_WARNING, NULL, 0, 0, "%s", nothing);
}

/* ---- -v ---- */

static void list_packs(const struct run *r, FILE *out)
{
    const struct rules *rules = r->project.rules;
    fputs("nostall: packs:", out);
    for (uint32_t i = 0; i < rules->packs.len; i++)
        if (rules->packs.at[i]->enabled)
            fprintf(out, " %s", str_text(r->strs, rules->packs.at[i]->name));
    fputc('\n', out);
}

static void list_loops(const struct run *r, FILE *out)
{
    const struct contexts *c = r->analysis->contexts;
    for (uint32_t i = 0; i < c->loops.len; i++) {
        const struct evloop *l = &c->loops.at[i];
        fprintf(out, "nostall: %s:%" PRIu32 ": %s\n", run_file(r, l->loc.file), l->loc.line,
                evloop_text(l, c->bodies, r->arena));
    }
}

static void list_switches(const struct run *r, FILE *out)
{
    const struct contexts *c = r->analysis->contexts;
    for (uint32_t i = 0; i < c->switches.all.len; i++)
        fprintf(out,
                "nostall: '%s' switches between stacks; functions that begin on one are "
                "coroutines\n",
                str_text(r->strs, program_get(r->program, c->switches.all.at[i])->name));
}

static void list_contexts(const struct run *r, FILE *out)
{
    uint32_t declared[CONTEXT_KINDS] = {0}, all[CONTEXT_KINDS] = {0};
    for (uint32_t i = 0; i < r->program->nodes.len; i++)
        for (unsigned k = 0; r->program->nodes.at[i].body && k < CONTEXT_KINDS; k++) {
            declared[k] += r->analysis->contexts->at[i].declared >> k & 1;
            all[k] += r->analysis->contexts->at[i].bits >> k & 1;
        }
    for (unsigned k = 0; k < CONTEXT_KINDS; k++)
        if (all[k])
            fprintf(out, "nostall: %" PRIu32 " function%s %s, %" PRIu32 " of them by declaration\n",
                    all[k], all[k] == 1 ? " runs" : "s run", context_where((uint8_t)(1U << k)),
                    declared[k]);
}

void recognised_list(const struct run *r, FILE *out)
{
    const struct compdb *db = &r->project.compdb;
    if (!r->options.facts && !r->options.has_args)
        fprintf(out, "nostall: database: %s, %" PRIu32 " unit%s\n", db->commands.at[0].build,
                db->commands.len, db->commands.len == 1 ? "" : "s");
    fprintf(out, "nostall: configuration: %s\n",
            r->project.config.file ? r->project.config.file : "none");
    list_packs(r, out);
    list_loops(r, out);
    list_switches(r, out);
    list_contexts(r, out);
}
