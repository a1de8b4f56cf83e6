/* What entries of several sections share: which calls, where a fact is from, plain names. */

#include "input/rules_read.h"

#include <stddef.h>
#include <string.h>

const struct choice rules_context_choices[] = {
    {"loop", CONTEXT_LOOP},
    {"coroutine", CONTEXT_COROUTINE},
    {"realtime", CONTEXT_REALTIME},
    {NULL, 0},
};

const struct choice rules_in_choices[] = {
    {"loop", CONTEXT_LOOP},
    {"coroutine", CONTEXT_COROUTINE},
    {"realtime", CONTEXT_REALTIME},
    {"any", CONTEXT_ANY},
    {NULL, 0},
};

const struct key rules_callee_keys[] = {
    {"function", read_names, .offset = offsetof(struct callee, functions)},
    {"functions", read_names, .offset = offsetof(struct callee, functions)},
    {"macro", read_names, .offset = offsetof(struct callee, macros)},
    {"macros", read_names, .offset = offsetof(struct callee, macros)},
    {"record", read_names, .offset = offsetof(struct callee, records)},
    {"field", read_names, .offset = offsetof(struct callee, fields)},
    {"arity", read_count, .offset = offsetof(struct callee, arity)},
    {0},
};

const struct key rules_origin_keys[] = {
    {"source", read_text, .offset = offsetof(struct rule_origin, source)},
    {0},
};

const struct key rules_cited_keys[] = {
    {"source", read_text, .offset = offsetof(struct rule_origin, source),
     .need = KEY_REQUIRED_IN_PACK},
    {0},
};

void rules_callee_init(struct callee *c)
{
    *c = (struct callee){.arity = -1};
}

static void name_fields(struct reader *rd, struct callee *c)
{
    for (uint32_t i = 0; i < c->records.len; i++)
        for (uint32_t k = 0; k < c->fields.len; k++) {
            const char *record = str_text(rd->strs, c->records.at[i]);
            const char *name = arena_printf(rd->arena, "%s.%s", record + strspn(record, "_"),
                                            str_text(rd->strs, c->fields.at[k]));
            vec_push(rd->arena, &c->functions, str_intern(rd->strs, name));
        }
}

void rules_callee_close(struct reader *rd, const struct ynode *entry, struct callee *c)
{
    if (!c->records.len != !c->fields.len)
        reader_error(rd, entry, "'%s' is missing", c->fields.len ? "record" : "field");
    name_fields(rd, c);
    if (entry->kind != YNODE_MAP || c->functions.len || c->macros.len || c->records.len ||
        c->fields.len)
        return;
    if (!ynode_find(entry, "function") && !ynode_find(entry, "functions") &&
        !ynode_find(entry, "macro") && !ynode_find(entry, "macros"))
        reader_error(rd, entry, "'function', 'macro', or 'record' and 'field', is missing");
    else if (!rd->errors)
        reader_error(rd, entry, "the entry names no function");
}

struct rule_origin rules_origin(const struct reader *rd, const struct ynode *entry)
{
    return (struct rule_origin){
        .pack = rd->pack->name, .file = rd->pack->file, .line = entry->line};
}

/* ---- plain names ---- */

struct name_entry {
    name_vec names;
    struct rule_origin origin;
};

static const struct key name_keys[] = {
    {"name", read_names, .offset = offsetof(struct name_entry, names), .need = KEY_REQUIRED},
    {0},
};
const struct shape rules_name_shape = {
    "name_entry", {{name_keys, 0}, {rules_origin_keys, offsetof(struct name_entry, origin)}}};

static void add_rule_name(struct reader *rd, const struct ynode *entry, rule_names *names)
{
    struct name_entry e = {.origin = rules_origin(rd, entry)};
    struct str name;
    if (entry->kind == YNODE_MAP)
        reader_map(rd, &rules_name_shape, entry, &e);
    else if (reader_name(rd, entry, &name))
        vec_push(rd->arena, &e.names, name);
    for (uint32_t i = 0; i < e.names.len; i++)
        vec_push(rd->arena, names, (struct rule_name){.name = e.names.at[i], .origin = e.origin});
}

void read_rule_names(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    (void)key;
    if (value->kind == YNODE_LIST) {
        for (uint32_t i = 0; i < value->items.len; i++)
            add_rule_name(rd, value->items.at[i], at);
    } else if (!ynode_is_null(value)) {
        add_rule_name(rd, value, at);
    }
}
