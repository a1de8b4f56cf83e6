/* Sections about waiting: coroutines.sleep and coroutines.deadlines, reads. */

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

const struct shape *const rules_waits_shapes[] = {&deadline_shape, &rules_reads_shape, NULL};
