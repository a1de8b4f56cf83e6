/* Facts of units and results of runs, kept between runs, found by content.
 *
 * An entry stands under its key (the command, the root, the version) with the files that were read
 * for it and one hash over their contents. It is taken only if all of them have the same contents
 * now; a file is not read again only where nobody can have changed it (store/filehash.h). A key
 * keeps several contents, so that going back and forth between two states costs nothing. In SQLite
 * (cache.sql), safe under concurrent runs and after a kill at any moment; what is damaged is made
 * again, never trusted. Paths that were looked for in vain are files of an entry too: a file that
 * appears there is another content.
 */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

#define CACHE_SIZE_MAX ((uint64_t)2 * 1024 * 1024 * 1024)
#define CACHE_RESULTS_MAX ((uint64_t)128 * 1024 * 1024)

struct cache;

struct cache_key {
    unsigned char bytes[16];
};

/* The default folder, in ARENA: nostall in XDG_CACHE_HOME, else in ~/.cache. NULL: neither is
 * known. */
const char *cache_default_dir(struct arena *arena);
/* The cache in DIR, made if need be. SALT: what else every entry depends on (version of clang, of
 * this program). NULL: it cannot be used, a note says why; a damaged one is made anew, with a note.
 * Needed for as long as one run: contents of files are read once. */
struct cache *cache_open(const char *dir, const char *salt, uint64_t size_max, struct diags *diags);
/* Drop what was not used for longest until the size fits, and close. */
void cache_close(struct cache *c);

struct cache_key cache_key_of(const struct cache *c, const char *root, const char *directory,
                              const char *file, const char *const *argv, uint32_t argc);
/* The entry for KEY that fits the files as they are, and what their contents come to; 0: none. */
int64_t cache_find(struct cache *c, const struct cache_key *key, struct cache_key *ret_content);
/* Put the facts of ENTRY into ret_facts (cleared first). False: it is gone, or damaged and now
 * dropped. */
bool cache_load(struct cache *c, int64_t entry, struct buf *ret_facts)
    __attribute__((warn_unused_result));
/* Keep FACTS, for which the first READ of FILES (absolute paths) were read and the others looked
 * for. Left undone, silently, if one of them has changed since the cache was opened; with one note
 * per run if the database does not take it. False: what the contents come to is not known. */
bool cache_store(struct cache *c, const struct cache_key *key, const char *const *files,
                 uint32_t read, uint32_t file_len, const char *facts, size_t len,
                 struct cache_key *ret_content);

/* The key of a result: SALT and these bytes. */
struct cache_key cache_key_of_bytes(const struct cache *c, const void *data, size_t len);
/* What the content of FILE comes to; of one that cannot be read, or is not there, too. */
struct cache_key cache_content_of(struct cache *c, const char *path);
/* Is the file as it was when the cache was opened? */
bool cache_unchanged(const struct cache *c, const char *path);
/* The result under KEY (ret_bytes is cleared first). False: there is none, or it was damaged. */
bool cache_load_result(struct cache *c, const struct cache_key *key, struct buf *ret_bytes)
    __attribute__((warn_unused_result));
/* Keep a result; the oldest go, so that all have at most CACHE_RESULTS_MAX bytes. */
void cache_store_result(struct cache *c, const struct cache_key *key, const char *data, size_t len);
/* Has this run asked for the content of the file with this device and inode? */
bool cache_holds(const struct cache *c, uint64_t device, uint64_t inode);

struct cache_stats {
    int64_t units, files, results;
    int64_t bytes; /* of facts and results, as they are kept */
};

bool cache_stats(struct cache *c, struct cache_stats *ret) __attribute__((warn_unused_result));
/* Drop all entries, at the latest when the cache is closed. */
bool cache_clear(struct cache *c) __attribute__((warn_unused_result));

#endif
