/* Terms: what is known of a value before its function's callers say what they hand over: constants,
 * parameters, and what operators make of them. A *need* is a set of terms that must not be zero for
 * code to run.
 *
 * Each term and each need stands once in its table: equal ones have equal ids, and making one folds
 * what is known. A caller puts its own terms in the place of the parameters (terms_bind,
 * needs_bind), which decides what it can decide and leaves the rest to its own callers. Built with
 * link/body, lives as long; all functions share one table.
 */
#ifndef LINK_TERMS_H
#define LINK_TERMS_H

#include "ir/facts.h"

enum tri { TRI_NO, TRI_MAYBE, TRI_YES };

struct term_id {
    uint32_t i;
}; /* 0: nothing is known */
struct needs {
    uint32_t i;
}; /* 0: it needs nothing */

#define TERM_UNKNOWN ((struct term_id){0})
#define NEEDS_NOTHING ((struct needs){0})

enum term_is {
    TERM_IS_UNKNOWN,
    TERM_IS_PARAM,  /* number: of the function that the term is about */
    TERM_IS_MEMBER, /* member KEY of what parameter NUMBER points to, or is, on entry */
    TERM_IS_INT,    /* number; names: spelled where it was written. A null pointer is 0 */
    TERM_IS_SET,    /* not zero, and no more is known: an address, a text */
    TERM_IS_LOCAL,  /* local: what a place of the function holds from somewhere on, and nobody
                       knows what that is: equal to itself only */
    TERM_IS_OP,     /* op, of one operand or two */
    TERM_IS_CHOICE, /* part[1] where part[0] is not zero, else part[2] */
};

enum local_from {
    LOCAL_EVENT,  /* at: the store, or the call that returned it, or that may have changed it */
    LOCAL_START,  /* it is so on entry */
    LOCAL_LOOP,   /* at: the block where each round begins */
    LOCAL_EDGE,   /* not zero where the edge number AT of the function was taken */
    LOCAL_CHOICE, /* not zero where the value number AT is the first of two */
    LOCAL_CHOSEN, /* at: a value, one of two */
    LOCAL_LEFT,   /* at: the number of what a call left in a member: link/members.c */
    LOCAL_PASSED, /* not zero where number AT of what parameter PATH is given is the one */
};

struct term_local {
    uint32_t node, at;
    uint32_t path; /* whose content; FACTS_NONE: what the call at AT returned, or no content;
                      LOCAL_PASSED: a parameter */
    enum local_from from;
};

struct term {
    int64_t number;
    const struct value_name *names; /* TERM_IS_INT: identifiers that were spelled */
    uint32_t name_len;
    enum term_is is;
    enum operator op;
    union {
        struct term_id part[3];
        struct term_local local;
    };
    bool has_param;                      /* itself, or a part of it: its callers may decide it */
    bool has_local;                      /* likewise: they cannot */
    uint16_t size;                       /* operators in it, each as often as it stands there */
    uint32_t key;                        /* TERM_IS_MEMBER: link/members.h */
    uint8_t filler[12 - sizeof(void *)]; /* in place of padding: terms are hashed as bytes */
};

/* What has more parts is unknown: a chain of variables that decide about each other doubles with
 * each link, and who asks about a term walks it. Conditions that people write have a dozen. */
#define TERM_SIZE_MAX 1000

struct terms;

/* What a caller puts in: its own terms of the parameters, and, if it knows them, of members of what
 * they point to. */
struct term_args {
    const struct term_id *at;
    uint32_t len;
    struct term_id (*member)(void *context, uint32_t param, uint32_t key); /* NULL: unknown */
    void *context;
};

struct terms *terms_new(void);
void terms_free(struct terms *t);

/* Has a term been too large since this was last asked? */
bool terms_were_cut(struct terms *t);

const struct term *term_get(const struct terms *t, struct term_id id);
/* ID with LOCAL, which stands for one place alone, for what is unknown in it: what is unknown in
 * one place is not the same as what is in another. */
struct term_id term_fill(struct terms *t, struct term_id id, struct term_id local);
struct term_id term_param(struct terms *t, uint32_t param);
struct term_id term_member(struct terms *t, uint32_t param, uint32_t key);
/* NAMES are kept as they are: they live as long as the table. */
struct term_id term_int(struct terms *t, int64_t number, const struct value_name *names,
                        uint32_t name_len);
struct term_id term_set(struct terms *t);
struct term_id term_local(struct terms *t, struct term_local local);
/* OP of A and B; of A alone where it takes one operand. Unknown where that cannot be told. */
struct term_id term_op(struct terms *t, enum operator op, struct term_id a, struct term_id b);
struct term_id term_choice(struct terms *t, struct term_id condition, struct term_id yes,
                           struct term_id no);
/* TERM with ARGS in the place of its parameters, which stay as they are where ARGS is NULL; local
 * variables of the callee are unknown. */
struct term_id term_bind(struct terms *t, struct term_id term, const struct term_args *args);
/* That both are true, or one is. Where a part is unknown, WEAK gives what is surely true if both
 * are: the other part. */
struct term_id term_both(struct terms *t, struct term_id a, struct term_id b, bool weak);
struct term_id term_either(struct terms *t, struct term_id a, struct term_id b);
/* Is it not zero? */
enum tri term_truth(const struct terms *t, struct term_id term);

/* NEEDS, and that TERM is true. False: that is impossible, or contradicts what it needs. */
bool needs_add(struct terms *t, struct needs needs, struct term_id term, struct needs *ret);
/* What both need. */
struct needs needs_meet(struct terms *t, struct needs a, struct needs b);
/* Does B need all that A needs? */
bool needs_within(const struct terms *t, struct needs a, struct needs b);
/* What of NEEDS callers can decide. */
struct needs needs_of_params(struct terms *t, struct needs needs);
/* The needs of a callee in terms of its caller, with what the caller itself needs. False: it cannot
 * be reached with these arguments. */
bool needs_bind(struct terms *t, struct needs below, const struct term_args *args, struct needs own,
                struct needs *ret);
/* The terms that must be true. */
const struct term_id *needs_terms(const struct terms *t, struct needs needs, uint32_t *ret_len);

#endif
