/* Roles: what rule packs and the project's configuration say about functions, macros, fields, types
 * and marks.
 *
 * Built by rules_load_* from YAML (format: rules/FORMAT.md). Read by link/ (contexts, descriptors)
 * and check/. Owned by whoever made it with rules_new. Patterns are texts: exact names or globs;
 * `rule_match` compares. Packs keep the order of loading; where several enabled packs have an entry
 * of the same list for the same name, the last one loaded counts.
 */
#ifndef INPUT_RULES_H
#define INPUT_RULES_H

#include "base/diag.h"
#include "base/str.h"
#include "base/vec.h"

#include <stdbool.h>
#include <stdint.h>

enum certainty { CERTAINTY_DEPENDS, CERTAINTY_USUALLY, CERTAINTY_ALWAYS };

/* How long a call can hold up its thread (rules/FORMAT.md, "How long it can stall"); the worse, the
 * greater. */
enum stall {
    STALL_NONE,  /* not said; or nothing that stalls */
    STALL_SHORT, /* usually below 10 ms */
    STALL_LONG,  /* 10 ms or more in normal use, or a known limit of as much */
    STALL_UNBOUNDED
};

/* Families of blocking calls; each is a check. */
enum block_kind {
    BLOCK_SLEEP,    /* NS101 */
    BLOCK_IO,       /* NS102 */
    BLOCK_DNS,      /* NS103 */
    BLOCK_PROCESS,  /* NS104 */
    BLOCK_LOCK,     /* NS105 */
    BLOCK_FILE,     /* NS106 */
    BLOCK_CLIENT,   /* NS107 */
    BLOCK_TERMINAL, /* NS108 */
    BLOCK_WRAPPER,  /* NS109 */
    BLOCK_CUSTOM,   /* NS110 */
    BLOCK_CPU,      /* NS120 */
    BLOCK_KINDS
};

/* Who runs on the loop's thread: bits. */
enum context_bits {
    CONTEXT_NONE = 0,
    CONTEXT_LOOP = 1,      /* a callback of the event loop */
    CONTEXT_COROUTINE = 2, /* inside a coroutine */
    CONTEXT_REALTIME = 4, /* a callback on a thread with a deadline for each round, such as audio */
    CONTEXT_ANY = 7,
};

enum call_mode {
    MODE_MUST,
    MODE_EITHER,
    MODE_NEVER
}; /* may be called: only in / in and outside / never in a coroutine */

/* Where a rule was written. */
struct rule_origin {
    struct str pack;
    const char *file; /* as named to the user: "rules/blocking/io.yaml" for a compiled-in one */
    uint32_t line;
    const char *source; /* the entry's `source`, NULL none */
};

/* ---- conditions ---- */

enum condition_op {
    WHEN_EQUALS,
    WHEN_NOT,
    WHEN_LESS,
    WHEN_IN,
    WHEN_HAS,
    WHEN_LACKS,
    WHEN_NULL,
    WHEN_NOT_NULL,
    WHEN_ZERO,
    WHEN_FD,     /* values[0].name: "nonblocking", "blocking", "file" or a kind */
    WHEN_HANDLE, /* values[0].name: the setter */
    WHEN_LITERAL,
    WHEN_STARTS,  /* names: beginnings of a string literal */
    WHEN_NUMERIC, /* the text of an IP address */
    WHEN_CALLED,  /* of no argument; values[0].name: a function that the program calls */
};

struct condition_value { /* a number, or a name with the number unknown */
    struct str name;     /* empty: number */
    int64_t number;
};

struct condition_all;

struct condition {
    int32_t arg;       /* negative: from the end; -1 is the last */
    struct str field;  /* async.fields: in place of ARG, a field of the same initialiser */
    struct str member; /* of the struct that ARG points to; empty: ARG itself */
    enum condition_op op;
    /* IN: one or more; HANDLE, FD and those that compare: one */
    VEC(struct condition_value) values;
    const struct condition_all
        *with; /* WHEN_CALLED, WHEN_HANDLE: of that call's arguments; NULL: any */
};

struct condition_all { /* hold together; none: always */
    VEC(struct condition) all;
};

