/* Sections about tasks: coroutines.start, end and peek; keeps; gives_back. */

#include "input/rules_read.h"

#include <stddef.h>

/* ---- what calls do to handles ---- */

static const struct key task_call_keys[] = {
    {"arg", read_arg, .offset = offsetof(struct rule_task_call, arg)},
    {"when", read_conditions, .offset = offsetof(struct rule_task_call, when)},
    {0},
};
const struct shape rules_task_call_shape = {
    "task_call",
    {{rules_callee_keys, offsetof(struct rule_task_call, callee)},
     {task_call_keys, 0},
     {rules_origin_keys, offsetof(struct rule_task_call, origin)}}};

struct rule_task_call rules_read_task_call(struct reader *rd, const struct ynode *entry)
{
    struct rule_task_call c = {.origin = rules_origin(rd, entry)};
    rules_callee_init(&c.callee);
    reader_map(rd, &rules_task_call_shape, entry, &c);
    rules_callee_close(rd, entry, &c.callee);
    return c;
}

void rules_add_task_start(struct reader *rd, const struct ynode *entry)
{
    vec_push(rd->arena, &rd->pack->task_starts, rules_read_task_call(rd, entry));
}

void rules_add_task_end(struct reader *rd, const struct ynode *entry)
{
    vec_push(rd->arena, &rd->pack->task_ends, rules_read_task_call(rd, entry));
}

void rules_add_task_peek(struct reader *rd, const struct ynode *entry)
{
    vec_push(rd->arena, &rd->pack->task_peeks, rules_read_task_call(rd, entry));
}

void rules_add_gives_back(struct reader *rd, const struct ynode *entry)
{
    vec_push(rd->arena, &rd->pack->gives_back, rules_read_task_call(rd, entry));
}

/* ---- keeps ---- */

static bool is_word(const struct reader *rd, const struct ynode *value, const char *word)
{
    return value->kind == YNODE_SCALAR &&
           str_eq(str_intern(rd->strs, value->text), str_intern(rd->strs, word));
}

/* An argument's number, several, or the word `call`. */
static void read_kept(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    struct rule_keep *k = at;
    k->args_of_call = is_word(rd, value, "call");
    if (!k->args_of_call)
        read_args(rd, key, value, &k->args);
}

/* [int32_t] an argument's number, or the word `result`. */
static void read_keep_handle(struct reader *rd, const struct key *key, const struct ynode *value,
                             void *at)
{
    int32_t *handle = at;
    if (is_word(rd, value, "result"))
        *handle = HANDLE_RESULT;
    else
        read_arg(rd, key, value, at);
}

static const struct choice keep_in_choices[] = {
    {"loop", CONTEXT_LOOP}, {"coroutine", CONTEXT_COROUTINE}, {"any", CONTEXT_ANY}, {NULL, 0}};

static const struct key keep_keys[] = {
    {"arg", read_kept, .need = KEY_REQUIRED},
    {"contents", read_bool, .offset = offsetof(struct rule_keep, contents)},
    {"handle", read_keep_handle, .offset = offsetof(struct rule_keep, handle)},
    {"entry", read_arg, .offset = offsetof(struct rule_keep, entry)},
    {"given_to", read_arg, .offset = offsetof(struct rule_keep, given_to)},
    {"handler", read_str, .offset = offsetof(struct rule_keep, handler)},
    {"param", read_arg, .offset = offsetof(struct rule_keep, param)},
    {"until", read_names, .offset = offsetof(struct rule_keep, until)},
    {"with", read_names, .offset = offsetof(struct rule_keep, with)},
    {"in", read_choice, .offset = offsetof(struct rule_keep, in), .choices = keep_in_choices},
    {"when", read_conditions, .offset = offsetof(struct rule_keep, when)},
    {"unless", read_conditions, .offset = offsetof(struct rule_keep, unless)},
    {0},
};
static const struct shape keep_shape = {"keep",
                                        {{rules_callee_keys, offsetof(struct rule_keep, callee)},
                                         {keep_keys, 0},
                                         {rules_cited_keys, offsetof(struct rule_keep, origin)}}};

void rules_add_keep(struct reader *rd, const struct ynode *entry)
{
    struct rule_keep k = {.handle = INT32_MIN,
                          .entry = INT32_MIN,
                          .given_to = INT32_MIN,
                          .in = CONTEXT_ANY,
                          .origin = rules_origin(rd, entry)};
    rules_callee_init(&k.callee);
    reader_map(rd, &keep_shape, entry, &k);
    rules_callee_close(rd, entry, &k.callee);
    if (k.args_of_call && k.callee.functions.len)
        reader_error(rd, entry, "'arg: call' is for macros: only there is the call an argument");
    vec_push(rd->arena, &rd->pack->keeps, k);
}

const struct shape *const rules_task_shapes[] = {&rules_task_call_shape, &keep_shape, NULL};
