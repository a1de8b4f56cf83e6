/* "did you mean": the known word that is nearest to a mistyped one.
 *
 * Read by the loaders and the command line.
 */
#ifndef INPUT_SUGGEST_H
#define INPUT_SUGGEST_H

#include <stdint.h>

/* The best of the words offered so far. Start it with the mistyped WORD. */
struct suggest {
    const char *word;
    const char *best; /* NULL: nothing is near */
    uint32_t distance;
};

void suggest_offer(struct suggest *s, const char *known);

#endif
