#include "tests/unit/test.h"

#include "base/arena.h"
#include "store/cache.h"

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define MARK "these are the facts of the unit"

struct place { /* a folder of the test's own */
    struct arena *arena;
    const char *dir, *cache, *db;
    const char *files[2];
};

static void put(const char *path, const char *text)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        abort();
    fputs(text, f);
    fclose(f);
    usleep(40000); /* what changes as a run begins is not stored */
}

static struct place place_new(void)
{
    struct place p = {.arena = arena_new()};
    char *dir = arena_strdup(p.arena, "/tmp/nostall-cache-XXXXXX");
    if (!mkdtemp(dir))
        abort();
    p.dir = dir;
    p.cache = arena_printf(p.arena, "%s/deep/cache", dir);
    p.db = arena_printf(p.arena, "%s/facts-2.db", p.cache);
    p.files[0] = arena_printf(p.arena, "%s/a.c", dir);
    p.files[1] = arena_printf(p.arena, "%s/a.h", dir);
    put(p.files[0], "int a;\n");
    put(p.files[1], "int h;\n");
    return p;
}

static void place_free(struct place *p)
{
    char *command = arena_printf(p->arena, "rm -rf '%s'", p->dir);
    if (system(command) != 0)
        fputs("the test's folder stays\n", stderr);
    arena_free(p->arena);
}

static struct cache_key key_of(const struct cache *c, const char *word)
{
    const char *const argv[] = {"clang", word};
    return cache_key_of(c, "/project", "/project/b", "a.c", argv, 2);
}

static int64_t find(struct cache *c, const struct cache_key *key)
{
    struct cache_key content;
    return cache_find(c, key, &content);
}

static bool store(struct cache *c, const struct cache_key *key, const char *const files[2],
                  const char *facts, size_t len)
{
    struct cache_key content;
    return cache_store(c, key, files, 2, 2, facts, len, &content);
}

/* One run: whether the entry for WORD is found, with FACTS; stored if not. NOTES: how many it must
 * give. */
static bool run(struct test *t, const struct place *p, const char *word, const char *facts,
                uint32_t notes)
{
    struct diags *diags = diags_new();
    struct cache *c = cache_open(p->cache, "salt", CACHE_SIZE_MAX, diags);
    struct buf bytes = {0};
    bool found = false;
    if (CHECK(t, c != NULL)) {
        struct cache_key key = key_of(c, word);
        int64_t entry = find(c, &key);
        found = entry && cache_load(c, entry, &bytes);
        if (found)
            CHECK_TEXT(t, bytes.at, facts);
        else
            store(c, &key, p->files, facts, strlen(facts));
    }
    cache_close(c);
    CHECK_NUMBER(t, diags_len(diags), notes);
    buf_release(&bytes);
    diags_free(diags);
    return found;
}

static void test_contents(struct test *t)
{
    struct place p = place_new();
    CHECK(t, !run(t, &p, "-DX", "one", 0));
    CHECK(t, run(t, &p, "-DX", "one", 0));
    CHECK(t, !run(t, &p, "-DY", "other arguments", 0));
    put(p.files[1], "int changed;\n");
    CHECK(t, !run(t, &p, "-DX", "two", 0));
    CHECK(t, run(t, &p, "-DX", "two", 0));
    put(p.files[1], "int h;\n"); /* back, with another time stamp */
    CHECK(t, run(t, &p, "-DX", "one", 0));
    unlink(p.files[1]);
    CHECK(t, !run(t, &p, "-DX", "not storable", 0));
    CHECK(t, !run(t, &p, "-DX", "not storable", 0));
    put(p.files[1], "int changed;\n");
    CHECK(t, run(t, &p, "-DX", "two", 0));
    place_free(&p);
}

static void test_change_during_run(struct test *t)
{
    struct place p = place_new();
    struct diags *diags = diags_new();
    struct cache *c = cache_open(p.cache, "salt", CACHE_SIZE_MAX, diags);
    struct cache_key key = key_of(c, "-DX");
    put(p.files[0], "int while_extracted;\n");
    store(c, &key, p.files, "old", 3);
    CHECK_NUMBER(t, find(c, &key), 0);
    cache_close(c);
    CHECK_NUMBER(t, diags_len(diags), 0);
    diags_free(diags);
    CHECK(t, !run(t, &p, "-DX", "new", 0));
    place_free(&p);
}

/* One run with an entry for which ABSENT was looked for in vain: whether it is found; stored if
 * not. */
static bool run_without(const struct place *p, const char *absent)
{
    struct diags *diags = diags_new();
    struct cache *c = cache_open(p->cache, "salt", CACHE_SIZE_MAX, diags);
    const char *const files[] = {p->files[0], absent};
    struct cache_key key = key_of(c, absent), content;
    bool found = find(c, &key) != 0;
    if (!found)
        cache_store(c, &key, files, 1, 2, "one", 3, &content);
    cache_close(c);
    diags_free(diags);
    usleep(40000);
    return found;
}

