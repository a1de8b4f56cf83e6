#include "input/rules.h"

#include "diags_text.h"
#include "input/embedded.h"
#include "input/ytree.h"
#include "test.h"

/* Loads texts, one set of rules for each. */
struct fixture {
    struct strs *strs;
    struct rules *r;
    struct diags *d;
    struct buf text;
};

static void start(struct fixture *f)
{
    *f = (struct fixture){.strs = strs_new(), .d = diags_new()};
    f->r = rules_new(f->strs);
}

static void stop(struct fixture *f)
{
    buf_release(&f->text);
    diags_free(f->d);
    rules_free(f->r);
    strs_free(f->strs);
}

static bool load(struct fixture *f, const char *yaml)
{
    return rules_load_text(f->r, "f.yaml", yaml, strlen(yaml), f->d);
}

/* ---- what is refused ---- */

struct refusal {
    const char *yaml, *errors; /* what follows "nostall: 1\npack: p\n" */
};

static const struct refusal refusals[] = {
    {"asinc: {}", "3:1 error: unknown key 'asinc'; did you mean 'async'?\n"},
    {"async: {calbacks: []}", "3:9 error: unknown key 'calbacks'; did you mean 'callbacks'?\n"},
    {"async: {callbacks: {function: f, arg: 1}}",
     "3:20 error: 'callbacks' is a list, not a mapping; start each entry with a dash\n"},
    {"async: {callbacks: [{function: f}]}", "3:21 error: 'arg' is missing\n"},
    {"async: {callbacks: [{arg: 1}]}",
     "3:21 error: 'function', 'macro', or 'record' and 'field', is missing\n"},
    {"async: {callbacks: [{record: r, arg: 1}]}", "3:21 error: 'field' is missing\n"},
    {"async: {callbacks: [{field: f, arg: 1}]}", "3:21 error: 'record' is missing\n"},
    {"async: {callbacks: [{function: [], arg: 1}]}", "3:21 error: the entry names no function\n"},
    {"async: {callbacks: [f]}", "3:21 error: a mapping (key: value) is wanted, not a text\n"},
    {"async: {callbacks: [{function: f, arg: [1, x]}]}",
     "3:44 error: the number of an argument is wanted, not 'x'\n"},
    {"async: {callbacks: [{function: f, arg: 1, context: thread}]}",
     "3:52 error: 'context' cannot be 'thread'; choices: loop, coroutine, realtime\n"},
    {"async: {functions: ['f()']}",
     "3:21 error: 'f()' is no name or glob because of '('; write the name alone\n"},
    {"async: {functions: ['f[a']}", "3:21 error: the glob 'f[a' has a '[' without ']'\n"},
    {"async: {functions: {f: 1}}",
     "3:20 error: 'functions' is a list, not a mapping; start each entry with a dash\n"},
    {"async: {types: [~, [a]]}", "3:17 error: a name is wanted, not nothing\n"
                                 "3:20 error: a name is wanted, not a list\n"},
    {"async: {annotations: [{name: a, mode: sometimes}]}",
     "3:39 error: 'mode' cannot be 'sometimes'; choices: must, either, never\n"},
    {"async: {annotations: [{name: a, mode: either, context: loop}]}",
     "3:23 error: only with mode 'must' does a mark say the context\n"},
    {"async: {fields: [{record: r, field: f, when: {arg: 1, equals: 0}}]}",
     "3:52 error: a condition of a field asks about another 'field', not 'arg'\n"},
    {"coroutines: {spawn: [{function: go, entry: call}]}",
     "3:22 error: 'entry: call' is for macros: only there is the call an argument\n"},
    {"blocking: [{function: f, source: s}]", "3:12 error: 'kind' is missing\n"},
    {"blocking: [{function: f, kind: io}]", "3:12 error: 'source' is missing\n"},
    {"blocking: [{function: f, kind: slep, source: s}]",
     "3:32 error: 'kind' cannot be 'slep'; did you mean 'sleep'? choices: sleep, io, dns, "
     "process, lock, file, client, terminal, custom, cpu\n"},
    {"blocking: [{function: f, kind: [io], source: s}]",
     "3:32 error: 'kind' is one of sleep, io, dns, process, lock, file, client, terminal, custom, "
     "cpu, not a list\n"},
    {"blocking: [{function: f, kind: io, certainty: allways, source: s}]",
     "3:47 error: 'certainty' cannot be 'allways'; did you mean 'always'? choices: always, "
     "usually, depends\n"},
    {"blocking: [{function: f, kind: io, source: }]",
     "3:44 error: a text is wanted, not nothing\n"},
    {"blocking: [{function: [f, 1], kind: io, source: true}]",
     "3:27 error: a name is wanted, not 1; in quotes it would be one\n"
     "3:49 error: a text is wanted, not true; in quotes it would be one\n"},
    {"blocking: [{function: f, kind: io, fd: 4000, source: s}]",
     "3:40 error: the number of an argument is wanted, from -64 to 255\n"},
    {"blocking: [{function: f, kind: io, lock: 0, source: s}]",
     "3:12 error: 'lock' goes with kind lock only\n"},
    {"blocking: [{function: f, kind: io, source: s, stall: lang}]",
     "3:54 error: 'stall' cannot be 'lang'; did you mean 'long'? choices: unbounded, long, "
     "short\n"},
    {"blocking: [{function: f, kind: io, source: s, duration: {arg: 1}}]",
     "3:57 error: 'unit' is missing\n"},
    {"blocking: [{function: f, kind: io, source: s, duration: [{unit: min}]}]",
     "3:65 error: 'unit' cannot be 'min'; did you mean 'ms'? choices: s, ms, us, ns\n"
     "3:58 error: 'arg' is missing\n"},
    {"blocking: [{function: f, kind: io, source: s, duration: []}]",
     "3:57 error: 'duration' names no argument\n"},
    {"blocking: [{function: f, kind: io, source: s, unless: [{arg: 1}, {has: X}]}]",
     "3:56 error: the condition tests nothing; add one of equals, not, less, in, has, lacks, "
     "is_null, zero, fd, handle, literal, starts, address, called\n"
     "3:66 error: the condition names no argument: 'arg' is missing\n"},
    {"blocking: [{function: f, kind: io, source: s, when: {arg: 1, has: [A, B]}}]",
     "3:67 error: 'has' takes one value; write a further mapping under 'and', or in the list\n"},
    {"blocking: [{function: f, kind: io, source: s, when: {arg: 1, equals: A|B}}]",
     "3:70 error: 'A|B' is neither a number nor a name\n"},
    {"blocking: [{function: f, kind: io, source: s, when: {arg: 1, less: many}}]",
     "3:68 error: a number is wanted, not 'many'\n"},
    {"blocking: [{function: f, kind: io, source: s, when: {arg: 1, null: yes}}]",
     "3:68 error: 'null' cannot be 'yes'; choices: true, false\n"},
    {"blocking: [{function: f, kind: io, source: s, when: {arg: 1, zero: false}}]",
     "3:68 error: 'zero' can only be true; put it under 'unless' to turn it round\n"},
    {"blocking: [{function: f, kind: io, source: s, when: {field: a, equals: 1}}]",
     "3:61 error: 'field' is for entries of async.fields; name the argument: 'arg'\n"},
    {"blocking: [{function: f, kind: io, source: s, when: {arg: 1, handle: {via: s}}}]",
     "3:71 error: unknown key 'via'; known here: nonblocking_via, when\n"
     "3:70 error: 'nonblocking_via' is missing\n"},
    {"blocking: [{function: f, kind: io, source: s, when: {arg: 1, handle: {nonblocking_via: "
     "[a]}}}]",
     "3:88 error: a name is wanted, not a list\n"},
    {"descriptors: {open: [{function: f, kind: soket, source: s}]}",
     "3:42 error: 'kind' cannot be 'soket'; did you mean 'socket'? choices: socket, local, "
     "datagram, local_datagram, pipe, file, "
     "eventfd, timerfd, signalfd, inotify, epoll, tty, memory, output, none, other\n"},
    {"locks: [{acquire: l, kind: thread}]", "3:9 error: 'release' is missing\n"},
    {"cut: [{caller: a, callee: b}]", "3:7 error: 'reason' is missing\n"},
    {"detect: {headers: []}",
     "3:9 error: 'detect' names no header; without 'detect' a pack is always on\n"},
    {"suspends: []",
     "3:1 error: unknown key 'suspends'; known here: nostall, pack, detect, async, coroutines, "
     "guards, offload, forks, run_loop, waits_many, loops, sync_wrappers, "
     "sync_wrapper_annotations, descriptors, "
     "reads, locks, paths_made, noreturn, allocators, nonblocking, instead, cancellation, finally, "
     "resources, keeps, gives_back, waits, borrows, cut, points_in_time, durations, clocks, "
     "nonblocking_needed, noreturn_unless_zero, loop_calls, thread_safe, makes_own, joins, "
     "signal_unsafe, signal_handlers, operator_signals, operator_calls, crash_signals, swaps, "
     "claims, last_errors, "
     "static_buffers, completions, outcomes, blocking\n"},
};

