/* Findings that are about places of the program rather than a path to a leaf: a call, and where it
 * goes wrong. Shared by the checks of tasks. */
#ifndef CHECK_PLAIN_FINDING_H
#define CHECK_PLAIN_FINDING_H

#include "check/check.h"
#include "link/program.h"

/* A finding of RULE in function N at LOC, without message, steps and notes. CALLEE: what is called
 * there. */
struct finding plain_finding(const struct check_input *in, struct findings *f,
                             const struct check_rule *rule, struct node_id n, struct loc loc,
                             const char *callee);
/* Another step of its path, in function N. */
void plain_step(const struct check_input *in, struct findings *f, struct finding *finding,
                enum step_kind_of_path kind, struct node_id n, struct loc loc, const char *message);
void plain_note(struct findings *f, struct finding *finding, struct loc loc, const char *message);
/* Into F, suppressed where a comment at one of its steps says so. */
void plain_add(const struct check_input *in, struct findings *f, struct finding *finding);

/* Add a finding about what the call of CALLEE in N is given: with the step to that call and, unless
 * FROM is FACTS_NONE, the call in FROM that hands it to N, which only passes it on. */
void plain_add_given(const struct check_input *in, struct findings *f, struct finding *finding,
                     struct node_id n, const char *callee, struct node_id from,
                     uint32_t from_event);

#endif
