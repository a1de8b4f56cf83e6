/* What flow is made of: its places, edges and sources. Private to link/flow*.c.
 *
 * Places are numbered: slots, then each function's parameters, locals and result, then what is
 * *written* through those of them that point to pointers to functions, then pointees.
 *
 * What such a pointer is given is written through it into all that it may point to: where it was
 * copied from, and where the address was taken. So what is written goes the other way than what the
 * pointer holds, and has a place of its own.
 */
#ifndef LINK_FLOW_PARTS_H
#define LINK_FLOW_PARTS_H

#include "link/flow.h"

#define NO_PLACE ((struct place_id){FACTS_NONE})

struct flow {
    struct arena *arena;
    const struct bodies *bodies;
    const struct program *program;
    uint32_t *base;   /* by node: first place of its parameters; then locals, then the result */
    uint32_t *params; /* by node: number of parameter places; one more for variable arguments */
    struct node_id *owner;       /* by place, beyond slots */
    uint32_t own_len;            /* places of slots and functions */
    uint32_t *written;           /* by place, beyond slots: the place of what is written through it,
                                    FACTS_NONE */
    uint32_t place_len;          /* without those of pointees */
    VEC(struct str) pointees;    /* their typedefs; the places are the last ones */
    VEC(struct row_entry) edges; /* from the second to the first */
    VEC(struct flow_source) sources;
    VEC(struct row_entry) source_to; /* place, and source */
    VEC(struct flow_source) escaped; /* addresses handed to code that is not seen */
    struct rows from;                /* by place: those that flow into it */
    struct rows sources_of;          /* by place: sources */
    uint32_t *seen, stamp;           /* by place, for walks */
    uint32_t *stack;
};

/* The place of a path in function FN of node N, FACTS_NONE: an initialiser. */
struct place_id flow_place(const struct flow *f, struct node_id n, const struct facts *facts,
                           const struct function *fn, struct path_id id);
struct place_id flow_result(const struct flow *f, struct node_id n);
/* As it is written; FACTS_NONE: through a pointer. */
struct node_id flow_callee(const struct facts *f, const struct event_call *c);
/* The first operand of a value that is one of the function's variable arguments, va_arg(list, T):
 * the list. FACTS_NONE: it is none. */
struct value_id flow_list_of(const struct flow *f, const struct function *fn,
                             const struct value *v);
/* Reads the program. */
void flow_build(struct flow *f);

#endif