static void test_refusals(struct test *t)
{
    for (uint32_t i = 0; i < COUNT(refusals); i++) {
        struct fixture f;
        struct buf yaml = {0};
        start(&f);
        buf_printf(&yaml, "nostall: 1\npack: p\n%s\n", refusals[i].yaml);
        CHECK(t, !load(&f, yaml.at));
        CHECK_NUMBER(t, f.r->packs.len, 0);
        CHECK_TEXT(t, diags_text(f.d, &f.text), refusals[i].errors);
        buf_release(&yaml);
        stop(&f);
    }
}

/* What marks mean in a pack that does not say it. */
static void test_meant(struct test *t)
{
    static const struct {
        const char *yaml;
        enum context_bits context;
        const char *told;
    } packs[] = {
        {"async: {annotations: [a]}", CONTEXT_LOOP, ""},
        {"async: {annotations: [a], body_macros: [B]}", CONTEXT_COROUTINE, ""},
        {"async: {annotations: [a]}\ncoroutines: {spawn: [{function: go, entry: 0}]}",
         CONTEXT_COROUTINE, ""},
        {"async: {annotations: [a]}\ncoroutines: {suspend: {functions: y}}", CONTEXT_COROUTINE,
         "3:23 warning: taken for a mark of coroutines, since the pack has a way to suspend; say "
         "'context: coroutine' or 'context: loop'\n"},
        {"async: {annotations: [{name: a, context: loop}]}\n"
         "coroutines: {suspend: {functions: y}}",
         CONTEXT_LOOP, ""},
    };
    for (uint32_t i = 0; i < COUNT(packs); i++) {
        struct fixture f;
        struct buf yaml = {0};
        start(&f);
        buf_printf(&yaml, "nostall: 1\npack: p\n%s\n", packs[i].yaml);
        CHECK(t, load(&f, yaml.at));
        CHECK_NUMBER(t, f.r->packs.at[0]->annotations.at[0].context, packs[i].context);
        CHECK_TEXT(t, diags_text(f.d, &f.text), packs[i].told);
        buf_release(&yaml);
        stop(&f);
    }
}

