/* Conditions of entries: alternatives of tests that hold together. */

#include "input/rules_read.h"

#include <ctype.h>
#include <stddef.h>
#include <string.h>

/* One mapping while it is read. */
struct draft {
    bool has_arg;
    int32_t arg;
    struct str field, member;
    VEC(struct condition) tests; /* their arg and field are filled in at the end */
    const struct ynode *and;
};

static void read_all(struct reader *rd, const struct ynode *map, struct condition_all *all);

/* ---- values ---- */

static bool is_identifier(const char *text)
{
    if (!isalpha((unsigned char)*text) && *text != '_')
        return false;
    while (isalnum((unsigned char)*text) || *text == '_')
        text++;
    return !*text;
}

static bool read_value(struct reader *rd, const struct ynode *n, struct condition_value *ret_value)
{
    int64_t number;
    if (n->kind != YNODE_SCALAR || ynode_is_null(n)) {
        reader_error(rd, n, "a number or a name is wanted, not %s", ynode_kind_name(n));
        return false;
    }
    if (reader_parse_number(n->text, &number)) {
        *ret_value = (struct condition_value){.number = number};
    } else if (!strcmp(n->text, "true") || !strcmp(n->text, "false")) {
        *ret_value = (struct condition_value){.number = *n->text == 't'};
    } else if (is_identifier(n->text)) {
        *ret_value = (struct condition_value){.name = str_intern(rd->strs, n->text)};
    } else {
        reader_error(rd, n, "'%s' is neither a number nor a name", n->text);
        return false;
    }
    return true;
}

static void add_test(struct reader *rd, struct draft *d, struct condition test)
{
    vec_push(rd->arena, &d->tests, test);
}

/* equals, not, has, lacks */
static void read_test_value(struct reader *rd, const struct key *key, const struct ynode *value,
                            void *at)
{
    struct condition test = {.op = (enum condition_op)key->code};
    struct condition_value v;
    if (value->kind == YNODE_LIST) {
        reader_error(rd, value, "'%s' takes one value; %s", key->name,
                     key->code == WHEN_EQUALS
                         ? "write 'in' for several"
                         : "write a further mapping under 'and', or in the list");
        return;
    }
    if (!read_value(rd, value, &v))
        return;
    vec_push(rd->arena, &test.values, v);
    add_test(rd, at, test);
}

static void read_test_in(struct reader *rd, const struct key *key, const struct ynode *value,
                         void *at)
{
    struct condition test = {.op = WHEN_IN};
    (void)key;
    if (value->kind != YNODE_LIST || !value->items.len) {
        reader_error(rd, value, "'in' takes a list of numbers and names");
        return;
    }
    for (uint32_t i = 0; i < value->items.len; i++) {
        struct condition_value v;
        if (read_value(rd, value->items.at[i], &v))
            vec_push(rd->arena, &test.values, v);
    }
    add_test(rd, at, test);
}

static void read_test_starts(struct reader *rd, const struct key *key, const struct ynode *value,
                             void *at)
{
    struct condition test = {.op = WHEN_STARTS};
    (void)key;
    if (value->kind != YNODE_LIST || !value->items.len) {
        reader_error(rd, value, "'starts' takes a list of texts");
        return;
    }
    for (uint32_t i = 0; i < value->items.len; i++) {
        const struct ynode *item = value->items.at[i];
        if (item->kind != YNODE_SCALAR || !*item->text) {
            reader_error(rd, item, "a text expected");
            return;
        }
        vec_push(rd->arena, &test.values,
                 (struct condition_value){.name = str_intern(rd->strs, item->text)});
    }
    add_test(rd, at, test);
}

static void read_test_less(struct reader *rd, const struct key *key, const struct ynode *value,
                           void *at)
{
    struct condition test = {.op = WHEN_LESS};
    int64_t number;
    (void)key;
    if (!reader_number(rd, value, "a number", INT64_MIN, INT64_MAX, &number))
        return;
    vec_push(rd->arena, &test.values, (struct condition_value){.number = number});
    add_test(rd, at, test);
}

static void read_test_null(struct reader *rd, const struct key *key, const struct ynode *value,
                           void *at)
{
    bool null = true;
    read_bool(rd, key, value, &null);
    add_test(rd, at, (struct condition){.op = null ? WHEN_NULL : WHEN_NOT_NULL});
}