typedef VEC(struct condition_all) condition_any; /* alternatives; empty: no condition */

/* ---- what a rule is about ---- */

typedef VEC(struct str) name_vec; /* exact names and globs */
typedef VEC(int32_t) arg_vec;     /* argument numbers; negative: from the end */

struct callee {               /* which calls */
    name_vec functions;       /* by name of the callee; "RECORD.FIELD" of what a field points to */
    name_vec records, fields; /* both or neither: each record with each field is in FUNCTIONS */
    name_vec macros;          /* by name of the macro that the call is written through */
    int32_t arity;            /* -1: any */
};

struct rule_callback { /* async.callbacks, coroutines.spawn, offload with function */
    struct callee callee;
    arg_vec args;
    bool entry_is_call; /* spawn: the call inside the macro's argument is the body */
    bool must_keep;     /* spawn: result: must-keep */
    bool later;         /* spawn: only creates it, another call starts it */
    int32_t out; /* spawn, offload: argument that points to where the handle is written, INT32_MIN
                    none */
    int32_t handle; /* spawn: argument that is the handle itself, INT32_MIN none */
    int32_t
        given_to;   /* spawn: argument with a function that gets the handle first, INT32_MIN none */
    int32_t stack;  /* spawn: argument with the size of its stack, INT32_MIN none */
    int32_t signal; /* async.callbacks, signal_handlers: argument that is the signal, INT32_MIN
                       none */
    name_vec inside; /* async.callbacks: only while one of these runs */
    int32_t fd;      /* async.callbacks: argument with the descriptor that is ready when
                        it runs; its own parameter that is the same; INT32_MIN none */
    int32_t fd_param;
    condition_any readable;    /* async.callbacks: only then it is ready to be read */
    condition_any unless;      /* spawn, async.callbacks */
    enum context_bits context; /* offload: CONTEXT_NONE */
    condition_any when;
    struct rule_origin origin;
};

struct rule_task_call { /* coroutines.start, end, peek: what a call does to the handle it is given
                         */
    struct callee callee;
    int32_t arg;
    condition_any when;
    struct rule_origin origin;
};

#define HANDLE_RESULT INT32_MAX /* rule_keep.handle: what the call returns */

struct rule_keep { /* keeps: the call hands its argument to what runs on after it has returned */
    struct callee callee;
    arg_vec args;
    bool args_of_call; /* all arguments of the call in the macro's argument */
    bool contents;     /* what the argument points to is copied: addresses in it are kept */
    int32_t handle;    /* argument, or HANDLE_RESULT, that `until` takes; INT32_MIN: what is kept */
    int32_t entry;     /* argument: the function that goes on; kept only if that can suspend.
                          INT32_MIN none */
    int32_t given_to;  /* argument: a function that gets it, as its first one, while it is kept;
                          INT32_MIN none */
    struct str handler;   /* field of what is kept, with a function that gets it while it is kept;
                             empty none */
    int32_t param;        /* which of that function's parameters it is */
    name_vec until;       /* calls after which it is kept no more */
    name_vec with;        /* calls that hand over what this one prepares */
    enum context_bits in; /* only for callers that run in one of these */
    condition_any when, unless;
    struct rule_origin origin;
};

struct rule_field {           /* async.fields, offload with record and field */
    struct str record, field; /* either may be a glob */
    enum context_bits context;
    condition_any when;
    name_vec inside;   /* async.fields: only while one of these runs */
    struct str signal; /* async.fields: field of the same object that is the signal, empty: none */
    struct str fd;     /* async.fields: likewise the descriptor that is ready then */
    condition_any readable; /* of fields stored with FD: to be read, only then */
    /* async.fields: where one of these calls gets the struct, its functions run elsewhere */
    VEC(struct rule_task_call) unless_given_to;
    struct rule_origin origin;
};

struct rule_word { /* async.annotations, async.types, async.body_macros, async.functions,
                      sync_wrapper_annotations */
    struct str name;
    enum context_bits context; /* CONTEXT_NONE for mode either and never */
    enum call_mode mode;
    bool required; /* annotations: whatever must run in a coroutine of this framework bears it */
    struct rule_origin origin;
};

