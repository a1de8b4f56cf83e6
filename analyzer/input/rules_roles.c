/* Sections that say who runs where: async, coroutines, guards, offload, run_loop. */

#include "input/rules_read.h"

#include <stddef.h>

/* ---- words: async.functions, annotations, types, body_macros, sync_wrapper_annotations ---- */

struct word_entry {
    name_vec names;
    enum context_bits context;
    enum call_mode mode;
    bool required;
    struct rule_origin origin;
};

static const struct choice mode_choices[] = {
    {"must", MODE_MUST}, {"either", MODE_EITHER}, {"never", MODE_NEVER}, {NULL, 0}};

static const struct key word_keys[] = {
    {"name", read_words, .offset = offsetof(struct word_entry, names), .need = KEY_REQUIRED},
    {0},
};
static const struct key c_name_keys[] = {
    {"name", read_names, .offset = offsetof(struct word_entry, names), .need = KEY_REQUIRED},
    {0},
};
static const struct key context_of_word_keys[] = {
    {"context", read_choice, .offset = offsetof(struct word_entry, context),
     .choices = rules_context_choices},
    {0},
};
static const struct key mode_keys[] = {
    {"mode", read_choice, .offset = offsetof(struct word_entry, mode), .choices = mode_choices},
    {"required", read_bool, .offset = offsetof(struct word_entry, required)},
    {0},
};

static const struct shape role_shape = {"role_entry",
                                        {{c_name_keys, 0},
                                         {context_of_word_keys, 0},
                                         {rules_origin_keys, offsetof(struct word_entry, origin)}}};
static const struct shape annotation_shape = {
    "annotation_entry",
    {{word_keys, 0},
     {context_of_word_keys, 0},
     {mode_keys, 0},
     {rules_origin_keys, offsetof(struct word_entry, origin)}}};
static const struct shape mark_shape = {
    "mark_entry", {{word_keys, 0}, {rules_origin_keys, offsetof(struct word_entry, origin)}}};

/* Read ENTRY, a word or a mapping of SHAPE, into WORDS; E holds the defaults. */
static void add_words(struct reader *rd, const struct ynode *entry, const struct shape *shape,
                      struct word_entry e, rule_words *words)
{
    e.origin = rules_origin(rd, entry);
    if (entry->kind == YNODE_MAP)
        reader_map(rd, shape, entry, &e);
    else if (reader_is_text(rd, entry, "a name"))
        (shape == &role_shape ? read_names : read_words)(rd, NULL, entry, &e.names);
    if (e.mode != MODE_MUST) {
        if (ynode_find(entry, "context"))
            reader_error(rd, entry, "only with mode 'must' does a mark say the context");
        if (e.required)
            reader_error(rd, entry, "only a mark with mode 'must' can be required");
        e.context = CONTEXT_NONE;
    }
    for (uint32_t i = 0; i < e.names.len; i++) {
        if (shape != &role_shape)
            reader_wants(rd, entry, e.names.at[i]);
        vec_push(rd->arena, words,
                 (struct rule_word){.name = e.names.at[i],
                                    .context = e.context,
                                    .mode = e.mode,
                                    .required = e.required,
                                    .origin = e.origin});
    }
}

static void add_async_function(struct reader *rd, const struct ynode *entry)
{
    struct word_entry e = {.context = CONTEXT_LOOP};
    add_words(rd, entry, &role_shape, e, &rd->pack->functions);
}

/* What a mark means that does not say so: a coroutine where the pack has any, which a `mode` says
 * too; else the loop. Where both are at hand, it should be said. */
static struct word_entry meant_by(struct reader *rd, const struct ynode *entry)
{
    bool map = entry->kind == YNODE_MAP;
    bool mode = map && (ynode_find(entry, "mode") || ynode_find(entry, "required"));
    if (rd->suspends && !mode && !(map && ynode_find(entry, "context")))
        reader_warning(rd, entry,
                       "taken for a mark of coroutines, since the pack has a way to suspend; say "
                       "'context: coroutine' or 'context: loop'");
    return (struct word_entry){.context =
                                   mode || rd->coroutines ? CONTEXT_COROUTINE : CONTEXT_LOOP};
}

static void add_annotation(struct reader *rd, const struct ynode *entry)
{
    add_words(rd, entry, &annotation_shape, meant_by(rd, entry), &rd->pack->annotations);
}

static void add_type(struct reader *rd, const struct ynode *entry)
{
    add_words(rd, entry, &role_shape, meant_by(rd, entry), &rd->pack->types);
}

