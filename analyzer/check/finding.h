/* A finding: one thing that is wrong, with the path that proves it.
 *
 * Made by checks, ordered and fingerprinted by findings_finish, printed by report/. Owned by the
 * arena of the findings. Knows no output format. Texts are plain sentences without brackets or
 * braces; code names in them are quoted with apostrophes: call to 'sleep' stalls the event loop.
 */
#ifndef CHECK_FINDING_H
#define CHECK_FINDING_H

#include "base/loc.h"
#include "base/vec.h"
#include "input/config.h"
#include "input/rules.h"

enum check_family {
    FAMILY_BLOCKING,
    FAMILY_CONTEXT,
    FAMILY_TASKS,
    FAMILY_CANCEL,
    FAMILY_LOOPS,
    FAMILY_SUPPRESSION,
    FAMILY_THREADS
};

/* One rule: what users select, suppress and read about. Its row stands in the file of the check
 * that reports it (check/check.h). */
struct check_rule {
    const char *id;   /* "NS101" */
    const char *name; /* "blocking-sleep" */
    enum check_family family;
    enum level level;  /* default; of what blocks, whose level is that of its stall class, the usual
                          one */
    const char *title; /* one short sentence for lists and SARIF's shortDescription, no full stop */
};

/* The rules of all checks, in the order of their ids: the one behind R; the first for NULL. NULL
 * ends. */
const struct check_rule *check_rule_next(const struct check_rule *r);
uint32_t check_rule_count(void);
/* Place of R in that order, from 0. */
uint32_t check_rule_index(const struct check_rule *r);
/* By id or name, NULL: none. */
const struct check_rule *check_rule_find(const char *id_or_name);
/* Is R selected by SELECTOR: an id, a name, or a family as in "NS1"? */
bool check_rule_matches(const struct check_rule *r, const char *selector);
/* Does SELECTOR select anything? */
bool check_selector_known(const char *selector);
/* The id or name that was probably meant by an unknown SELECTOR, NULL: none is near. */
const char *check_rule_suggest(const char *selector);

enum step_kind_of_path {
    PATH_STEP_CALL, /* a call on the way down */
    PATH_STEP_LEAF, /* the blocking call itself, or the place that the finding is about */
    PATH_STEP_NOTE, /* another place that matters: acquisition, guard, ... */
};

struct finding_step {
    enum step_kind_of_path kind;
    struct loc loc;
    struct str function; /* that the place is in; empty: none */
    const char *message; /* "'f' calls 'g'" */
};

struct finding_note { /* related location */
    struct loc loc;
    const char *message; /* "registered as callback of 'uv_timer_start' here" */
};

struct finding_fix {  /* an edit; several make one fix */
    struct loc loc;   /* replaced: len bytes from col on; len 0 inserts */
    const char *text; /* inserted, "" deletes */
};

struct finding_observed { /* stacks of the running program that it explains: check/observed.h */
    uint32_t times;       /* 0: none */
    bool timed;           /* how long one stood is known */
    uint64_t most_us;     /* the longest */
};

struct finding {
    const struct check_rule *rule;
    enum level level; /* after configuration and certainty */
    enum certainty certainty;
    enum stall stall;    /* how long it can stall; STALL_NONE: the check does not say */
    struct loc loc;      /* where it is placed */
    struct str function; /* the function that the place is in */
    struct str unit;     /* main file of the unit that the function was read from */
    const char
        *message; /* first sentence stands alone: "call to 'getaddrinfo' blocks the event loop" */
    const char *advice; /* what to do: "use uv_getaddrinfo()"; NULL: none */
    VEC(struct finding_step)
    steps; /* code flow: first the placed call, last the leaf; at least one */
    VEC(struct finding_note)
    notes; /* related: [0] leaf, [1] how the function became async, then more */
    VEC(struct finding_fix) fixes;
    const char *fix_title; /* NULL: no fix */
    const char *leaf_key;  /* what the same root cause shares: "file:function:callee" of the leaf */
    uint64_t fingerprint;  /* survives shifted lines: id, file, functions, leaf; set by
                              findings_finish, as are the next two */
    uint64_t moved_fingerprint; /* the same without the file, and not numbered */
    uint64_t leaf_fingerprint;
    const char *root; /* what all entries of one root cause share: "file:function" that holds the
                         blocking call; NULL: the finding stands for itself */
    uint32_t entries; /* that it stands for, itself among them; 0 before report/roots.h */
    struct finding_observed observed; /* with report/roots.h: of all entries */
    const char *build;      /* folder of the database that it is from, NULL if there is only one */
    const char *suppressed; /* reason, NULL: not suppressed */
    struct loc suppressed_at;
    bool in_baseline;
};

struct findings {
    struct arena *arena;
    struct strs *strs;
    VEC(struct finding) all;
};

struct findings *findings_new(struct strs *strs);
void findings_free(struct findings *f);
/* In the order of place: file, line, column, check, message. */
void findings_sort(struct findings *f);
/* Sort, drop exact duplicates, compute fingerprints
 * (occurrence number added where several are equal). */
void findings_finish(struct findings *f);

#endif