typedef VEC(struct rule_word) rule_words;

struct rule_name { /* guards, suspends, forks, noreturn, nonblocking, ... */
    struct str name;
    struct rule_origin origin;
};
typedef VEC(struct rule_name) rule_names;

struct rule_wait { /* waits_many: waits for several descriptors, or runs one turn of a loop */
    struct callee callee;
    bool counts;       /* its result is the number of those that are ready: 0 none, negative: it
                          failed */
    int32_t entries;   /* argument: the array of what is waited for; INT32_MIN: none such */
    struct str member; /* of an entry: its descriptor */
    struct str shows;  /* of an entry: what it says of it when the wait has returned; empty: none */
    struct str adds;   /* macro that puts its first argument into the set; empty: none such */
    struct str tests;  /* macro that asks whether its first argument is ready; empty: none such */
    int32_t ready;     /* argument: the array that it fills with what is; INT32_MIN: none such */
    name_vec standard; /* how the process's own input and output, and those of stdio, are written */
    bool transfers;    /* for transfers that the program has started as a client, alone */
    condition_any when, unless;
    struct rule_origin origin;
};

enum nesting { NESTING_FORBIDDEN, NESTING_DISCOURAGED, NESTING_SUPPORTED };

struct rule_run_loop {
    struct callee callee;
    enum nesting nesting;
    enum context_bits in;
    condition_any when, unless;
    struct rule_origin origin;
};

/* Which replacement to name. */
enum instead_kind {
    INSTEAD_SLEEP,
    INSTEAD_IO,
    INSTEAD_DNS,
    INSTEAD_PROCESS,
    INSTEAD_LOCK,
    INSTEAD_FILE,
    INSTEAD_CLIENT,
    INSTEAD_TERMINAL,
    INSTEAD_CPU,
    INSTEAD_CONNECT,
    INSTEAD_OFFLOAD,
    INSTEAD_EVENT,   /* to wait until something changes */
    INSTEAD_CLEANUP, /* what the framework runs on cancellation */
    INSTEAD_KINDS
};

struct rule_duration { /* an argument, or a field of what it points to, that limits the wait */
    int32_t arg;
    struct str field; /* empty: the argument itself */
    unsigned unit_ns;
};

typedef VEC(struct rule_duration) duration_vec;

struct rule_blocking { /* blocking, sync_wrappers */
    struct callee callee;
    enum block_kind kind;
    enum certainty certainty;
    enum stall stall;      /* where DURATION does not tell; never STALL_NONE */
    duration_vec duration; /* their sum; coarse units first. Empty: no argument limits
                 the wait */
    int32_t fd;            /* argument, INT32_MIN none */
    int32_t lock;          /* likewise */
    int32_t count;         /* argument: bytes that it hands over, INT32_MIN none */
    bool once_ready;       /* takes what is there, and waits for nothing more */
    bool event;            /* BLOCK_SLEEP: until something comes, not until time has passed */
    bool mixed;            /* sync_wrappers: dispatches on the guard itself */
    enum context_bits in;  /* where it blocks */
    condition_any when, unless;
    const char *instead;      /* NULL: the framework's for ADVICE, else for the kind */
    enum instead_kind advice; /* INSTEAD_KINDS: none */
    struct rule_origin origin;
};

enum fd_kind {
    FD_SOCKET,
    FD_LOCAL,          /* a socket of connections within this machine; counts as FD_SOCKET too */
    FD_DATAGRAM,       /* a socket without connections */
    FD_LOCAL_DATAGRAM, /* within this machine; counts as FD_DATAGRAM too */
    FD_PIPE,
    FD_FILE,
    FD_EVENTFD,
    FD_TIMERFD,
    FD_SIGNALFD,
    FD_INOTIFY,
    FD_EPOLL,
    FD_TTY,
    FD_MEMORY, /* no device behind it: memfd, open_memstream */
    FD_OUTPUT, /* standard output, standard error */
    FD_NONE,   /* a handle that is not attached to any yet */
    FD_OTHER
};