static void add_body_macro(struct reader *rd, const struct ynode *entry)
{
    struct word_entry e = {.context = CONTEXT_COROUTINE};
    add_words(rd, entry, &role_shape, e, &rd->pack->body_macros);
}

void rules_add_wrapper_annotation(struct reader *rd, const struct ynode *entry)
{
    struct word_entry e = {.mode = MODE_EITHER};
    add_words(rd, entry, &mark_shape, e, &rd->pack->wrapper_annotations);
}

/* ---- calls that hand on a function: callbacks, spawn, offload ---- */

static const struct key callback_keys[] = {
    {"arg", read_args, .offset = offsetof(struct rule_callback, args), .need = KEY_REQUIRED},
    {"when", read_conditions, .offset = offsetof(struct rule_callback, when)},
    {0},
};
static const struct key context_of_callback_keys[] = {
    {"context", read_choice, .offset = offsetof(struct rule_callback, context),
     .choices = rules_context_choices},
    {0},
};
static const struct key when_of_callback_keys[] = {
    {"inside", read_names, .offset = offsetof(struct rule_callback, inside)},
    {"signal", read_arg, .offset = offsetof(struct rule_callback, signal)},
    {"fd", read_arg, .offset = offsetof(struct rule_callback, fd)},
    {"fd_param", read_arg, .offset = offsetof(struct rule_callback, fd_param)},
    {"readable", read_conditions, .offset = offsetof(struct rule_callback, readable)},
    {"unless", read_conditions, .offset = offsetof(struct rule_callback, unless)},
    {0},
};
static const struct key signal_of_handler_keys[] = {
    {"signal", read_arg, .offset = offsetof(struct rule_callback, signal)},
    {0},
};
static const struct shape callback_shape = {
    "callback",
    {{rules_callee_keys, offsetof(struct rule_callback, callee)},
     {callback_keys, 0},
     {when_of_callback_keys, 0},
     {context_of_callback_keys, 0},
     {rules_origin_keys, offsetof(struct rule_callback, origin)}}};
static const struct key offload_out_keys[] = {
    {"out", read_arg, .offset = offsetof(struct rule_callback, out)},
    {0},
};
static const struct shape offload_call_shape = {
    "offload_call",
    {{rules_callee_keys, offsetof(struct rule_callback, callee)},
     {callback_keys, 0},
     {offload_out_keys, 0},
     {rules_origin_keys, offsetof(struct rule_callback, origin)}}};

static const struct shape signal_handler_shape = {
    "signal_handler",
    {{rules_callee_keys, offsetof(struct rule_callback, callee)},
     {callback_keys, 0},
     {signal_of_handler_keys, 0},
     {rules_origin_keys, offsetof(struct rule_callback, origin)}}};

static struct rule_callback read_callback(struct reader *rd, const struct ynode *entry,
                                          const struct shape *shape, enum context_bits context)
{
    struct rule_callback c = {.context = context,
                              .out = INT32_MIN,
                              .handle = INT32_MIN,
                              .given_to = INT32_MIN,
                              .stack = INT32_MIN,
                              .signal = INT32_MIN,
                              .fd = INT32_MIN,
                              .fd_param = INT32_MIN,
                              .origin = rules_origin(rd, entry)};
    rules_callee_init(&c.callee);
    reader_map(rd, shape, entry, &c);
    rules_callee_close(rd, entry, &c.callee);
    return c;
}

static void add_callback(struct reader *rd, const struct ynode *entry)
{
    vec_push(rd->arena, &rd->pack->callbacks,
             read_callback(rd, entry, &callback_shape, CONTEXT_LOOP));
}

/* An argument's number, several, or the word `call`. */
static void read_entry(struct reader *rd, const struct key *key, const struct ynode *value,
                       void *at)
{
    struct rule_callback *c = at;
    c->entry_is_call = value->kind == YNODE_SCALAR &&
                       str_eq(str_intern(rd->strs, value->text), str_intern(rd->strs, "call"));
    if (!c->entry_is_call)
        read_args(rd, key, value, &c->args);
}

static const struct choice result_choices[] = {{"must-keep", 1}, {"free", 0}, {NULL, 0}};

static void read_result(struct reader *rd, const struct key *key, const struct ynode *value,
                        void *at)
{
    bool *must_keep = at;
    int chosen;
    if (reader_choice(rd, value, key->name, result_choices, &chosen))
        *must_keep = chosen != 0;
}

static const struct choice starts_choices[] = {{"now", 0}, {"later", 1}, {NULL, 0}};

