/* nostall cache stats|clear: what the cache of facts and results holds, and away with it. */
#include "base/diag.h"
#include "cli/commands.h"
#include "cli/load.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: nostall cache stats [OPTION]...    where the cache is, what it holds\n"
    "       nostall cache clear [OPTION]...    drop all of it; the next run reads everything "
    "again\n\n"
    "  --cache-dir DIR    default: $XDG_CACHE_HOME/nostall or ~/.cache/nostall\n"
    "  -h, --help         this text\n";

static bool show(struct cache *c, const char *dir)
{
    struct cache_stats s;
    if (!cache_stats(c, &s))
        return false;
    printf("folder   %s\nunits    %" PRId64 "\nfiles    %" PRId64 "\nresults  %" PRId64
           "\nsize     %.1f of at most %.0f MiB\n",
           dir, s.units, s.files, s.results, (double)s.bytes / (1024 * 1024),
           (double)CACHE_SIZE_MAX / (1024 * 1024));
    return true;
}

static int run(struct arena *arena, bool clear, const char *dir)
{
    struct diags *diags = diags_new();
    struct cache *c = cache_open(dir, load_salt(arena), CACHE_SIZE_MAX, diags);
    bool ok = c && (clear ? cache_clear(c) : show(c, dir));
    if (c && !ok)
        diag_add(diags, DIAG_ERROR, dir, 0, 0,
                 "the cache cannot be %s; is another run using it, or the disk full?",
                 clear ? "cleared" : "read");
    cache_close(c);
    diags_print(diags, 0, stderr);
    diags_free(diags);
    return ok ? 0 : 2;
}

static int fail(const char *problem, const char *word)
{
    diag_say(DIAG_ERROR, "%s%s%s", problem, word ? " " : "", word ? word : "");
    fputs(usage, stderr);
    return 2;
}

static int cmd_cache(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : NULL, *dir = NULL;
    if (what && (!strcmp(what, "--help") || !strcmp(what, "-h"))) {
        command_help(&command_cache, stdout);
        return 0;
    }
    if (!what || (strcmp(what, "stats") != 0 && strcmp(what, "clear") != 0))
        return fail("cache needs stats or clear", NULL);
    for (int i = 2; i < argc; i++) {
        if (!strncmp(argv[i], "--cache-dir=", 12))
            dir = argv[i] + 12;
        else if (!strcmp(argv[i], "--cache-dir") && i + 1 < argc)
            dir = argv[++i];
        else
            return fail("unknown option", argv[i]);
    }
    struct arena *arena = arena_new();
    if (!dir)
        dir = cache_default_dir(arena);
    int status = dir ? run(arena, !strcmp(what, "clear"), dir)
                     : fail("neither XDG_CACHE_HOME nor HOME is set; name the folder with "
                            "--cache-dir",
                            NULL);
    arena_free(arena);
    return status;
}

const struct commands_row command_cache = {
    "cache", cmd_cache, "show or clear the cache of facts and results", usage, false};
