/* Where the program names a function without calling it, and what is known of the declaration that
 * its address goes to: a field, a variable, a parameter.
 *
 * Read by effects/mode.c (who else may call a function) and by the check of coroutine pointers.
 */
#ifndef EFFECTS_USES_H
#define EFFECTS_USES_H

#include "contexts/context.h"

enum use_target {
    TARGET_UNKNOWN, /* returned, compared, handed to a call through a pointer, ... */
    TARGET_SLOT,    /* field, or global or static variable: slot */
    TARGET_LOCAL,   /* variable of the function: local */
    TARGET_PARAM,   /* the function's own parameter: param */
    TARGET_ARG,     /* argument number param of a call of callee */
};

struct fn_use {
    struct node_id function; /* whose address it is */
    struct loc loc;          /* where it is named */
    struct node_id in;       /* function in which, FACTS_NONE: a static initialiser */
    const struct facts *facts;
    const struct function *body; /* of `in`, or the initialiser function */
    uint32_t event;              /* of body; FACTS_NONE: shown by no event */
    enum use_target target;
    struct slot_id slot;
    struct node_id callee;
    uint32_t local, param;
};

typedef void use_visit(void *context, const struct fn_use *use);

/* All uses, in the order of the program; a header's initialisers once for each unit. */
void uses_each(const struct program *p, use_visit *visit, void *context);

/* Set the target of USE, of which IN, FACTS and BODY are known, to the variable, field or parameter
 * that the path names, whatever is then done with indices and dereferences. */
void use_find_target(struct fn_use *use, struct path_id path);

/* What the declaration of the target says. */
struct use_declaration {
    const word_vec *words[2]; /* of the target's declarations; NULL: no more */
    bool points_to_function;  /* its type says so; false: void *, integers, unknown */
    const char *what;         /* "field 'run' of 'job'", for messages; NULL: unknown */
};
/* WHAT goes into ARENA. */
struct use_declaration use_declaration(const struct program *p, struct arena *arena,
                                       const struct fn_use *use);

/* Does a rule say that what is there runs in a coroutine (a spawn's entry, a known field)? MAYBE:
 * only where a condition holds, or functions of both kinds are there. */
enum tri use_by_rule(const struct contexts *c, const struct fn_use *use);

#endif
