/* Handles on which the program calls a setter: what conditions `handle` ask (rules/FORMAT.md),
 * filled from those of all enabled rules.
 *
 * A handle has several names. A local that is set once is also each place that it is stored in, the
 * place that it was read from, and what its function returns. What a call makes of a handle and the
 * packs say has its mode (`descriptors.open` with `of`: a channel of a session) is set with it. A
 * local that is set again and again may be another handle each time, and is only itself.
 */
#ifndef VALUES_SETTERS_H
#define VALUES_SETTERS_H

#include "link/body.h"

struct setter_call {
    struct str setter;
    uint64_t object;     /* a name of the handle (values/aval.h, aval_object) */
    struct node_id node; /* where the setter is called */
    uint32_t event;
    struct node_id in; /* PATH is of this function: a local that is the handle; FACTS_NONE: none */
    struct path_id path;
};

struct setters {
    struct arena *arena;
    VEC(struct setter_call) calls; /* one for each name of the handle */
    VEC(struct str) names;
};

struct setters *setters_new(const struct bodies *b);
void setters_free(struct setters *s);

#endif
