/* The packs that are built in, for targets that need them: read once for many inputs. */
#ifndef FUZZ_PACKS_H
#define FUZZ_PACKS_H

#include "input/rules.h"

#define ROUNDS 200 /* then texts are forgotten: those of all inputs would fill the memory */

struct packs {
    struct strs *strs;
    struct rules *rules;
    unsigned used;
};

/* Before each input. */
static inline void packs_open(struct packs *p)
{
    if (p->used++ % ROUNDS)
        return;
    if (p->rules) {
        rules_free(p->rules);
        strs_free(p->strs);
    }
    p->strs = strs_new();
    p->rules = rules_new(p->strs);
    rules_load_builtin(p->rules);
}

#endif
