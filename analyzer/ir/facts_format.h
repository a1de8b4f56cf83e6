/* What facts_write.c and facts_read.c share. See facts_io.h. */
#ifndef IR_FACTS_FORMAT_H
#define IR_FACTS_FORMAT_H

#include <stdint.h>

#define FACTS_MAGIC "nostall\n"
#define FACTS_MAGIC_SIZE 8
#define FACTS_VERSION_SIZE 16
/* offsets in the header */
#define FACTS_AT_FORMAT 8
#define FACTS_AT_VERSION 12
#define FACTS_AT_LENGTH 28
#define FACTS_AT_CHECKSUM 36
#define FACTS_HEADER_SIZE 44

enum { FUNCTION_SHARED = 1 }; /* flags of a function: defined in a header */

/* Where the last range of each vector of a function ended: the next one mostly begins there. */
struct ranges {
    uint32_t steps, names, choices, operands, args, texts, edges;
};

/* Signed numbers: small ones of either sign become small ones without. */
static inline uint64_t zigzag(int64_t v)
{
    return ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0);
}

static inline int64_t unzigzag(uint64_t v)
{
    uint64_t u = (v >> 1) ^ (v & 1 ? UINT64_MAX : 0);
    return u <= INT64_MAX ? (int64_t)u : -(int64_t)(UINT64_MAX - u) - 1;
}

#endif