static const struct refusal heads[] = {
    {"pack: p\n", "1:1 error: the first key must be 'nostall: 1', the version of the format\n"},
    {"pack: p\nnostall: 1\n",
     "1:1 error: the first key must be 'nostall: 1', the version of the format\n"},
    {"nostall: 2\npack: p\nx: y\n",
     "1:10 error: version 2 of the format is not known; this program reads 1\n"},
    {"nostall: one\n", "1:10 error: the version of the format, 1, is wanted, not 'one'\n"},
    {"nostall: 1\n", "1:1 error: 'pack' is missing\n"},
    {"- a\n", "1:1 error: not a pack: it must start with 'nostall: 1', and holds a list\n"},
    {"{}\n", "1:1 error: not a pack: it must start with 'nostall: 1', and holds a mapping\n"},
};

static void test_heads(struct test *t)
{
    for (uint32_t i = 0; i < COUNT(heads); i++) {
        struct fixture f;
        start(&f);
        CHECK(t, !load(&f, heads[i].yaml));
        CHECK_TEXT(t, diags_text(f.d, &f.text), heads[i].errors);
        stop(&f);
    }
}

static void test_many_errors(struct test *t)
{
    struct fixture f;
    struct buf yaml = {0};
    start(&f);
    buf_puts(&yaml, "nostall: 1\npack: p\nforks:\n");
    for (int i = 0; i < 30; i++)
        buf_puts(&yaml, "  - {nam: fork}\n");
    CHECK(t, !load(&f, yaml.at));
    CHECK_NUMBER(t, diags_len(f.d), 21);
    CHECK_TEXT(t, diags_get(f.d, 20)->text, "40 more errors are left out");
    buf_release(&yaml);
    stop(&f);
}