/* zero, literal: there is no opposite */
static void read_test_true(struct reader *rd, const struct key *key, const struct ynode *value,
                           void *at)
{
    bool flag = true;
    read_bool(rd, key, value, &flag);
    if (!flag)
        reader_error(rd, value, "'%s' can only be true; put it under 'unless' to turn it round",
                     key->name);
    add_test(rd, at, (struct condition){.op = (enum condition_op)key->code});
}

static void read_test_address(struct reader *rd, const struct key *key, const struct ynode *value,
                              void *at)
{
    static const struct choice words[] = {{"numeric", 0}, {NULL, 0}};
    int chosen;
    if (reader_choice(rd, value, key->name, words, &chosen))
        add_test(rd, at, (struct condition){.op = WHEN_NUMERIC});
}

static void read_test_fd(struct reader *rd, const struct key *key, const struct ynode *value,
                         void *at)
{
    static const struct choice words[] = {
        {"nonblocking", 0},    {"blocking", 0}, {"socket", 0}, {"local", 0},   {"datagram", 0},
        {"local_datagram", 0}, {"pipe", 0},     {"file", 0},   {"eventfd", 0}, {"timerfd", 0},
        {"signalfd", 0},       {"inotify", 0},  {"epoll", 0},  {"tty", 0},     {"memory", 0},
        {"output", 0},         {"other", 0},    {NULL, 0}};
    struct condition test = {.op = WHEN_FD};
    int chosen;
    if (!reader_choice(rd, value, key->name, words, &chosen))
        return;
    vec_push(rd->arena, &test.values,
             (struct condition_value){.name = str_intern(rd->strs, value->text)});
    add_test(rd, at, test);
}

struct called { /* a function, and what holds for the arguments of a call of it */
    struct str function;
    const struct ynode *when;
};

static void read_when_called(struct reader *rd, const struct key *key, const struct ynode *value,
                             void *at)
{
    const struct ynode **when = at;
    (void)rd;
    (void)key;
    *when = value;
}

static const struct key called_keys[] = {
    {"function", read_name, .offset = offsetof(struct called, function), .need = KEY_REQUIRED},
    {"when", read_when_called, .offset = offsetof(struct called, when)},
    {0},
};
const struct shape rules_called_shape = {"called", {{called_keys, 0}}};

static void add_called(struct reader *rd, void *at, enum condition_op op,
                       const struct called *called)
{
    struct condition test = {.op = op};
    bool of_field = rd->of_field;
    if (called->when) {
        struct condition_all *with = arena_new_one(rd->arena, struct condition_all);
        rd->of_field = false;
        read_all(rd, called->when, with);
        rd->of_field = of_field;
        test.with = with;
    }
    vec_push(rd->arena, &test.values, (struct condition_value){.name = called->function});
    add_test(rd, at, test);
}

static void read_test_called(struct reader *rd, const struct key *key, const struct ynode *value,
                             void *at)
{
    struct called called = {.when = NULL};
    if (value->kind == YNODE_MAP)
        reader_map(rd, &rules_called_shape, value, &called);
    else
        read_name(rd, key, value, &called.function);
    add_called(rd, at, WHEN_CALLED, &called);
}

static const struct key handle_keys[] = {
    {"nonblocking_via", read_name, .offset = offsetof(struct called, function),
     .need = KEY_REQUIRED},
    {"when", read_when_called, .offset = offsetof(struct called, when)},
    {0},
};
const struct shape rules_handle_shape = {"handle", {{handle_keys, 0}}};

static void read_test_handle(struct reader *rd, const struct key *key, const struct ynode *value,
                             void *at)
{
    struct called setter = {.when = NULL};
    (void)key;
    reader_map(rd, &rules_handle_shape, value, &setter);
    add_called(rd, at, WHEN_HANDLE, &setter);
}

/* ---- mappings ---- */

static void read_test_arg(struct reader *rd, const struct key *key, const struct ynode *value,
                          void *at)
{
    struct draft *d = at;
    read_arg(rd, key, value, &d->arg);
    d->has_arg = true;
    if (rd->of_field)
        reader_error(rd, value, "a condition of a field asks about another 'field', not 'arg'");
}

static void read_test_field(struct reader *rd, const struct key *key, const struct ynode *value,
                            void *at)
{
    struct draft *d = at;
    read_str(rd, key, value, &d->field);
    if (!rd->of_field)
        reader_error(rd, value, "'field' is for entries of async.fields; name the argument: 'arg'");
}

