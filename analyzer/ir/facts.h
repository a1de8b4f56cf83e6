/* Facts: what one translation unit says, without any knowledge of rules.
 *
 * Built by extract/ from a libclang translation unit (or by facts_io, facts_text from files). Read
 * by link/ and check/. A `struct facts` and all in it live in one arena, the unit's own, which the
 * program adopts, or the program's; strings are in the process's interner.
 *
 * Three layers: *entities* (functions, fields, variables, typedefs that the unit declares and
 * uses), *functions* (bodies as control-flow graphs of events), and the *initialiser function*, a
 * pseudo body in which the static initialisers of the unit that hold functions stand as
 * assignments.
 */
#ifndef IR_FACTS_H
#define IR_FACTS_H

#include "base/arena.h"
#include "base/loc.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

#define FACTS_NONE UINT32_MAX /* no such id, in every id struct below */

struct entity_id {
    uint32_t i;
}; /* into facts.entities */
struct path_id {
    uint32_t i;
}; /* into function.paths */
struct value_id {
    uint32_t i;
}; /* into function.values */
typedef VEC(struct value_id) value_ids;
struct event_id {
    uint32_t i;
}; /* into function.events */
struct block_id {
    uint32_t i;
}; /* into function.blocks; 0 is the entry */

/* ---- types ---- */

enum shape_kind {
    SHAPE_UNKNOWN,
    SHAPE_VOID,
    SHAPE_BOOL,
    SHAPE_INTEGER, /* enumerations and characters too */
    SHAPE_FLOAT,
    SHAPE_POINTER,
    SHAPE_ARRAY,
    SHAPE_FUNCTION,
    SHAPE_RECORD, /* struct or union */
    SHAPE_OTHER,  /* vectors, complex numbers, blocks */
};

struct shape { /* what a type is; its text is for people */
    enum shape_kind kind;
    enum shape_kind target;      /* of what a pointer points to, an array consists of */
    bool is_const, target_const; /* the object itself; what it points to or consists of */
    bool callable; /* a function, or leads to one through any number of pointers and arrays */
};

/* ---- entities ---- */

enum entity_kind {
    ENTITY_FUNCTION,
    ENTITY_VARIABLE, /* global, or static local */
    ENTITY_FIELD,
};

/* A word in a declaration. */
enum word_kind {
    WORD_ANNOTATE,  /* annotate("text") */
    WORD_ATTRIBUTE, /* nonblocking, blocking, noreturn, ... */
    WORD_MACRO,     /* name of a macro (or other identifier that is neither type nor name), also one
                       that is empty */
    WORD_TYPE, /* name of a typedef that the declared type was written with: looked through for its
                  own words */
};

struct word {
    enum word_kind kind;
    struct str text;
    struct loc loc;
};
typedef VEC(struct word) word_vec;

struct param {
    struct str name;
    struct str type;    /* as written, canonical for function pointers */
    struct shape shape; /* of the parameter as written: an array stays one */
    word_vec words;     /* its own, and those of its typedef */
};

/* One declaration of a function, also the definition: where a word can be written into it. */
struct declaration {
    struct loc name;
    struct loc begin; /* first word of the declaration's own: static, const, int */
    struct loc type;  /* first word that is no storage class: const, int */
};

struct entity {
    enum entity_kind kind;
    struct str key; /* equal in all units: the USR; with "@path" behind it for what has no linkage
                       between units */
    struct str name;
    struct str record;   /* field: tag of its struct, else the typedef's name, else empty */
    struct str type;     /* canonical; for a pointer to function the type of the function */
    struct shape shape;  /* of the entity itself: a pointer to function is a pointer */
    struct shape result; /* functions, and what points to functions: of what a call gives */
    struct str in_union; /* field: key of the union that it is a member of, or empty */
    struct str owner;    /* variable: key of the function whose static local it is, or empty */
    struct loc
        loc; /* the name in the definition if the unit has it, else in the last declaration */
    word_vec words;           /* all declarations of the unit together */
    VEC(struct param) params; /* functions, and what points to functions */
    VEC(struct declaration)
    declarations;  /* functions: those in the unit that no macro makes and no system header has */
    bool defined;  /* function: body seen in this unit */
    bool internal; /* static, or without linkage */
    bool is_inline;
    bool variadic;
    bool noreturn;
    bool system;       /* declared in a system header only */
    bool hidden;       /* function: not for other libraries, by attribute or -fvisibility=hidden */
    struct str header; /* function: the first file beside the unit's own, and no system header, that
                          declares it; empty: none */
};

