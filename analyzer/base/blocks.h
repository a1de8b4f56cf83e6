/* Where arenas have their memory from: blocks in sizes of powers of two, cut out of regions that
 * the kernel backs with huge pages where it can (madvise(2), MADV_HUGEPAGE; it may do nothing), and
 * used again once given back. A page fault for every 4 KiB was a fifth of the time of a big run,
 * and clearing each block anew a tenth.
 *
 * One thread at a time. Running out of memory ends the process (see fail.h).
 */
#ifndef BASE_BLOCKS_H
#define BASE_BLOCKS_H

#include <stddef.h>

#define BLOCK_MIN ((size_t)4 * 1024)
#define BLOCK_MAX ((size_t)4 * 1024 * 1024)

/* A zeroed block of at least SIZE bytes, aligned for any object. Sets *RET_SIZE to what it has; a
 * block above BLOCK_MAX is mapped by itself and unmapped when it is given back. */
void *block_take(size_t size, size_t *ret_size);
/* SIZE: as block_take() has said. Only the first USED bytes have been written to. */
void block_give(void *block, size_t size, size_t used);

#endif
