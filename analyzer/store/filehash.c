#include "store/filehash.h"

#include "base/fail.h"
#include "base/vec.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include <uthash.h>

/* The clock of file systems ticks more slowly than ours: in the kernel's ticks, 100 a second at
 * least. */
#define TICK_NS 20000000

static const char no_content[] = "no file, as far as nostall has looked\0";

#define ID_MAX 20000000 /* more is damage */

struct file {
    const char *path;
    int64_t id;
    enum { NOT_READ, READ, UNREADABLE } state;
    bool stamped;            /* HASH is that of a file with this stamp */
    bool fresh;              /* and that was found out in this run */
    bool absent;             /* there is none: HASH says so, and the stamp is its folder's */
    struct file_stamp stamp; /* READ: as the file is now */
    struct hash128 hash;
    UT_hash_handle hh;
};

struct folder {
    const char *path;        /* with a slash at its end */
    struct file_stamp stamp; /* when this run first asked; zeros: there is no such folder */
    UT_hash_handle hh;
};

struct filehash {
    struct arena *arena, *scratch;
    struct file *by_path;
    struct folder *folders; /* those that may lack a file */
    VEC(struct file *) by_id;
    struct timespec start;
    char *chunk;
};

#define CHUNK_SIZE ((size_t)256 * 1024)

struct filehash *filehash_new(void)
{
    struct arena *a = arena_new();
    struct filehash *f = arena_new_one(a, struct filehash);
    f->arena = a;
    f->scratch = arena_new();
    f->chunk = arena_alloc(a, CHUNK_SIZE);
    clock_gettime(CLOCK_REALTIME, &f->start);
    f->start.tv_nsec -= TICK_NS;
    if (f->start.tv_nsec < 0) {
        f->start.tv_nsec += 1000000000;
        f->start.tv_sec--;
    }
    return f;
}

void filehash_free(struct filehash *f)
{
    if (!f)
        return;
    HASH_CLEAR(hh, f->by_path);
    HASH_CLEAR(hh, f->folders);
    arena_free(f->scratch);
    arena_free(f->arena);
}

struct arena *filehash_scratch(struct filehash *f)
{
    return f->scratch;
}

static struct file *find(const struct filehash *f, const char *path)
{
    struct file *found;
    HASH_FIND_STR(f->by_path, path, found);
    return found;
}

static struct file *get(struct filehash *f, const char *path)
{
    struct file *file = find(f, path);
    if (file)
        return file;
    file = arena_new_one(f->arena, struct file);
    file->path = arena_strdup(f->arena, path);
    HASH_ADD_KEYPTR(hh, f->by_path, file->path, strlen(file->path), file);
    return file;
}

void filehash_add(struct filehash *f, const char *path, int64_t id)
{
    struct file *file = get(f, path);
    if (id <= 0 || id > ID_MAX || file->id == id)
        return;
    file->id = id;
    while (f->by_id.len <= (uint32_t)id)
        vec_push(f->arena, &f->by_id, NULL);
    f->by_id.at[id] = file;
}

int64_t filehash_id(const struct filehash *f, const char *path)
{
    const struct file *file = find(f, path);
    return file ? file->id : 0;
}

static bool hash_fd(struct filehash *f, int fd, struct hash128 *ret_hash)
{
    XXH3_state_t *state = XXH3_createState();
    if (!state)
        fail_no_memory();
    XXH3_128bits_reset(state);
    ssize_t n;
    while ((n = read(fd, f->chunk, CHUNK_SIZE)) > 0 || (n < 0 && errno == EINTR))
        if (n > 0)
            XXH3_128bits_update(state, f->chunk, (size_t)n);
    if (n == 0)
        *ret_hash = hash128_from(XXH3_128bits_digest(state));
    XXH3_freeState(state);
    return n == 0;
}

static int64_t nanoseconds(struct timespec t)
{
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static struct file_stamp stamp_of(const struct stat *s)
{
    return (struct file_stamp){.device = s->st_dev,
                               .inode = s->st_ino,
                               .size = (uint64_t)s->st_size,
                               .modified = nanoseconds(s->st_mtim),
                               .changed = nanoseconds(s->st_ctim)};
}

static struct hash128 absence(void)
{
    return hash128_of(no_content, sizeof no_content);
}

static const struct file_stamp *folder_stamp(struct filehash *f, const char *path)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) + 1 : 0;
    struct folder *folder;
    struct stat s;
    HASH_FIND(hh, f->folders, path, len, folder);
    if (folder)
        return &folder->stamp;
    folder = arena_new_one(f->arena, struct folder);
    folder->path = arena_strndup(f->arena, path, len);
    if (stat(folder->path, &s) == 0 && S_ISDIR(s.st_mode))
        folder->stamp = stamp_of(&s);
    HASH_ADD_KEYPTR(hh, f->folders, folder->path, len, folder);
    return &folder->stamp;
}

