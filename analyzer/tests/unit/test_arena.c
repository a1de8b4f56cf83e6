/* Arenas and the blocks below them: what is handed out is zeroed and its own, also where memory is
 * used again, cut out of larger blocks, or grows where it is. */
#include "base/arena.h"
#include "base/blocks.h"
#include "base/vec.h"

#include "test.h"

#include <string.h>

static bool is_zeroed(const unsigned char *p, size_t len)
{
    while (len && !p[len - 1])
        len--;
    return !len;
}

/* Whatever was written before is gone, in the sizes on both sides of each block's. */
static void test_zeroed(struct test *t)
{
    for (int round = 0; round < 3; round++) {
        struct arena *a = arena_new();
        for (size_t size = BLOCK_MIN / 2; size <= BLOCK_MAX * 2; size *= 2)
            for (size_t k = size - 64; k <= size + 64; k += 32) {
                unsigned char *p = arena_alloc(a, k);
                CHECK(t, is_zeroed(p, k));
                memset(p, 0xff, k);
            }
        if (round == 1)
            arena_reset(a);
        CHECK(t, is_zeroed(arena_alloc(a, 100), 100));
        arena_free(a);
    }
}

static void test_blocks(struct test *t)
{
    size_t has;
    unsigned char *one = block_take(BLOCK_MAX, &has);
    CHECK_NUMBER(t, has, BLOCK_MAX);
    memset(one, 0xff, 1000);
    block_give(one, has, 1000);
    unsigned char *small = block_take(1, &has); /* of what was given back, not of new memory */
    CHECK_NUMBER(t, has, BLOCK_MIN);
    CHECK(t, is_zeroed(small, has));
    memset(small, 0xff, has);
    unsigned char *other = block_take(BLOCK_MIN + 1, &has);
    CHECK_NUMBER(t, has, 2 * BLOCK_MIN);
    CHECK(t, is_zeroed(other, has));
    CHECK(t, other >= small + BLOCK_MIN || other + has <= small);
    block_give(small, BLOCK_MIN, BLOCK_MIN);
    block_give(other, has, 0);
    unsigned char *large = block_take(BLOCK_MAX + 1, &has);
    CHECK(t, has > BLOCK_MAX && is_zeroed(large, has));
    block_give(large, has, has);
}

/* Only what was allocated last grows where it is. */
static void test_grow(struct test *t)
{
    struct arena *a = arena_new();
    unsigned char *p = arena_grow(a, NULL, 0, 10);
    memset(p, 1, 10);
    CHECK(t, arena_grow(a, p, 10, 100) == p);
    CHECK(t, is_zeroed(p + 10, 90));
    unsigned char *q = arena_alloc(a, 1);
    CHECK(t, q >= p + 100);
    unsigned char *moved = arena_grow(a, p, 100, 200);
    CHECK(t, moved != p && moved[9] == 1 && is_zeroed(moved + 10, 190));
    unsigned char *far = arena_grow(a, moved, 200, BLOCK_MAX * 2);
    CHECK(t, far[9] == 1 && is_zeroed(far + 10, BLOCK_MAX * 2 - 10));
    arena_free(a);
}

/* Two arrays that begin as one go their own ways. */
static void test_copies(struct test *t)
{
    typedef VEC(int) int_vec;
    struct arena *a = arena_new();
    int_vec one = {0};
    for (int i = 0; i < 4; i++)
        vec_push(a, &one, i);
    int_vec two = one;
    vec_push(a, &one, 10);
    vec_push(a, &two, 20);
    CHECK_NUMBER(t, one.at[4], 10);
    CHECK_NUMBER(t, two.at[4], 20);
    CHECK_NUMBER(t, two.at[3], 3);
    arena_free(a);
}

static void test_adopt(struct test *t)
{
    struct arena *a = arena_new(), *b = arena_new(), *empty = arena_new();
    char *theirs = arena_strdup(b, "theirs"), *ours = arena_strdup(a, "ours");
    arena_adopt(a, b);
    arena_adopt(a, empty);
    memset(arena_alloc(a, BLOCK_MIN * 3), 0xff, BLOCK_MIN * 3);
    CHECK_TEXT(t, theirs, "theirs");
    CHECK_TEXT(t, ours, "ours");
    arena_free(a);
}

int main(void)
{
    struct test t = {0};
    test_zeroed(&t);
    test_blocks(&t);
    test_grow(&t);
    test_copies(&t);
    test_adopt(&t);
    return test_end(&t);
}