/* ---- paths and values inside one function ---- */

enum root_kind {
    ROOT_LOCAL,  /* root: into function.locals */
    ROOT_PARAM,  /* root: number of the parameter */
    ROOT_GLOBAL, /* root: entity, a variable */
    ROOT_RESULT, /* root: event, a call whose result this starts from */
    ROOT_OTHER,  /* something without a name */
};

enum step_kind {
    STEP_FIELD, /* ->f or .f; a dereference before it is not recorded */
    STEP_INDEX, /* [n] */
    STEP_DEREF, /* *p */
};

struct path_step {
    enum step_kind kind;
    struct entity_id field;
    int64_t index; /* STEP_INDEX: constant index, -1 unknown */
};

struct path { /* an lvalue: `s->fd` is root s, step field fd. Equal paths of a function have one id.
               */
    enum root_kind root_kind;
    uint32_t root;
    uint32_t first_step, step_len; /* into function.steps */
    struct str text;               /* as a person would write it */
};

enum value_kind {
    VALUE_UNKNOWN,  /* operator: made of operands, as far as they are known */
    VALUE_INT,      /* number */
    VALUE_NULL,     /* null pointer constant */
    VALUE_STRING,   /* text: the literal */
    VALUE_FUNCTION, /* function */
    VALUE_PATH,     /* content of the path */
    VALUE_ADDRESS,  /* address of the path (arrays that decay too) */
    VALUE_RESULT,   /* what the call event returned */
    VALUE_CHOICE,   /* one of two: conditional expression; alternatives in choices, the first one
                       where condition is not zero */
};

/* How a value is made of its operands. */
enum operator{
    OPERATOR_NONE,   /* not said */
    OPERATOR_NOT,    /* ! */
    OPERATOR_INVERT, /* ~ */
    OPERATOR_NEGATE, /* - of one operand */
    OPERATOR_ADD,    /* for a pointer in elements; ++ and += too */
    OPERATOR_SUBTRACT,
    OPERATOR_MULTIPLY,
    OPERATOR_DIVIDE,
    OPERATOR_REMAINDER,
    OPERATOR_SHIFT_LEFT,
    OPERATOR_SHIFT_RIGHT,
    OPERATOR_AND, /* & */
    OPERATOR_OR,  /* | */
    OPERATOR_XOR,
    OPERATOR_EQ,
    OPERATOR_NE,
    OPERATOR_LT,
    OPERATOR_LE,
    OPERATOR_GT,
    OPERATOR_GE,
    OPERATOR_BOTH,   /* && */
    OPERATOR_EITHER, /* || */
};

struct value_name { /* an identifier spelled in the expression: macro, enumerator, variable,
                       function */
    struct str name;
    bool negated; /* under ~ */
    bool inner;   /* not written in the expression, but in what a name of it stands for: the macro
                     that a literal is from, an enumerator, a constant variable's initialiser */
};

struct value {
    enum value_kind kind;
    int64_t number;
    struct str text; /* source text of the expression, shortened; or the string literal */
    struct entity_id function;
    struct loc loc; /* VALUE_FUNCTION: where it is named */
    struct path_id path;
    struct event_id event;
    uint32_t first_choice, choice_len; /* into function.choices */
    struct value_id condition; /* VALUE_CHOICE; FACTS_NONE where branches of the function decide */
    enum operator operator;    /* VALUE_UNKNOWN */
    uint32_t first_operand, operand_len; /* into function.operands; each has a lower id */
    uint32_t first_name, name_len;       /* into function.names */
};

/* ---- events ---- */

enum event_kind {
#define EVENT(CONSTANT, NAME) CONSTANT,
#include "ir/events.def"
#undef EVENT
};

enum callee_kind {
    CALLEE_DIRECT,  /* function */
    CALLEE_PATH,    /* through a pointer: path (field, table, variable, parameter) */
    CALLEE_UNKNOWN, /* through some other expression */
};

enum use_kind { /* what happens to the result of a call */
                USE_IGNORED,
                USE_VOID, /* cast to void, also as the value of a statement expression */
                USE_STORED,
                USE_TESTED, /* is (part of) a condition */
                USE_RETURNED,
                USE_ARGUMENT,
                USE_OTHER,
};

