#include "report/baseline.h"

#include "input/textfile.h"
#include "report/jtext.h"

#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#define VERSION 1
#define BASELINE_SIZE_MAX ((size_t)256 * 1024 * 1024)

struct entry {
    uint64_t fingerprint, moved;                /* moved: 0 where the file has none */
    const char *id, *file, *function, *message; /* "" where the file has none */
    bool met;
    struct entry *same_moved; /* the next one with this `moved` */
    UT_hash_handle hh, by_moved;
};

struct baseline {
    struct arena *arena;
    const char *path;
    struct entry *entries; /* in the order of the file */
    struct entry *moved;   /* by their `moved`, the first of each */
};

/* ---- reading ---- */

static const char *text_of(struct baseline *b, const json_t *entry, const char *key)
{
    const char *text = json_string_value(json_object_get(entry, key));
    return arena_strdup(b->arena, text ? text : "");
}

static bool parse_fingerprint(const json_t *value, uint64_t *ret)
{
    const char *text = json_string_value(value);
    if (!text || strlen(text) != 16 || strspn(text, "0123456789abcdef") != 16)
        return false;
    *ret = strtoull(text, NULL, 16);
    return true;
}

static bool read_entry(struct baseline *b, const json_t *value, size_t number, struct diags *diags)
{
    uint64_t fingerprint;
    if (!parse_fingerprint(json_object_get(value, "fingerprint"), &fingerprint)) {
        diag_add(
            diags, DIAG_ERROR, b->path, 0, 0,
            "entry %zu of the baseline has no fingerprint of 16 hexadecimal digits; remove the "
            "entry, or write the baseline anew with 'nostall baseline write'",
            number);
        return false;
    }
    struct entry *entry;
    HASH_FIND(hh, b->entries, &fingerprint, sizeof fingerprint, entry);
    if (entry)
        return true; /* a merge may have doubled it */
    entry = arena_new_one(b->arena, struct entry);
    entry->fingerprint = fingerprint;
    if (!parse_fingerprint(json_object_get(value, "moved"), &entry->moved))
        entry->moved = 0;
    entry->id = text_of(b, value, "id");
    entry->file = text_of(b, value, "file");
    entry->function = text_of(b, value, "function");
    entry->message = text_of(b, value, "message");
    HASH_ADD(hh, b->entries, fingerprint, sizeof entry->fingerprint, entry);
    struct entry *first;
    HASH_FIND(by_moved, b->moved, &entry->moved, sizeof entry->moved, first);
    if (first) {
        entry->same_moved = first->same_moved;
        first->same_moved = entry;
    } else {
        HASH_ADD(by_moved, b->moved, moved, sizeof entry->moved, entry);
    }
    return true;
}

static bool read_root(struct baseline *b, const json_t *root, struct diags *diags)
{
    const json_t *all = json_object_get(root, "findings");
    json_int_t version = json_integer_value(json_object_get(root, "version"));
    if (!json_is_array(all) || !json_is_integer(json_object_get(root, "version"))) {
        diag_add(diags, DIAG_ERROR, b->path, 1, 1,
                 "this is no baseline: it has no version and list of findings; write one with "
                 "'nostall baseline write'");
        return false;
    }
    if (version != VERSION) {
        diag_add(diags, DIAG_ERROR, b->path, 1, 1,
                 "baseline of version %lld, this program reads version %d; write it anew with "
                 "'nostall baseline write'",
                 (long long)version, VERSION);
        return false;
    }
    for (size_t i = 0; i < json_array_size(all); i++)
        if (!read_entry(b, json_array_get(all, i), i + 1, diags))
            return false;
    return true;
}

struct baseline *baseline_parse(const char *path, const char *text, size_t len, struct diags *diags)
{
    json_error_t error;
    json_t *root = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
    if (!root) {
        diag_add(diags, DIAG_ERROR, path, error.line > 0 ? (uint32_t)error.line : 1,
                 error.column > 0 ? (uint32_t)error.column : 1,
                 "damaged baseline: %s; resolve conflict marks, or write it anew with 'nostall "
                 "baseline write'",
                 error.text);
        return NULL;
    }
    struct arena *arena = arena_new();
    struct baseline *b = arena_new_one(arena, struct baseline);
    b->arena = arena;
    b->path = arena_strdup(arena, path);
    bool good = read_root(b, root, diags);
    json_decref(root);
    if (good)
        return b;
    baseline_free(b);
    return NULL;
}

struct baseline *baseline_load(const char *path, struct diags *diags)
{
    struct arena *arena = arena_new();
    struct baseline *b = NULL;
    const char *text;
    size_t len;
    if (textfile_read(arena, path, BASELINE_SIZE_MAX, &text, &len, diags))
        b = baseline_parse(path, text, len, diags);
    else
        diag_add(diags, DIAG_NOTE, path, 0, 0, "'nostall baseline write FILE' makes a baseline");
    arena_free(arena);
    return b;
}

