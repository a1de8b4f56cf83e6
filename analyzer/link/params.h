/* Sets of a function's parameters, or of a call's arguments.
 *
 * Of the first 128 of them: a program may count on 127 (source: C17 5.2.4.1). The rest is in no
 * set: nothing is known of it, and -v names the functions that have such.
 */
#ifndef LINK_PARAMS_H
#define LINK_PARAMS_H

#include <stdbool.h>
#include <stdint.h>

#define PARAMS_MAX 128

struct params {
    uint64_t half[PARAMS_MAX / 64];
};

static inline bool params_has(const struct params *s, uint32_t param)
{
    return param < PARAMS_MAX && (s->half[param / 64] >> param % 64 & 1);
}

static inline void params_add(struct params *s, uint32_t param)
{
    if (param < PARAMS_MAX)
        s->half[param / 64] |= (uint64_t)1 << param % 64;
}

static inline void params_remove(struct params *s, uint32_t param)
{
    if (param < PARAMS_MAX)
        s->half[param / 64] &= ~((uint64_t)1 << param % 64);
}

static inline bool params_any(const struct params *s)
{
    return s->half[0] | s->half[1];
}

static inline struct params params_both(struct params a, struct params b)
{
    return (struct params){{a.half[0] | b.half[0], a.half[1] | b.half[1]}};
}

static inline bool params_same(const struct params *a, const struct params *b)
{
    return a->half[0] == b->half[0] && a->half[1] == b->half[1];
}

#endif
