/* A tree of ytree.h as bytes: what the packs that are compiled in are read from, so that no start
 * parses YAML.
 *
 * Written when nostall is built (tools/embed.c), read by the rule loader. A node is
 *
 *     kind (2 bits) and whether it is quoted (bit 2), line, col, then
 *     of a scalar: length, text, NUL; of a list: count, nodes; of a map: count, keys and values
 *
 * Numbers are LEB128. The bytes are our own, not an input: damage is a bug().
 */
#ifndef INPUT_YTREE_IMAGE_H
#define INPUT_YTREE_IMAGE_H

#include "base/buf.h"
#include "input/ytree.h"

void ytree_image_write(const struct ynode *root, struct buf *out);
/* Nodes are in ARENA, their texts stay in AT. */
const struct ynode *ytree_image_read(struct arena *arena, const unsigned char *at, size_t len);

#endif
