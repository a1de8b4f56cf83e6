/* Handles of tasks: which calls give one, and what becomes of it.
 *
 * The packs say which calls start or create a task and which start, end or only look at one by its
 * handle. A project's own function that returns such a handle, or writes it to where a parameter
 * points to, and keeps it nowhere, gives a handle too; what a function does with a handle that it
 * is given is found in its body. Built by the check that asks; its answers live as long as it.
 */
#ifndef EFFECTS_TASKS_HANDLES_H
#define EFFECTS_TASKS_HANDLES_H

#include "contexts/context.h"

enum handle_use { /* bits: what happens to a handle on some path */
                  HANDLE_STARTED = 1,
                  HANDLE_ENDED = 2,    /* joined, closed, destroyed */
                  HANDLE_STORED = 4,   /* where other code finds it */
                  HANDLE_RETURNED = 8, /* also to where a parameter points to */
                  HANDLE_GIVEN = 16, /* to code that is not seen, or into an expression that is not
                                        understood */
};

struct spawn { /* a call that gives a handle */
    struct node_id node;
    uint32_t event;
    const struct rule_callback *rule; /* of the call at the end, in wrappers that of another */
    bool must_keep;                   /* join or close it */
    bool later;                       /* it runs only when it is started */
    struct path_id holder;            /* variable that has the handle; FACTS_NONE: it is returned */
    struct node_id callee; /* the project's own function that gives it; FACTS_NONE none */
};

struct handle_fate {
    uint8_t used;       /* enum handle_use, on some path */
    bool known;         /* false: the paths could not be followed, or where the handle goes */
    bool left;          /* some path leaves the function and did none of what was asked about */
    struct loc left_at; /* the return or the closing brace */
};

struct handles;

struct handles *handles_new(const struct contexts *c, const struct aval_context *values);
void handles_free(struct handles *h);
/* Does the call EVENT of N give a handle that says something to NS205 or NS206? */
bool handles_spawn(struct handles *h, struct node_id n, uint32_t event, struct spawn *ret_spawn);
/* What becomes of the handle; `left` is about paths with none of ENOUGH, and stops looking at
 * them. */
struct handle_fate handles_follow(struct handles *h, const struct spawn *s, uint8_t enough);
/* The call at the end of wrappers: in the function itself, or further down. */
struct spawn handles_origin(struct handles *h, const struct spawn *s);
/* What a reader knows the call by: the macro that it is written as, or the function. */
const char *handles_call_name(const struct calls *c, struct node_id n, uint32_t event);

#endif