/* What was looked for in vain is found once it is there, whatever its folder tells. */
static void test_absent(struct test *t)
{
    struct place p = place_new();
    const char *folder = arena_printf(p.arena, "%s/folder", p.dir),
               *other = arena_printf(p.arena, "%s/other", p.dir),
               *header = arena_printf(p.arena, "%s/x.h", folder),
               *link = arena_printf(p.arena, "%s/link.h", folder),
               *target = arena_printf(p.arena, "%s/target.h", p.dir);
    CHECK(t, mkdir(folder, 0777) == 0 && mkdir(other, 0777) == 0 && symlink(target, link) == 0);
    usleep(40000);
    CHECK(t, !run_without(&p, header) && !run_without(&p, link));
    for (int i = 0; i < 3; i++) /* looked for, then by the folder's stamp */
        CHECK(t, run_without(&p, header) && run_without(&p, link));
    put(arena_printf(p.arena, "%s/y.h", folder), "");
    for (int i = 0; i < 3; i++)
        CHECK(t, run_without(&p, header) && run_without(&p, link));
    put(target, ""); /* the folder of the link is as it was */
    CHECK(t, !run_without(&p, link));
    put(header, "");
    CHECK(t, !run_without(&p, header));
    unlink(header);
    usleep(40000);
    for (int i = 0; i < 3; i++)
        CHECK(t, run_without(&p, header));
    put(arena_printf(p.arena, "%s/x.h", other), "int x;\n");
    CHECK(t, unlink(target) == 0 && rename(folder, target) == 0 && rename(other, folder) == 0);
    CHECK(t, !run_without(&p, header));
    place_free(&p);
}

/* The bytes of the database, with the mark in it, from *AT on. */
static bool find_mark(FILE *f, long *ret_at)
{
    char window[sizeof MARK - 1] = {0};
    for (int c; (c = getc(f)) != EOF;) {
        memmove(window, window + 1, sizeof window - 1);
        window[sizeof window - 1] = (char)c;
        if (!memcmp(window, MARK, sizeof window)) {
            *ret_at = ftell(f);
            return true;
        }
    }
    return false;
}

/* As `touch -r` does: what is told of a file's time of content proves nothing. */
static void test_same_times(struct test *t)
{
    struct place p = place_new();
    struct stat before;
    CHECK(t, !run(t, &p, "-DX", "one", 0));
    CHECK(t, run(t, &p, "-DX", "one", 0));
    CHECK(t, stat(p.files[1], &before) == 0);
    put(p.files[1], "int H;\n");
    struct timespec times[] = {before.st_atim, before.st_mtim};
    CHECK(t, utimensat(AT_FDCWD, p.files[1], times, 0) == 0);
    usleep(40000);
    CHECK(t, !run(t, &p, "-DX", "two", 0));
    CHECK(t, run(t, &p, "-DX", "two", 0));
    place_free(&p);
}

static struct cache *open_cache(const struct place *p, const char *salt, struct diags *diags)
{
    struct cache *c = cache_open(p->cache, salt, CACHE_SIZE_MAX, diags);
    if (!c)
        abort();
    return c;
}

/* Is there a result for WORD, and is it TEXT? */
static bool has_result(const struct place *p, const char *salt, const char *word, const char *text)
{
    struct diags *diags = diags_new();
    struct cache *c = open_cache(p, salt, diags);
    struct cache_key key = cache_key_of_bytes(c, word, strlen(word));
    struct buf bytes = {0};
    bool found = cache_load_result(c, &key, &bytes) && bytes.len == strlen(text) &&
                 !memcmp(bytes.at, text, bytes.len);
    buf_release(&bytes);
    cache_close(c);
    diags_free(diags);
    return found;
}

static void test_results(struct test *t)
{
    struct place p = place_new();
    struct diags *diags = diags_new();
    struct cache *c = open_cache(&p, "salt", diags);
    struct cache_key key = cache_key_of_bytes(c, "a", 1);
    struct cache_stats stats;
    long at = 0;
    cache_store_result(c, &key, MARK, strlen(MARK));
    CHECK(t, cache_stats(c, &stats));
    CHECK_NUMBER(t, stats.results, 1);
    CHECK_NUMBER(t, stats.bytes, sizeof MARK - 1);
    cache_close(c);
    CHECK(t, has_result(&p, "salt", "a", MARK));
    CHECK(t, !has_result(&p, "salt", "b", MARK));
    CHECK(t, !has_result(&p, "another program", "a", MARK));
    FILE *f = fopen(p.db, "r+b");
    if (CHECK(t, f && find_mark(f, &at))) {
        fseek(f, at - 3, SEEK_SET);
        putc('#', f);
    }
    if (f)
        fclose(f);
    CHECK(t, !has_result(&p, "salt", "a", MARK)); /* the sum tells */
    c = open_cache(&p, "salt", diags);
    CHECK(t, cache_clear(c) && cache_stats(c, &stats));
    CHECK_NUMBER(t, stats.results + stats.units + stats.files + stats.bytes, 0);
    cache_close(c);
    CHECK_NUMBER(t, diags_len(diags), 0);
    diags_free(diags);
    place_free(&p);
}

