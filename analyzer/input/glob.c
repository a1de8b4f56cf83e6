#include "input/glob.h"

#include <string.h>

/* The `]` that ends the set which starts at P (a `[`); NULL: none. */
static const char *set_end(const char *p)
{
    p++;
    if (*p == '!' || *p == '^')
        p++;
    if (*p == ']') /* a `]` first is a member */
        p++;
    return strchr(p, ']');
}

static bool set_has(const char *p, const char *end, unsigned char c)
{
    bool negated = p[1] == '!' || p[1] == '^';
    p += negated ? 2 : 1;
    bool found = false;
    while (p < end) {
        unsigned char low = (unsigned char)*p, high = low;
        if (p + 2 < end && p[1] == '-') {
            high = (unsigned char)p[2];
            p += 2;
        }
        found = found || (low <= c && c <= high);
        p++;
    }
    return found != negated;
}

/* Match one character, not a star. NULL: no match; else what is left of PATTERN. */
static const char *match_one(const char *pattern, char c)
{
    if (*pattern == '?')
        return pattern + 1;
    if (*pattern == '[') {
        const char *end = set_end(pattern);
        if (end)
            return set_has(pattern, end, (unsigned char)c) ? end + 1 : NULL;
    }
    return *pattern && *pattern == c ? pattern + 1 : NULL;
}

bool glob_match(const char *pattern, const char *text)
{
    /* Only the last star is ever tried again: what an earlier one took cannot help. */
    const char *star = NULL, *star_text = NULL;
    while (*text) {
        const char *rest;
        if (*pattern == '*') {
            star = ++pattern;
            star_text = text;
        } else if ((rest = match_one(pattern, *text))) {
            pattern = rest;
            text++;
        } else if (star) {
            pattern = star;
            text = ++star_text;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

/* Where matching goes on when it fails: one place for stars within a folder, one for two stars. */
struct retry {
    const char *pattern, *text;
};

/* NOLINTNEXTLINE(readability-function-cognitive-complexity): one loop over both texts */
bool glob_match_path(const char *pattern, const char *text, size_t text_len)
{
    const char *end = text + text_len;
    struct retry star = {NULL, NULL}, folders = {NULL, NULL};
    while (text < end) {
        const char *rest = NULL;
        if (pattern[0] == '*' && pattern[1] == '*') {
            while (*pattern == '*')
                pattern++;
            if (*pattern == '/') /* "**" and slash: no folder at all, too */
                pattern++;
            folders = (struct retry){pattern, text};
            star = (struct retry){NULL, NULL};
            continue;
        }
        if (*pattern == '*') {
            star = (struct retry){++pattern, text};
            continue;
        }
        if (*text == '/' ? *pattern == '/' : (rest = match_one(pattern, *text)) != NULL) {
            pattern = *text == '/' ? pattern + 1 : rest;
            text++;
        } else if (star.pattern && *star.text != '/') {
            pattern = star.pattern;
            text = ++star.text;
        } else if (folders.pattern) {
            star = (struct retry){NULL, NULL};
            /* "**" before a slash tries folder starts only; at the end or in a word, every place.
             */
            bool whole = folders.pattern[-1] == '/';
            do
                folders.text++;
            while (whole && folders.text < end && folders.text[-1] != '/');
            if (folders.text > end)
                return false;
            pattern = folders.pattern;
            text = folders.text;
        } else {
            return false;
        }
    }
    while (*pattern == '*')
        pattern++;
    return !*pattern;
}

bool glob_is_pattern(const char *pattern)
{
    return strpbrk(pattern, "*?[") != NULL;
}

bool glob_is_closed(const char *pattern)
{
    for (const char *p = pattern; (p = strchr(p, '['));) {
        p = set_end(p);
        if (!p)
            return false;
    }
    return true;
}
