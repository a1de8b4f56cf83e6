/* Where pointers to functions go: an inclusion-based, field-based analysis over the whole program.
 *
 * A *place* is a field (of all objects of its struct), a variable, a parameter, a function's
 * result, or all that variables of one type point to (`handler_pt *h`): objects whose name nobody
 * tells, such as elements of an array that grows; the typedef is what keeps them apart. Edges say
 * that what is in one place gets into another; sources say that a function's address is stored in a
 * place. Asking who is in a place walks the edges backwards.
 *
 * What is stored through a pointer to where functions are kept (`tab[0] = f`, `*slot_of(i) = f`)
 * gets into what it may point to. Where a function stores one parameter through another, each of
 * its callers says which goes where. Arguments of calls through pointers go to all that these hold.
 */
#ifndef LINK_FLOW_H
#define LINK_FLOW_H

#include "link/body.h"

struct place_id {
    uint32_t i;
};

struct flow_source { /* FUNCTION's address gets into a place */
    struct node_id function;
    struct node_id in; /* function where it is written, FACTS_NONE: a static initialiser */
    const struct facts *facts;
    const struct function *body; /* of `in`, or the initialiser function */
    uint32_t event;              /* of body */
    struct loc loc;
};

typedef VEC(const struct flow_source *) source_vec;
typedef VEC(struct place_id) place_vec;

struct flow;

/* The programs in which what SOURCE says is stored. */
struct program_set flow_source_programs(const struct programs *g, const struct flow_source *source);

struct flow *flow_new(const struct bodies *b);
void flow_free(struct flow *f);

struct place_id flow_slot(const struct flow *f, struct slot_id s);
struct place_id flow_param(const struct flow *f, struct node_id n, uint32_t param);
/* The place that a path of function N ends in; FACTS_NONE for what has no place. */
struct place_id flow_path(const struct flow *f, struct node_id n, struct path_id path);
bool flow_is_param(const struct flow *f, struct place_id p, struct node_id *ret_node,
                   uint32_t *ret_param);
bool flow_is_slot(const struct flow *f, struct place_id p, struct slot_id *ret_slot);
/* What variables of type NAME * point to, for each typedef NAME through which something is stored.
 */
uint32_t flow_pointee_len(const struct flow *f);
struct place_id flow_pointee(const struct flow *f, uint32_t i, struct str *ret_name);
/* Places are numbered from 0 to flow_len. */
uint32_t flow_len(const struct flow *f);
/* Is it a place that outlives calls: a field, a variable of the program, what pointers point to? */
bool flow_is_memory(const struct flow *f, struct place_id p);
/* The places of which what they hold gets into P: their number, and RET_FROM. */
uint32_t flow_from(const struct flow *f, struct place_id p, const uint32_t **ret_from);
/* All functions whose address may be in PLACE, in order of the program, each source once; into
 * ARENA. */
void flow_functions(struct flow *f, struct arena *arena, struct place_id place,
                    source_vec *ret_sources);
/* Likewise for a value of function N: the function itself, or what is in the place. */
void flow_value(struct flow *f, struct arena *arena, struct node_id n, struct value_id value,
                uint32_t event, source_vec *ret_sources);
/* Functions whose address is taken, with this canonical type. */
void flow_by_type(struct flow *f, struct arena *arena, struct str type, source_vec *ret_sources);

#endif
