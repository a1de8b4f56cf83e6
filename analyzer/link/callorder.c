#include "link/callorder.h"

/* The function that the event calls, if its body is known. */
static struct node_id callee_of(const struct program *p, const struct node *node, uint32_t event)
{
    const struct event *e = &node->body->events.at[event];
    struct node_id to = {FACTS_NONE};
    if (e->kind == EVENT_CALL)
        to = call_node(node->facts, &e->call);
    else if (e->kind == EVENT_CLEANUP)
        to = program_node(node->facts, e->cleanup.function);
    return to.i != FACTS_NONE && p->nodes.at[to.i].body ? to : (struct node_id){FACTS_NONE};
}

uint32_t *callorder_find(const struct bodies *b, struct arena *arena, uint32_t *ret_len)
{
    const struct program *p = b->program;
    uint32_t count = p->nodes.len, depth = 0;
    uint32_t *order = arena_new_array(arena, uint32_t, count + 1),
             *stack = arena_new_array(arena, uint32_t, count + 1),
             *next = arena_new_array(arena, uint32_t, count + 1);
    bool *seen = arena_new_array(arena, bool, count + 1);
    *ret_len = 0;
    for (uint32_t root = 0; root < count; root++) {
        if (seen[root] || !p->nodes.at[root].body)
            continue;
        seen[root] = true;
        stack[depth++] = root;
        while (depth) {
            uint32_t at = stack[depth - 1];
            const struct body *body = &b->at[at];
            if (next[at] == body->live.len) {
                order[(*ret_len)++] = at;
                depth--;
                continue;
            }
            struct node_id to = callee_of(p, &p->nodes.at[at], body->live.at[next[at]++].event);
            if (to.i != FACTS_NONE && !seen[to.i]) {
                seen[to.i] = true;
                stack[depth++] = to.i;
            }
        }
    }
    return order;
}
