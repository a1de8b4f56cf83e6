/* Who calls whom: all calls of the program, both ways, also through pointers that the program
 * itself fills (link/calls.h). For commands that show paths. */
#ifndef EFFECTS_CALLMAP_H
#define EFFECTS_CALLMAP_H

#include "contexts/context.h"

struct call_edge {
    struct node_id from, to;
    uint32_t event;       /* call or scope exit in FROM */
    bool through_pointer; /* or handed to what calls its parameter */
};

struct call_edges {
    const struct call_edge *const *at; /* in order of the program and of events */
    uint32_t len;
};

struct callmap;

struct callmap *callmap_new(const struct contexts *c);
void callmap_free(struct callmap *m);
struct call_edges callmap_in(const struct callmap *m, struct node_id n);
struct call_edges callmap_out(const struct callmap *m, struct node_id n);

#endif