static void read_starts(struct reader *rd, const struct key *key, const struct ynode *value,
                        void *at)
{
    bool *later = at;
    int chosen;
    if (reader_choice(rd, value, key->name, starts_choices, &chosen))
        *later = chosen != 0;
}

static const struct key spawn_keys[] = {
    {"entry", read_entry, .offset = 0},
    {"starts", read_starts, .offset = offsetof(struct rule_callback, later),
     .choices = starts_choices},
    {"out", read_arg, .offset = offsetof(struct rule_callback, out)},
    {"handle", read_arg, .offset = offsetof(struct rule_callback, handle)},
    {"given_to", read_arg, .offset = offsetof(struct rule_callback, given_to)},
    {"stack", read_arg, .offset = offsetof(struct rule_callback, stack)},
    {"unless", read_conditions, .offset = offsetof(struct rule_callback, unless)},
    {"result", read_result, .offset = offsetof(struct rule_callback, must_keep)},
    {"when", read_conditions, .offset = offsetof(struct rule_callback, when)},
    {0},
};
static const struct shape spawn_shape = {
    "spawn",
    {{rules_callee_keys, offsetof(struct rule_callback, callee)},
     {spawn_keys, 0},
     {context_of_callback_keys, 0},
     {rules_origin_keys, offsetof(struct rule_callback, origin)}}};

static void add_spawn(struct reader *rd, const struct ynode *entry)
{
    struct rule_callback c = read_callback(rd, entry, &spawn_shape, CONTEXT_COROUTINE);
    if (!ynode_find(entry, "entry") && !c.must_keep && !c.later)
        reader_error(rd, entry, "'entry' is missing: which argument runs");
    if (c.entry_is_call && c.callee.functions.len)
        reader_error(rd, entry, "'entry: call' is for macros: only there is the call an argument");
    vec_push(rd->arena, &rd->pack->spawns, c);
}

/* ---- fields that hold functions ---- */

struct field_entry {
    name_vec records, fields;
    struct rule_field rule;
};

static const struct key field_keys[] = {
    {"record", read_names, .offset = offsetof(struct field_entry, records), .need = KEY_REQUIRED},
    {"field", read_names, .offset = offsetof(struct field_entry, fields), .need = KEY_REQUIRED},
    {0},
};
static const struct key when_of_field_keys[] = {
    {"when", read_conditions_of_fields, .offset = offsetof(struct field_entry, rule.when)},
    {0},
};
/* [VEC(struct rule_task_call)] */
static void read_given_to(struct reader *rd, const struct key *key, const struct ynode *value,
                          void *at)
{
    struct rule_field *rule = at;
    const struct ynode *const *items = value->kind == YNODE_LIST ? value->items.at : &value;
    uint32_t len = value->kind == YNODE_LIST ? value->items.len : 1;
    (void)key;
    for (uint32_t i = 0; i < len; i++)
        vec_push(rd->arena, &rule->unless_given_to, rules_read_task_call(rd, items[i]));
}

static const struct key given_keys[] = {
    {"inside", read_names, .offset = offsetof(struct field_entry, rule.inside)},
    {"unless_given_to", read_given_to, .offset = offsetof(struct field_entry, rule)},
    {"signal", read_str, .offset = offsetof(struct field_entry, rule.signal)},
    {"fd", read_str, .offset = offsetof(struct field_entry, rule.fd)},
    {"readable", read_conditions_of_fields, .offset = offsetof(struct field_entry, rule.readable)},
    {0},
};
static const struct key context_of_field_keys[] = {
    {"context", read_choice, .offset = offsetof(struct field_entry, rule.context),
     .choices = rules_context_choices},
    {0},
};
static const struct shape field_shape = {
    "field",
    {{field_keys, 0},
     {when_of_field_keys, 0},
     {context_of_field_keys, 0},
     {given_keys, 0},
     {rules_origin_keys, offsetof(struct field_entry, rule.origin)}}};
static const struct shape offload_field_shape = {
    "offload_field",
    {{field_keys, 0},
     {when_of_field_keys, 0},
     {rules_origin_keys, offsetof(struct field_entry, rule.origin)}}};
static const struct shape unless_field_shape = {
    "unless_field",
    {{field_keys, 0}, {rules_origin_keys, offsetof(struct field_entry, rule.origin)}}};

/* Every record with every field of E, one after the other: the next rule is in E->rule. False:
 * there is none. */
