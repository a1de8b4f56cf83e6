/* The quantities of a function: what its conditions ask about, and so what a walk through it has to
 * know.
 *
 * A quantity is what a variable or a field holds (`mode`, `s->mode`), one flag in it (`s->flags &
 * 4`), or what a call returns where a condition looks at that itself; what is stored is what it is
 * stored in. Followed are those that something compares, and those that are copied to such ones.
 * These share the constants that they are compared with, so that a copy knows what its origin knew.
 * Part of engine/walk.h; lives in the arena of the walks.
 */
#ifndef ENGINE_QUANTITIES_H
#define ENGINE_QUANTITIES_H

#include "engine/numbers.h"

/* What a call does that the function itself cannot tell. */
enum walk_effect {
    WALK_CHANGES, /* anything that others can see may be different behind it */
    WALK_QUIET,   /* it changes only what it is given */
    WALK_STOPS,   /* it never returns */
};

/* What is walked. Only `fn` must be there. The walker knows facts alone: what only the program or
 * the rules know, its user says. */
struct walk_source {
    const struct function *fn;
    const uint8_t *runs; /* by event: 0 where the way leads only to the end of the process, or the
                            event runs in none of the contexts that count; NULL: all run */
    bool asks_returned;  /* the user asks what the function returns */
    bool asks_given;     /* and what calls are given */
    const void *context;
    /* Is the path a static variable of the function's own? NULL: none is. */
    bool (*is_static)(const void *context, struct path_id path);
    /* Of a call, macro or cleanup. NULL: all change what others see. */
    enum walk_effect (*effect)(const void *context, uint32_t event);
    /* A walk has come to its bound. May be NULL. */
    void (*gave_up)(const void *context);
};

enum quantity_kind { QUANTITY_PATH, QUANTITY_FLAG, QUANTITY_RESULT };

struct quantity {
    enum quantity_kind kind;
    uint32_t id;  /* path; QUANTITY_RESULT: event */
    int64_t flag; /* QUANTITY_FLAG: one bit */
    const struct numbers *numbers;
    uint32_t lasting; /* its number among those that are asked for in another block than set;
                         FACTS_NONE: it is asked for only where it comes to be */
    uint32_t next;    /* another of the same path, plus one */
    bool shared;      /* others can change it: a field, a global variable, what has an address */
    bool is_static;
};

struct quantities {
    struct walk_source of;
    VEC(struct quantity) all;
    uint32_t *of_path;  /* by path: first quantity plus one */
    uint32_t *of_event; /* by event, too */
    uint64_t *live;     /* by block, live_words each: bits of lasting ones that are asked for from
                           the beginning of the block on, before they are set again */
    uint32_t live_words;
};

/* ALWAYS: static variables are asked for everywhere. */
void quantities_find(struct arena *a, const struct walk_source *of, bool always,
                     struct quantities *ret);
/* Is V counted up, `found + 1`? Of what, and by how much. */
bool quantities_counted(const struct function *fn, const struct value *v, struct value_id *ret_of,
                        int64_t *ret_by);
/* The quantity that the value is; NULL: it is none. */
const struct quantity *quantities_of(const struct quantities *q, const struct value *v);
/* The one flag that a condition asks for; NULL: it asks for none, or several. */
const struct quantity *quantities_flag(const struct quantities *q, const struct cond *c);
/* `value OP number`, which a condition asks, or an expression whose value is kept (`ok = n == 2`).
 * Not CONSTANT: it is compared with something else. False: V, C asks something else. */
struct comparison {
    struct value_id value;
    enum cond_op op;
    int64_t number;
    bool constant;
};
bool comparison_of_value(const struct function *fn, const struct value *v, struct comparison *ret);
bool comparison_of_cond(const struct function *fn, const struct cond *c, struct comparison *ret);
/* Is it asked for from the beginning of the block on, before it is set? */
bool quantities_live(const struct quantities *q, const struct quantity *of, uint32_t block);
/* Is PATH inside of what WHOLE names: s->a.b in s and in s->a? */
bool quantities_inside(const struct function *fn, struct path_id path, struct path_id whole);

#endif
