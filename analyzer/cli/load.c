#include "cli/load.h"

#include "cli/unit_work.h"
#include "extract/args.h"
#include "extract/compiler.h"
#include "extract/lookups.h"
#include "extract/version.h"
#include "input/paths.h"
#include "ir/facts_io.h"

#include <stdlib.h>
#include <string.h>

struct unit_state {
    struct cache_key key, content;
    bool known;
};

struct loader {
    struct arena *arena;
    const struct load_options *options;
    const struct command *commands;
    struct strs *strs;
    struct arena *facts;
    load_take *take;
    void *ctx;
    struct load_report *report;
    struct diags *diags;
    struct facts_skip *skip;
    struct compilers *compilers;
    struct lookups *lookups;
    struct unit_state *states; /* by unit */
    int64_t *entries;          /* by unit; 0: not cached */
    uint32_t *missing;         /* units for the pool, ascending */
    uint32_t len, missing_len;
    uint32_t next; /* unit to be delivered */
    struct buf bytes;
};

static const char *absolute(struct arena *a, const struct load_options *o, const char *path)
{
    return *path == '/' || !o->root ? path : arena_printf(a, "%s/%s", o->root, path);
}

/* PATH as facts have it. */
static const char *below_root(const struct loader *l, const char *path)
{
    const char *below = l->options->root ? paths_below(l->options->root, path) : NULL;
    return below ? below : path;
}

/* ---- results ---- */

static void hand_over(struct loader *l, struct facts *f)
{
    l->take(l->ctx, l->next++, f);
    if (l->options->progress)
        l->options->progress(l->options->progress_ctx, l->next, l->len, NULL);
}

static void count_failure(struct loader *l, enum pool_outcome outcome, const char *reason)
{
    struct load_report *r = l->report;
    struct load_failure failure = {
        .unit = l->next, .outcome = outcome, .reason = arena_strdup(l->arena, reason)};
    vec_push(l->arena, &r->failures, failure);
    r->crashed += outcome == POOL_CRASHED;
    r->timed_out += outcome == POOL_TIMED_OUT;
    r->out_of_memory += outcome == POOL_OUT_OF_MEMORY;
    r->refused += outcome == POOL_REFUSED;
    r->with_errors += outcome == POOL_OK;
}

struct facts *load_nothing(struct strs *strs, const char *source, const char *reason)
{
    struct facts *f = facts_new();
    f->source = str_intern(strs, source);
    vec_push(f->arena, &f->files, f->source);
    struct unit_problem p = {
        .loc = {.file = f->source}, .text = str_intern(strs, reason), .fatal = true};
    vec_push(f->arena, &f->problems, p);
    return f;
}

static void fail_unit(struct loader *l, enum pool_outcome outcome, const char *reason)
{
    count_failure(l, outcome, reason);
    hand_over(l, load_nothing(l->strs, below_root(l, l->commands[l->next].path), reason));
}

static const struct unit_problem *first_error(const struct facts *f)
{
    for (uint32_t i = 0; i < f->problems.len; i++)
        if (f->problems.at[i].fatal)
            return &f->problems.at[i];
    return NULL;
}

/* A unit with errors is not stored: it is looked at again. */
static void store(struct loader *l, const struct facts *f, const struct pool_result *r)
{
    if (!l->options->cache || f->problems.len)
        return;
    struct arena *a = arena_new();
    struct diags *unsaid = diags_new(); /* the worker has said it */
    const struct command *c = &l->commands[l->next];
    lookup_vec files = {0};
    struct args args;
    for (uint32_t i = 0; i < f->files.len; i++)
        vec_push(a, &files, absolute(a, l->options, str_text(l->strs, f->files.at[i])));
    if (args_clean(a, c, l->compilers, &args, unsaid)) {
        lookups_of(l->lookups, a, c->directory, args.words.at, args.words.len, files.at,
                   f->files.len, &files);
        struct unit_state *state = &l->states[l->next];
        state->known = cache_store(l->options->cache, &state->key, files.at, f->files.len,
                                   files.len, r->data, r->len, &state->content);
    }
    diags_free(unsaid);
    arena_free(a);
}

