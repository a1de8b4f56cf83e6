/* One function under construction: blocks and events, scopes with their cleanups, targets of jumps.
 *
 * A body has a current block, or none where control cannot be: asking for it then makes a block
 * that no edge leads to. Not for others than lower*.c and macros.c.
 */
#ifndef EXTRACT_BODY_H
#define EXTRACT_BODY_H

#include "extract/tree.h"

#define BODY_NONE ((struct block_id){FACTS_NONE})
#define BODY_DEPTH 8000 /* of expressions and statements in each other; deeper ones are unknown */

struct guard { /* a variable with a cleanup attribute, in force */
    struct event_cleanup cleanup;
    uint32_t order; /* of its declaration */
    struct loc loc;
};

struct mark { /* what is in force at a place: guards, and locals declared so far */
    uint32_t guard_len, local_len;
};

struct scope {
    struct node *node; /* compound statement, or a loop with a declaration */
    struct mark mark;  /* outside it */
};

struct target { /* where break and continue go; blocks are made when a jump needs them */
    struct block_id brk, cont;
    bool is_switch;
    struct mark mark; /* at the statement */
    struct target *outer;
};

struct label { /* known by its statement: a name may stand for one per scope (__label__) */
    struct node *node;
    struct block_id block;
    uint32_t local_len; /* declared before it; FACTS_NONE: not lowered yet */
    bool taken;         /* &&label */
    bool named;         /* likewise, or goto label */
};

struct cases { /* of the innermost switch */
    VEC(struct edge) edges;
    struct edge otherwise;
};

struct body {
    struct lowering *l;
    struct function *fn;
    struct block_id cur; /* BODY_NONE: not reachable */
    bool is_init;        /* the initialiser function: no control flow */
    struct idmap locals, params, macros_seen;
    VEC(struct guard) guards;
    VEC(struct scope) scopes;
    VEC(struct label) labels;
    struct idmap label_of_statement; /* into labels */
    struct target *target;
    struct cases *cases;
    struct { /* the macro that a whole condition is written as, while it is lowered */
        struct str name;
        struct block_id yes, no;
    } cond_macro;
    enum use_kind use; /* of calls whose result goes into a larger expression */
    uint32_t depth;
};

/* ---- body.c ---- */

struct block_id body_new_block(struct body *b);
struct block *body_block(struct body *b, struct block_id id);
/* The current block; made if there is none. */
struct block_id body_current(struct body *b);
struct event_id body_emit(struct body *b, struct event e);
/* End the current block, if there is one, with an edge to TO. */
void body_jump(struct body *b, struct block_id to, struct loc at);
void body_branch(struct body *b, struct cond cond, struct block_id yes, struct block_id no,
                 struct loc at);
void body_end(struct body *b, enum term_kind term, struct loc at);
/* *AT, made if it is none. */
struct block_id body_lazy(struct body *b, struct block_id *at);
struct value_id body_add_value(struct body *b, struct value v);
void body_take(struct body *b, struct entity_id function, struct loc at);

/* ---- lower.c ---- */

void lower_statement(struct body *b, struct node *n);
void lower_compound(struct body *b, struct node *n);

/* ---- lower_jump.c: statements that choose where control goes ---- */

void lower_while(struct body *b, struct node *n);
void lower_do(struct body *b, struct node *n);
void lower_for(struct body *b, struct node *n);
void lower_switch(struct body *b, struct node *n);
void lower_case(struct body *b, struct node *n);
void lower_goto(struct body *b, struct node *n);
void lower_computed_goto(struct body *b, struct node *n);
/* An assembler statement, whose operands are lowered: libclang does not tell the labels that it may
 * jump to; they are those that nothing else names. */
void lower_asm_goto(struct body *b, struct node *n);
void lower_label(struct body *b, struct node *n);
void lower_find_labels(struct body *b, struct node *root);
struct mark body_mark(const struct body *b);
/* Control leaves all that came into force since MARK: the guards' cleanups, and the end of the
 * locals. They stay in force for what follows in the text. */
void lower_leave(struct body *b, struct mark mark, struct loc at);
/* Events for the guards from GUARD_LEN on, last one first; they stay in force. */
void lower_cleanups(struct body *b, uint32_t guard_len, struct loc at);

/* ---- lower_decl.c ---- */

void lower_declaration(struct body *b, struct node *n);
uint32_t lower_local(struct body *b, CXCursor decl, struct str name, CXType type, struct loc at);

