/* Sections about waiting: coroutines.sleep and coroutines.deadlines, reads, waits_many,
 * loops. */

#include "input/rules_read.h"

#include <stddef.h>

static const struct key deadline_keys[] = {
    {"when", read_conditions, .offset = offsetof(struct rule_deadline, when)},
    {"instead", read_text, .offset = offsetof(struct rule_deadline, instead)},
    {0},
};
static const struct shape deadline_shape = {
    "deadline",
    {{rules_callee_keys, offsetof(struct rule_deadline, callee)},
     {deadline_keys, 0},
     {rules_origin_keys, offsetof(struct rule_deadline, origin)}}};

static void add_deadline(struct reader *rd, const struct ynode *entry)
{
    struct rule_deadline d = {.origin = rules_origin(rd, entry)};
    rules_callee_init(&d.callee);
    reader_map(rd, &deadline_shape, entry, &d);
    rules_callee_close(rd, entry, &d.callee);
    vec_push(rd->arena, &rd->pack->deadlines, d);
}

const struct key rules_waits_keys[] = {
    {"sleep", read_rule_names, .offset = offsetof(struct pack, sleeps)},
    {"deadlines", read_each, .each = add_deadline, .shape = &deadline_shape},
    {0},
};

static const struct key reads_keys[] = {
    {"state", read_rule_names, .offset = offsetof(struct pack, reads_state)},
    {"again", read_rule_names, .offset = offsetof(struct pack, reads_again)},
    {"time", read_rule_names, .offset = offsetof(struct pack, reads_time)},
    {0},
};
const struct shape rules_reads_shape = {"reads", {{reads_keys, 0}}};

/* ---- event loops of a program's own ---- */

static const struct key wait_keys[] = {
    {"counts", read_bool, .offset = offsetof(struct rule_wait, counts)},
    {"entries", read_arg, .offset = offsetof(struct rule_wait, entries)},
    {"member", read_str, .offset = offsetof(struct rule_wait, member)},
    {"shows", read_str, .offset = offsetof(struct rule_wait, shows)},
    {"tests", read_str, .offset = offsetof(struct rule_wait, tests)},
    {"ready", read_arg, .offset = offsetof(struct rule_wait, ready)},
    {"adds", read_str, .offset = offsetof(struct rule_wait, adds)},
    {"standard", read_words, .offset = offsetof(struct rule_wait, standard)},
    {"transfers", read_bool, .offset = offsetof(struct rule_wait, transfers)},
    {"when", read_conditions, .offset = offsetof(struct rule_wait, when)},
    {"unless", read_conditions, .offset = offsetof(struct rule_wait, unless)},
    {0},
};
static const struct shape wait_shape = {"wait",
                                        {{rules_callee_keys, offsetof(struct rule_wait, callee)},
                                         {wait_keys, 0},
                                         {rules_origin_keys, offsetof(struct rule_wait, origin)}}};

void rules_add_wait(struct reader *rd, const struct ynode *entry)
{
    struct rule_wait w = {
        .entries = INT32_MIN, .ready = INT32_MIN, .origin = rules_origin(rd, entry)};
    struct str name;
    rules_callee_init(&w.callee);
    if (entry->kind != YNODE_SCALAR)
        reader_map(rd, &wait_shape, entry, &w);
    else if (reader_name(rd, entry, &name))
        vec_push(rd->arena, &w.callee.functions, name);
    rules_callee_close(rd, entry, &w.callee);
    if (!w.member.i != (w.entries == INT32_MIN))
        reader_error(rd, entry, "'entries' and 'member' go together");
    if (w.shows.i && !w.member.i)
        reader_error(rd, entry, "'shows' is a field beside 'member'");
    vec_push(rd->arena, &rd->pack->waits_many, w);
}

static const struct key loops_keys[] = {
    {"ignore", read_rule_names, .offset = offsetof(struct pack, loops_ignore)},
    {"functions", read_rule_names, .offset = offsetof(struct pack, loop_functions)},
    {0},
};
const struct shape rules_loops_shape = {"loops", {{loops_keys, 0}}};

const struct shape *const rules_waits_shapes[] = {&deadline_shape, &rules_reads_shape, &wait_shape,
                                                  &rules_loops_shape, NULL};