static void note_errors(struct loader *l, const struct facts *f)
{
    const struct unit_problem *p = first_error(f);
    if (!p)
        return;
    const char *file = str_text(l->strs, loc_known(p->loc) ? p->loc.file : f->source);
    char *reason = p->loc.line ? arena_printf(l->arena, "%s:%u:%u: %s", file, p->loc.line,
                                              p->loc.col, str_text(l->strs, p->text))
                               : arena_strdup(l->arena, str_text(l->strs, p->text));
    count_failure(l, POOL_OK, reason);
}

/* The result for the unit that is next. */
static void take_result(struct loader *l, const struct pool_result *r)
{
    l->report->extracted++;
    if (r->outcome != POOL_OK) {
        fail_unit(l, r->outcome, r->data);
        return;
    }
    struct facts *f = facts_read(l->strs, l->facts, r->data, r->len, l->commands[l->next].file,
                                 l->skip, l->diags);
    if (!f) {
        fail_unit(l, POOL_CRASHED, "the worker sent damaged facts");
        return;
    }
    store(l, f, r);
    note_errors(l, f);
    hand_over(l, f);
}

/* ---- from the cache ---- */

/* The facts of the next unit, if its entry is still good. */
static bool take_cached(struct loader *l)
{
    if (!l->entries[l->next] || !cache_load(l->options->cache, l->entries[l->next], &l->bytes))
        return false;
    struct facts *f = facts_read(l->strs, l->facts, l->bytes.at, l->bytes.len,
                                 l->commands[l->next].file, l->skip, l->diags);
    if (!f)
        return false;
    l->report->cached++;
    hand_over(l, f);
    return true;
}

static bool deliver_one(void *ctx, const struct pool_result *r)
{
    take_result(ctx, r);
    return true;
}

static struct pool_options pool_options_of(const struct loader *l, struct unit_work *work)
{
    return (struct pool_options){.jobs = l->options->jobs,
                                 .timeout_s = l->options->timeout_s,
                                 .memory_mib = l->options->memory_mib,
                                 .work = unit_work,
                                 .work_ctx = work};
}

/* The entry of the next unit went since it was found: another run dropped it, or it was damaged. */
static void extract_next(struct loader *l)
{
    struct unit_work work = {
        .commands = &l->commands[l->next], .root = l->options->root, .compilers = l->compilers};
    struct pool_options options = pool_options_of(l, &work);
    options.deliver = deliver_one;
    options.deliver_ctx = l;
    int interrupted = 0;
    uint32_t unit = l->next;
    enum pool_end end = pool_run(&options, 1, &interrupted, l->diags);
    if (end == POOL_DONE && l->next > unit)
        return;
    l->report->extracted++;
    fail_unit(l, POOL_CRASHED, "interrupted");
}

static void deliver_cached_before(struct loader *l, uint32_t unit)
{
    while (l->next < unit)
        if (!take_cached(l))
            extract_next(l);
}

/* ---- the whole ---- */

static bool deliver(void *ctx, const struct pool_result *r)
{
    struct loader *l = ctx;
    deliver_cached_before(l, l->missing[r->unit]);
    take_result(l, r);
    return true;
}

struct missing_work {
    struct unit_work work;
    const uint32_t *missing;
};

static bool work_on_missing(void *ctx, uint32_t unit, struct buf *out)
{
    struct missing_work *m = ctx;
    return unit_work(&m->work, m->missing[unit], out);
}

/* What the cache has of UNIT; without a cache, too, its compiler is known from here on, before the
 * workers are forked. */
static void look_up(struct loader *l, struct arena *scratch, uint32_t unit)
{
    const struct command *c = &l->commands[unit];
    struct diags *ignored = diags_new(); /* the worker says it again */
    struct args args;
    if (args_clean(scratch, c, l->compilers, &args, ignored) && l->options->cache) {
        struct unit_state *state = &l->states[unit];
        state->key = cache_key_of(l->options->cache, l->options->root, c->directory, c->file,
                                  args.words.at, args.words.len);
        l->entries[unit] = cache_find(l->options->cache, &state->key, &state->content);
        state->known = l->entries[unit] != 0;
    }
    diags_free(ignored);
    arena_reset(scratch);
}