struct event_call {
    enum callee_kind callee_kind;
    struct entity_id function; /* CALLEE_DIRECT */
    struct path_id path;       /* CALLEE_PATH */
    struct str type;           /* CALLEE_PATH and UNKNOWN: canonical type of the function called */
    struct shape result;       /* CALLEE_PATH and UNKNOWN: of what the call gives */
    uint32_t first_arg, arg_len; /* into function.args: value ids */
    enum use_kind use;
    struct path_id stored; /* USE_STORED */
    struct str macro;      /* outermost macro that the call is written through, or empty */
    bool in_macro_arg;     /* the call itself is text of the macro's argument */
    struct loc spelling; /* where the callee's name is spelled; differs from event.loc in macros */
};

struct event_assign {
    struct path_id to;
    struct value_id from;
    bool init; /* initialiser in a declaration */
};

struct event_macro {
    struct str name;
    uint32_t first_arg, arg_len; /* into function.texts: text of the arguments, trimmed */
};

struct event_cleanup { /* EVENT_GUARD and EVENT_CLEANUP */
    struct path_id path;
    struct entity_id function;
};

struct event_scope {
    uint32_t first_local, local_len; /* they are dead from here on, until declared again */
};

struct event {
    enum event_kind kind;
    struct loc loc; /* call: callee's name, or the outermost macro's name; macro: the name; else the
                       expression */
    union {
        struct event_call call;
        struct event_assign assign;
        struct event_macro macro;
        struct event_cleanup cleanup;
        struct value_id value;    /* EVENT_RETURN, FACTS_NONE for none */
        struct event_scope scope; /* EVENT_SCOPE_END */
    };
};

/* ---- control flow ---- */

enum term_kind {
    TERM_GOTO,   /* one successor */
    TERM_BRANCH, /* successor 0 where cond holds, 1 where it does not */
    TERM_SWITCH, /* a successor per case; the last one is default, or what follows the switch */
    TERM_ANY,    /* one of the successors, nothing known (computed goto) */
    TERM_RETURN, /* leaves the function, no successor */
    TERM_STOP,   /* a call that never returns, no successor */
};

enum cond_kind {
    COND_UNKNOWN,
    COND_CONSTANT, /* constant: literal true or false, as in while (1) */
    COND_TRUTH,    /* value is not zero */
    COND_COMPARE,  /* value op other */
};

enum cond_op { OP_EQ, OP_NE, OP_LT, OP_LE, OP_GT, OP_GE, OP_HAS /* value & other */ };

struct cond {
    enum cond_kind kind;
    bool constant;
    enum cond_op op;
    struct value_id value, other;
    struct str macro;   /* the macro that the whole condition is written as, or empty */
    bool macro_negated; /* it holds on edge 1 */
};

struct edge {
    struct block_id to;
    int64_t low, high; /* TERM_SWITCH: the case's range */
    bool is_default;   /* TERM_SWITCH */
    bool known;        /* TERM_SWITCH: low and high are known */
    struct str
        name; /* TERM_SWITCH: the macro, enumerator or variable that the case is written as */
};

enum loop_kind { LOOP_NONE, LOOP_WHILE, LOOP_DO, LOOP_FOR };

struct block {
    VEC(struct event_id) events; /* in order of execution */
    enum term_kind term;
    struct cond cond; /* TERM_BRANCH; TERM_SWITCH: value is switched on */
    struct loc term_loc;
    uint32_t first_edge, edge_len; /* into function.edges */
    enum loop_kind loop;           /* this block evaluates the condition of a loop statement */
    struct loc loop_loc;           /* the loop's keyword */
};

struct local {
    struct str name;
    struct str type;
    struct loc loc;
    struct shape shape;
    uint32_t size;  /* bytes; 0: not constant, or not known */
    word_vec words; /* of what points to functions */
};

struct function {
    struct entity_id entity; /* FACTS_NONE for the initialiser function */
    struct loc loc;          /* name */
    struct loc end;          /* closing brace */
    VEC(struct local) locals;
    VEC(struct path) paths;
    VEC(struct path_step) steps;
    VEC(struct value) values;
    VEC(struct value_name) names;
    value_ids choices;
    value_ids operands;
    value_ids args;
    VEC(struct str) texts;
    VEC(struct event) events;
    VEC(struct block) blocks;
    VEC(struct edge) edges;
    uint32_t *path_slots; /* hash table of paths, id plus one; only while the function is built */
    uint32_t path_slot_len;
};