void filehash_stamp(struct filehash *f, int64_t id, const struct file_stamp *stamp,
                    const struct hash128 *hash)
{
    struct file *file = id > 0 && id < f->by_id.len ? f->by_id.at[id] : NULL;
    if (!file || file->state != NOT_READ)
        return;
    file->stamp = *stamp;
    file->hash = *hash;
    struct hash128 none = absence();
    file->absent = !memcmp(hash, &none, sizeof none);
    file->stamped = true;
}

bool filehash_read(const struct filehash *f, uint32_t *next, int64_t *ret_id,
                   struct file_stamp *ret_stamp, struct hash128 *ret_hash)
{
    while (*next < f->by_id.len) {
        const struct file *file = f->by_id.at[(*next)++];
        if (!file || !file->fresh)
            continue;
        *ret_id = file->id;
        *ret_stamp = file->stamp;
        *ret_hash = file->hash;
        return true;
    }
    return false;
}

bool filehash_holds(const struct filehash *f, uint64_t device, uint64_t inode)
{
    for (const struct file *file = f->by_path; file; file = file->hh.next)
        if (file->state == READ && !file->absent && file->stamp.inode == inode &&
            file->stamp.device == device)
            return true;
    return false;
}

static bool is_absence(int error)
{
    return error == ENOENT || error == ENOTDIR;
}

static bool settled_before(const struct filehash *f, int64_t changed)
{
    return changed < nanoseconds(f->start);
}

/* A link that leads nowhere is something in its folder: what it leads to can come without a change
 * there. */
static bool is_in_folder(const char *path)
{
    struct stat s;
    return lstat(path, &s) == 0 || !is_absence(errno);
}

static void read_file(struct filehash *f, struct file *file)
{
    int fd = open(file->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat s;
    bool regular = fd >= 0 && fstat(fd, &s) == 0 && S_ISREG(s.st_mode);
    file->absent = fd < 0 && is_absence(errno);
    file->stamp = regular ? stamp_of(&s) : (struct file_stamp){0};
    if (file->absent) {
        file->hash = absence();
        if (!is_in_folder(file->path))
            file->stamp = *folder_stamp(f, file->path);
    }
    file->state = file->absent || (regular && hash_fd(f, fd, &file->hash)) ? READ : UNREADABLE;
    file->fresh =
        file->stamp.inode && file->state == READ && settled_before(f, file->stamp.changed);
    if (fd >= 0)
        close(fd);
}

static bool has_its_stamp(struct filehash *f, const struct file *file)
{
    struct stat s;
    struct file_stamp now;
    if (!file->stamped)
        return false;
    if (file->absent)
        now = *folder_stamp(f, file->path);
    else if (stat(file->path, &s) == 0 && S_ISREG(s.st_mode))
        now = stamp_of(&s);
    else
        return false;
    return !memcmp(&now, &file->stamp, sizeof now);
}

static bool file_hash(struct filehash *f, struct file *file, struct hash128 *ret_hash)
{
    if (file->state == NOT_READ && has_its_stamp(f, file))
        file->state = READ;
    if (file->state == NOT_READ)
        read_file(f, file);
    *ret_hash = file->hash;
    return file->state == READ;
}

bool filehash_of(struct filehash *f, const char *path, struct hash128 *ret_hash)
{
    return file_hash(f, get(f, path), ret_hash);
}

bool filehash_by_id(struct filehash *f, int64_t id, struct hash128 *ret_hash)
{
    struct file *file = id > 0 && id < f->by_id.len ? f->by_id.at[id] : NULL;
    return file && file_hash(f, file, ret_hash);
}

bool filehash_unchanged(const struct filehash *f, const char *path, bool absent)
{
    struct stat s;
    if (stat(path, &s) != 0)
        return absent && is_absence(errno);
    return settled_before(f, nanoseconds(s.st_ctim));
}