static bool next_field(struct field_entry *e, uint32_t i)
{
    if (i >= e->records.len * e->fields.len)
        return false;
    e->rule.record = e->records.at[i / e->fields.len];
    e->rule.field = e->fields.at[i % e->fields.len];
    return true;
}

static struct field_entry read_field(struct reader *rd, const struct ynode *entry,
                                     const struct shape *shape, enum context_bits context)
{
    struct field_entry e = {.rule = {.context = context, .origin = rules_origin(rd, entry)}};
    reader_map(rd, shape, entry, &e);
    return e;
}

static void add_field(struct reader *rd, const struct ynode *entry)
{
    struct field_entry e = read_field(rd, entry, &field_shape, CONTEXT_LOOP);
    for (uint32_t i = 0; next_field(&e, i); i++)
        vec_push(rd->arena, &rd->pack->fields, e.rule);
}

static void add_either_field(struct reader *rd, const struct ynode *entry)
{
    struct field_entry e = read_field(rd, entry, &unless_field_shape, CONTEXT_NONE);
    for (uint32_t i = 0; next_field(&e, i); i++)
        vec_push(rd->arena, &rd->pack->either_fields, e.rule);
}

static void add_unless_field(struct reader *rd, const struct ynode *entry)
{
    struct field_entry e = read_field(rd, entry, &unless_field_shape, CONTEXT_NONE);
    for (uint32_t i = 0; next_field(&e, i); i++)
        vec_push(rd->arena, &rd->pack->unless_fields, e.rule);
}

void rules_add_offload(struct reader *rd, const struct ynode *entry)
{
    if (ynode_find(entry, "arg") || !ynode_find(entry, "record")) {
        vec_push(rd->arena, &rd->pack->offloads,
                 read_callback(rd, entry, &offload_call_shape, CONTEXT_NONE));
        return;
    }
    struct field_entry e = read_field(rd, entry, &offload_field_shape, CONTEXT_NONE);
    for (uint32_t i = 0; next_field(&e, i); i++)
        vec_push(rd->arena, &rd->pack->offload_fields, e.rule);
}

void rules_add_signal_handler(struct reader *rd, const struct ynode *entry)
{
    if (ynode_find(entry, "arg") || !ynode_find(entry, "record")) {
        vec_push(rd->arena, &rd->pack->signal_handlers,
                 read_callback(rd, entry, &signal_handler_shape, CONTEXT_NONE));
        return;
    }
    struct field_entry e = read_field(rd, entry, &offload_field_shape, CONTEXT_NONE);
    for (uint32_t i = 0; next_field(&e, i); i++)
        vec_push(rd->arena, &rd->pack->signal_handler_fields, e.rule);
}

struct command_entry {
    name_vec names;
    const char *does;
    struct rule_origin origin;
};

static const struct key command_keys[] = {
    {"name", read_names, .offset = offsetof(struct command_entry, names), .need = KEY_REQUIRED},
    {"does", read_text, .offset = offsetof(struct command_entry, does)},
    {0},
};
static const struct shape command_shape = {
    "command", {{command_keys, 0}, {rules_origin_keys, offsetof(struct command_entry, origin)}}};

static struct command_entry read_command(struct reader *rd, const struct ynode *entry)
{
    struct command_entry e = {.origin = rules_origin(rd, entry)};
    reader_map(rd, &command_shape, entry, &e);
    return e;
}

#define ADD_COMMANDS(FUNCTION, LIST)                                                               \
    void FUNCTION(struct reader *rd, const struct ynode *entry)                                    \
    {                                                                                              \
        struct command_entry e = read_command(rd, entry);                                          \
        for (uint32_t i = 0; i < e.names.len; i++)                                                 \
            vec_push(rd->arena, &rd->pack->LIST,                                                   \
                     (struct rule_command){e.names.at[i], e.does, e.origin});                      \
    }
ADD_COMMANDS(rules_add_operator_signal, operator_signals)
ADD_COMMANDS(rules_add_operator_call, operator_calls)
ADD_COMMANDS(rules_add_crash_signal, crash_signals)
#undef ADD_COMMANDS

/* ---- run_loop ---- */

static const struct choice nesting_choices[] = {{"forbidden", NESTING_FORBIDDEN},
                                                {"discouraged", NESTING_DISCOURAGED},
                                                {"supported", NESTING_SUPPORTED},
                                                {NULL, 0}};
