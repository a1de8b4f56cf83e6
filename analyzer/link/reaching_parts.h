/* What reaching is made of: questions about one function. Private to link/reaching.c and
 * link/members.c. */
#ifndef LINK_REACHING_PARTS_H
#define LINK_REACHING_PARTS_H

#include "link/joins.h"
#include "link/reaching.h"

struct remembered {
    enum {
        NOT_ASKED,
        BEING_ASKED,
        ANSWERED
    } state; /* BEING_ASKED: it depends on itself; then it is unknown */
    struct term_id term;
};

struct between_term { /* that control, having come to FROM, comes to a block: way_between */
    uint32_t from;    /* plus one; 0: nothing is remembered */
    struct term_id term;
};

struct rows_of_path { /* the rows with what may change a path */
    uint32_t *rows, len;
    bool known;
};

struct field_path { /* the first path of the function that ends in the field */
    uint32_t field, path;
};
typedef VEC(struct field_path) field_paths;

/* What is remembered of one function: conditions depend on stores, and stores on conditions, so
 * that without it the same would be asked once for each way. */
struct reaching {
    struct term_id *stored[2];     /* by event: the term that an assignment stores; [1]: kept */
    bool *known[2];                /* by event: of stored */
    struct remembered *conditions; /* by block: that it leaves by edge 0 */
    struct term_id **cases;        /* by block that ends in a switch: by edge, that it leaves so */
    struct remembered *ways[2];    /* by block: way_term; [1]: weak */
    struct between_term *between[2]; /* by block: for the last FROM that was asked about */
    struct remembered result;        /* what the function returns */
    struct remembered **held[2];     /* by path, by block: what it holds at its beginning */
    uint32_t *keys, key_len;         /* in order: see link/reaching_rows.c */
    struct rows rows;             /* by key's place there: what may change the content of paths */
    struct rows_of_path *of_path; /* by path */
    struct joins *joins;          /* NULL: not yet needed */
    struct join_list **joined;    /* by row; NULL: not yet needed */
    uint32_t *root;               /* by path: the first path of its variable */
    field_paths fields;           /* in order */
    uint32_t depth;               /* of questions that wait for each other */
};

struct asking {
    const struct bodies *b;
    struct node_id node;
    const struct function *fn;
    struct reaching *r;
    uint32_t first; /* begin of a loop of which only the first round is asked for, or FACTS_NONE */
    bool kept;      /* what others have too is taken to hold what was stored: see link/members.h */
};

struct way {
    struct term_id condition, value;
};
typedef VEC(struct way) ways;

struct asking reaching_ask(const struct bodies *b, struct node_id n);
/* What may change the content of paths, once for a function. */
void reaching_find_stores(const struct asking *x);
/* The last event before END in its block that may change what PATH holds; FACTS_NONE: none. */
uint32_t reaching_last_store(const struct asking *x, struct path_id path, struct place_in end);
/* The lowest block that dominates BLOCK, which may be BLOCK itself, where PATH is stored to or such
 * stores meet; its block is FACTS_NONE: none. */
struct join reaching_nearest(const struct asking *x, struct path_id path, uint32_t block);
/* Has nobody else what the path names, unless he is given its address? */
bool reaching_is_own(const struct asking *x, struct path_id path);
/* The last event before END in its block that may change the member behind BASE that the fields
 * lead to, of which no path of the function says so; AS is a path that starts from the same
 * variable, FACTS_NONE: there is none. */
uint32_t reaching_last_change(const struct asking *x, uint32_t as, const struct path *base,
                              const struct slot_id *fields, uint32_t field_len,
                              struct place_in end);
/* What PATH holds there. */
struct term_id reaching_held(const struct asking *x, struct place_in at, struct path_id path);
struct term_id reaching_term(const struct asking *x, struct place_in at, struct value_id id);
struct term_id reaching_between(const struct asking *x, uint32_t from, uint32_t block);
/* One of several ways: see choose in link/reaching.c. */
void reaching_add_way(const struct asking *x, ways *all, struct way way, struct term_id elsewise);
struct term_id reaching_choose(const struct asking *x, ways *all);
struct term_id reaching_local(const struct asking *x, enum local_from from, uint32_t at,
                              uint32_t path);
/* May it lead back to the function that is asked, or is its text not known? */
bool reaching_recursive(const struct asking *x, struct node_id callee);
struct term_id reaching_answer(const struct asking *x, struct term_id term);

/* What the call EVENT, which may change it, leaves in member KEY (0: itself) of what PATH is. */
struct term_id members_left(const struct asking *x, uint32_t event, const struct path *path,
                            uint32_t key);
/* Is PATH the first element of what a parameter points to, which the function may not change? */
bool members_is_first(const struct asking *x, const struct path *path);
/* What BASE's member KEY holds on entry. Unknown: nothing says it. */
struct term_id members_on_entry(const struct asking *x, const struct path *base, uint32_t key);
/* The terms of the arguments of the call EVENT into TERMS, and with them those of members. */
struct members_call {
    const struct asking *x;
    uint32_t event;
};
struct term_args members_args(struct members_call *call, struct place_in at, struct term_id *terms);

#endif
