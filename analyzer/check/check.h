/* What a check is: one file per family that reads the program and adds findings.
 *
 * A check knows neither libclang nor any output format, and no other check. What several need is in
 * effects/ and below. To add one:
 *
 * - copy check_template.c, which the build compiles, to check_foo.c: its rules (id, name, family,
 *   level, title) and a descriptor check_foo at the end;
 * - add the line CHECK(foo) to checks.def;
 * - for each rule write its page, rules/help/NSxxx-name.md, its row in the table of README.md, and
 *   testdata/NAME/ with cases that expect it and cases that are `ok` with it.
 *
 * What is forgotten is named by the test `meta`, which sees what checks_verify below cannot.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "base/buf.h"
#include "check/finding.h"

struct program;
struct contexts;
struct effects;
struct aval_context;
struct roles;
struct suppressions;
struct leaf;

struct check_input {
    struct program *program;
    const struct rules *rules;
    const struct roles *roles;       /* link/roles.h: rules bound to the functions of the program */
    const struct contexts *contexts; /* contexts/context.h */
    const struct aval_context *values; /* values/aval.h */
    struct effects *effects;           /* effects/effects.h: summaries without the paths that
                                          suppressions cover, and with them */
    struct suppressions *suppressions; /* check/suppress.h */
    enum certainty min_certainty;      /* findings below may be left out */
    const bool *enabled; /* by check_rule_index: findings of the others may be left out */
    bool filtered;       /* the report is narrowed: what nothing used is not known */
    struct arena *scratch;
};

struct check {
    const char *name;               /* "foo" of check_foo.c */
    const struct check_rule *rules; /* that it reports, and no others */
    uint32_t rule_count;
    void (*run)(const struct check_input *in, struct findings *ret_findings);
    /* When all checks have run, in place of or beside it: about what they left. */
    void (*finish)(const struct check_input *in, struct findings *ret_findings);
    /* The rule under which it reports this leaf of the summaries (effects/summary.h), NULL: it does
     * not. Each leaf has one check that does. NULL for a check that reports none. */
    const struct check_rule *(*rule_of)(const struct leaf *leaf);
};

extern const struct check *const checks[];
extern const uint32_t check_count;

/* Run those that have a rule enabled. */
void checks_run(const struct check_input *in, struct findings *ret_findings);
/* The rule under which LEAF is reported. */
const struct check_rule *checks_rule_of(const struct leaf *leaf);
/* A line for each thing that C's descriptor and rows lack, into OUT. */
void check_faults(const struct check *c, struct buf *out);
/* A bug() if one of the registered checks has a fault. */
void checks_verify(void);

#endif