static void test_salt(struct test *t)
{
    struct place p = place_new();
    struct diags *diags = diags_new();
    CHECK(t, !run(t, &p, "-DX", "one", 0));
    struct cache *c = cache_open(p.cache, "another clang", CACHE_SIZE_MAX, diags);
    struct cache_key key = key_of(c, "-DX");
    CHECK_NUMBER(t, find(c, &key), 0);
    cache_close(c);
    diags_free(diags);
    place_free(&p);
}

static void test_damage(struct test *t)
{
    struct place p = place_new();
    long at = 0;
    CHECK(t, !run(t, &p, "-DX", MARK, 0));
    FILE *f = fopen(p.db, "r+b");
    if (CHECK(t, f && find_mark(f, &at))) {
        fseek(f, at - 3, SEEK_SET);
        putc('#', f);
    }
    if (f)
        fclose(f);
    CHECK(t, !run(t, &p, "-DX", MARK, 0)); /* the sum tells */
    CHECK(t, run(t, &p, "-DX", MARK, 0));  /* made again */

    put(p.db, "this is no database at all, but a text that somebody left in its place.............."
              "................................................................................");
    CHECK(t, !run(t, &p, "-DX", MARK, 1));
    CHECK(t, run(t, &p, "-DX", MARK, 0));
    CHECK(t, truncate(p.db, 5000) == 0);
    CHECK(t, !run(t, &p, "-DX", MARK, 1));
    run(t, &p, "-DX", MARK, 0);
    CHECK(t, run(t, &p, "-DX", MARK, 0));
    place_free(&p);
}

static void test_unusable(struct test *t)
{
    struct place p = place_new();
    struct diags *diags = diags_new();
    CHECK(t, cache_open(arena_printf(p.arena, "%s/below", p.files[0]), "salt", 1, diags) == NULL);
    CHECK_NUMBER(t, diags_len(diags), 1);
    CHECK(t, diags_len(diags) && diags_get(diags, 0)->level == DIAG_NOTE);
    diags_free(diags);
    place_free(&p);
}

static void test_limit(struct test *t)
{
    struct place p = place_new();
    struct diags *diags = diags_new();
    struct cache *c = cache_open(p.cache, "salt", 10000, diags);
    char facts[1000];
    char word[20];
    memset(facts, 'f', sizeof facts);
    for (int i = 0; i < 30; i++) {
        snprintf(word, sizeof word, "-D%d", i);
        struct cache_key key = key_of(c, word);
        store(c, &key, p.files, facts, sizeof facts);
    }
    cache_close(c);
    c = cache_open(p.cache, "salt", 10000, diags);
    int found = 0;
    for (int i = 0; i < 30; i++) {
        snprintf(word, sizeof word, "-D%d", i);
        struct cache_key key = key_of(c, word);
        found += find(c, &key) != 0;
    }
    CHECK_NUMBER(t, found, 9);
    cache_close(c);
    CHECK_NUMBER(t, diags_len(diags), 0);
    diags_free(diags);
    place_free(&p);
}

static void store_many(const struct place *p, int number)
{
    struct diags *diags = diags_new();
    struct cache *c = cache_open(p->cache, "salt", CACHE_SIZE_MAX, diags);
    if (!c)
        _exit(1);
    for (int i = 0; i < 200; i++) {
        char word[40];
        snprintf(word, sizeof word, "-D%d", i);
        struct cache_key key = key_of(c, word);
        store(c, &key, p->files, MARK, sizeof MARK - 1);
        snprintf(word, sizeof word, "-D%d_%d", number, i);
        key = key_of(c, word);
        store(c, &key, p->files, MARK, sizeof MARK - 1);
    }
    cache_close(c);
    _exit(diags_len(diags) != 0);
}

/* Four processes write the same and their own; two are killed meanwhile. */
static void test_concurrent(struct test *t)
{
    struct place p = place_new();
    pid_t pids[4];
    for (int i = 0; i < 4; i++) {
        pids[i] = fork();
        if (pids[i] == 0)
            store_many(&p, i);
    }
    usleep(30000);
    kill(pids[0], SIGKILL);
    usleep(30000);
    kill(pids[1], SIGKILL);
    for (int i = 0; i < 4; i++) {
        int status;
        waitpid(pids[i], &status, 0);
        CHECK(t, i < 2 || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
    }
    CHECK(t, run(t, &p, "-D199", MARK, 0));
    CHECK(t, run(t, &p, "-D2_0", MARK, 0));
    CHECK(t, run(t, &p, "-D3_199", MARK, 0));
    place_free(&p);
}

int main(void)
{
    struct test t = {0};
    test_contents(&t);
    test_change_during_run(&t);
    test_same_times(&t);
    test_absent(&t);
    test_results(&t);
    test_salt(&t);
    test_damage(&t);
    test_unusable(&t);
    test_limit(&t);
    test_concurrent(&t);
    return test_end(&t);
}
