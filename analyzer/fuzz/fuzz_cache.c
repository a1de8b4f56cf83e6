/* The database of the cache: whatever the file holds, it is used or made anew, and what is kept in
 * it then is found again. */
#include "fuzz/fuzz.h"
#include "store/cache.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char facts[] = "facts";

static void put_file(const char *path, const uint8_t *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f))
        abort();
}

static void use(const char *dir, const char *file)
{
    const char *argv[] = {"clang", "-c", file};
    struct diags *diags = diags_new();
    struct cache *c = cache_open(dir, "salt", CACHE_SIZE_MAX, diags);
    if (!c)
        abort(); /* what is damaged is made anew */
    struct cache_key key = cache_key_of(c, dir, dir, file, argv, 3), content;
    struct buf bytes = {0};
    int64_t entry = cache_find(c, &key, &content);
    if (entry)
        (void)!cache_load(c, entry, &bytes);
    if (cache_store(c, &key, &file, 1, 1, facts, sizeof facts, &content) &&
        (entry = cache_find(c, &key, &content)) && cache_load(c, entry, &bytes) &&
        (bytes.len != sizeof facts || memcmp(bytes.at, facts, sizeof facts) != 0))
        abort(); /* other facts than were stored */
    buf_release(&bytes);
    cache_close(c);
    diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char dir[] = "/dev/shm/nostall-fuzz-XXXXXX";
    if (!mkdtemp(dir))
        abort();
    char database[64], file[64];
    snprintf(database, sizeof database, "%s/facts-2.db", dir);
    snprintf(file, sizeof file, "%s/a.c", dir);
    put_file(database, data, size);
    put_file(file, (const uint8_t *)"int i;\n", 7);
    use(dir, file);
    if (unlink(database) || unlink(file) || rmdir(dir))
        abort(); /* something else was left there */
    return 0;
}
