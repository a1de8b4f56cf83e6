/* What a check is: one file per family that reads the program and adds findings.
 *
 * A check knows neither libclang nor any output format, and no other check. What several need is in
 * link/. To add a family: check_foo.c that ends in `const struct check check_foo = {...}`, one line
 * in checks.def, pages in rules/help/, testdata/foo/. check_nested_loop.c is a
 * short one to start from.
 */
#ifndef CHECK_CHECK_H
#define CHECK_CHECK_H

#include "check/finding.h"

struct program;
struct contexts;
struct summaries;
struct suspends;
struct cancels;
struct resources;
struct locks;
struct modes;
struct aval_context;
struct roles;
struct suppressions;

struct check_input {
    struct program *program;
    const struct rules *rules;
    const struct roles *roles;       /* link/roles.h: rules bound to the functions of the program */
    const struct contexts *contexts; /* contexts/context.h */
    const struct aval_context *values; /* values/aval.h */
    const struct suspends *suspends;   /* effects/suspend.h */
    const struct cancels *cancels;     /* effects/cancel/cancelpoints.h */
    const struct resources *resources; /* effects/resources.h */
    const struct locks *locks;         /* effects/locks.h */
    const struct modes *modes;         /* effects/mode.h */
    const struct summaries
        *summaries; /* effects/summary.h, without the paths that suppressions cover */
    const struct summaries *all_summaries; /* with them; the same where there are no suppressions */
    struct suppressions *suppressions;     /* check/suppress.h */
    enum certainty min_certainty;          /* findings below may be left out */
    struct arena *scratch;
};

struct check {
    const char *name;
    void (*run)(const struct check_input *in, struct findings *ret_findings);
};

extern const struct check *const checks[];
extern const uint32_t check_count;

#endif
