/* Reads a YAML tree into structs, driven by tables of keys.
 *
 * A `struct shape` says which keys a mapping may have and which member each one fills; reader_map
 * goes over the mapping and finds fault with everything else. The loaders of rules and
 * configuration are such tables; a test compares the same tables with rules/schema.json. Errors are
 * counted and go to diags, at most READER_ERRORS_MAX of a file.
 */
#ifndef INPUT_READER_H
#define INPUT_READER_H

#include "base/str.h"
#include "input/rules.h"
#include "input/ytree.h"

#include <stddef.h>

enum { READER_ERRORS_MAX = 20 };

struct reader_name { /* a name of the program's, or a glob of such names, and where it is written */
    struct str text;
    uint32_t line, col;
};

struct reader {
    struct arena *arena;
    struct strs *strs;
    const char *file;
    struct diags *diags;
    uint32_t errors;
    bool project;      /* .nostall.yaml: `source` is not asked for */
    bool of_field;     /* conditions are on a field of the initialiser, not on an argument */
    bool suspends;     /* the pack names calls or macros that suspend a coroutine, */
    bool coroutines;   /* or has coroutines in any other way */
    struct pack *pack; /* that is being read */
    VEC(struct reader_name) names; /* of a project: all that were read, in order */
};

struct key;
typedef void read_fn(struct reader *rd, const struct key *key, const struct ynode *value, void *at);

struct choice { /* a list ends with name NULL */
    const char *name;
    int value;
};

enum key_need { KEY_OPTIONAL, KEY_REQUIRED, KEY_REQUIRED_IN_PACK };

struct key {
    const char *name;
    read_fn *read;
    size_t offset; /* of the member that `read` fills */
    enum key_need need;
    int code;                     /* what READ wants to know */
    const struct choice *choices; /* read_choice */
    const struct shape
        *shape; /* read_shape: the mapping that is the value; read_each: each entry */
    void (*each)(struct reader *rd, const struct ynode *entry); /* read_each */
    bool one; /* read_each: a single entry without a list will do */
};

struct part {               /* keys that fill a struct at OFFSET of what the shape fills */
    const struct key *keys; /* the list ends with name NULL */
    size_t offset;
};

enum { SHAPE_PARTS_MAX = 5 };

struct shape {
    const char *name; /* as under $defs in the schema */
    struct part parts[SHAPE_PARTS_MAX];
};

/* What is read all the same, but not as everybody would understand it. */
void reader_warning(struct reader *rd, const struct ynode *at, const char *text);
void reader_error(struct reader *rd, const struct ynode *at, const char *fmt, ...)
    __attribute__((format(printf, 3, 4)));
/* Say how many errors were left out. False: there were errors. */
bool reader_end(struct reader *rd) __attribute__((warn_unused_result));

/* Read MAP, of SHAPE, into the struct at INTO. */
void reader_map(struct reader *rd, const struct shape *shape, const struct ynode *map, void *into);
/* Is N a text, no number or boolean unless in quotes? Else an error that says WHAT is wanted. */
bool reader_is_text(struct reader *rd, const struct ynode *n, const char *what);
/* N as a number of at least MIN and at most MAX. */
bool reader_number(struct reader *rd, const struct ynode *n, const char *what, int64_t min,
                   int64_t max, int64_t *ret_number);
/* The value of the choice that N names. WHAT is the key. */
bool reader_choice(struct reader *rd, const struct ynode *n, const char *what,
                   const struct choice *choices, int *ret_value);
/* A name of the program's that N has, for the warning of one that nothing has. */
void reader_wants(struct reader *rd, const struct ynode *n, struct str name);
/* N as name of a function, macro or the like. */
bool reader_name(struct reader *rd, const struct ynode *n, struct str *ret_name);
/* TEXT is a whole number: decimal, 0x, 0. */
bool reader_parse_number(const char *text, int64_t *ret_number);

/* What a key's `read` may be; the member's type in brackets. */
read_fn read_text;   /* [const char *] a text that is not empty */
read_fn read_str;    /* [struct str] likewise */
read_fn read_name;   /* [struct str] a name, no list */
read_fn read_names;  /* [name_vec] a name or a list of names, appended */
read_fn read_words;  /* [name_vec] a text or a list of texts, appended */
read_fn read_bool;   /* [bool] true, false */
read_fn read_arg;    /* [int32_t] number of an argument */
read_fn read_args;   /* [arg_vec] one or a list */
read_fn read_count;  /* [int32_t] not negative */
read_fn read_bytes;  /* [int32_t] a number of bytes */
read_fn read_choice; /* [an enum] */
read_fn read_shape;  /* [a struct that key->shape fills] */
read_fn read_each;   /* [none] key->each for each item of the list */

#endif