struct rule_fd_open {
    struct callee callee;
    enum fd_kind kind;
    int32_t out; /* argument that points to where it is written, INT32_MIN: the result */
    int32_t of;  /* argument whose descriptor it copies or wraps, INT32_MIN: it is a new one */
    condition_any when, nonblocking;
    struct rule_origin origin;
};

struct rule_fd_set {
    struct callee callee;
    int32_t fd;
    condition_any when, unless;
    struct rule_origin origin;
};

struct rule_path { /* paths_made: a call whose result, or what it writes, is a path with a known
                      beginning */
    struct callee callee;
    int32_t out;      /* INT32_MIN: the result */
    int32_t format;   /* argument that is the format of what is printed, INT32_MIN none */
    int32_t of;       /* argument with whose text it begins, INT32_MIN none */
    const char *text; /* what it begins with; NULL: see format, of */
    struct rule_origin origin;
};

enum lock_kind {
    LOCK_THREAD,
    LOCK_COROUTINE,
    LOCK_EXCLUSIVE, /* no lock: who has it has stopped all other threads */
    LOCK_OTHER,     /* of no thread and no coroutine, as a semaphore or a lock on a file */
};

/* For which results of the call the lock is taken. */
enum lock_taken { TAKEN_ALWAYS, TAKEN_ZERO, TAKEN_NONZERO };

struct rule_lock {
    struct callee acquire;
    condition_any when; /* it is taken where this holds; no condition: always */
    name_vec release;
    condition_any release_when; /* likewise */
    int32_t arg;
    bool anonymous; /* no argument names it: there is one */
    bool loop;      /* who has it may make the loop's calls */
    enum lock_kind kind;
    enum lock_taken taken;
    struct rule_origin origin;
};

struct pack;

/* How the result of a call says that it failed. */
enum fail_kind {
    FAIL_BY_TYPE, /* null of a pointer, negative of a number */
    FAIL_NEGATIVE,
    FAIL_NULL,
    FAIL_ZERO,
    FAIL_NONZERO,
    FAIL_NEVER, /* it does not */
};

struct rule_suspend { /* coroutines.suspend, cancellation.points: a call at which a task can be
                         cancelled, or gives way to others */
    struct str name;
    const struct pack *pack; /* the framework */
    struct str framework;    /* name of that pack where it is another one; empty: this one */
    bool switches;           /* the coroutine gives way; false: only a cancellation point */
    bool by_macro;           /* under `macros` */
    int32_t unlocks;      /* argument: a lock that is given back while it waits; INT32_MIN none */
    bool cancellable;     /* false: waits, but does not report or act on cancellation */
    enum fail_kind fails; /* error model: how it reports cancellation */
    condition_any when, unless;
    struct rule_origin origin;
};
struct rule_suspends {
    VEC(struct rule_suspend) all;
};

struct rule_named_call { /* cancellation.tests, cancellation.shield */
    struct str name;
    const struct pack *pack;
    condition_any when;
    struct rule_origin origin;
};
typedef VEC(struct rule_named_call) rule_named_calls;

struct rule_resource {
    struct callee acquire;
    name_vec release;
    int32_t out;         /* argument that points to where it is written; INT32_MIN: elsewhere */
    int32_t arg;         /* argument that is itself what is acquired; INT32_MIN: elsewhere. Neither,
                            and not anonymous: the result */
    bool anonymous;      /* there is one at a time: a transaction */
    int32_t release_arg; /* argument of the release */
    enum fail_kind fails; /* how the acquisition reports that it failed */
    const char *what;     /* "the file"; NULL: not said */
    const struct pack *pack;
    condition_any when;
    struct rule_origin origin;
};

enum cancel_model { CANCEL_NONE, CANCEL_ERROR, CANCEL_UNWIND, CANCEL_ABANDON };

struct rule_deadline { /* coroutines.deadlines: a wait without a time limit that could have one */
    struct callee callee;
    condition_any when;
    const char *instead; /* NULL: a limit in place of the value that means none */
    struct rule_origin origin;
};

