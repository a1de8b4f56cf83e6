/* Addresses: whether a value points into the frame of its function, or to what a parameter points
 * to. Says nothing of how long it is used. */
#ifndef EFFECTS_TASKS_FRAME_H
#define EFFECTS_TASKS_FRAME_H

#include "link/body.h"

enum pointee_kind {
    POINTEE_UNKNOWN,
    POINTEE_FRAME, /* a local variable, or the storage of a parameter */
    POINTEE_PARAM, /* what the parameter points to, or something in it */
    POINTEE_VALUE, /* what a local pointer points to, or something in it */
};

struct pointee {
    enum pointee_kind kind;
    enum root_kind root_kind; /* of the variable */
    uint32_t root;
};

/* What the value of function N points to; of a struct the address in it. Looks through variables
 * that are assigned once, and calls whose result holds what they are given. */
struct pointee frame_pointee(const struct bodies *b, struct node_id n, struct value_id value);
/* Is the value made of what is in the object? */
bool frame_looks_into(const struct function *fn, struct value_id value,
                      const struct pointee *object);
/* Name of the variable, as it is written. */
struct str frame_name(const struct program *p, struct node_id n, const struct pointee *at);

#endif