void baseline_free(struct baseline *b)
{
    if (!b)
        return;
    HASH_CLEAR(by_moved, b->moved);
    HASH_CLEAR(hh, b->entries);
    arena_free(b->arena);
}

/* ---- using ---- */

/* An entry that no finding has met where it was, by MOVED. */
static struct entry *find_moved(const struct baseline *b, uint64_t moved)
{
    struct entry *entry;
    HASH_FIND(by_moved, b->moved, &moved, sizeof moved, entry);
    while (entry && entry->met)
        entry = entry->same_moved;
    return entry;
}

static void meet(struct entry *entry, struct finding *finding)
{
    entry->met = true;
    finding->in_baseline = true;
}

/* First what is where it was; then what is left may be in another file, each entry once, so that a
 * copy is new. */
void baseline_apply(struct baseline *b, struct findings *f)
{
    for (uint32_t i = 0; i < f->all.len; i++) {
        struct entry *entry;
        HASH_FIND(hh, b->entries, &f->all.at[i].fingerprint, sizeof entry->fingerprint, entry);
        if (entry)
            meet(entry, &f->all.at[i]);
    }
    for (uint32_t i = 0; i < f->all.len; i++) {
        struct finding *finding = &f->all.at[i];
        struct entry *entry =
            finding->in_baseline ? NULL : find_moved(b, finding->moved_fingerprint);
        if (entry)
            meet(entry, finding);
    }
}

/* What has gone, and could have been met. */
static bool is_stale(const struct entry *e, baseline_covers_fn *covers, const void *ctx)
{
    return !e->met && covers(ctx, e->id, e->file);
}

uint32_t baseline_stale(const struct baseline *b, baseline_covers_fn *covers, const void *ctx,
                        enum diag_level level, struct diags *diags)
{
    uint32_t stale = 0;
    for (const struct entry *e = b->entries; e; e = e->hh.next) {
        if (!is_stale(e, covers, ctx))
            continue;
        stale++;
        diag_add(diags, level, b->path, 0, 0,
                 "stale entry: %s in '%s' of %s is no longer found; 'nostall baseline update' "
                 "removes it",
                 e->id, e->function, e->file);
    }
    return stale;
}

/* ---- writing ---- */

static void add_entry(const struct entry *e, const char **separator, struct buf *out)
{
    json_t *entry = json_object();
    jtext_set(entry, "fingerprint", jtext_hex(e->fingerprint));
    if (e->moved)
        jtext_set(entry, "moved", jtext_hex(e->moved));
    jtext_set(entry, "id", jtext(e->id));
    jtext_set(entry, "file", jtext(e->file));
    jtext_set(entry, "function", jtext(e->function));
    jtext_set(entry, "message", jtext(e->message));
    buf_puts(out, *separator);
    jtext_line(entry, out);
    *separator = ",\n";
}

static void add_finding(const struct findings *f, const struct finding *x, const char **separator,
                        struct buf *out)
{
    struct entry e = {.fingerprint = x->fingerprint,
                      .moved = x->moved_fingerprint,
                      .id = x->rule->id,
                      .file = str_text(f->strs, x->loc.file),
                      .function = str_text(f->strs, x->function),
                      .message = x->message};
    if (x->level != LEVEL_OFF)
        add_entry(&e, separator, out);
}

static void begin(struct buf *out)
{
    buf_printf(out, "{\"version\":%d,\"tool\":\"nostall\",\"findings\":[", VERSION);
}

void baseline_write(const struct findings *f, struct buf *out)
{
    const char *separator = "\n";
    begin(out);
    for (uint32_t i = 0; i < f->all.len; i++)
        if (!f->all.at[i].suppressed)
            add_finding(f, &f->all.at[i], &separator, out);
    buf_puts(out, "\n]}\n");
}

uint32_t baseline_update(const struct baseline *b, const struct findings *f,
                         baseline_covers_fn *covers, const void *ctx, struct buf *out)
{
    const char *separator = "\n";
    uint32_t gone = 0;
    begin(out);
    for (uint32_t i = 0; i < f->all.len; i++)
        if (f->all.at[i].in_baseline)
            add_finding(f, &f->all.at[i], &separator, out);
    for (const struct entry *e = b->entries; e; e = e->hh.next) {
        bool stale = is_stale(e, covers, ctx);
        gone += stale;
        if (!e->met && !stale)
            add_entry(e, &separator, out);
    }
    buf_puts(out, "\n]}\n");
    return gone;
}
