/* Units into facts: from the cache, from workers, or from files that `extract` wrote.
 *
 * Facts come one by one in the order of the commands, whichever are cached. Every unit comes: one
 * that could not be analysed comes as facts without bodies and with a fatal problem, so that nobody
 * takes its functions for known.
 */
#ifndef CLI_LOAD_H
#define CLI_LOAD_H

#include "base/diag.h"
#include "extract/pool.h"
#include "input/compdb.h"
#include "ir/facts.h"
#include "store/cache.h"

struct load_options {
    const char *root;                     /* absolute; paths below it become relative to it */
    struct cache *cache;                  /* NULL: none */
    uint32_t jobs, timeout_s, memory_mib; /* as in pool_options */
    /* NULL: none. UNIT: the source that is waited for, NULL none */
    void (*progress)(void *ctx, uint32_t done, uint32_t total, const char *unit);
    void *progress_ctx;
    /* All units are cached, and STATE says with what contents: true if that is enough, so that no
     * facts are wanted. NULL: facts are. */
    bool (*settled)(void *ctx, const struct cache_key *state);
    void *settled_ctx;
};

struct load_failure {
    uint32_t unit;             /* index of the command */
    enum pool_outcome outcome; /* POOL_OK: it was read, with parse errors */
    const char *reason;
};

struct load_report {
    uint32_t cached, extracted;                                       /* together: all units */
    uint32_t crashed, timed_out, out_of_memory, refused, with_errors; /* of those extracted */
    VEC(struct load_failure) failures; /* in order; in the arena given */
    VEC(const char *) files;           /* facts and plans that were named or found */
    int signal;                        /* LOAD_INTERRUPTED: by what */
    struct cache_key state;            /* of all units and what they were read from */
    bool has_state;                    /* it is known: all units are cached now */
};

enum load_end { LOAD_DONE, LOAD_SETTLED, LOAD_INTERRUPTED, LOAD_BROKEN };

/* TAKE gets the facts of command UNIT of DB and owns them; what was read lies in FACTS.
 * LOAD_BROKEN: a diag says why. */
typedef void load_take(void *ctx, uint32_t unit, struct facts *facts);
enum load_end load_units(struct arena *arena, const struct load_options *options,
                         const struct compdb *db, struct strs *strs, struct arena *facts,
                         load_take *take, void *ctx, struct load_report *ret_report,
                         struct diags *diags);

/* In a folder of facts, what `plan` says of them: a line for each unit, in the order of the
 * database: name of the facts, a space, name of the source. */
#define LOAD_PLANNED "planned"

/* The facts of PATHS: files, and folders with *.facts at any depth, in the order of their names. Of
 * a folder that was planned only those of the plan, in its order; what is missing of them comes as
 * a unit that could not be analysed. UNIT counts them. False: some could not be read, or there are
 * none; diags say which. The others are taken. */
bool load_facts(struct arena *arena, const char *const *paths, uint32_t len, struct strs *strs,
                struct arena *facts, load_take *take, void *ctx, struct load_report *ret_report,
                struct diags *diags) __attribute__((warn_unused_result));

/* Facts that say that there are none of SOURCE, for REASON. */
struct facts *load_nothing(struct strs *strs, const char *source, const char *reason);

/* What makes cached facts useless that another has made: what of our code makes them, libclang's
 * version, and what both read of the environment. */
const char *load_salt(struct arena *arena);

#endif
