/* Hashes of the contents of files, each file read once in a run. For cache.c. */
#ifndef STORE_FILEHASH_H
#define STORE_FILEHASH_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

struct hash128 { /* XXH3-128, canonical */
    unsigned char bytes[16];
};

static inline struct hash128 hash128_from(XXH128_hash_t h)
{
    XXH128_canonical_t canonical;
    struct hash128 out;
    XXH128_canonicalFromHash(&canonical, h);
    for (int i = 0; i < 16; i++)
        out.bytes[i] = canonical.digest[i];
    return out;
}

static inline struct hash128 hash128_of(const void *data, size_t len)
{
    return hash128_from(XXH3_128bits(data, len));
}

struct filehash;

struct filehash *filehash_new(void);
void filehash_free(struct filehash *f);
/* For the caller's short-lived arrays; nothing of filehash is in it. */
struct arena *filehash_scratch(struct filehash *f);
/* PATH has ID in the database. */
void filehash_add(struct filehash *f, const char *path, int64_t id);
/* 0: has none yet. */
int64_t filehash_id(const struct filehash *f, const char *path);
/* A file that is not there has a hash of its own, which no content has. False: the file, or one
 * with that id, cannot be read. */
bool filehash_of(struct filehash *f, const char *path, struct hash128 *ret_hash)
    __attribute__((warn_unused_result));
bool filehash_by_id(struct filehash *f, int64_t id, struct hash128 *ret_hash)
    __attribute__((warn_unused_result));
/* PATH is as it was when F was made, so that its hash is of what others have read since. ABSENT: it
 * is still not there. */
bool filehash_unchanged(const struct filehash *f, const char *path, bool absent);

#endif
