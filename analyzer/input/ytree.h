/* YAML text as a tree that knows the place of every key and value.
 *
 * Built by ytree_parse, the sole user of libyaml; read by the rule and configuration loaders. Only
 * the plain part of YAML is let in: one document, no anchors, aliases or tags, no key twice, keys
 * are plain texts. Texts are valid UTF-8 without NUL. Owner: the arena given.
 */
#ifndef INPUT_YTREE_H
#define INPUT_YTREE_H

#include "base/diag.h"
#include "base/vec.h"

enum ynode_kind { YNODE_SCALAR, YNODE_LIST, YNODE_MAP };

struct ynode;

struct ypair {
    const struct ynode *key; /* a scalar */
    const struct ynode *value;
};

struct ynode {
    enum ynode_kind kind;
    uint32_t line, col; /* from 1, col in bytes; of a block list or map: of its first entry */
    /* scalar */
    const char *text;
    bool quoted; /* in quotes or a block text: not a number, not null */
    /* list */
    VEC(const struct ynode *) items;
    /* map */
    VEC(struct ypair) pairs; /* in the order of the text */
};

enum { YTREE_DEPTH_MAX = 64, YTREE_SIZE_MAX = 4 * 1024 * 1024 };

/* Parse LEN bytes of TEXT, named FILE in messages. False: one or more located errors in DIAGS. */
bool ytree_parse(struct arena *arena, const char *file, const char *text, size_t len,
                 const struct ynode **ret_root, struct diags *diags)
    __attribute__((warn_unused_result));
/* The value of KEY in MAP; NULL: MAP has none or is no map. */
const struct ynode *ynode_find(const struct ynode *map, const char *key);
/* Nothing written, `~` or `null`. */
bool ynode_is_null(const struct ynode *n);
/* "a list", "a mapping", "nothing", "a text": what N is, for messages. */
const char *ynode_kind_name(const struct ynode *n);

#endif
