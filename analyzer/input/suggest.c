#include "input/suggest.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

enum { WORD_MAX = 64 };

static uint32_t min3(uint32_t a, uint32_t b, uint32_t c)
{
    uint32_t least = a < b ? a : b;
    return least < c ? least : c;
}

static bool same_letter(char a, char b)
{
    return tolower((unsigned char)a) == tolower((unsigned char)b);
}

/* Letters to add, drop, change or swap with the next to come from A to B; more than MAX: MAX + 1.
 */
static uint32_t distance_of(const char *a, const char *b, uint32_t max)
{
    size_t a_len = strlen(a), b_len = strlen(b);
    size_t apart = a_len > b_len ? a_len - b_len : b_len - a_len;
    if (a_len > WORD_MAX || b_len > WORD_MAX || apart > max)
        return max + 1;
    /* Three rows of the table of distances between starts of A and of B (optimal string alignment).
     */
    uint32_t rows[3][WORD_MAX + 1];
    for (uint32_t j = 0; j <= b_len; j++)
        rows[0][j] = j;
    for (uint32_t i = 1; i <= a_len; i++) {
        uint32_t *row = rows[i % 3], *above = rows[(i + 2) % 3], *above2 = rows[(i + 1) % 3];
        row[0] = i;
        for (uint32_t j = 1; j <= b_len; j++) {
            uint32_t change = above[j - 1] + !same_letter(a[i - 1], b[j - 1]);
            row[j] = min3(change, above[j] + 1, row[j - 1] + 1);
            bool swapped = i > 1 && j > 1 && same_letter(a[i - 1], b[j - 2]) &&
                           same_letter(a[i - 2], b[j - 1]);
            if (swapped && above2[j - 2] + 1 < row[j])
                row[j] = above2[j - 2] + 1;
        }
    }
    uint32_t distance = rows[a_len % 3][b_len];
    return distance > max ? max + 1 : distance;
}

void suggest_offer(struct suggest *s, const char *known)
{
    uint32_t len = (uint32_t)strnlen(s->word, WORD_MAX);
    uint32_t max = len < 3 ? 1 : len < 6 ? 2 : len / 3;
    uint32_t distance = distance_of(s->word, known, max);
    if (distance > max || (s->best && distance >= s->distance))
        return;
    s->best = known;
    s->distance = distance;
}