/* ---- lower_path.c ---- */

struct place { /* an lvalue being put together */
    enum root_kind kind;
    uint32_t root, len;
    struct path_step steps[24];
    uint32_t arrows; /* bit i: step i is written with -> */
    bool arrow_next; /* so is the next step */
    struct str text; /* of the root and the first text_steps steps */
    uint32_t text_steps;
};

/* The place that N, an lvalue, or what N, a pointer, points to. Events of what is evaluated on the
 * way. */
struct place lower_place(struct body *b, struct node *n);
struct place lower_pointee(struct body *b, struct node *n);
struct place place_of_local(struct body *b, uint32_t local);
void place_add(struct place *p, struct path_step step, bool arrow);
struct path_id place_path(struct body *b, const struct place *p);
struct place place_of_decl(struct body *b, CXCursor decl);

/* ---- lower_expr.c ---- */

/* Evaluate for what it does. */
void lower_effects(struct body *b, struct node *n);
/* An expression statement: nothing is made of its value. */
void lower_ignored(struct body *b, struct node *n);
/* Evaluate for its value: without text and names. */
struct value lower_value(struct body *b, struct node *n);
/* A value of which no more is known than that OPERATOR makes it of these. */
struct value lower_operation(struct body *b, enum operator operator,
                             const struct value_id * operands, uint32_t len);
/* lower_value, described and added to the function's values: for what an event or a condition
 * holds.
 */
struct value_id lower_operand(struct body *b, struct node *n);
struct value lower_call(struct body *b, struct node *n);
/* Say what becomes of the call, or the calls, that the value is from; the first one who says it is
 * right. */
void lower_use(struct body *b, const struct value *v, enum use_kind use, struct path_id stored);
void lower_assign(struct body *b, const struct place *to, struct value_id from, bool init,
                  struct loc at);

/* ---- lower_atomic.c ---- */

/* N, if it is an atomic operation of the compiler: its value and its store. */
bool lower_atomic(struct body *b, struct node *n, struct value *ret_value);

/* ---- generic.c ---- */

/* The expression that N, a _Generic, stands for; NULL: none. */
struct node *generic_choice(struct lowering *l, struct node *n);

/* ---- lower_cond.c ---- */

void lower_branch(struct body *b, struct node *n, struct block_id yes, struct block_id no);
/* Whether N is known to be true or false. */
bool lower_is_constant(struct node *n, bool *ret_holds);

/* ---- lower_value.c: what an expression is, without what it does ---- */

/* N consists of literals, enumerators and operators on them. */
bool value_is_constant(struct node *n);
bool value_number(struct node *n, int64_t *ret_number);
/* V is N in an order (<, >=): an unsigned number that int64_t does not have is negative in it, and
 * so not known there. */
void value_in_order(struct node *n, struct value *v);
/* Give V the text of N and the identifiers spelled in it. */
void value_describe(struct body *b, struct value *v, struct node *n);
/* A folded constant that is written with names has those that they stand for, too: the flags of a
 * macro of flags, of an enumerator; a constant variable's own name goes. Part of value_describe,
 * for after value_describe_text. */
void value_resolve_names(struct body *b, struct value *v, struct node *n);
void value_describe_text(struct body *b, struct value *v, const char *text, uint32_t len);

/* ---- lower_init.c ---- */

/* Assignments for INIT, the initialiser of an object of type TYPE at PLACE. ZERO: what it leaves
 * out is zero, say so. */
void lower_init(struct body *b, const struct place *place, CXType type, struct node *init,
                bool zero);
/* Whether INIT makes a small object without functions, of which the program wants to know what it
 * holds at the beginning: a constant for ever. */
bool lower_is_small_object(const struct node *init);
bool lower_is_constant_object(CXType type);

/* ---- macros.c ---- */

/* N comes into evaluation: an event if it begins the use of a macro. */
void macro_note(struct body *b, struct node *n);
/* Where the statements of a compound begin: behind its brace, or behind the macro that wrote it. */
struct pos macro_scope_begin(struct body *b, struct node *compound);
/* Uses of empty macros in the text between two statements. */
void macro_scan_gap(struct body *b, struct pos from, struct pos to);
struct pos node_end(struct lowering *l, struct node *n);
struct pos node_begin(struct lowering *l, struct node *n);

#endif