/* ---- what is read ---- */

static const char *name_at(const struct fixture *f, const name_vec *names, uint32_t i)
{
    return i < names->len ? str_text(f->strs, names->at[i]) : "(none)";
}

static const char roles_text[] =
    "nostall: 1\n"
    "pack: p\n"
    "detect: {headers: uv.h}\n"
    "async:\n"
    "  functions: [handle_*, {name: [a, b], context: coroutine}]\n"
    "  callbacks:\n"
    "    - {function: reg, arg: 1}\n"
    "    - {functions: [r1, r2], macro: R, arity: 3, arg: [1, -1],\n"
    "       when: {arg: 1, null: false}, source: man}\n"
    "    - {record: [_Poll, Api], field: [io_new, time_new], arg: 2}\n"
    "  fields:\n"
    "    - {record: [r, s], field: cb, when: {field: co, equals: 1}}\n"
    "    - {record: q, field: cb, unless_given_to: {function: at_end, arg: 1},\n"
    "       inside: [turn]}\n"
    "  annotations: [{name: coroutine_fn, mode: must}, {name: mixed, mode: either}]\n"
    "  types: [{name: Entry, context: loop}]\n"
    "  body_macros: [PT_BEGIN]\n"
    "  unless_fields: [{record: r, field: thread_main}]\n"
    "coroutines:\n"
    "  spawn:\n"
    "    - {function: co, entry: 0, result: must-keep}\n"
    "    - {macro: go, entry: call}\n"
    "  suspend: {functions: yield, macros: [PT_YIELD]}\n"
    "  guards: {in_coroutine: [in], assert_not_in: [{name: no, source: s}]}\n"
    "guards: {not_on_loop: [STARTING]}\n"
    "offload: [{function: q, arg: 2}, {record: task, field: handler},\n"
    "          {record: pool, field: submit, arg: 1}]\n"
    "forks: [fork, vfork]\n"
    "run_loop: [run, {function: poll, nesting: supported, in: coroutine}]\n"
    "waits_many: [ask, {function: poll, entries: 0, member: fd, "
    "standard: [\"0\"], counts: true}]\n"
    "loops: {ignore: [f, \"g_*\"], functions: serve}\n";

static void check_async(struct test *t, const struct fixture *f, const struct pack *p)
{
    CHECK_NUMBER(t, p->functions.len, 3);
    CHECK_NUMBER(t, p->functions.at[0].context, CONTEXT_LOOP);
    CHECK_NUMBER(t, p->functions.at[2].context, CONTEXT_COROUTINE);
    const struct rule_callback *c = p->callbacks.at;
    CHECK_NUMBER(t, p->callbacks.len, 3);
    CHECK_NUMBER(t, c[0].callee.arity, -1);
    CHECK_NUMBER(t, c[0].origin.line, 7);
    CHECK(t, c[0].args.len == 1 && c[0].args.at[0] == 1 && !c[0].when.len);
    CHECK(t, c[1].args.len == 2 && c[1].args.at[1] == -1 && c[1].callee.arity == 3);
    CHECK_TEXT(t, name_at(f, &c[1].callee.functions, 1), "r2");
    CHECK_TEXT(t, name_at(f, &c[1].callee.macros, 0), "R");
    CHECK_NUMBER(t, c[1].when.at[0].all.at[0].op, WHEN_NOT_NULL);
    CHECK_TEXT(t, c[1].origin.source, "man");
    CHECK_NUMBER(t, c[2].callee.functions.len, 4);
    CHECK_TEXT(t, name_at(f, &c[2].callee.functions, 0), "Poll.io_new");
    CHECK_TEXT(t, name_at(f, &c[2].callee.functions, 3), "Api.time_new");
    CHECK_NUMBER(t, p->fields.len, 3);
    CHECK(t, !p->fields.at[1].unless_given_to.len && p->fields.at[2].unless_given_to.len == 1);
    CHECK_NUMBER(t, p->fields.at[2].unless_given_to.at[0].arg, 1);
    CHECK_TEXT(t, name_at(f, &p->fields.at[2].inside, 0), "turn");
    CHECK_TEXT(t, str_text(f->strs, p->fields.at[1].record), "s");
    CHECK_TEXT(t, str_text(f->strs, p->fields.at[1].when.at[0].all.at[0].field), "co");
}

