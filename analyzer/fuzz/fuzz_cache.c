/* The database of the cache: whatever the file holds, it is used or made anew, and what is kept in
 * it then is found again, in the next run too.
 * For: store/cache.c store/filehash.c */
#include "fuzz/fuzz.h"
#include "store/cache.h"

#include <string.h>
#include <sys/stat.h>
#include <time.h>

static const char facts[] = "facts", result[] = "result";

/* A folder in memory with a source; the database comes and goes with each input. */
static struct place {
    char dir[32], source[64], missing[64], database[64];
} place = {.dir = "/dev/shm/nostall-fuzz-XXXXXX"};

static void put_file(const char *path, const void *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f))
        abort();
}

static void place_remove(void)
{
    if (unlink(place.source) || rmdir(place.dir))
        abort(); /* something else was left there */
}

static void place_make(void)
{
    if (!mkdtemp(place.dir))
        abort();
    snprintf(place.source, sizeof place.source, "%s/a.c", place.dir);
    snprintf(place.missing, sizeof place.missing, "%s/a.h", place.dir);
    snprintf(place.database, sizeof place.database, "%s/facts-2.db", place.dir);
    put_file(place.source, "int i;\n", 7);
    atexit(place_remove);
    /* a file that has changed just now is not trusted */
    struct timespec tick = {.tv_nsec = 50000000};
    nanosleep(&tick, NULL);
}

static bool holds(const struct buf *bytes, const char *text, size_t size)
{
    return bytes->len == size && !memcmp(bytes->at, text, size);
}

static void use_facts(struct cache *c, bool first)
{
    const char *argv[] = {"clang", "-c", place.source}, *files[] = {place.source, place.missing};
    struct cache_key key = cache_key_of(c, place.dir, place.dir, place.source, argv, 3), content;
    struct buf bytes = {0};
    int64_t entry = cache_find(c, &key, &content);
    if (entry && cache_load(c, entry, &bytes) && !first && !holds(&bytes, facts, sizeof facts))
        abort(); /* the run before kept others */
    if (cache_store(c, &key, files, 1, 2, facts, sizeof facts, &content) &&
        (entry = cache_find(c, &key, &content)) && cache_load(c, entry, &bytes) &&
        !holds(&bytes, facts, sizeof facts))
        abort(); /* other facts than were stored */
    buf_release(&bytes);
}

static void use_result(struct cache *c, bool first)
{
    struct cache_key key = cache_content_of(c, place.source);
    struct buf bytes = {0};
    key = cache_key_of_bytes(c, &key, sizeof key);
    if (cache_load_result(c, &key, &bytes) && !first && !holds(&bytes, result, sizeof result))
        abort(); /* the run before kept another */
    cache_store_result(c, &key, result, sizeof result);
    if (cache_load_result(c, &key, &bytes) && !holds(&bytes, result, sizeof result))
        abort(); /* another result than was stored */
    buf_release(&bytes);
}

/* A run: the FIRST finds what the fuzzer wrote. With a limit of SIZE_MAX bytes. */
static void use(bool first, uint64_t size_max)
{
    struct diags *diags = diags_new();
    struct cache *c = cache_open(place.dir, "salt", size_max, diags);
    struct cache_stats stats;
    struct stat st;
    if (!c || stat(place.source, &st))
        abort(); /* what is damaged is made anew */
    use_facts(c, first);
    use_result(c, first);
    if (!cache_unchanged(c, place.source) || !cache_holds(c, st.st_dev, st.st_ino))
        abort();
    bool cleared = !first && cache_clear(c);
    cache_close(c);
    c = cleared ? cache_open(place.dir, "salt", size_max, diags) : NULL;
    if (c && cache_stats(c, &stats) && (stats.units || stats.files || stats.results))
        abort(); /* it was not cleared */
    cache_close(c);
    diags_free(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (!*place.source)
        place_make();
    put_file(place.database, data, size);
    use(true, size % 2 ? 0 : CACHE_SIZE_MAX);
    use(false, CACHE_SIZE_MAX);
    if (unlink(place.database))
        abort();
    return 0;
}
