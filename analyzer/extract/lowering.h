/* The state of lowering one unit: what the files of extract/ share, not for others.
 *
 * unit.c makes it, lower.c and its siblings fill the facts through it, then it goes. Declarations
 * of clang are identified by the address that libclang keeps in a cursor (decl_key): one address
 * per declaration, also for those that have no name.
 */
#ifndef EXTRACT_LOWERING_H
#define EXTRACT_LOWERING_H

#include "base/arena.h"
#include "base/str.h"
#include "base/vec.h"
#include "extract/idmap.h"
#include "ir/facts.h"

#include <clang-c/Index.h>

struct source { /* a file of the unit */
    CXFile file;
    struct str path;  /* as in the facts */
    const char *text; /* there once a position in the file was asked for */
    uint32_t size, index;
    bool loaded;
    VEC(uint32_t) lines; /* offsets of the lines' beginnings, made when first asked for */
    bool commented;      /* its suppression comments are wanted */
    bool system, known_system;
};

struct pos { /* a place in a file; source NULL: none (pasted tokens, builtins) */
    struct source *source;
    uint32_t offset;
};

struct redeclaration {
    CXCursor cursor;
    uint32_t next; /* into lowering.redeclarations, FACTS_NONE at the end */
};

struct lowering {
    struct strs *strs;
    struct facts *facts;
    struct arena *arena;    /* the facts' */
    struct arena *scratch;  /* as long as the lowering */
    struct arena *per_body; /* reset before every body */
    CXTranslationUnit tu;
    CXPrintingPolicy policy; /* one line, no initialisers; made when first used */
    const char *directory, *root;

    VEC(struct source *) sources;
    struct idmap source_of_file;
    struct source *last_source;

    VEC(struct redeclaration) redeclarations;
    struct idmap first_redeclaration; /* canonical declaration -> redeclarations */
    struct idmap entity_of_decl;      /* any declaration -> facts.entities */
    struct idmap words_of_typedef;    /* typedef declaration -> typedef_words */
    VEC(word_vec) typedef_words;
    struct idmap function_of_name; /* text id -> redeclarations, made when first used */
    bool names_known;
    struct idmap plain_macros; /* text id: in a declaration it expands to something, and no mark */

    VEC(CXCursor) typedefs;       /* at file scope; found when a _Generic first names one */
    struct idmap typedef_of_name; /* text id -> typedefs */

    VEC(CXCursor) bodies; /* function definitions to lower; grows meanwhile */
    struct idmap body_seen;
    struct body *init; /* the initialiser function, see body.h */
};

static inline uint64_t decl_key(CXCursor c)
{
    return (uint64_t)(uintptr_t)c.data[0];
}

/* A CXString as an interned one; disposes of it. */
struct str take_string(struct lowering *l, CXString s);

/* ---- source.c ---- */

struct source *source_get(struct lowering *l, CXFile file);
void source_load(struct lowering *l, struct source *s);
struct pos pos_expansion(struct lowering *l, CXSourceLocation at);
struct pos pos_spelling(struct lowering *l, CXSourceLocation at);
struct pos pos_file(struct lowering *l, CXSourceLocation at);
struct loc pos_loc(struct lowering *l, struct pos p, uint32_t len);
/* The identifier that stands at P; length 0: none. */
struct str pos_ident(struct lowering *l, struct pos p);
/* PATH as the facts have it: absolute and without . and .., or relative to the root. */
struct str path_normal(struct lowering *l, const char *path);

static inline bool pos_eq(struct pos a, struct pos b)
{
    return a.source == b.source && a.offset == b.offset;
}

static inline uint64_t pos_key(struct pos p)
{
    return ((uint64_t)p.source->index << 32) | p.offset;
}

#endif