/* ---- the unit ---- */

struct taken { /* a function whose address is used in a way that no event shows */
    struct entity_id function;
    struct loc loc;
};

struct unit_problem { /* a diagnostic of the parse */
    struct loc loc;
    struct str text;
    bool fatal; /* parse error; else a warning about the unit as a whole */
};

struct comment { /* a suppression comment, see report/suppress.h: text from "nostall:" on */
    struct loc loc;
    struct str text;
    bool alone; /* first thing on its line */
};

struct facts {
    struct arena *arena; /* that it is in */
    bool owns_arena;     /* else it is in one that outlives it */
    struct str source;   /* the unit's main file */
    bool exceptions;     /* compiled with -fexceptions: unwinding runs cleanup attributes */
    VEC(struct str)
    files; /* all files read, main file first, headers after it in order of inclusion */
    VEC(struct entity) entities;
    VEC(struct function) functions;
    struct function init; /* the initialiser function: one block, assignments only */
    VEC(struct taken) taken;
    VEC(struct unit_problem) problems;
    VEC(struct comment) comments; /* of the main file and of headers with bodies or marks */
    struct str target; /* the link target that its object belongs to, as the build system names it;
                          empty: unknown */
    uint32_t number;   /* set by the program that takes the unit: its place among the units */
    uint32_t
        *linked; /* set by the program that takes the unit: entity id to id of the node or slot */
};

/* An empty unit in a new arena. Never NULL. The caller owns it: facts_free, or hand facts->arena to
 * arena_adopt. */
struct facts *facts_new(void);
/* The same in ARENA. */
struct facts *facts_new_in(struct arena *arena);
void facts_free(struct facts *f);

/* The path that is the whole variable, parameter or result, or FACTS_NONE; at any time. */
struct path_id function_root_path(const struct function *fn, enum root_kind kind, uint32_t root);
/* The path with these parts, or FACTS_NONE. Only while the function is built. */
struct path_id function_find_path(const struct function *fn, enum root_kind kind, uint32_t root,
                                  const struct path_step *steps, uint32_t step_len);
/* The path with these parts, added if new. TEXT is kept for a new path. */
struct path_id function_add_path(struct arena *a, struct function *fn, enum root_kind kind,
                                 uint32_t root, const struct path_step *steps, uint32_t step_len,
                                 struct str text);
/* A new value. */
struct value_id function_add_value(struct arena *a, struct function *fn, struct value v);

/* Whether HOLDS is true of the value or of one that it is made of: alternatives of a choice,
 * operands of what is not understood. What a call was given is no part of its result. */
bool function_value_has(const struct function *fn, struct value_id id,
                        bool (*holds)(const void *context, const struct value *v),
                        const void *context);
/* Is one of them what PATH holds? */
bool function_value_reads(const struct function *fn, struct value_id id, struct path_id path);

/* An object of that shape is a pointer, or consists of pointers: what is reached through it lies
 * elsewhere. */
static inline bool shape_leads_away(struct shape s)
{
    return s.kind == SHAPE_POINTER || (s.kind == SHAPE_ARRAY && s.target == SHAPE_POINTER);
}

/* What it makes says that something holds or not, and has nothing of its operands in it. */
static inline bool operator_tests(enum operator o)
{
    return o == OPERATOR_NOT || o >= OPERATOR_EQ;
}

static inline const struct value *function_value(const struct function *fn, struct value_id id)
{
    return &fn->values.at[id.i];
}

static inline const struct path *function_path(const struct function *fn, struct path_id id)
{
    return &fn->paths.at[id.i];
}

static inline const struct path_step *path_last(const struct function *fn, const struct path *p)
{
    return p->step_len ? &fn->steps.at[p->first_step + p->step_len - 1] : NULL;
}

/* Are the first LEN steps of both, which have as many, the same? An element is the same as one of
 * its number, or where neither number is known. */
bool path_same_steps(const struct function *fn, const struct path *a, const struct path *b,
                     uint32_t len);
/* Do both start from one variable, A's steps being the first ones of B? */
bool path_begins(const struct function *fn, const struct path *a, const struct path *b);

static inline const struct entity *facts_entity(const struct facts *f, struct entity_id id)
{
    return &f->entities.at[id.i];
}

#endif
