/* The program: all units linked.
 *
 * Built from facts by program_add, one unit at a time in the order of the database, then closed by
 * program_link, which unifies functions by key, resolves direct calls and collects where pointers
 * to functions go. Read by context, summary and the checks. Owns the facts that it is given.
 *
 * Functions are `struct node`s; variables and fields are `struct slot`s, places that hold function
 * pointers.
 */
#ifndef LINK_PROGRAM_H
#define LINK_PROGRAM_H

#include "ir/facts.h"

struct node_id {
    uint32_t i;
}; /* into program.nodes */
struct slot_id {
    uint32_t i;
}; /* into program.slots */

/* A function of the program, with or without a body. */
struct node {
    struct str key, name;
    const struct entity *entity; /* the entity of the unit with the body, else of the first unit */
    const struct facts *facts;   /* unit of the body, else NULL */
    const struct function *body; /* NULL: no body seen */
    word_vec words;              /* of all declarations in all units */
    bool noreturn;
    bool merged;           /* another node stands for it, and no unit refers to this one */
    struct node_id system; /* of a body whose name units know from a system header: the merged node
                              that is the library's function; FACTS_NONE: none knows it so */
    VEC(uint32_t)
    includers; /* units with the same body that include its file, beside the one of `facts`; of an
                  inline function none */
    VEC(struct node_id)
    more; /* further bodies under the same key in other files (several programs in one database) */
};

/* A variable or field. */
struct slot {
    struct str key, name, record; /* record: fields only */
    struct str callee; /* field: how rules name what it points to, set by roles_new; empty: none
                          does */
    const struct entity *entity;
    word_vec words;
    bool is_field;
};

struct program {
    struct arena *arena;
    struct strs *strs;
    VEC(const struct facts *) units; /* in the order of the database */
    VEC(struct node) nodes;
    VEC(struct slot) slots;
    VEC(struct str) headers; /* all files read by any unit, once each */
    struct program_index *index;
};

struct program *program_new(struct strs *strs);
void program_free(struct program *p);
/* Add a unit. Takes FACTS, whose arena lives as long as the program. */
void program_add(struct program *p, struct facts *facts);
/* Call after the last unit. */
void program_link(struct program *p);
/* The function or slot behind an entity of the unit that F is of. */
static inline struct node_id program_node(const struct facts *f, struct entity_id e)
{
    return (struct node_id){f->linked[e.i]};
}

static inline struct slot_id program_slot(const struct facts *f, struct entity_id e)
{
    return (struct slot_id){f->linked[e.i]};
}

/* By key or by plain name; FACTS_NONE if there is none. By name: the first with a body, else the
 * first. */
struct node_id program_find(const struct program *p, const char *name);

/* By node, in ARENA: is its address taken somewhere, so that others than those who name it may call
 * it? */
bool *program_taken(const struct program *p, struct arena *arena);

static inline const struct node *program_get(const struct program *p, struct node_id n)
{
    return &p->nodes.at[n.i];
}

static inline const char *program_text(const struct program *p, struct str s)
{
    return str_text(p->strs, s);
}

/* Is TYPE that of a pointer to RECORD? "struct _GTask *" and "GTask *" are of record _GTask. */
bool program_points_to(const struct program *p, struct str type, struct str record);

#endif