static const struct key run_loop_keys[] = {
    {"nesting", read_choice, .offset = offsetof(struct rule_run_loop, nesting),
     .choices = nesting_choices},
    {"in", read_choice, .offset = offsetof(struct rule_run_loop, in), .choices = rules_in_choices},
    {"when", read_conditions, .offset = offsetof(struct rule_run_loop, when)},
    {"unless", read_conditions, .offset = offsetof(struct rule_run_loop, unless)},
    {0},
};
static const struct shape run_loop_shape = {
    "run_loop",
    {{rules_callee_keys, offsetof(struct rule_run_loop, callee)},
     {run_loop_keys, 0},
     {rules_origin_keys, offsetof(struct rule_run_loop, origin)}}};

void rules_add_run_loop(struct reader *rd, const struct ynode *entry)
{
    struct rule_run_loop r = {
        .nesting = NESTING_FORBIDDEN, .in = CONTEXT_ANY, .origin = rules_origin(rd, entry)};
    struct str name;
    rules_callee_init(&r.callee);
    if (entry->kind != YNODE_SCALAR)
        reader_map(rd, &run_loop_shape, entry, &r);
    else if (reader_name(rd, entry, &name))
        vec_push(rd->arena, &r.callee.functions, name);
    rules_callee_close(rd, entry, &r.callee);
    vec_push(rd->arena, &rd->pack->run_loops, r);
}

/* ---- the sections ---- */

static const struct key async_keys[] = {
    {"functions", read_each, .each = add_async_function, .shape = &role_shape, .one = true},
    {"callbacks", read_each, .each = add_callback, .shape = &callback_shape},
    {"fields", read_each, .each = add_field, .shape = &field_shape},
    {"annotations", read_each, .each = add_annotation, .shape = &annotation_shape, .one = true},
    {"types", read_each, .each = add_type, .shape = &role_shape, .one = true},
    {"body_macros", read_each, .each = add_body_macro, .shape = &role_shape, .one = true},
    {"unless_fields", read_each, .each = add_unless_field, .shape = &unless_field_shape},
    {0},
};
const struct shape rules_async_shape = {"async", {{async_keys, 0}}};

static const struct key coroutine_guard_keys[] = {
    {"in_coroutine", read_rule_names, .offset = offsetof(struct pack, in_coroutine)},
    {"not_in_coroutine", read_rule_names, .offset = offsetof(struct pack, not_in_coroutine)},
    {"assert_in", read_rule_names, .offset = offsetof(struct pack, assert_in)},
    {"assert_not_in", read_rule_names, .offset = offsetof(struct pack, assert_not_in)},
    {0},
};
static const struct shape coroutine_guards_shape = {"coroutine_guards",
                                                    {{coroutine_guard_keys, 0}}};

static const struct key coroutines_keys[] = {
    {"spawn", read_each, .each = add_spawn, .shape = &spawn_shape},
    {"suspend", read_shape, .shape = &rules_suspend_shape},
    {"guards", read_shape, .shape = &coroutine_guards_shape},
    {"start", read_each, .each = rules_add_task_start, .shape = &rules_task_call_shape},
    {"end", read_each, .each = rules_add_task_end, .shape = &rules_task_call_shape},
    {"peek", read_each, .each = rules_add_task_peek, .shape = &rules_task_call_shape},
    {"stack", read_bytes, .offset = offsetof(struct pack, stack)},
    {"either_fields", read_each, .each = add_either_field, .shape = &unless_field_shape},
    {0},
};
const struct shape rules_coroutines_shape = {"coroutines",
                                             {{coroutines_keys, 0}, {rules_waits_keys, 0}}};

static const struct key loop_guard_keys[] = {
    {"on_loop", read_rule_names, .offset = offsetof(struct pack, on_loop)},
    {"not_on_loop", read_rule_names, .offset = offsetof(struct pack, not_on_loop)},
    {"thread_self", read_rule_names, .offset = offsetof(struct pack, thread_self)},
    {"thread_equal", read_rule_names, .offset = offsetof(struct pack, thread_equal)},
    {0},
};
const struct shape rules_loop_guards_shape = {"loop_guards", {{loop_guard_keys, 0}}};

const struct shape *const rules_role_shapes[] = {
    &rules_name_shape,
    &role_shape,
    &annotation_shape,
    &mark_shape,
    &callback_shape,
    &offload_call_shape,
    &signal_handler_shape,
    &command_shape,
    &spawn_shape,
    &field_shape,
    &offload_field_shape,
    &unless_field_shape,
    &run_loop_shape,
    &rules_async_shape,
    &coroutine_guards_shape,
    &rules_coroutines_shape,
    &rules_loop_guards_shape,
    NULL,
};
