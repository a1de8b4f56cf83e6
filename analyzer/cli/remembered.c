#include "cli/remembered.h"

#include "cli/output.h"
#include "cli/recognised.h"
#include "input/paths.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

bool remembered_wanted(const char *command, const struct options *o)
{
    return !strcmp(command, "check") && !o->no_cache && !o->facts && !o->since && !o->fix &&
           !o->stats && !o->verbose;
}

/* ---- the key ---- */

static void add_text(struct buf *key, const char *text)
{
    buf_add(key, text ? text : "", text ? strlen(text) + 1 : 1);
}

static void add_number(struct buf *key, uint64_t n)
{
    buf_add(key, (const char *)&n, sizeof n);
}

static void add_content(struct run *r, struct buf *key, const char *file)
{
    struct cache_key content = {{0}};
    if (file)
        content = cache_content_of(r->cache, file);
    buf_add(key, (const char *)content.bytes, sizeof content.bytes);
}

static void add_commands(const struct run *r, struct buf *key)
{
    const struct compdb *db = &r->project.compdb;
    for (uint32_t i = 0; i < db->commands.len; i++) {
        const struct command *c = &db->commands.at[i];
        add_text(key, c->directory);
        add_text(key, c->file);
        add_text(key, c->build);
        for (uint32_t k = 0; k < c->args.len; k++)
            add_text(key, c->args.at[k]);
    }
}

static void add_settings(struct run *r, struct buf *key)
{
    const struct rules *rules = r->project.rules;
    add_text(key, r->project.root);
    add_text(key, r->project.config.file);
    add_content(r, key, r->project.config.file);
    for (uint32_t i = 0; i < rules->packs.len; i++)
        add_text(key, rules->packs.at[i]->text);
    add_content(r, key, r->options.baseline);
    add_content(r, key, r->options.observed);
}

static struct cache_key key_of(struct run *r, const struct cache_key *state)
{
    struct buf key = {0};
    char *cwd = getcwd(NULL, 0);
    buf_add(&key, (const char *)state->bytes, sizeof state->bytes);
    add_content(r, &key, "/proc/self/exe");
    add_text(&key, cwd);
    for (int i = 0; i < r->argc; i++)
        add_text(&key, r->argv[i]);
    for (uint32_t i = 0; i < r->options.files.len; i++) {
        const char *file = r->options.files.at[i];
        add_text(&key, paths_real(r->arena, file));
        add_number(&key, paths_is_file(file) + 2U * paths_is_folder(file));
    }
    add_commands(r, &key);
    add_settings(r, &key);
    add_number(&key, recognised_sources(r));
    add_number(&key, output_color(&r->options));
    struct cache_key found = cache_key_of_bytes(r->cache, key.at, key.len);
    buf_release(&key);
    free(cwd);
    return found;
}

/* ---- interface ---- */

bool remembered_settled(void *ctx, const struct cache_key *state)
{
    struct run *r = ctx;
    struct cache_key key = key_of(r, state);
    r->remembered = cache_load_result(r->cache, &key, &r->outcome);
    return r->remembered;
}

bool remembered_load(struct run *r, struct outcome *ret)
{
    output_vec outputs = outputs_of(r->arena, &r->options);
    const char **files = arena_new_array(r->arena, const char *, outputs.len + 1);
    for (uint32_t i = 0; i < outputs.len; i++)
        files[i] = outputs.at[i].file;
    return r->remembered && outcome_unpack(r->arena, &r->outcome, files, outputs.len, ret);
}

void remembered_store(struct run *r, const struct outcome *outcome)
{
    const char *const files[] = {r->project.config.file, r->options.baseline, r->options.observed};
    if (!r->remembers || !r->loaded.has_state)
        return;
    for (uint32_t i = 0; i < COUNT(files); i++)
        if (files[i] && !cache_unchanged(r->cache, files[i]))
            return;
    struct cache_key key = key_of(r, &r->loaded.state);
    struct buf bytes = {0};
    outcome_pack(outcome, &bytes);
    cache_store_result(r->cache, &key, bytes.at, bytes.len);
    buf_release(&bytes);
}
