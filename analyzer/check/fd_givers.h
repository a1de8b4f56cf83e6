/* Who hands a descriptor to a function whose callers decide what it is: those that the program
 * shows, up to who makes it. Shared by checks that ask whether a descriptor blocks. */
#ifndef CHECK_FD_GIVERS_H
#define CHECK_FD_GIVERS_H

#include "check/check.h"
#include "effects/callmap.h"

struct fd_giver {
    struct node_id node;
    uint32_t event; /* the call that hands it on, in NODE */
};

struct fd_givers {
    VEC(struct fd_giver) blocking; /* hand over one that is known to block */
    bool other;                    /* some hand over another one, or who knows which */
};

/* Of FD of function N, which is in terms of its parameters. Only calls that run in a context of
 * MASK are asked; 0: all. In the scratch arena of IN. */
struct fd_givers fd_givers_find(const struct check_input *in, const struct callmap *callers,
                                struct node_id n, const struct aval *fd, uint8_t mask);

#endif
