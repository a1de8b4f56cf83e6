/* Which functions call one of those that a rule names, themselves or at any depth further down.
 * Made by who asks; what it finds is remembered for each list of names, as long as it lives.
 */
#ifndef EFFECTS_TASKS_AMONG_H
#define EFFECTS_TASKS_AMONG_H

#include "contexts/context.h"

struct among;

struct among *among_new(const struct contexts *c);
void among_free(struct among *a);

/* Does function N call one of them? NAMES is a rule's own list: it is known by its address. */
bool among_called(struct among *a, const name_vec *names, struct node_id n);
/* Does it call one with something that goes out from its parameter PARAM? What is none of its
 * parameters (a global variable, what another call returned) may come from it too. */
bool among_given(struct among *a, const name_vec *names, struct node_id n, uint32_t param);

#endif