static void check_marks(struct test *t, const struct pack *p)
{
    CHECK_NUMBER(t, p->annotations.at[0].mode, MODE_MUST);
    CHECK_NUMBER(t, p->annotations.at[0].context, CONTEXT_COROUTINE);
    CHECK_NUMBER(t, p->annotations.at[1].mode, MODE_EITHER);
    CHECK_NUMBER(t, p->annotations.at[1].context, CONTEXT_NONE);
    CHECK_NUMBER(t, p->types.at[0].context, CONTEXT_LOOP);
    CHECK(t, p->types.len == 1 && p->body_macros.len == 1 && p->unless_fields.len == 1);
    CHECK(t, p->spawns.at[0].must_keep && !p->spawns.at[0].entry_is_call);
    CHECK(t, p->spawns.at[1].entry_is_call && !p->spawns.at[1].args.len);
    CHECK_NUMBER(t, p->suspends.all.len, 2);
    CHECK(t, p->suspends.all.at[0].switches && !p->suspends.all.at[0].by_macro);
    CHECK(t, p->suspends.all.at[1].by_macro && p->suspends.all.at[1].cancellable);
    CHECK_TEXT(t, p->assert_not_in.at[0].origin.source, "s");
    CHECK(t, p->not_on_loop.len == 1 && p->forks.len == 2);
}

static void check_loops(struct test *t, const struct fixture *f, const struct pack *p)
{
    CHECK(t, p->offloads.len == 2 && p->offload_fields.len == 1);
    CHECK_NUMBER(t, p->run_loops.at[0].in, CONTEXT_ANY);
    CHECK_NUMBER(t, p->run_loops.at[0].nesting, NESTING_FORBIDDEN);
    CHECK_NUMBER(t, p->run_loops.at[1].in, CONTEXT_COROUTINE);
    CHECK_NUMBER(t, p->run_loops.at[1].nesting, NESTING_SUPPORTED);
    CHECK(t, p->waits_many.len == 2 && !p->waits_many.at[0].counts && p->waits_many.at[1].counts);
    CHECK_NUMBER(t, p->waits_many.at[0].entries, INT32_MIN);
    CHECK_NUMBER(t, p->waits_many.at[1].entries, 0);
    CHECK_TEXT(t, str_text(f->strs, p->waits_many.at[1].member), "fd");
    CHECK_TEXT(t, name_at(f, &p->waits_many.at[1].standard, 0), "0");
    CHECK(t, p->loops_ignore.len == 2 && p->loop_functions.len == 1);
}

static void test_roles(struct test *t)
{
    struct fixture f;
    start(&f);
    CHECK(t, load(&f, roles_text));
    CHECK_TEXT(t, diags_text(f.d, &f.text), "");
    const struct pack *p = f.r->packs.len ? f.r->packs.at[0] : NULL;
    if (p) {
        CHECK(t, p->framework && !strcmp(name_at(&f, &p->headers, 0), "uv.h"));
        check_async(t, &f, p);
        check_marks(t, p);
        check_loops(t, &f, p);
    }
    stop(&f);
}