struct rule_cancellation {
    bool given;
    enum cancel_model model;
    bool sticky;
    bool only_where_called; /* counts only in programs that call one of `cancel` */
    bool with_exceptions;   /* finally: attributes run only in units compiled with -fexceptions */
    name_vec errors, cancel;
    name_vec ends_thread;    /* end the thread that calls them */
    name_vec current;        /* return the handle of the thread that calls them */
    int32_t error_arg;       /* of its points: points to where an error is put, INT32_MIN none */
    rule_names tells;        /* calls that hand an error on */
    rule_named_calls shield; /* where `when` holds, cancellation waits until another call of it */
    rule_named_calls tests;  /* true in a task that was cancelled */
    VEC(struct rule_field) status; /* fields that are negative where an operation was cancelled */
    name_vec finally_attributes, finally_macros, finally_push_pop, finally_destructors;
};

/* Results with which a callback leaves it to who called it to give the answer. */
enum declines { DECLINES_NEVER, DECLINES_ZERO, DECLINES_NEGATIVE, DECLINES_NOT_POSITIVE };

/* completions: an object that stands for an answer which somebody waits for. */
struct rule_completion {
    struct str record; /* of what a callback is given: tag or typedef of its struct or function */
    name_vec given;    /* calls and fields (record.field) whose callbacks get one; none: all */
    bool called;       /* it is a function, and calling it completes it */
    enum declines declines;
    name_vec answers;    /* calls without it, after which who called the callback completes it */
    name_vec made;       /* calls that return one */
    name_vec done;       /* calls that complete it, their first argument */
    name_vec done_where; /* likewise, where they return true */
    name_vec hand_on;    /* calls that somebody else completes it after */
    name_vec keeps;      /* calls that take it, and leave it as it is; others hand it on */
    name_vec same;       /* calls that return what they are given, or what that points to */
    name_vec given_done; /* calls whose callback gets one that is completed */
    name_vec tells;      /* calls that return whether it is completed */
    name_vec again;      /* calls whose callback is called until it is taken off */
    name_vec again_true; /* likewise, as long as it returns true */
    name_vec
        chosen_by;    /* calls that compare two texts, 0 where they are equal: tell what is asked */
    struct str error; /* what a call that fails puts into the variable whose address is its last
                         argument; empty: there is no such thing */
    struct rule_origin origin;
};

/* How a call is to be used; each list reads the members that it has keys for. */
struct rule_use {
    struct callee callee;
    arg_vec args;
    struct str member;   /* of the struct that the argument points to; empty: the argument itself */
    struct str fraction; /* of points_in_time: the member beside it that has the rest of a second */
    name_vec clocks; /* points_in_time: any of them will do, none: each clock will; clocks: the one
                        that it tells */
    int32_t out;     /* clocks: argument that points to where it writes the time; INT32_MIN: it
                        returns it */
    int32_t param;   /* outcomes: of the function in the argument; INT32_MIN: none */
    struct str
        param_type;  /* outcomes: what it points to, else the call is another one; empty: any */
    name_vec finish; /* outcomes: one of these tells, of what the function gets */
    condition_any when, unless;
    struct rule_origin origin;
};
typedef VEC(struct rule_use) rule_uses;

struct rule_command { /* operator_signals, operator_calls: a person tells the process to do this;
                         crash_signals */
    struct str name;
    const char *does; /* "reload"; NULL: each program does something else then */
    struct rule_origin origin;
};

struct rule_cut {
    struct str caller, callee;
    const char *reason;
    struct rule_origin origin;
};

/* One pack. */
struct pack {
    struct str name;
    const char *file;
    bool framework;   /* has `detect` or stands in rules/frameworks/ */
    name_vec headers; /* detect; empty: always on */
    name_vec uses;    /* detect: and the program uses one of these; empty: no matter */
    bool enabled;     /* set by roles_new (link/) */
    const char *text; /* its YAML source */

