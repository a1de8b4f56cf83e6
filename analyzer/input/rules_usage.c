/* Sections that say how calls are to be used: points_in_time, durations, clocks,
 * nonblocking_needed, noreturn_unless_zero, loop_calls, outcomes. */

#include "input/rules_read.h"

#include <stddef.h>

static const struct key args_keys[] = {
    {"arg", read_args, .offset = offsetof(struct rule_use, args), .need = KEY_REQUIRED},
    {0},
};
static const struct key when_keys[] = {
    {"when", read_conditions, .offset = offsetof(struct rule_use, when)},
    {"unless", read_conditions, .offset = offsetof(struct rule_use, unless)},
    {0},
};
static const struct key clock_of_time_keys[] = {
    {"clock", read_words, .offset = offsetof(struct rule_use, clocks)},
    {"member", read_str, .offset = offsetof(struct rule_use, member)},
    {"fraction", read_str, .offset = offsetof(struct rule_use, fraction)},
    {0},
};
static const struct key clock_keys[] = {
    {"clock", read_words, .offset = offsetof(struct rule_use, clocks), .need = KEY_REQUIRED},
    {"out", read_arg, .offset = offsetof(struct rule_use, out)},
    {0},
};
static const struct key outcome_keys[] = {
    {"param", read_arg, .offset = offsetof(struct rule_use, param), .need = KEY_REQUIRED},
    {"param_type", read_str, .offset = offsetof(struct rule_use, param_type)},
    {"member", read_str, .offset = offsetof(struct rule_use, member)},
    {"finish", read_names, .offset = offsetof(struct rule_use, finish)},
    {0},
};

#define USE_SHAPE(VARIABLE, NAME, FIRST, SECOND)                                                   \
    static const struct shape VARIABLE = {                                                         \
        NAME,                                                                                      \
        {{rules_callee_keys, offsetof(struct rule_use, callee)},                                   \
         {FIRST, 0},                                                                               \
         {SECOND, 0},                                                                              \
         {when_keys, 0},                                                                           \
         {rules_origin_keys, offsetof(struct rule_use, origin)}}}

static const struct key no_keys[] = {{0}};

USE_SHAPE(time_shape, "time_use", args_keys, clock_of_time_keys);
USE_SHAPE(clock_shape, "clock", clock_keys, no_keys);
USE_SHAPE(nonblocking_shape, "nonblocking_use", args_keys, no_keys);
USE_SHAPE(loop_call_shape, "loop_call", no_keys, no_keys);
USE_SHAPE(outcome_shape, "outcome", args_keys, outcome_keys);
static const struct shape noreturn_shape = {
    "noreturn_use",
    {{rules_callee_keys, offsetof(struct rule_use, callee)},
     {args_keys, 0},
     {rules_origin_keys, offsetof(struct rule_use, origin)}}};

/* ENTRY, a name or a mapping of SHAPE, appended to LIST. */
static void add_use(struct reader *rd, const struct ynode *entry, const struct shape *shape,
                    rule_uses *list)
{
    struct rule_use u = {.out = INT32_MIN, .param = INT32_MIN, .origin = rules_origin(rd, entry)};
    struct str name;
    rules_callee_init(&u.callee);
    if (entry->kind != YNODE_SCALAR || shape != &loop_call_shape)
        reader_map(rd, shape, entry, &u);
    else if (reader_name(rd, entry, &name))
        vec_push(rd->arena, &u.callee.functions, name);
    rules_callee_close(rd, entry, &u.callee);
    vec_push(rd->arena, list, u);
}

void rules_add_point_in_time(struct reader *rd, const struct ynode *entry)
{
    add_use(rd, entry, &time_shape, &rd->pack->points_in_time);
}

void rules_add_duration(struct reader *rd, const struct ynode *entry)
{
    add_use(rd, entry, &time_shape, &rd->pack->durations);
}

void rules_add_clock(struct reader *rd, const struct ynode *entry)
{
    add_use(rd, entry, &clock_shape, &rd->pack->clocks);
}

void rules_add_nonblocking_needed(struct reader *rd, const struct ynode *entry)
{
    add_use(rd, entry, &nonblocking_shape, &rd->pack->nonblocking_needed);
}

void rules_add_noreturn_unless_zero(struct reader *rd, const struct ynode *entry)
{
    add_use(rd, entry, &noreturn_shape, &rd->pack->noreturn_unless_zero);
}

void rules_add_loop_call(struct reader *rd, const struct ynode *entry)
{
    add_use(rd, entry, &loop_call_shape, &rd->pack->loop_calls);
}

void rules_add_outcome(struct reader *rd, const struct ynode *entry)
{
    add_use(rd, entry, &outcome_shape, &rd->pack->outcomes);
}

static const struct choice declines_choices[] = {{"never", DECLINES_NEVER},
                                                 {"zero", DECLINES_ZERO},
                                                 {"negative", DECLINES_NEGATIVE},
                                                 {"not_positive", DECLINES_NOT_POSITIVE},
                                                 {NULL, 0}};

static const struct key completion_keys[] = {
    {"record", read_str, .offset = offsetof(struct rule_completion, record), .need = KEY_REQUIRED},
    {"given", read_names, .offset = offsetof(struct rule_completion, given)},
    {"called", read_bool, .offset = offsetof(struct rule_completion, called)},
    {"declines", read_choice, .offset = offsetof(struct rule_completion, declines),
     .choices = declines_choices},
    {"answers", read_names, .offset = offsetof(struct rule_completion, answers)},
    {"made", read_names, .offset = offsetof(struct rule_completion, made)},
    {"done", read_names, .offset = offsetof(struct rule_completion, done)},
    {"done_where", read_names, .offset = offsetof(struct rule_completion, done_where)},
    {"hand_on", read_names, .offset = offsetof(struct rule_completion, hand_on)},
    {"keeps", read_names, .offset = offsetof(struct rule_completion, keeps)},
    {"same", read_names, .offset = offsetof(struct rule_completion, same)},
    {"given_done", read_names, .offset = offsetof(struct rule_completion, given_done)},
    {"tells", read_names, .offset = offsetof(struct rule_completion, tells)},
    {"again", read_names, .offset = offsetof(struct rule_completion, again)},
    {"again_true", read_names, .offset = offsetof(struct rule_completion, again_true)},
    {"chosen_by", read_names, .offset = offsetof(struct rule_completion, chosen_by)},
    {"error", read_str, .offset = offsetof(struct rule_completion, error)},
    {0},
};
static const struct shape completion_shape = {
    "completion",
    {{completion_keys, 0}, {rules_origin_keys, offsetof(struct rule_completion, origin)}}};

void rules_add_completion(struct reader *rd, const struct ynode *entry)
{
    struct rule_completion c = {.origin = rules_origin(rd, entry)};
    reader_map(rd, &completion_shape, entry, &c);
    vec_push(rd->arena, &rd->pack->completions, c);
}

const struct shape *const rules_usage_shapes[] = {
    &completion_shape, &time_shape,    &clock_shape,    &nonblocking_shape,
    &loop_call_shape,  &outcome_shape, &noreturn_shape, NULL};
