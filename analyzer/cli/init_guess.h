/* What was nearly recognised: guesses for those who write a .nostall.yaml, as `nostall init` shows
 * them. No check reads them. */
#ifndef CLI_INIT_GUESS_H
#define CLI_INIT_GUESS_H

#include "contexts/context.h"

struct guess {
    struct node_id node; /* of a wait: the function */
    const char *name;    /* of what is guessed */
    const char *text;    /* with the reason, for a comment */
};
typedef VEC(struct guess) guess_vec;

/* Functions that wait for several descriptors and are no event loops. */
void guess_waits(const struct contexts *c, const struct aval_context *values, struct arena *arena,
                 guess_vec *ret);
/* Fields that such functions call. */
void guess_fields(const struct contexts *c, const guess_vec *waits, struct arena *arena,
                  guess_vec *ret);
/* What is tested for truth and is called like the start of a program, or like a question about the
 * current thread. */
void guess_predicates(const struct contexts *c, struct arena *arena, guess_vec *ret_modes,
                      guess_vec *ret_threads);

#endif