static void test_calls(struct test *t)
{
    struct fixture f;
    start(&f);
    CHECK(t,
          load(&f,
               "nostall: 1\n"
               "pack: p\n"
               "blocking:\n"
               "  - functions: [recv, recvfrom]\n"
               "    kind: io\n"
               "    certainty: depends\n"
               "    fd: 0\n"
               "    unless: [{arg: 3, has: 0x40}, {arg: 0, fd: nonblocking, not: -1,\n"
               "              and: [{arg: 1, in: [A, 2, true]}, {arg: 2, zero: true}]}]\n"
               "    source: recv(2)\n"
               "  - {function: lock, kind: lock, lock: 0, instead: try, source: s}\n"
               "  - function: look_up\n"
               "    kind: dns\n"
               "    advice: offload\n"
               "    unless: [{arg: 0, address: numeric}, {arg: 1, member: flags, has: NUMERIC}]\n"
               "    source: s\n"
               "sync_wrappers: [{function: w, mixed: true, source: s}]\n"
               "descriptors:\n"
               "  open: [{function: pipe2, kind: pipe, out: 0, source: s}]\n"
               "  set_nonblocking: [{function: nb, fd: -1, source: s}]\n"
               "locks: [{acquire: {macro: LOCK}, release: [u, v], kind: coroutine}]\n"
               "resources: [{acquire: [open, creat], release: close}]\n"
               "cut: [{caller: [a, b], callee: c, reason: r}]\n"
               "instead: {sleep: timer, file: uv_fs_*}\n"
               "cancellation: {model: unwind, errors: ['-1', E], sticky: true}\n"
               "finally: {attributes: [cleanup]}\n"
               "noreturn: die\n"));
    CHECK_TEXT(t, diags_text(f.d, &f.text), "");
    const struct pack *p = f.r->packs.len ? f.r->packs.at[0] : NULL;
    if (!p) {
        stop(&f);
        return;
    }
    const struct rule_blocking *b = p->blocking.at;
    CHECK_NUMBER(t, p->blocking.len, 4);
    CHECK(t, b[0].kind == BLOCK_IO && b[0].certainty == CERTAINTY_DEPENDS && b[0].fd == 0);
    CHECK_NUMBER(t, b[0].lock, INT32_MIN);
    CHECK_NUMBER(t, b[0].unless.len, 2);
    CHECK_NUMBER(t, b[0].unless.at[0].all.at[0].values.at[0].number, 0x40);
    CHECK_NUMBER(t, b[0].unless.at[1].all.len, 4);
    const struct condition *all = b[0].unless.at[1].all.at;
    CHECK(t, all[0].op == WHEN_FD && all[1].op == WHEN_NOT && all[1].arg == 0);
    CHECK(t, all[1].values.at[0].number == -1 && !all[1].values.at[0].name.i);
    CHECK(t, all[2].op == WHEN_IN && all[2].arg == 1 && all[2].values.len == 3);
    CHECK(t, all[2].values.at[2].number == 1 && !all[2].values.at[2].name.i);
    CHECK(t, all[3].op == WHEN_ZERO && all[3].arg == 2);
    CHECK(t, b[1].lock == 0 && b[1].certainty == CERTAINTY_USUALLY);
    CHECK_TEXT(t, b[1].instead, "try");
    CHECK_NUMBER(t, b[1].advice, INSTEAD_KINDS);
    CHECK(t, b[2].advice == INSTEAD_OFFLOAD && b[2].unless.len == 2);
    CHECK_NUMBER(t, b[2].unless.at[0].all.at[0].op, WHEN_NUMERIC);
    CHECK_TEXT(t, str_text(f.strs, b[2].unless.at[1].all.at[0].member), "flags");
    CHECK(t, b[3].kind == BLOCK_WRAPPER && b[3].mixed && b[3].certainty == CERTAINTY_ALWAYS);
    CHECK(t, p->fd_opens.at[0].kind == FD_PIPE && p->fd_opens.at[0].out == 0);
    CHECK(t, p->fd_sets_nonblocking.at[0].fd == -1 && !p->fd_sets_blocking.len);
    CHECK_TEXT(t, name_at(&f, &p->locks.at[0].acquire.macros, 0), "LOCK");
    CHECK(t, p->locks.at[0].kind == LOCK_COROUTINE && p->locks.at[0].release.len == 2);
    CHECK_NUMBER(t, p->resources.at[0].acquire.functions.len, 2);
    CHECK_NUMBER(t, p->cuts.len, 2);
    CHECK_TEXT(t, p->instead[INSTEAD_FILE], "uv_fs_*");
    CHECK(t, p->cancellation.given && p->cancellation.model == CANCEL_UNWIND);
    CHECK(t, p->cancellation.sticky && p->cancellation.errors.len == 2);
    CHECK_NUMBER(t, p->cancellation.finally_attributes.len, 1);
    CHECK_NUMBER(t, p->noreturn.len, 1);
    CHECK(t, !p->framework && !p->headers.len);
    CHECK_NUMBER(t, b[0].origin.line, 4);
    CHECK_TEXT(t, str_text(f.strs, b[0].origin.pack), "p");
    stop(&f);
}

