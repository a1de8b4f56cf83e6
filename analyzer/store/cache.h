/* Facts of units, kept between runs, found by content.
 *
 * An entry stands under its key (the command, the root, the version) with the files that were read
 * for it and one hash over their contents. It is taken only if all of them have the same contents
 * now; time stamps decide nothing. A key keeps several contents, so that going back and forth
 * between two states costs nothing. In SQLite (cache.sql), safe under concurrent runs and after a
 * kill at any moment; what is damaged is made again, never trusted. Paths that were looked for in
 * vain are files of an entry too: a file that appears there is another content.
 */
#ifndef STORE_CACHE_H
#define STORE_CACHE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

#define CACHE_SIZE_MAX ((uint64_t)2 * 1024 * 1024 * 1024)

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
/* The entry for KEY that fits the files as they are; 0: none. */
int64_t cache_find(struct cache *c, const struct cache_key *key);
/* Put the facts of ENTRY into ret_facts (cleared first). False: it is gone, or damaged and now
 * dropped. */
bool cache_load(struct cache *c, int64_t entry, struct buf *ret_facts)
    __attribute__((warn_unused_result));
/* Keep FACTS, for which the first READ of FILES (absolute paths) were read and the others looked
 * for. Left undone, silently, if one of them has changed since the cache was opened; with one note
 * per run if the database does not take it. */
void cache_store(struct cache *c, const struct cache_key *key, const char *const *files,
                 uint32_t read, uint32_t file_len, const char *facts, size_t len);

#endif
