/* rules/schema.json and the loader's tables say the same: the names of keys, and which are
 * required. */

#include "input/reader.h"
#include "input/rules_read.h"
#include "test.h"

#include <jansson.h>

static const struct key *find_key(const struct shape *shape, const char *name)
{
    for (const struct part *p = shape->parts; p < shape->parts + SHAPE_PARTS_MAX; p++)
        for (const struct key *k = p->keys; k && k->name; k++)
            if (!strcmp(k->name, name))
                return k;
    return NULL;
}

static bool is_required(const json_t *def, const char *name)
{
    size_t i;
    json_t *entry;
    json_array_foreach(json_object_get(def, "required"), i,
                       entry) if (!strcmp(json_string_value(entry), name)) return true;
    return false;
}

/* Every name of the table is in the schema, as required as there. */
static void check_table(struct test *t, const json_t *def, const struct shape *shape)
{
    const json_t *properties = json_object_get(def, "properties");
    for (const struct part *p = shape->parts; p < shape->parts + SHAPE_PARTS_MAX; p++)
        for (const struct key *k = p->keys; k && k->name; k++) {
            bool pack_key = k->need == KEY_REQUIRED_IN_PACK && !strcmp(k->name, "pack") &&
                            !strcmp(shape->name, "pack");
            bool known = json_object_get(properties, k->name) != NULL;
            bool agreed = is_required(def, k->name) == (k->need == KEY_REQUIRED || pack_key);
            if (!CHECK(t, known) || !CHECK(t, agreed))
                fprintf(stderr, "  key '%s' of '%s'\n", k->name, shape->name);
        }
}

/* Every name of the schema is in the table, and nothing else is let in. */
static void check_schema(struct test *t, json_t *def, const struct shape *shape)
{
    const char *name;
    json_t *value;
    CHECK(t, json_is_false(json_object_get(def, "additionalProperties")));
    CHECK(t, json_is_string(json_object_get(def, "description")));
    json_object_foreach(json_object_get(def, "properties"), name,
                        value) if (!CHECK(t, find_key(shape, name)))
        fprintf(stderr, "  property '%s' of '%s'\n", name, shape->name);
}

/* What a choice may be: where the schema lists it, the same list. */
static void check_choices(struct test *t, const json_t *def, const struct shape *shape)
{
    for (const struct part *p = shape->parts; p < shape->parts + SHAPE_PARTS_MAX; p++)
        for (const struct key *k = p->keys; k && k->name; k++) {
            const json_t *property = json_object_get(json_object_get(def, "properties"), k->name);
            const json_t *list = json_object_get(property, "enum");
            if (!k->choices)
                continue;
            size_t count = 0;
            for (const struct choice *c = k->choices; c->name; c++, count++) {
                size_t i;
                json_t *entry;
                bool found = false;
                json_array_foreach(list, i, entry) found =
                    found || !strcmp(json_string_value(entry), c->name);
                if (!CHECK(t, found))
                    fprintf(stderr, "  '%s' of '%s.%s'\n", c->name, shape->name, k->name);
            }
            CHECK_NUMBER(t, json_array_size(list), count);
        }
}

static void check_shapes(struct test *t, const json_t *defs, const struct shape *const *shapes)
{
    for (; *shapes; shapes++) {
        json_t *def = json_object_get(defs, (*shapes)->name);
        if (!CHECK(t, def)) {
            fprintf(stderr, "  no $defs '%s'\n", (*shapes)->name);
            continue;
        }
        check_table(t, def, *shapes);
        check_schema(t, def, *shapes);
        check_choices(t, def, *shapes);
    }
}

int main(void)
{
    struct test t = {0};
    json_error_t error;
    json_t *root = json_loads(rules_schema(), 0, &error);
    if (CHECK(&t, root)) {
        const json_t *defs = json_object_get(root, "$defs");
        check_shapes(&t, defs, rules_role_shapes);
        check_shapes(&t, defs, rules_call_shapes);
        check_shapes(&t, defs, rules_cancel_shapes);
        check_shapes(&t, defs, rules_task_shapes);
        check_shapes(&t, defs, rules_waits_shapes);
        check_shapes(&t, defs, rules_usage_shapes);
        check_shapes(&t, defs, rules_pack_shapes);
        check_shapes(&t, defs, rules_settings_shapes);
    }
    json_decref(root);
    return test_end(&t);
}