/* By some of each kind: the trees are compared in test_ytree. */
static void same_pack(struct test *t, const struct pack *a, const struct pack *b)
{
    CHECK(t, str_eq(a->name, b->name) && a->framework == b->framework);
    CHECK_TEXT(t, b->file, a->file);
    CHECK_TEXT(t, b->text, a->text);
    CHECK_NUMBER(t, b->headers.len, a->headers.len);
    CHECK_NUMBER(t, b->cancellation.error_arg, a->cancellation.error_arg);
    if (!CHECK_NUMBER(t, b->blocking.len, a->blocking.len))
        return;
    for (uint32_t i = 0; i < a->blocking.len; i++) {
        const struct rule_origin *x = &a->blocking.at[i].origin, *y = &b->blocking.at[i].origin;
        CHECK_NUMBER(t, y->line, x->line);
        CHECK_TEXT(t, y->source, x->source);
    }
}

/* What an entry says, and what its kind says for it. */
static void test_stall(struct test *t)
{
    static const enum stall classes[] = {STALL_LONG,      STALL_UNBOUNDED, STALL_SHORT,
                                         STALL_SHORT,     STALL_UNBOUNDED, STALL_LONG,
                                         STALL_UNBOUNDED, STALL_SHORT};
    struct fixture f;
    start(&f);
    CHECK(t, load(&f, "nostall: 1\n"
                      "pack: p\n"
                      "blocking:\n"
                      "  - {function: f, kind: file, stall: long, source: s}\n"
                      "  - {function: f, kind: io, source: s, duration: {arg: 2, unit: ms}}\n"
                      "  - {function: f, kind: file, source: s, duration:\n"
                      "      [{arg: 0, field: tv_sec, unit: s}, {arg: -1, unit: ns}]}\n"
                      "  - {function: f, kind: lock, lock: 0, source: s}\n"
                      "  - {function: f, kind: lock, source: s}\n"
                      "  - {function: f, kind: custom, source: s}\n"
                      "sync_wrappers:\n"
                      "  - {function: w, source: s}\n"
                      "  - {function: w, mixed: true, source: s}\n"));
    CHECK_TEXT(t, diags_text(f.d, &f.text), "");
    const struct rule_blocking *b = f.r->packs.len ? f.r->packs.at[0]->blocking.at : NULL;
    for (uint32_t i = 0; b && i < COUNT(classes); i++)
        CHECK_NUMBER(t, b[i].stall, classes[i]);
    if (b && CHECK_NUMBER(t, b[2].duration.len, 2)) {
        CHECK_TEXT(t, str_text(f.strs, b[2].duration.at[0].field), "tv_sec");
        CHECK_TEXT(t, time_unit_name(b[2].duration.at[0].unit_ns), "s");
        CHECK(t, b[2].duration.at[1].arg == -1 && !b[2].duration.at[1].field.i);
        CHECK_NUMBER(t, b[1].duration.at[0].unit_ns, 1000000);
    }
    stop(&f);
}

/* In a pack that is compiled in, nobody has to know what the kind says. */
static void test_builtin_stall(struct test *t)
{
    struct arena *arena = arena_new();
    struct diags *d = diags_new();
    for (const struct embedded *e = embedded_packs; e->path; e++) {
        const struct ynode *root = NULL;
        bool parsed = ytree_parse(arena, e->path, e->text, e->len, &root, d);
        const struct ynode *entries = parsed ? ynode_find(root, "blocking") : NULL;
        CHECK(t, parsed);
        for (uint32_t i = 0; entries && i < entries->items.len; i++)
            if (!CHECK(t, ynode_find(entries->items.at[i], "stall")))
                fprintf(stderr, "  %s:%u says no stall\n", e->path, entries->items.at[i]->line);
    }
    diags_free(d);
    arena_free(arena);
}

