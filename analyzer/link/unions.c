#include "link/unions.h"

#include <stdbool.h>
#include <string.h>

static bool is_word(const char *word, size_t len, const char *text)
{
    return strlen(text) == len && !memcmp(word, text, len);
}

uint32_t unions_key(const char *key)
{
    bool in_union = false;
    const char *word = key;
    for (;;) {
        size_t len = strcspn(word, "@");
        bool is_struct = is_word(word, len, "S") || is_word(word, len, "SA");
        bool is_union = is_word(word, len, "U") || is_word(word, len, "UA");
        if (is_word(word, len, "FI"))
            return in_union ? (uint32_t)(word + len - key) : 0;
        if (is_struct || is_union || is_word(word, len, "Sa") || is_word(word, len, "Ua"))
            in_union = *word == 'U';
        bool named = is_struct || is_union || is_word(word, len, "F");
        if (named && word[len]) { /* the name is no such word, whatever it is */
            word += len + 1;
            len = strcspn(word, "@");
        }
        if (!word[len])
            return 0;
        word += len + 1;
    }
}
