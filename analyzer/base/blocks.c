#include "base/blocks.h"

#include "base/fail.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#define HUGE_PAGE ((size_t)2 * 1024 * 1024)
#define REGION_MAX ((size_t)64 * 1024 * 1024)

struct free_block {
    struct free_block *next;
};

static struct free_block *free_blocks[24]; /* by the logarithm of their size */
static unsigned char *region;              /* what no block was cut from yet */
static size_t region_left, region_next = 2 * HUGE_PAGE;

static size_t round_up(size_t size, size_t unit)
{
    return (size + unit - 1) / unit * unit;
}

/* SIZE: of whole huge pages. Begins at one: the kernel takes none that is not aligned. */
static void *map_new(size_t size)
{
    unsigned char *p =
        mmap(NULL, size + HUGE_PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (p == MAP_FAILED)
        fail_no_memory();
    size_t before = round_up((uintptr_t)p, HUGE_PAGE) - (uintptr_t)p;
    if (before)
        munmap(p, before);
    if (before < HUGE_PAGE)
        munmap(p + before + size, HUGE_PAGE - before);
    madvise(p + before, size, MADV_HUGEPAGE); /* may be refused: then they are small pages */
    return p + before;
}

/* What is left of a region that is too small for a block goes to the smaller blocks. */
static void region_new(void)
{
    for (size_t size = BLOCK_MAX; size >= BLOCK_MIN; size /= 2)
        for (; region_left >= size; region += size, region_left -= size)
            block_give(region, size, 0);
    region = map_new(region_next);
    region_left = region_next;
    if (region_next < REGION_MAX)
        region_next *= 2;
}

static int size_class(size_t size)
{
    return __builtin_ctzll(size);
}

/* One that was given back, or the first part of a larger one. NULL: there is none. */
static void *take_free(size_t size)
{
    size_t have = size;
    while (have <= BLOCK_MAX && !free_blocks[size_class(have)])
        have *= 2;
    if (have > BLOCK_MAX)
        return NULL;
    struct free_block *block = free_blocks[size_class(have)];
    free_blocks[size_class(have)] = block->next;
    block->next = NULL;
    while (have > size) {
        have /= 2;
        block_give((unsigned char *)block + have, have, 0);
    }
    return block;
}

void *block_take(size_t size, size_t *ret_size)
{
    if (size > SIZE_MAX / 2)
        fail_no_memory();
    if (size > BLOCK_MAX) {
        *ret_size = round_up(size, HUGE_PAGE);
        return map_new(*ret_size);
    }
    size_t want = BLOCK_MIN;
    while (want < size)
        want *= 2;
    *ret_size = want;
    void *p = take_free(want);
    if (p)
        return p;
    if (region_left < want)
        region_new();
    p = region;
    region += want;
    region_left -= want;
    return p;
}

void block_give(void *block, size_t size, size_t used)
{
    if (size > BLOCK_MAX) {
        munmap(block, size);
        return;
    }
    memset(block, 0, used);
    struct free_block *b = block, **list = &free_blocks[size_class(size)];
    b->next = *list;
    *list = b;
}
