/* A report: finished findings and what is to be told about the run, and the writers that print it.
 *
 * The command fills a struct report and hands it to a writer. Writers read only; they put bytes
 * into a buf, so that a file is written in one go or not at all (cli/output.h). The same report
 * gives the same bytes: no time, no host, and no absolute path but the root, in SARIF alone.
 */
#ifndef REPORT_REPORT_H
#define REPORT_REPORT_H

#include "base/buf.h"
#include "check/observed.h"

struct sources;

struct report_unit {    /* a unit that could not be analysed */
    const char *file;   /* as findings name files */
    uint32_t line, col; /* of the cause, 0: none */
    const char *reason; /* "timed out after 60 seconds" */
};

struct report_stats {
    uint32_t units, functions, async_functions;
};

struct report {
    const struct findings *findings; /* after findings_finish, suppressions and baseline */
    struct sources *sources;         /* report/source.h */
    const char *root;                /* of the project, absolute */
    const bool *enabled;             /* by check_rule_index: which rules were looked for */
    const char *config;              /* names the run in SARIF: nostall/CONFIG/; NULL: default */
    const struct report_unit *failed;
    uint32_t failed_len;   /* a unit may have several */
    uint32_t failed_units; /* how many have any */
    struct report_stats stats;
    const char *unrecognised; /* that nothing runs on a loop, as far as is known, and what to do;
                                 NULL: something does */
    const struct observed *observed; /* stacks of the running program that were held against all
                                        findings; NULL: none, or the report is narrowed */
    enum level show; /* text: what is below is left out; LEVEL_OFF: errors and warnings in full,
                        then notes in a line each */
    bool color;      /* text: escape sequences */
    bool all_paths;  /* text: all of long paths */
    bool show_suppressed; /* suppressed findings too */
    bool has_baseline;    /* in_baseline means something */
};

struct report_writer {
    const char *name;      /* of --format */
    const char *extension; /* of -o FILE without --format; NULL: none */
    void (*write)(const struct report *r, struct buf *out);
};

extern const struct report_writer report_text, report_sarif, report_json, report_github,
    report_gitlab, report_html;
/* All of them, NULL ends. */
extern const struct report_writer *const report_writers[];
/* NULL: none has this name. */
const struct report_writer *report_writer_find(const char *name);

/* ---- for writers and for the command ---- */

enum finding_state { STATE_NEW, STATE_SUPPRESSED, STATE_BASELINE };

enum finding_state finding_state(const struct finding *f);
/* Does F count for --fail-on and in the summary? */
static inline bool finding_counts(const struct finding *f)
{
    return f->level != LEVEL_OFF && finding_state(f) == STATE_NEW;
}

struct report_counts {
    uint32_t errors, warnings, notes, suppressed, baseline, files;
    enum level highest; /* of those that count; LEVEL_OFF: none */
};

struct report_counts report_count(const struct report *r);
/* "3 errors and 1 warning in 2 files; 4 suppressed\n": for stderr. */
void report_summary(const struct report *r, struct buf *out);

/* "call to 'sleep' stalls the event loop; use uv_timer_start()", without brackets and braces, which
 * SARIF viewers read as links and templates. */
void report_message(const struct finding *f, struct buf *out);
/* Append TEXT with round brackets for square ones and braces, and what is no letter escaped. */
void report_plain(struct buf *out, const char *text);

/* "observed: 3 times, 1240 ms at most" */
void report_observed(const struct finding_observed *o, struct buf *out);
/* "no finding explains this stack, observed 3 times, 1240 ms at most: on_tick > flush > sync;
 * 'flush' is not known to call 'sync'" */
void report_unexplained(const struct unexplained *u, struct buf *out);

/* Which of two findings of a report comes first for a person: the higher level, the longer stall,
 * the more certain. As strcmp; 0: neither. */
int report_compare(const struct finding *a, const struct finding *b);

/* The findings that count, and suppressed ones if R shows them: what was observed, then the others;
 * each worst first, by report_compare, then by number of entries, then by place. */
struct report_order {
    const struct finding *const *at;
    uint32_t len;
};

struct report_order report_worst_first(const struct report *r, struct arena *arena);

/* Text of a place: file name of LOC. */
static inline const char *report_file(const struct report *r, struct loc loc)
{
    return str_text(r->findings->strs, loc.file);
}

#endif
