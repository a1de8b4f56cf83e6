/* Hashes of the contents of files, each file read at most once in a run. For cache.c.
 *
 * A file need not be read whose stamp is that of an earlier run: its time of change is among it,
 * which the kernel sets whenever content, size or name changes and which nobody can set (inode(7),
 * st_ctim). A stamp is kept only if the file had not been changed for a tick of that clock when it
 * was read, so that a later change cannot have the same. A file that was not there is still not
 * there while its folder has its stamp: what comes into a folder changes it (inode(7), st_mtim). Of
 * the 28,700 paths that facts of QEMU depend on 24,900 are such, in 309 folders. */
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

struct file_stamp { /* of stat(2); zeros: not known */
    uint64_t device, inode, size;
    int64_t modified, changed; /* nanoseconds since 1970 */
};

struct filehash;

struct filehash *filehash_new(void);
void filehash_free(struct filehash *f);
/* For the caller's short-lived arrays; nothing of filehash is in it. */
struct arena *filehash_scratch(struct filehash *f);
/* PATH has ID in the database. */
void filehash_add(struct filehash *f, const char *path, int64_t id);
/* The file ID had HASH when its stamp was STAMP. */
void filehash_stamp(struct filehash *f, int64_t id, const struct file_stamp *stamp,
                    const struct hash128 *hash);
/* The files with an id that were read in this run and may be stamped, one by one: *NEXT is 0 for
 * the first. False: no more. */
bool filehash_read(const struct filehash *f, uint32_t *next, int64_t *ret_id,
                   struct file_stamp *ret_stamp, struct hash128 *ret_hash);
/* Was the file of this device and inode hashed in this run? */
bool filehash_holds(const struct filehash *f, uint64_t device, uint64_t inode);
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
