/* Files that are compiled in: packs, help pages, schemas. Written by tools/embed.c. */
#ifndef INPUT_EMBEDDED_H
#define INPUT_EMBEDDED_H

#include <stddef.h>

struct embedded {
    const char *path; /* relative to the repository: "rules/blocking/io.yaml"; NULL ends a list */
    const char *text; /* NUL-terminated */
    size_t len;
    const unsigned char *tree; /* packs: the text parsed (input/ytree_image.h); else NULL */
    size_t tree_len;
};

extern const struct embedded embedded_packs[];
extern const struct embedded embedded_pages[];
extern const struct embedded embedded_schema;
extern const struct embedded embedded_cache_schema;
extern const struct embedded embedded_style, embedded_script; /* of the report in HTML */

#endif