    rule_words functions, annotations, types, body_macros, wrapper_annotations;
    VEC(struct rule_callback) callbacks, spawns, offloads;
    VEC(struct rule_task_call) task_starts, task_ends, task_peeks;
    VEC(struct rule_keep) keeps;
    VEC(struct rule_task_call) gives_back; /* calls whose result holds the address they are given */
    VEC(struct rule_field) fields, offload_fields, unless_fields, either_fields;
    struct rule_suspends suspends; /* coroutines.suspend and cancellation.points */
    int32_t stack;     /* bytes that a coroutine has for its frames as a rule; 0: not said */
    rule_names sleeps; /* suspensions that only let time pass */
    VEC(struct rule_deadline) deadlines;
    rule_names reads_state, reads_time; /* calls that only look at something, at a clock */
    rule_names reads_again;             /* results that say: not ready yet */
    rule_names only_inside;             /* suspends that are errors outside of a coroutine */
    rule_names in_coroutine, not_in_coroutine, assert_in, assert_not_in, on_loop, not_on_loop;
    rule_names thread_self, thread_equal; /* the current thread; are two threads the same */
    rule_names forks, noreturn, nonblocking, allocators, borrows, waits;
    VEC(struct rule_run_loop) run_loops;
    VEC(struct rule_wait) waits_many;
    rule_names loops_ignore, loop_functions; /* what is no event loop, what is one */
    VEC(struct rule_blocking) blocking;      /* sync_wrappers too, kind BLOCK_WRAPPER */
    VEC(struct rule_fd_open) fd_opens;
    VEC(struct rule_fd_set) fd_sets_nonblocking, fd_sets_blocking;
    VEC(struct rule_lock) locks;
    VEC(struct rule_path) paths_made;
    VEC(struct rule_resource) resources;
    VEC(struct rule_cut) cuts;
    rule_uses points_in_time, durations, clocks; /* what an argument, or a result, is in time */
    rule_uses nonblocking_needed;                /* arguments: descriptors that must not block */
    rule_uses noreturn_unless_zero;              /* return only where an argument is 0 */
    rule_uses loop_calls;                        /* calls that belong to the loop's thread */
    rule_names thread_safe; /* of those, the ones that any thread and any signal handler may make */
    rule_names makes_own;   /* make what then belongs to the thread that made it */
    rule_names joins;       /* wait until a thread has ended */
    rule_names signal_unsafe; /* what any thread may call, but no signal handler */
    VEC(struct rule_callback) signal_handlers;
    VEC(struct rule_field) signal_handler_fields;
    VEC(struct rule_command) operator_signals, operator_calls, crash_signals;
    rule_names swaps, claims; /* test and set a flag: give what was in it, whether it was clear */
    rule_names last_errors, static_buffers; /* what others overwrite while a coroutine waits */
    VEC(struct rule_completion) completions;
    rule_uses outcomes;                 /* how a callback is told what became of its operation */
    const char *instead[INSTEAD_KINDS]; /* NULL: none */
    struct rule_cancellation cancellation;
};

struct rules {
    struct arena *arena;
    struct strs *strs;
    VEC(struct pack *) packs; /* order of loading: compiled in, --rules, .nostall.yaml */
};

struct rules *rules_new(struct strs *strs);
void rules_free(struct rules *r);
/* Load one YAML text under the name FILE. False: located diags say why, R is unchanged. */
bool rules_load_text(struct rules *r, const char *file, const char *text, size_t len,
                     struct diags *diags) __attribute__((warn_unused_result));
/* A file, or all *.yaml of a directory in name order. */
bool rules_load_path(struct rules *r, const char *path, struct diags *diags)
    __attribute__((warn_unused_result));
/* All packs that are compiled in. Aborts if one is wrong (a test loads them). */
void rules_load_builtin(struct rules *r);

/* Does TEXT match PATTERN, a name or a glob? */
bool rule_match(const char *pattern, const char *text);
bool rule_is_glob(const char *pattern);
/* Name of a block kind as in YAML ("sleep"), of a certainty ("usually"), of an fd kind ("socket").
 */
const char *block_kind_name(enum block_kind kind);
const char *certainty_name(enum certainty c);
/* "unbounded". */
const char *stall_name(enum stall stall);
/* "ms" of 1000000 */
const char *time_unit_name(unsigned unit_ns);
const char *fd_kind_name(enum fd_kind kind);

/* The JSON Schema of the format. */
const char *rules_schema(void);

#endif
