/* Sections about cancellation: coroutines.suspend, cancellation, finally, resources, borrows. */

#include "input/rules_read.h"

#include <stddef.h>

/* ---- suspension points and other cancellation points ---- */

struct suspend_entry {
    name_vec names;
    struct rule_suspend rule;
};

static const struct choice fail_choices[] = {{"negative", FAIL_NEGATIVE}, {"null", FAIL_NULL},
                                             {"zero", FAIL_ZERO},         {"nonzero", FAIL_NONZERO},
                                             {"never", FAIL_NEVER},       {NULL, 0}};

static const struct key suspend_entry_keys[] = {
    {"name", read_names, .offset = offsetof(struct suspend_entry, names), .need = KEY_REQUIRED},
    {"cancellable", read_bool, .offset = offsetof(struct suspend_entry, rule.cancellable)},
    {"unlocks", read_arg, .offset = offsetof(struct suspend_entry, rule.unlocks)},
    {"framework", read_str, .offset = offsetof(struct suspend_entry, rule.framework)},
    {"fails", read_choice, .offset = offsetof(struct suspend_entry, rule.fails),
     .choices = fail_choices},
    {"when", read_conditions, .offset = offsetof(struct suspend_entry, rule.when)},
    {"unless", read_conditions, .offset = offsetof(struct suspend_entry, rule.unless)},
    {0},
};
static const struct shape suspend_entry_shape = {
    "suspend_entry",
    {{suspend_entry_keys, 0}, {rules_origin_keys, offsetof(struct suspend_entry, rule.origin)}}};

/* What an entry is before it says otherwise. */
enum { SWITCHES = 1, BY_MACRO = 2 };

static void add_suspend(struct reader *rd, const struct ynode *entry, int code,
                        struct rule_suspends *list)
{
    struct suspend_entry e = {.rule = {.pack = rd->pack,
                                       .switches = code & SWITCHES,
                                       .by_macro = code & BY_MACRO,
                                       .cancellable = true,
                                       .unlocks = INT32_MIN,
                                       .origin = rules_origin(rd, entry)}};
    struct str name;
    if (entry->kind == YNODE_MAP)
        reader_map(rd, &suspend_entry_shape, entry, &e);
    else if (reader_name(rd, entry, &name))
        vec_push(rd->arena, &e.names, name);
    for (uint32_t i = 0; i < e.names.len; i++) {
        e.rule.name = e.names.at[i];
        vec_push(rd->arena, &list->all, e.rule);
    }
}

/* [struct rule_suspends] names, each alone or as a mapping. */
static void read_suspends(struct reader *rd, const struct key *key, const struct ynode *value,
                          void *at)
{
    if (value->kind == YNODE_LIST) {
        for (uint32_t i = 0; i < value->items.len; i++)
            add_suspend(rd, value->items.at[i], key->code, at);
    } else if (!ynode_is_null(value)) {
        add_suspend(rd, value, key->code, at);
    }
}

static const struct key suspend_keys[] = {
    {"functions", read_suspends, .offset = offsetof(struct pack, suspends), .code = SWITCHES},
    {"macros", read_suspends, .offset = offsetof(struct pack, suspends),
     .code = SWITCHES | BY_MACRO},
    {"only_inside", read_rule_names, .offset = offsetof(struct pack, only_inside)},
    {0},
};
const struct shape rules_suspend_shape = {"suspend", {{suspend_keys, 0}}};

/* ---- calls with conditions: tests, shield ---- */

struct named_call_entry {
    name_vec names;
    struct rule_named_call rule;
};

static const struct key named_call_keys[] = {
    {"name", read_names, .offset = offsetof(struct named_call_entry, names), .need = KEY_REQUIRED},
    {"when", read_conditions, .offset = offsetof(struct named_call_entry, rule.when)},
    {0},
};
static const struct shape named_call_shape = {
    "named_call",
    {{named_call_keys, 0}, {rules_origin_keys, offsetof(struct named_call_entry, rule.origin)}}};

static void add_named_call(struct reader *rd, const struct ynode *entry, rule_named_calls *list)
{
    struct named_call_entry e = {.rule = {.pack = rd->pack, .origin = rules_origin(rd, entry)}};
    struct str name;
    if (entry->kind == YNODE_MAP)
        reader_map(rd, &named_call_shape, entry, &e);
    else if (reader_name(rd, entry, &name))
        vec_push(rd->arena, &e.names, name);
    for (uint32_t i = 0; i < e.names.len; i++) {
        e.rule.name = e.names.at[i];
        vec_push(rd->arena, list, e.rule);
    }
}

/* [rule_named_calls] names, each alone or with a condition. */
static void read_named_calls(struct reader *rd, const struct key *key, const struct ynode *value,
                             void *at)
{
    (void)key;
    if (value->kind == YNODE_LIST) {
        for (uint32_t i = 0; i < value->items.len; i++)
            add_named_call(rd, value->items.at[i], at);
    } else if (!ynode_is_null(value)) {
        add_named_call(rd, value, at);
    }
}

/* ---- cancellation, finally ---- */

