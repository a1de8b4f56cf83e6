/* Findings that are about a loop: they stand at its keyword, and say why it runs in async code.
 * Shared by the checks of loops. */
#ifndef CHECK_LOOP_FINDING_H
#define CHECK_LOOP_FINDING_H

#include "check/plain_finding.h"
#include "effects/loops/looping.h"

/* Call EACH for the loops of all functions that run in one of the contexts of WANTED, those that
 * are certain enough; MASK is what is left of WANTED. */
struct loop_visit {
    const struct check_input *in;
    struct findings *findings;
    struct writes *writes;
    struct callmap *callers; /* NULL: not asked for yet; of who asks */
    void (*each)(struct loop_visit *v, struct looping *l, uint8_t mask);
    void *context; /* the caller's */
};
void loop_visit_all(struct loop_visit *v, uint8_t wanted);

/* A finding of RULE at the loop, with its first step. FIRST: what happens there. */
struct finding loop_finding(const struct loop_visit *v, const struct looping *l, uint8_t mask,
                            const struct check_rule *rule, const char *first, const char *callee);
/* Add it, with the note that says how its function became async. */
void loop_finding_add(const struct loop_visit *v, const struct looping *l, uint8_t mask,
                      struct finding *finding);

#endif
