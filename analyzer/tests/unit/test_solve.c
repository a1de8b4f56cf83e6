/* The solver: components in order, no answer that depends on the order of nodes, and time that
 * grows with the graph. */
#include "engine/solve.h"

#include "test.h"

#include <stdlib.h>

struct counted { /* the least node that one can get to, itself too */
    const struct solver *s;
    uint32_t *least;
};

static bool least_reached(void *context, uint32_t node)
{
    struct counted *c = context;
    uint32_t before = c->least[node];
    for (uint32_t i = c->s->needs.first[node]; i < c->s->needs.first[node + 1]; i++)
        if (c->least[c->s->needs.to[i]] < c->least[node])
            c->least[node] = c->least[c->s->needs.to[i]];
    return c->least[node] != before;
}

static uint64_t run(struct arena *arena, uint32_t len, const struct row_entry *edges,
                    uint32_t edge_len, struct counted *ret)
{
    ret->s = solver_new(arena, graph_new(arena, len, edges, edge_len));
    ret->least = arena_new_array(arena, uint32_t, len + 1);
    for (uint32_t i = 0; i < len; i++)
        ret->least[i] = i;
    return solve(ret->s, least_reached, ret);
}

/* 1 and 2 need each other, 3 needs them, 2 needs 0; 4 needs nobody. */
static void test_components(struct test *t)
{
    static const struct row_entry edges[] = {{1, 2}, {2, 1}, {3, 1}, {2, 0}};
    struct arena *arena = arena_new();
    struct counted c;
    run(arena, 5, edges, 4, &c);
    CHECK_NUMBER(t, c.s->component_len, 4);
    CHECK(t, c.s->component[1] == c.s->component[2]);
    CHECK(t, c.s->component[0] < c.s->component[1]);
    CHECK(t, c.s->component[1] < c.s->component[3]);
    CHECK_NUMBER(t, c.least[1], 0);
    CHECK_NUMBER(t, c.least[3], 0);
    CHECK_NUMBER(t, c.least[4], 4);
    for (uint32_t i = 0; i < 5; i++)
        for (uint32_t k = c.s->needs.first[i]; k < c.s->needs.first[i + 1]; k++)
            CHECK(t, c.s->component[c.s->needs.to[k]] <= c.s->component[i]);
    arena_free(arena);
}

static void test_reverse(struct test *t)
{
    static const struct row_entry edges[] = {{0, 1}, {2, 1}, {1, 1}};
    struct arena *arena = arena_new();
    struct digraph g = graph_new(arena, 3, edges, 3), back = graph_reverse(arena, &g);
    CHECK_NUMBER(t, back.first[1] - back.first[0], 0);
    CHECK_NUMBER(t, back.first[2] - back.first[1], 3);
    CHECK_NUMBER(t, back.to[0], 0);
    CHECK_NUMBER(t, back.to[2], 2);
    arena_free(arena);
}

/* A circle with a tail, its nodes numbered in any order: the answers are the same. */
static void test_order(struct test *t)
{
    static const uint32_t names[][6] = {
        {0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}, {3, 5, 1, 0, 2, 4}, {2, 0, 4, 5, 3, 1}};
    for (uint32_t k = 0; k < 4; k++) {
        const uint32_t *n = names[k];
        const struct row_entry edges[] = {{n[0], n[1]}, {n[1], n[2]}, {n[2], n[0]},
                                          {n[2], n[3]}, {n[4], n[0]}, {n[3], n[5]}};
        struct arena *arena = arena_new();
        struct counted c;
        run(arena, 6, edges, 6, &c);
        uint32_t tail = n[3] < n[5] ? n[3] : n[5], circle = tail;
        for (uint32_t i = 0; i < 3; i++)
            circle = n[i] < circle ? n[i] : circle;
        CHECK_NUMBER(t, c.least[n[3]], tail);
        for (uint32_t i = 0; i < 3; i++)
            CHECK_NUMBER(t, c.least[n[i]], circle);
        CHECK_NUMBER(t, c.least[n[4]], n[4] < circle ? n[4] : circle);
        arena_free(arena);
    }
}

#define DEEP 100000U

/* Each needs the next (or, with BACK, the one before); CLOSED: the last needs the first. */
static uint64_t chain(struct arena *arena, uint32_t len, bool back, bool closed, struct counted *c)
{
    struct row_entry *edges = arena_new_array(arena, struct row_entry, len);
    for (uint32_t i = 0; i + 1 < len; i++)
        edges[i] = back ? (struct row_entry){i + 1, i} : (struct row_entry){i, i + 1};
    edges[len - 1] = back ? (struct row_entry){0, len - 1} : (struct row_entry){len - 1, 0};
    return run(arena, len, edges, closed ? len : len - 1, c);
}

/* No recursion in C, and in a chain each node is answered once, in a circle a few times. */
static void test_depth(struct test *t)
{
    for (uint32_t k = 0; k < 4; k++) {
        struct arena *arena = arena_new();
        struct counted c;
        bool back = k & 1, closed = k & 2;
        uint64_t steps = chain(arena, DEEP, back, closed, &c);
        CHECK_NUMBER(t, c.s->component_len, closed ? 1 : DEEP);
        CHECK_NUMBER(t, c.least[DEEP - 1], back || closed ? 0 : DEEP - 1);
        CHECK(t, steps <= (closed ? 4 : 1) * (uint64_t)DEEP);
        arena_free(arena);
    }
}

static void test_nothing(struct test *t)
{
    struct arena *arena = arena_new();
    struct counted c;
    CHECK_NUMBER(t, run(arena, 0, NULL, 0, &c), 0);
    CHECK_NUMBER(t, c.s->component_len, 0);
    arena_free(arena);
}

int main(void)
{
    struct test t = {0};
    test_components(&t);
    test_reverse(&t);
    test_order(&t);
    test_depth(&t);
    test_nothing(&t);
    return test_end(&t);
}
