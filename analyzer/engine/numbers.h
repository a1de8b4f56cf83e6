/* Sets of numbers, as far as some code tells them apart.
 *
 * What matters of a number is how it compares with the constants that the code *names* for it. They
 * cut the numbers into atoms: each constant, and each gap between two. A set has a bit for every
 * atom, so that holes, ranges and signs are one thing, and none is lost however many constants
 * there are. Null is 0; another pointer is positive. Where -1 is the only negative constant it
 * stands for all that are negative: so errors are returned, and code that asks for -1 asks whether
 * there was one.
 *
 * One more atom is the *wanted* number: one that the code takes for success, whatever it compares
 * it with (a count that has to be as large as another).
 */
#ifndef ENGINE_NUMBERS_H
#define ENGINE_NUMBERS_H

#include "ir/facts.h"

/* Sets of signs: what a number can be. */
enum { SIGN_NEGATIVE = 1, SIGN_ZERO = 2, SIGN_POSITIVE = 4, SIGN_ANY = 7 };

struct numbers {
    const int64_t *named; /* ascending; 0 is always among them */
    uint32_t len;
    const uint64_t *there; /* a set of all atoms but those that no number is in */
};

/* Only 0 is named: signs are told apart. */
extern const struct numbers numbers_zero;

/* NAMED as above. ROOM: words, all zero, for a set of so many. */
void numbers_init(struct numbers *n, const int64_t *named, uint32_t len, uint64_t *room);
#define NUMBERS_ROOM(LEN) ((2 * (LEN) + 1) / 64 + 1)

/* How many words a set of them has. */
uint32_t numbers_words(const struct numbers *n);
/* All numbers with SIGNS. */
void numbers_of_signs(const struct numbers *n, uint8_t signs, uint64_t *ret_set);
/* All numbers X for which `X OP number` may hold, the wanted one included. */
void numbers_where(const struct numbers *n, enum cond_op op, int64_t number, uint64_t *ret_set);
/* The wanted number alone. */
void numbers_wanted(const struct numbers *n, uint64_t *ret_set);
bool numbers_is_wanted(const struct numbers *n, const uint64_t *set);
uint8_t numbers_signs(const struct numbers *n, const uint64_t *set);
/* Keep in SET what is in OTHER, too. False: nothing is left. */
bool numbers_keep(const struct numbers *n, uint64_t *set, const uint64_t *other);
void numbers_add(const struct numbers *n, uint64_t *set, const uint64_t *other);

/* The operator that holds where OP does not. OP is none for flags. */
enum cond_op numbers_opposite(enum cond_op op);

#endif
