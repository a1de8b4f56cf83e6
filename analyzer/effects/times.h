/* What a value is in time: a point, told by some clock, or a length, as constants and differences
 * are. `now() + 100` is a point, `100`, `timeout * 1000` of a constant and `deadline - now()` are
 * lengths.
 *
 * From the packs' `clocks`, through operators, variables, members of structs, fields, results and
 * what functions write through their parameters: of a variable all that is ever stored in it, so
 * that only what surely is no point is told to be none. Made on demand by the check of deadlines.
 */
#ifndef EFFECTS_TIMES_H
#define EFFECTS_TIMES_H

#include "effects/callmap.h"

enum {
    TIME_LENGTH = 1,  /* a constant, or what is left between two points */
    TIME_SPECIAL = 2, /* 0, -1 and the greatest numbers: at once, never */
    TIME_UNKNOWN = 4,
    TIME_SUM = 8,    /* of what callers give, some were added: it takes one of them to be a point */
    TIME_SMALL = 16, /* a parameter of 32 bits was divided, as milliseconds are for seconds */
};

struct time_is { /* over all that is stored there; all empty: nothing leads here */
    uint32_t bits;
    uint32_t clocks;      /* points told by these: bit K is number K of times_clock */
    struct params params; /* what callers give as these parameters */
};

struct times;

struct times *times_new(const struct contexts *c, const struct aval_context *values);
void times_free(struct times *t);

/* The word of a clock; EMPTY: there is none of the number. */
struct str times_clock(const struct times *t, uint32_t number);
/* VALUE of function N; with MEMBER the member of the struct that it points to. */
struct time_is times_of(struct times *t, struct node_id n, struct value_id value,
                        struct str member);
/* The calls of N that the program shows. */
struct call_edges times_callers(const struct times *t, struct node_id n);
/* The member to ask for in what is given as parameter PARAM of N: none where that is a number. */
struct str times_member_given(const struct times *t, struct node_id n, uint32_t param,
                              struct str member);

#endif
