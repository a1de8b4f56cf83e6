/* From the command line to an analysed program: what check, explain and baseline have in common. */
#ifndef CLI_RUN_H
#define CLI_RUN_H

#include "base/buf.h"
#include "check/observed.h"
#include "cli/analysis.h"
#include "cli/load.h"
#include "cli/progress.h"
#include "cli/project.h"
#include "cli/select.h"
#include "cli/since.h"
#include "report/report.h"

struct run {
    struct arena *arena;
    struct strs *strs;
    struct diags *diags;
    struct options options;
    int argc;
    char **argv;
    struct project project;
    struct cache *cache; /* NULL: none is used */
    bool remembers;      /* what the run gives out may be kept, or was: cli/remembered.h */
    bool remembered;     /* and is in OUTCOME, so that nothing was loaded and linked */
    struct buf outcome;
    struct progress progress;
    struct program *program;
    struct analysis *analysis;
    struct select select;
    struct findings *findings;
    struct load_report loaded;
    struct changes *changes;           /* --since; NULL: not given */
    struct stacks stacks;              /* --observed */
    const struct observed *observed;   /* what findings explain of them; NULL: not given */
    struct report_unit *failed;        /* units that could not be analysed, or only in part */
    uint32_t failed_len, failed_units; /* how many units have any */
    enum certainty min_certainty;
    uint32_t stale;  /* entries of the baseline that no finding met */
    bool filtered;   /* FILE and DIR arguments narrow the report */
    bool none_named; /* and no unit reads any of them */
    bool hard_error; /* facts files that could not be read */
};

/* Parse ARGV, open the project, load all units, link, work out contexts and summaries. 0, or the
 * exit status to end with; messages are printed. Call run_close either way. */
int run_open(struct run *r, int argc, char **argv);
/* Run the checks and settle levels, filters and order. */
void run_checks(struct run *r);
void run_close(struct run *r);
/* Of a struct run, after run_checks: could it have found an entry of a baseline
 * (baseline_covers_fn)? Not where options look for less than the settings do, or units could not be
 * analysed. */
bool run_covers(const void *run, const char *id, const char *file);
/* FILE, as facts name it, for a person: as one can open it from the working directory, on one
 * line. */
const char *run_file(const struct run *r, struct str file);
/* Tell the diags that came since the last call; with -q only warnings and errors. */
void run_tell_diags(struct run *r, struct buf *ret);

#endif
