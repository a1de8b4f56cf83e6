#include "store/cache.h"

#include "base/fail.h"
#include "base/vec.h"
#include "input/embedded.h"
#include "store/filehash.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#define CACHE_SCHEMA 2 /* raise with every change of cache.sql */
#define BUSY_MS 10000
#define CONTENTS_MAX 8 /* per key; older ones go */
#define HOUR 3600

enum query {
    QUERY_FIND,
    QUERY_LOAD,
    QUERY_TOUCH,
    QUERY_DROP,
    QUERY_ADD_FILE,
    QUERY_FILE_ID,
    QUERY_ADD_UNIT,
    QUERY_ADD_FACTS,
    QUERY_TRIM_KEY,
    QUERY_STAMP,
    QUERY_LOAD_RESULT,
    QUERY_ADD_RESULT,
    QUERY_TRIM_RESULTS,
    QUERY_BEGIN,
    QUERY_COMMIT,
    QUERY_COUNT,
};

static const char *const queries[QUERY_COUNT] = {
    [QUERY_FIND] =
        "SELECT id, content, files, used FROM unit WHERE key = ?1 ORDER BY used DESC, id DESC",
    [QUERY_LOAD] = "SELECT f.sum, f.bytes, u.key, u.content, u.files FROM facts f JOIN unit u ON "
                   "u.id = f.unit "
                   "WHERE f.unit = ?1",
    [QUERY_TOUCH] = "UPDATE unit SET used = ?2 WHERE id = ?1",
    [QUERY_DROP] = "DELETE FROM unit WHERE id = ?1",
    [QUERY_ADD_FILE] = "INSERT OR IGNORE INTO file (path) VALUES (?1)",
    [QUERY_FILE_ID] = "SELECT id FROM file WHERE path = ?1",
    [QUERY_ADD_UNIT] =
        "INSERT OR REPLACE INTO unit (key, content, files, size, used) VALUES (?1, ?2, ?3, ?4, ?5)",
    [QUERY_ADD_FACTS] = "INSERT INTO facts (unit, sum, bytes) VALUES (?1, ?2, ?3)",
    [QUERY_TRIM_KEY] =
        ("DELETE FROM unit WHERE key = ?1 AND id NOT IN "
         "(SELECT id FROM unit WHERE key = ?1 ORDER BY used DESC, id DESC LIMIT ?2)"),
    [QUERY_STAMP] = "UPDATE file SET stamp = ?2, hash = ?3 WHERE id = ?1",
    [QUERY_LOAD_RESULT] = "SELECT sum, bytes FROM result WHERE key = ?1",
    [QUERY_ADD_RESULT] =
        "INSERT OR REPLACE INTO result (key, sum, made, bytes) VALUES (?1, ?2, ?3, ?4)",
    [QUERY_TRIM_RESULTS] =
        ("DELETE FROM result WHERE key IN (SELECT key FROM (SELECT key, sum(length(bytes)) OVER "
         "(ORDER BY made DESC, key) AS total FROM result) WHERE total > ?1)"),
    [QUERY_BEGIN] = "BEGIN IMMEDIATE",
    [QUERY_COMMIT] = "COMMIT",
};

struct cache {
    struct arena *arena;
    struct diags *diags;
    const char *path;
    sqlite3 *db;
    sqlite3_stmt *statements[QUERY_COUNT];
    struct filehash *hashes;
    struct hash128 salt;
    uint64_t size_max;
    int64_t now;       /* seconds, to the hour */
    VEC(int64_t) used; /* entries to be marked as used at the end */
    bool told;         /* that it takes nothing */
    bool damaged;
};

/* ---- the database ---- */

static void note_trouble(struct cache *c, const char *what)
{
    int code = sqlite3_errcode(c->db) & 0xff;
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB)
        c->damaged = true;
    if (!c->told)
        diag_add(c->diags, DIAG_NOTE, c->path, 0, 0, "the cache cannot be %s: %s", what,
                 sqlite3_errmsg(c->db));
    c->told = true;
}

/* A prepared statement, ready for new parameters; NULL if it cannot be. */
static sqlite3_stmt *statement(struct cache *c, enum query q)
{
    sqlite3_stmt **s = &c->statements[q];
    if (!*s &&
        sqlite3_prepare_v3(c->db, queries[q], -1, SQLITE_PREPARE_PERSISTENT, s, NULL) != SQLITE_OK)
        return NULL;
    sqlite3_reset(*s);
    return *s;
}