static void read_test_member(struct reader *rd, const struct key *key, const struct ynode *value,
                             void *at)
{
    struct draft *d = at;
    read_str(rd, key, value, &d->member);
}

static void read_test_and(struct reader *rd, const struct key *key, const struct ynode *value,
                          void *at)
{
    struct draft *d = at;
    (void)rd;
    (void)key;
    d->and = value;
}

static const struct key condition_keys[] = {
    {"arg", read_test_arg, .offset = 0},
    {"field", read_test_field, .offset = 0},
    {"member", read_test_member, .offset = 0},
    {"equals", read_test_value, .code = WHEN_EQUALS},
    {"not", read_test_value, .code = WHEN_NOT},
    {"less", read_test_less, .offset = 0},
    {"in", read_test_in, .offset = 0},
    {"has", read_test_value, .code = WHEN_HAS},
    {"lacks", read_test_value, .code = WHEN_LACKS},
    {"is_null", read_test_null, .offset = 0},
    {"null", read_test_null, .offset = 0}, /* which YAML takes for no text unless it is quoted */
    {"zero", read_test_true, .code = WHEN_ZERO},
    {"fd", read_test_fd, .offset = 0},
    {"handle", read_test_handle, .offset = 0},
    {"literal", read_test_true, .code = WHEN_LITERAL},
    {"starts", read_test_starts, .offset = 0},
    {"address", read_test_address, .offset = 0},
    {"called", read_test_called, .offset = 0},
    {"and", read_test_and, .offset = 0},
    {0},
};
const struct shape rules_condition_shape = {"condition", {{condition_keys, 0}}};

static void check_draft(struct reader *rd, const struct ynode *map, const struct draft *d)
{
    if (map->kind != YNODE_MAP)
        return;
    bool of_program = ynode_find(map, "called");
    if (rd->of_field && !d->field.i && !d->has_arg && !of_program)
        reader_error(rd, map, "the condition names no 'field'");
    if (!rd->of_field && !d->has_arg && !d->field.i && !of_program)
        reader_error(rd, map, "the condition names no argument: 'arg' is missing");
    if (!d->tests.len && !ynode_find(map, "and"))
        reader_error(rd, map,
                     "the condition tests nothing; add one of equals, not, less, in, has, lacks, "
                     "is_null, zero, fd, handle, literal, starts, address, called");
    if (d->member.i && !d->has_arg)
        reader_error(rd, map, "'member' is one of what an argument points to: 'arg' is missing");
}

static void read_and(struct reader *rd, const struct ynode *and, struct condition_all *all)
{
    if (and->kind != YNODE_LIST) {
        read_all(rd, and, all);
        return;
    }
    for (uint32_t i = 0; i < and->items.len; i++)
        read_all(rd, and->items.at[i], all);
}

/* Append the tests of MAP, and those under its `and`; none for `true`. The tree is not deep: ytree
 * sees to that. */
static void read_all(struct reader *rd, const struct ynode *map, struct condition_all *all)
{
    struct draft d = {0};
    uint32_t errors = rd->errors;
    if (map->kind == YNODE_SCALAR && !strcmp(map->text, "true"))
        return;
    reader_map(rd, &rules_condition_shape, map, &d);
    if (rd->errors == errors)
        check_draft(rd, map, &d);
    for (uint32_t i = 0; i < d.tests.len; i++) {
        struct condition test = d.tests.at[i];
        test.arg = test.op == WHEN_CALLED ? INT32_MIN : d.arg;
        test.field = d.field;
        test.member = d.member;
        vec_push(rd->arena, &all->all, test);
    }
    if (d.and)
        read_and(rd, d.and, all);
}

void read_conditions(struct reader *rd, const struct key *key, const struct ynode *value, void *at)
{
    condition_any *any = at;
    (void)key;
    const struct ynode *const *items = value->kind == YNODE_LIST ? value->items.at : &value;
    uint32_t count = value->kind == YNODE_LIST ? value->items.len : 1;
    if (ynode_is_null(value))
        count = 0;
    for (uint32_t i = 0; i < count; i++) {
        struct condition_all all = {0};
        read_all(rd, items[i], &all);
        vec_push(rd->arena, any, all);
    }
}

void read_conditions_of_fields(struct reader *rd, const struct key *key, const struct ynode *value,
                               void *at)
{
    rd->of_field = true;
    read_conditions(rd, key, value, at);
    rd->of_field = false;
}
