/* Coroutines of a program's own: what switches between stacks, and which functions begin on one.
 *
 * What switches has the shape that link/switching says: a function in assembler, with two places of
 * one type.
 *
 * A new stack needs something to return to: somewhere the address of a function is written as mere
 * data, where nobody can call it through the type of the place: a word of the saved registers, or
 * of the stack. Functions whose address is so written, in a file that calls a switch, begin on a
 * stack of their own, and are coroutines; from them the calls through pointers lead to the others.
 * Both together make a coroutine library; a function without a body that gets two of a kind is none
 * by itself, nor is an address that is taken as a number.
 *
 * Contexts that POSIX has for this, makecontext and swapcontext, are in a pack. Made by contexts.
 */
#ifndef CONTEXTS_SWITCHES_H
#define CONTEXTS_SWITCHES_H

#include "link/flow.h"

struct begun { /* FUNCTION begins on a stack of its own */
    struct node_id function;
    struct loc loc;         /* where its address is written */
    struct node_id switch_; /* one that the file calls */
    struct program_set programs;
};

struct switches {
    VEC(struct node_id) all; /* that have no body: in assembler */
    VEC(struct begun) begun;
    struct node_id silent; /* of them, where nothing begins: one that is called both ways round, and
                              so is one; FACTS_NONE: none */
    struct loc silent_loc; /* one of these calls */
};

/* Of the whole program, into ARENA. No switch is in ALL without a function that begins. */
void switches_find(const struct bodies *b, struct flow *flow, struct arena *arena,
                   struct switches *ret);

#endif