static const struct choice model_choices[] = {{"none", CANCEL_NONE},
                                              {"error", CANCEL_ERROR},
                                              {"unwind", CANCEL_UNWIND},
                                              {"abandon", CANCEL_ABANDON},
                                              {NULL, 0}};

static const struct key status_keys[] = {
    {"record", read_name, .offset = offsetof(struct rule_field, record), .need = KEY_REQUIRED},
    {"field", read_name, .offset = offsetof(struct rule_field, field), .need = KEY_REQUIRED},
    {0},
};
static const struct shape status_shape = {
    "status", {{status_keys, 0}, {rules_origin_keys, offsetof(struct rule_field, origin)}}};

static void add_status(struct reader *rd, const struct ynode *entry)
{
    struct rule_field f = {.origin = rules_origin(rd, entry)};
    reader_map(rd, &status_shape, entry, &f);
    vec_push(rd->arena, &rd->pack->cancellation.status, f);
}

static const struct key cancellation_keys[] = {
    {"model", read_choice, .offset = offsetof(struct pack, cancellation.model),
     .need = KEY_REQUIRED, .choices = model_choices},
    {"errors", read_words, .offset = offsetof(struct pack, cancellation.errors)},
    {"sticky", read_bool, .offset = offsetof(struct pack, cancellation.sticky)},
    {"cancel", read_names, .offset = offsetof(struct pack, cancellation.cancel)},
    {"ends_thread", read_names, .offset = offsetof(struct pack, cancellation.ends_thread)},
    {"current", read_names, .offset = offsetof(struct pack, cancellation.current)},
    {"error_arg", read_arg, .offset = offsetof(struct pack, cancellation.error_arg)},
    {"tells", read_rule_names, .offset = offsetof(struct pack, cancellation.tells)},
    {"only_where_called", read_bool,
     .offset = offsetof(struct pack, cancellation.only_where_called)},
    {"shield", read_named_calls, .offset = offsetof(struct pack, cancellation.shield)},
    {"tests", read_named_calls, .offset = offsetof(struct pack, cancellation.tests)},
    {"status", read_each, .each = add_status, .shape = &status_shape},
    {"points", read_suspends, .offset = offsetof(struct pack, suspends)},
    {0},
};
const struct shape rules_cancellation_shape = {"cancellation", {{cancellation_keys, 0}}};

void rules_read_cancellation(struct reader *rd, const struct key *key, const struct ynode *value,
                             void *at)
{
    struct pack *p = at;
    reader_map(rd, key->shape, value, p);
    p->cancellation.given = true;
}

static const struct key finally_keys[] = {
    {"attributes", read_words, .offset = offsetof(struct pack, cancellation.finally_attributes)},
    {"with_exceptions", read_bool, .offset = offsetof(struct pack, cancellation.with_exceptions)},
    {"macros", read_names, .offset = offsetof(struct pack, cancellation.finally_macros)},
    {"push_pop", read_names, .offset = offsetof(struct pack, cancellation.finally_push_pop)},
    {"destructors", read_names, .offset = offsetof(struct pack, cancellation.finally_destructors)},
    {0},
};
const struct shape rules_finally_shape = {"finally", {{finally_keys, 0}}};

/* ---- resources ---- */

static const struct key resource_keys[] = {
    {"acquire", rules_read_acquire, .offset = offsetof(struct rule_resource, acquire),
     .need = KEY_REQUIRED},
    {"release", read_names, .offset = offsetof(struct rule_resource, release),
     .need = KEY_REQUIRED},
    {"out", read_arg, .offset = offsetof(struct rule_resource, out)},
    {"arg", read_arg, .offset = offsetof(struct rule_resource, arg)},
    {"anonymous", read_bool, .offset = offsetof(struct rule_resource, anonymous)},
    {"release_arg", read_arg, .offset = offsetof(struct rule_resource, release_arg)},
    {"fails", read_choice, .offset = offsetof(struct rule_resource, fails),
     .choices = fail_choices},
    {"what", read_text, .offset = offsetof(struct rule_resource, what)},
    {"when", read_conditions, .offset = offsetof(struct rule_resource, when)},
    {0},
};
static const struct shape resource_shape = {
    "resource", {{resource_keys, 0}, {rules_origin_keys, offsetof(struct rule_resource, origin)}}};

void rules_add_resource(struct reader *rd, const struct ynode *entry)
{
    struct rule_resource r = {
        .out = INT32_MIN, .arg = INT32_MIN, .pack = rd->pack, .origin = rules_origin(rd, entry)};
    rules_callee_init(&r.acquire);
    reader_map(rd, &resource_shape, entry, &r);
    int places = (r.out != INT32_MIN) + (r.arg != INT32_MIN) + r.anonymous;
    if (places > 1)
        reader_error(rd, entry, "only one of 'out', 'arg' and 'anonymous' says what is acquired");
    vec_push(rd->arena, &rd->pack->resources, r);
}

const struct shape *const rules_cancel_shapes[] = {
    &suspend_entry_shape, &rules_suspend_shape,      &named_call_shape,    &status_shape,
    &resource_shape,      &rules_cancellation_shape, &rules_finally_shape, NULL,
};
