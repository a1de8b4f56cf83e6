/* Commands: code of the loop that runs only because a person told the process to do something, with
 * a signal such as SIGHUP (contexts/signals.h). It stalls the loop too, but when somebody is there
 * who asked for it; so what blocks there counts one class lower.
 *
 * It is behind a command where it is a callback registered for such a signal, where the signal is
 * compared with its name, or where a variable is tested that only handlers of it, or code behind
 * it, set. So is a function that a project names for that (`operator_calls`): its configuration is
 * read again because somebody changed it, whether a signal, a message or a watch on the file says
 * so. Not where it is itself registered as a callback: a timer may be behind it.
 * A function is behind a command where every way from the loop to it is: what other code of the
 * loop reaches is *routine*. A call that is known by its type alone makes nothing routine.
 *
 * Private to contexts but for the questions.
 */
#ifndef CONTEXTS_OPERATED_H
#define CONTEXTS_OPERATED_H

#include "contexts/context.h"

struct operated {
    const char *text;                 /* "only on reload: from the SIGHUP handler at main.c:12" */
    struct loc loc;                   /* where it is registered or tested */
    const struct signal_name *signal; /* NULL: a function's name says it */
    struct loc handler;
};

/* Fill in `routine`, `command` and `command_blocks` of all functions; when contexts have spread. */
void operated_find(struct contexts *c);
/* With the handler at AT, registered or tested at LOC. */
const struct operated *operated_new(const struct contexts *c, const struct signal_name *signal,
                                    struct loc at, struct loc loc);

/* The command that the event of function N is behind; NULL: the loop comes to it otherwise too. */
const struct operated *operated_at(const struct contexts *c, struct node_id n, uint32_t event);
/* Likewise, by where it stands in N. */
const struct operated *operated_of_block(const struct contexts *c, struct node_id n,
                                         uint32_t event);
/* Likewise, the whole function. */
static inline const struct operated *operated_of(const struct context *x)
{
    return x->routine ? NULL : x->command;
}

#endif