static void plan(struct loader *l)
{
    struct arena *scratch = arena_new();
    l->entries = arena_new_array(l->arena, int64_t, l->len ? l->len : 1);
    l->missing = arena_new_array(l->arena, uint32_t, l->len ? l->len : 1);
    l->states = arena_new_array(l->arena, struct unit_state, l->len ? l->len : 1);
    for (uint32_t i = 0; i < l->len; i++) {
        look_up(l, scratch, i);
        if (!l->entries[i])
            l->missing[l->missing_len++] = i;
    }
    arena_free(scratch);
}

static void tell_state(struct loader *l)
{
    size_t len = 0;
    struct cache_key *parts = arena_new_array(l->arena, struct cache_key, (size_t)2 * l->len + 1);
    l->report->has_state = l->options->cache != NULL;
    for (uint32_t i = 0; i < l->len; i++) {
        parts[len++] = l->states[i].key;
        parts[len++] = l->states[i].content;
        l->report->has_state &= l->states[i].known;
    }
    if (l->report->has_state)
        l->report->state = cache_key_of_bytes(l->options->cache, parts, len * sizeof *parts);
}

/* Is what the cache has of the units enough? */
static bool is_settled(struct loader *l)
{
    tell_state(l);
    if (!l->options->settled || !l->report->has_state ||
        !l->options->settled(l->options->settled_ctx, &l->report->state))
        return false;
    l->report->cached = l->len;
    return true;
}

static void tell_wait(void *ctx, uint32_t next)
{
    const struct loader *l = ctx;
    const char *path = l->commands[l->missing[next]].path;
    l->options->progress(l->options->progress_ctx, l->next, l->len, below_root(l, path));
}

static enum load_end load_from_pool(struct loader *l)
{
    struct missing_work work = {
        .work = {.commands = l->commands, .root = l->options->root, .compilers = l->compilers},
        .missing = l->missing};
    struct pool_options pool = pool_options_of(l, NULL);
    pool.work = work_on_missing;
    pool.work_ctx = &work;
    pool.deliver = deliver;
    pool.deliver_ctx = l;
    pool.tick = l->options->progress ? tell_wait : NULL;
    pool.tick_ctx = l;
    enum pool_end end = pool_run(&pool, l->missing_len, &l->report->signal, l->diags);
    if (end == POOL_DONE)
        deliver_cached_before(l, l->len);
    tell_state(l);
    return end == POOL_DONE ? LOAD_DONE : end == POOL_INTERRUPTED ? LOAD_INTERRUPTED : LOAD_BROKEN;
}

enum load_end load_units(struct arena *arena, const struct load_options *options,
                         const struct compdb *db, struct strs *strs, struct arena *facts,
                         load_take *take, void *ctx, struct load_report *ret_report,
                         struct diags *diags)
{
    *ret_report = (struct load_report){0};
    struct loader l = {.arena = arena,
                       .options = options,
                       .commands = db->commands.at,
                       .len = db->commands.len,
                       .strs = strs,
                       .facts = facts,
                       .take = take,
                       .ctx = ctx,
                       .report = ret_report,
                       .diags = diags,
                       .skip = facts_skip_new(),
                       .compilers = compilers_new(),
                       .lookups = lookups_new()};
    plan(&l);
    enum load_end end = is_settled(&l) ? LOAD_SETTLED : load_from_pool(&l);
    facts_skip_free(l.skip);
    compilers_free(l.compilers);
    lookups_free(l.lookups);
    buf_release(&l.bytes);
    return end;
}

const char *load_salt(struct arena *arena)
{
    /* Source: GCC 12, 3.21; LLVM 19, Driver.cpp, Clang.cpp and InitHeaderSearch.cpp: what libclang
     * reads of the environment for C */
    static const char *const variables[] = {
        "CPATH",           "C_INCLUDE_PATH", "CCC_OVERRIDE_OPTIONS", "COMPILER_PATH",
        "GCC_EXEC_PREFIX", "SDKROOT",        "SOURCE_DATE_EPOCH"};
    struct buf out = {0};
    buf_printf(&out, "%s %s", version_of_extraction, version_of_clang(arena));
    for (uint32_t i = 0; i < COUNT(variables); i++) {
        const char *value = getenv(variables[i]);
        buf_printf(&out, " %s%s%s", variables[i], value ? "=" : "", value ? value : "");
    }
    const char *salt = arena_strdup(arena, out.at);
    buf_release(&out);
    return salt;
}