static void test_builtin(struct test *t)
{
    struct fixture f;
    start(&f);
    for (const struct embedded *e = embedded_packs; e->path; e++) {
        CHECK(t, rules_load_text(f.r, e->path, e->text, e->len, f.d));
        if (strstr(e->path, "rules/frameworks/"))
            CHECK(t, vec_last(&f.r->packs)->framework);
    }
    CHECK_TEXT(t, diags_text(f.d, &f.text), "");
    CHECK(t, f.r->packs.len > 10);
    uint32_t count = f.r->packs.len;
    rules_load_builtin(f.r);
    if (CHECK_NUMBER(t, f.r->packs.len, 2 * count))
        for (uint32_t i = 0; i < count; i++)
            same_pack(t, f.r->packs.at[i], f.r->packs.at[count + i]);
    count = f.r->packs.len;
    CHECK(t, rules_load_path(f.r, SOURCE_DIR "/rules/blocking", f.d));
    CHECK(t, f.r->packs.len > count);
    CHECK(t, !rules_load_path(f.r, SOURCE_DIR "/rules/none", f.d));
    CHECK(t, !rules_load_path(f.r, SOURCE_DIR "/analyzer", f.d));
    CHECK_TEXT(t, diags_text(f.d, &f.text),
               "0:0 error: cannot be read: No such file or directory\n"
               "0:0 error: holds no rule pack: no file *.yaml\n");
    stop(&f);
}

static void test_match(struct test *t)
{
    CHECK(t, rule_match("uv_run", "uv_run") && !rule_match("uv_run", "uv_run2"));
    CHECK(t, rule_match("uv_fs_*", "uv_fs_") && !rule_match("uv_fs_*", "uv_f"));
    CHECK(t, rule_match("*_ev?nt*", "a_event_b_event") && rule_match("*", ""));
    CHECK(t, rule_match("[a-c]x", "bx") && !rule_match("[!a-c]x", "bx"));
    CHECK(t, rule_match("[]a]", "]") && rule_match("a[", "a["));
    CHECK(t, !rule_match("a*a*a*a*a*a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    CHECK(t, rule_is_glob("a?") && !rule_is_glob("a_b"));
    CHECK_TEXT(t, block_kind_name(BLOCK_WRAPPER), "wrapper");
    CHECK_TEXT(t, certainty_name(CERTAINTY_USUALLY), "usually");
    CHECK_TEXT(t, fd_kind_name(FD_EPOLL), "epoll");
}

/* ---- damaged packs ---- */

static void load_damaged(const char *text, size_t len)
{
    struct fixture f;
    start(&f);
    if (rules_load_text(f.r, "damaged.yaml", text, len, f.d) && diags_len(f.d))
        fputs("a pack was loaded with errors\n", stderr);
    stop(&f);
}

static void test_damage(struct test *t)
{
    static const char bytes[] = "\0\t\n:-[]{}\"'#&*!|>,?% \x80\xff\x7f"
                                "09az";
    uint32_t random = 1;
    for (const struct embedded *e = embedded_packs; e->path; e++) {
        struct buf copy = {0};
        for (int i = 0; i < 12; i++) {
            random = random * 1664525u + 1013904223u;
            load_damaged(e->text, random % e->len);
        }
        for (int i = 0; i < 24; i++) {
            buf_clear(&copy);
            buf_add(&copy, e->text, e->len);
            for (int changes = 0; changes < 1 + i % 3; changes++) {
                random = random * 1664525u + 1013904223u;
                copy.at[(random >> 4) % e->len] = bytes[(random >> 20) % (sizeof bytes - 1)];
            }
            load_damaged(copy.at, copy.len);
        }
        buf_release(&copy);
    }
    CHECK(t, true); /* reached */
}

int main(void)
{
    struct test t = {0};
    test_refusals(&t);
    test_meant(&t);
    test_heads(&t);
    test_many_errors(&t);
    test_roles(&t);
    test_calls(&t);
    test_stall(&t);
    test_builtin(&t);
    test_builtin_stall(&t);
    test_match(&t);
    test_damage(&t);
    return test_end(&t);
}