static bool step_done(sqlite3_stmt *s)
{
    int code = s ? sqlite3_step(s) : SQLITE_ERROR;
    if (s)
        sqlite3_reset(s);
    return code == SQLITE_DONE;
}

static bool run(struct cache *c, enum query q)
{
    return step_done(statement(c, q));
}

static bool run_with_id(struct cache *c, enum query q, int64_t id)
{
    sqlite3_stmt *s = statement(c, q);
    if (s)
        sqlite3_bind_int64(s, 1, id);
    return step_done(s);
}

static int64_t pragma_number(sqlite3 *db, const char *sql)
{
    sqlite3_stmt *s = NULL;
    int64_t v = -1;
    if (sqlite3_prepare_v2(db, sql, -1, &s, NULL) == SQLITE_OK && sqlite3_step(s) == SQLITE_ROW)
        v = sqlite3_column_int64(s, 0);
    sqlite3_finalize(s);
    return v;
}

static void close_db(struct cache *c)
{
    for (uint32_t i = 0; i < QUERY_COUNT; i++) {
        sqlite3_finalize(c->statements[i]);
        c->statements[i] = NULL;
    }
    sqlite3_close(c->db);
    c->db = NULL;
}

static bool exec(struct cache *c, const char *sql)
{
    return sqlite3_exec(c->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* Make the tables unless another process has. */
static bool make_schema(struct cache *c)
{
    if (!exec(c, "BEGIN IMMEDIATE"))
        return false;
    char *version = sqlite3_mprintf("PRAGMA user_version = %d", CACHE_SCHEMA);
    bool ok = pragma_number(c->db, "PRAGMA user_version") == CACHE_SCHEMA ||
              (exec(c, embedded_cache_schema.text) && version && exec(c, version));
    sqlite3_free(version);
    return exec(c, ok ? "COMMIT" : "ROLLBACK") && ok;
}

/* False: sqlite3_errcode says why. WAL: readers and a writer do not wait for each other, a kill
 * loses no more than the last transaction. Source: sqlite.org/wal.html */
static bool open_db(struct cache *c)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (sqlite3_open_v2(c->path, &c->db, flags, NULL) != SQLITE_OK)
        return false;
    sqlite3_busy_timeout(c->db, BUSY_MS);
    if (!exec(c, "PRAGMA auto_vacuum = INCREMENTAL") || !exec(c, "PRAGMA journal_mode = WAL") ||
        !exec(c, "PRAGMA synchronous = NORMAL") || !exec(c, "PRAGMA foreign_keys = ON") ||
        !exec(c, "PRAGMA cell_size_check = ON"))
        return false;
    int64_t version = pragma_number(c->db, "PRAGMA user_version");
    if (version == 0)
        return make_schema(c);
    return version == CACHE_SCHEMA &&
           pragma_number(c->db, "SELECT count(*) FROM sqlite_schema "
                                "WHERE type = 'table' AND name IN "
                                "('file', 'unit', 'facts', 'result')") == 4;
}

static void remove_db(struct cache *c)
{
    close_db(c);
    static const char *const suffixes[] = {"", "-wal", "-shm"};
    for (uint32_t i = 0; i < COUNT(suffixes); i++)
        unlink(arena_printf(c->arena, "%s%s", c->path, suffixes[i]));
}

/* Whether what is there is no database of ours, rather than out of reach. */
static bool is_damaged(const struct cache *c)
{
    int code = sqlite3_errcode(c->db) & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_OK ||
           code == SQLITE_DONE || code == SQLITE_ROW || code == SQLITE_ERROR;
}

static bool open_or_remake(struct cache *c)
{
    if (open_db(c))
        return true;
    if (c->db && is_damaged(c)) {
        remove_db(c);
        diag_add(c->diags, DIAG_NOTE, c->path, 0, 0,
                 "the cache was damaged or of another version, and is made anew");
        if (open_db(c))
            return true;
    }
    diag_add(c->diags, DIAG_NOTE, c->path, 0, 0, "the cache cannot be used, going on without: %s",
             c->db ? sqlite3_errmsg(c->db) : "no memory");
    return false;
}

struct bytes {
    const void *at;
    size_t size;
};

static struct bytes column(sqlite3_stmt *s, int i)
{
    const void *at = sqlite3_column_blob(s, i);
    return (struct bytes){at ? at : "", (size_t)sqlite3_column_bytes(s, i)};
}

static void load_files(struct cache *c)
{
    sqlite3_stmt *s = NULL;
    if (sqlite3_prepare_v2(c->db, "SELECT id, path, stamp, hash FROM file", -1, &s, NULL) ==
        SQLITE_OK)
        while (sqlite3_step(s) == SQLITE_ROW) {
            int64_t id = sqlite3_column_int64(s, 0);
            struct file_stamp stamp;
            struct hash128 hash;
            struct bytes kept = column(s, 2), content = column(s, 3);
            const char *path = (const char *)sqlite3_column_text(s, 1);
            if (!path) { /* the tables do not allow it, but a file can say anything */
                c->damaged = true;
                break;
            }
            filehash_add(c->hashes, path, id);
            if (kept.size != sizeof stamp || content.size != sizeof hash)
                continue;
            memcpy(&stamp, kept.at, sizeof stamp);
            memcpy(&hash, content.at, sizeof hash);
            filehash_stamp(c->hashes, id, &stamp, &hash);
        }
    sqlite3_finalize(s);
}

/* ---- opening and closing ---- */

const char *cache_default_dir(struct arena *arena)
{
    const char *xdg = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    if (xdg &&
        *xdg ==
            '/') /* relative ones are to be ignored. Source: XDG Base Directory Specification 0.8 */
        return arena_printf(arena, "%s/nostall", xdg);
    return home && *home == '/' ? arena_printf(arena, "%s/.cache/nostall", home) : NULL;
}

static bool make_dirs(struct arena *a, const char *dir)
{
    char *path = arena_strdup(a, dir);
    for (char *p = path + 1; *p; p++)
        if (*p == '/') {
            *p = '\0';
            if (mkdir(path, 0777) != 0 && errno != EEXIST && access(path, F_OK) != 0)
                return false;
            *p = '/';
        }
    return mkdir(path, 0777) == 0 || errno == EEXIST;
}

struct cache *cache_open(const char *dir, const char *salt, uint64_t size_max, struct diags *diags)
{
    struct arena *a = arena_new();
    struct cache *c = arena_new_one(a, struct cache);
    c->arena = a;
    c->diags = diags;
    c->path = arena_printf(a, "%s/facts-%d.db", dir, CACHE_SCHEMA);
    c->size_max = size_max;
    c->now = time(NULL) / HOUR * HOUR;
    c->salt = hash128_of(salt, strlen(salt));
    if (!make_dirs(a, dir)) {
        diag_add(diags, DIAG_NOTE, dir, 0, 0,
                 "the cache folder cannot be made, going on without: %s", strerror(errno));
    } else if (open_or_remake(c)) {
        c->hashes = filehash_new();
        load_files(c);
        return c;
    }
    close_db(c);
    arena_free(a);
    return NULL;
}

static void mark_used(struct cache *c)
{
    if (!c->used.len || !run(c, QUERY_BEGIN))
        return;
    for (uint32_t i = 0; i < c->used.len; i++) {
        sqlite3_stmt *s = statement(c, QUERY_TOUCH);
        if (!s)
            break;
        sqlite3_bind_int64(s, 1, c->used.at[i]);
        sqlite3_bind_int64(s, 2, c->now);
        step_done(s);
    }
    run(c, QUERY_COMMIT);
}

static void keep_stamps(struct cache *c)
{
    uint32_t next = 0;
    int64_t id;
    struct file_stamp stamp;
    struct hash128 hash;
    bool more = filehash_read(c->hashes, &next, &id, &stamp, &hash);
    if (!more || !run(c, QUERY_BEGIN))
        return;
    for (; more; more = filehash_read(c->hashes, &next, &id, &stamp, &hash)) {
        sqlite3_stmt *s = statement(c, QUERY_STAMP);
        if (!s)
            break;
        sqlite3_bind_int64(s, 1, id);
        sqlite3_bind_blob(s, 2, &stamp, sizeof stamp, SQLITE_STATIC);
        sqlite3_bind_blob(s, 3, &hash, sizeof hash, SQLITE_STATIC);
        step_done(s);
    }
    run(c, QUERY_COMMIT);
}

/* Least recently used first, down to nine tenths, so that not every run drops something. */
static void drop_old(struct cache *c)
{
    int64_t size = pragma_number(c->db, "SELECT sum(size) FROM unit");
    int64_t limit = c->size_max > INT64_MAX ? INT64_MAX : (int64_t)c->size_max;
    if (size <= limit || !run(c, QUERY_BEGIN))
        return;
    sqlite3_stmt *s = NULL;
    VEC(int64_t) old = {0};
    if (sqlite3_prepare_v2(c->db, "SELECT id, size FROM unit ORDER BY used, id", -1, &s, NULL) ==
        SQLITE_OK)
        while (size > limit / 10 * 9 && sqlite3_step(s) == SQLITE_ROW) {
            vec_push(c->arena, &old, sqlite3_column_int64(s, 0));
            size -= sqlite3_column_int64(s, 1);
        }
    sqlite3_finalize(s);
    for (uint32_t i = 0; i < old.len; i++)
        run_with_id(c, QUERY_DROP, old.at[i]);
    run(c, QUERY_COMMIT);
    exec(c, "PRAGMA incremental_vacuum");
}

void cache_close(struct cache *c)
{
    if (!c)
        return;
    if (!c->damaged) {
        mark_used(c);
        keep_stamps(c);
        drop_old(c);
        close_db(c);
    } else {
        remove_db(c); /* the next run makes it anew */
    }
    filehash_free(c->hashes);
    arena_free(c->arena);
}

/* ---- entries ---- */

static struct cache_key key_from(struct hash128 h)
{
    struct cache_key key;
    memcpy(key.bytes, &h, sizeof key.bytes);
    return key;
}

struct cache_key cache_key_of(const struct cache *c, const char *root, const char *directory,
                              const char *file, const char *const *argv, uint32_t argc)
{
    XXH3_state_t *state = XXH3_createState();
    if (!state)
        fail_no_memory();
    XXH3_128bits_reset(state);
    XXH3_128bits_update(state, &c->salt, sizeof c->salt);
    const char *const places[] = {NOSTALL_VERSION, root ? root : "", directory, file};
    for (uint32_t i = 0; i < COUNT(places) + argc; i++) {
        const char *word = i < COUNT(places) ? places[i] : argv[i - COUNT(places)];
        XXH3_128bits_update(state, word, strlen(word) + 1);
    }
    struct hash128 h = hash128_from(XXH3_128bits_digest(state));
    XXH3_freeState(state);
    return key_from(h);
}

/* The hash over the contents of the files with these ids, as they are now. */
static bool content_now(struct cache *c, const void *ids, uint32_t len, struct hash128 *ret_content)
{
    struct hash128 *all =
        arena_new_array(filehash_scratch(c->hashes), struct hash128, len ? len : 1);
    for (uint32_t i = 0; i < len; i++) {
        uint32_t id;
        memcpy(&id, (const char *)ids + i * sizeof id, sizeof id);
        if (!filehash_by_id(c->hashes, id, &all[i]))
            return false;
    }
    *ret_content = hash128_of(all, len * sizeof *all);
    return true;
}

int64_t cache_find(struct cache *c, const struct cache_key *key, struct cache_key *ret_content)
{
    sqlite3_stmt *s = statement(c, QUERY_FIND);
    int64_t found = 0;
    if (!s) {
        note_trouble(c, "read");
        return 0;
    }
    int code = SQLITE_DONE;
    sqlite3_bind_blob(s, 1, key->bytes, sizeof key->bytes, SQLITE_STATIC);
    while (!found && (code = sqlite3_step(s)) == SQLITE_ROW) {
        struct hash128 content;
        int size = sqlite3_column_bytes(s, 2);
        if (sqlite3_column_bytes(s, 1) == sizeof content && size % 4 == 0 &&
            content_now(c, sqlite3_column_blob(s, 2), (uint32_t)size / 4, &content) &&
            !memcmp(sqlite3_column_blob(s, 1), &content, sizeof content)) {
            found = sqlite3_column_int64(s, 0);
            *ret_content = key_from(content);
            if (sqlite3_column_int64(s, 3) < c->now)
                vec_push(c->arena, &c->used, found);
        }
        arena_reset(filehash_scratch(c->hashes));
    }
    if (!found && code != SQLITE_DONE)
        note_trouble(c, "read");
    sqlite3_reset(s);
    return found;
}

/* Ties the facts to their entry, and tells damage. */
static struct hash128 sum_of(const struct bytes *parts, uint32_t len)
{
    struct hash128 all[4];
    for (uint32_t i = 0; i < len; i++)
        all[i] = hash128_of(parts[i].at, parts[i].size);
    return hash128_of(all, len * sizeof *all);
}

bool cache_load(struct cache *c, int64_t entry, struct buf *ret_facts)
{
    bool ok = false;
    buf_clear(ret_facts);
    sqlite3_stmt *s = statement(c, QUERY_LOAD);
    if (!s)
        return false;
    sqlite3_bind_int64(s, 1, entry);
    int code = sqlite3_step(s);
    if (code == SQLITE_ROW) {
        struct bytes sum = column(s, 0), facts = column(s, 1);
        struct bytes parts[] = {column(s, 2), column(s, 3), column(s, 4), facts};
        struct hash128 want = sum_of(parts, COUNT(parts));
        ok = sum.size == sizeof want && !memcmp(sum.at, &want, sizeof want);
        if (ok)
            buf_add(ret_facts, facts.at, facts.size);
    }
    sqlite3_reset(s);
    if (!ok && code == SQLITE_ROW)
        run_with_id(c, QUERY_DROP, entry);
    else if (!ok && code != SQLITE_DONE)
        note_trouble(c, "read");
    return ok;
}

/* The id of PATH in the database, 0 for none. */
static int64_t file_id(struct cache *c, const char *path)
{
    int64_t id = filehash_id(c->hashes, path);
    if (id)
        return id;
    sqlite3_stmt *add = statement(c, QUERY_ADD_FILE);
    if (add)
        sqlite3_bind_text(add, 1, path, -1, SQLITE_STATIC);
    if (!step_done(add))
        return 0;
    sqlite3_stmt *get = statement(c, QUERY_FILE_ID);
    if (get) {
        sqlite3_bind_text(get, 1, path, -1, SQLITE_STATIC);
        if (sqlite3_step(get) == SQLITE_ROW)
            id = sqlite3_column_int64(get, 0);
        sqlite3_reset(get);
    }
    return id > 0 && id <= UINT32_MAX ? id : 0;
}

static bool insert(struct cache *c, const struct cache_key *key, const struct hash128 *content,
                   struct bytes ids, struct bytes facts)
{
    sqlite3_stmt *unit = statement(c, QUERY_ADD_UNIT), *blob = statement(c, QUERY_ADD_FACTS),
                 *trim = statement(c, QUERY_TRIM_KEY);
    if (!unit || !blob || !trim)
        return false;
    struct bytes parts[] = {
        {key->bytes, sizeof key->bytes}, {content, sizeof *content}, ids, facts};
    struct hash128 sum = sum_of(parts, COUNT(parts));
    sqlite3_bind_blob(unit, 1, key->bytes, sizeof key->bytes, SQLITE_STATIC);
    sqlite3_bind_blob(unit, 2, content, sizeof *content, SQLITE_STATIC);
    sqlite3_bind_blob64(unit, 3, ids.at, ids.size, SQLITE_STATIC);
    sqlite3_bind_int64(unit, 4, (int64_t)facts.size);
    sqlite3_bind_int64(unit, 5, c->now);
    if (!step_done(unit))
        return false;
    sqlite3_bind_int64(blob, 1, sqlite3_last_insert_rowid(c->db));
    sqlite3_bind_blob(blob, 2, &sum, sizeof sum, SQLITE_STATIC);
    sqlite3_bind_blob64(blob, 3, facts.at, facts.size, SQLITE_STATIC);
    sqlite3_bind_blob(trim, 1, key->bytes, sizeof key->bytes, SQLITE_STATIC);
    sqlite3_bind_int(trim, 2, CONTENTS_MAX);
    return step_done(blob) && step_done(trim);
}

static bool store(struct cache *c, const struct cache_key *key, const struct hash128 *content,
                  const char *const *files, uint32_t len, struct bytes facts)
{
    uint32_t *ids = arena_new_array(filehash_scratch(c->hashes), uint32_t, len ? len : 1);
    if (!run(c, QUERY_BEGIN))
        return false;
    bool ok = true;
    for (uint32_t i = 0; ok && i < len; i++) {
        ids[i] = (uint32_t)file_id(c, files[i]);
        ok = ids[i] != 0;
    }
    ok = ok && insert(c, key, content, (struct bytes){ids, len * sizeof *ids}, facts) &&
         run(c, QUERY_COMMIT);
    if (!ok) {
        note_trouble(c, "written");
        exec(c, "ROLLBACK");
        return false;
    }
    for (uint32_t i = 0; i < len; i++)
        filehash_add(c->hashes, files[i], ids[i]);
    return true;
}

bool cache_store(struct cache *c, const struct cache_key *key, const char *const *files,
                 uint32_t read, uint32_t file_len, const char *facts, size_t len,
                 struct cache_key *ret_content)
{
    if (c->damaged)
        return false;
    struct hash128 *all =
        arena_new_array(filehash_scratch(c->hashes), struct hash128, file_len ? file_len : 1);
    bool stable = true;
    for (uint32_t i = 0; stable && i < file_len; i++)
        stable = filehash_of(c->hashes, files[i], &all[i]) &&
                 filehash_unchanged(c->hashes, files[i], i >= read);
    if (stable) {
        struct hash128 content = hash128_of(all, file_len * sizeof *all);
        *ret_content = key_from(content);
        if (!store(c, key, &content, files, file_len, (struct bytes){facts, len}) && !c->told)
            note_trouble(c, "written");
    }
    arena_reset(filehash_scratch(c->hashes));
    return stable;
}

/* ---- results ---- */

struct cache_key cache_key_of_bytes(const struct cache *c, const void *data, size_t len)
{
    struct hash128 both[] = {c->salt, hash128_of(data, len)};
    return key_from(hash128_of(both, sizeof both));
}

struct cache_key cache_content_of(struct cache *c, const char *path)
{
    struct hash128 h;
    return key_from(filehash_of(c->hashes, path, &h) ? h : (struct hash128){{0}});
}

bool cache_unchanged(const struct cache *c, const char *path)
{
    return filehash_unchanged(c->hashes, path, false);
}

static struct hash128 result_sum(const struct cache_key *key, struct bytes result)
{
    struct bytes parts[] = {{key->bytes, sizeof key->bytes}, result};
    return sum_of(parts, COUNT(parts));
}

bool cache_load_result(struct cache *c, const struct cache_key *key, struct buf *ret_bytes)
{
    sqlite3_stmt *s = statement(c, QUERY_LOAD_RESULT);
    buf_clear(ret_bytes);
    if (!s)
        return false;
    sqlite3_bind_blob(s, 1, key->bytes, sizeof key->bytes, SQLITE_STATIC);
    bool ok = sqlite3_step(s) == SQLITE_ROW;
    if (ok) {
        struct bytes sum = column(s, 0), result = column(s, 1);
        struct hash128 want = result_sum(key, result);
        ok = sum.size == sizeof want && !memcmp(sum.at, &want, sizeof want);
        if (ok)
            buf_add(ret_bytes, result.at, result.size);
    }
    sqlite3_reset(s);
    return ok;
}

void cache_store_result(struct cache *c, const struct cache_key *key, const char *data, size_t len)
{
    sqlite3_stmt *add = statement(c, QUERY_ADD_RESULT), *trim = statement(c, QUERY_TRIM_RESULTS);
    struct hash128 sum = result_sum(key, (struct bytes){data, len});
    if (c->damaged || !add || !trim || !run(c, QUERY_BEGIN))
        return;
    sqlite3_bind_blob(add, 1, key->bytes, sizeof key->bytes, SQLITE_STATIC);
    sqlite3_bind_blob(add, 2, &sum, sizeof sum, SQLITE_STATIC);
    sqlite3_bind_int64(add, 3, (int64_t)time(NULL));
    sqlite3_bind_blob64(add, 4, data, len, SQLITE_STATIC);
    sqlite3_bind_int64(trim, 1, CACHE_RESULTS_MAX);
    if (!step_done(add) || !step_done(trim) || !run(c, QUERY_COMMIT)) {
        note_trouble(c, "written");
        exec(c, "ROLLBACK");
    }
}

bool cache_holds(const struct cache *c, uint64_t device, uint64_t inode)
{
    return filehash_holds(c->hashes, device, inode);
}

/* ---- for people ---- */

bool cache_stats(struct cache *c, struct cache_stats *ret)
{
    *ret = (struct cache_stats){
        .units = pragma_number(c->db, "SELECT count(*) FROM unit"),
        .files = pragma_number(c->db, "SELECT count(*) FROM file"),
        .results = pragma_number(c->db, "SELECT count(*) FROM result"),
        .bytes = pragma_number(c->db, "SELECT (SELECT total(size) FROM unit) + "
                                      "(SELECT total(length(bytes)) FROM result)"),
    };
    return ret->units >= 0 && ret->files >= 0 && ret->results >= 0;
}

/* What is still there then is damage, which goes with the file. */
bool cache_clear(struct cache *c)
{
    struct cache_stats left;
    if (!exec(c, "DELETE FROM unit; DELETE FROM file; DELETE FROM result; VACUUM"))
        note_trouble(c, "cleared");
    else if (!cache_stats(c, &left) || left.units || left.files || left.results)
        c->damaged = true;
    else
        return true;
    return c->damaged;
}
