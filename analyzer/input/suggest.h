/* "did you mean": the known word that is nearest to a mistyped one.
 *
 * Read by the loaders and the command line.
 */
#ifndef INPUT_SUGGEST_H
#define INPUT_SUGGEST_H

#include <stdint.h>

/* Letters to add, drop, change or swap with the next to come from A to B; more than MAX: MAX + 1.
 */
uint32_t suggest_distance(const char *a, const char *b, uint32_t max);

/* The best of the words offered so far. Start it with the mistyped WORD. */
struct suggest {
    const char *word;
    const char *best; /* NULL: nothing is near */
    uint32_t distance;
};

void suggest_offer(struct suggest *s, const char *known);

#endif
