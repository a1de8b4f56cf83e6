/* The compiler's atomic operations, which clang shows as an expression without a name: loads read
 * what their pointer points to, all others store there.
 *
 * Source: GCC manual, "Built-in Functions for Memory Model Aware Atomic Operations"; Clang Language
 * Extensions, "C11 atomic operations". Children as clang::AtomicExpr keeps them: pointer, order,
 * first value.
 */
#include "extract/body.h"

#include <string.h>

/* The operation: "load", "fetch_add", NULL for what is no atomic builtin; *RET_GNU: of GCC's, not
 * of C11's. */
static const char *operation(struct body *b, struct node *n, bool *ret_gnu)
{
    static const char *const prefixes[] = {"__atomic_", "__c11_atomic_"};
    node_place(b->l, n);
    if (n->child_len < 2 || !n->spelled.source)
        return NULL;
    const char *text = n->spelled.source->text + n->spelled.offset;
    for (uint32_t i = 0; i < COUNT(prefixes); i++)
        if (!strncmp(text, prefixes[i], strlen(prefixes[i]))) {
            *ret_gnu = i == 0;
            return text + strlen(prefixes[i]);
        }
    return NULL;
}

static bool is(const char *operation, const char *name)
{
    size_t len = strlen(name);
    return !strncmp(operation, name, len) && !strchr("_abcdefghijklmnopqrstuvwxyz", operation[len]);
}

static void lower_after(struct body *b, const struct node *n)
{
    for (struct node *c = n->next; c; c = c->next)
        lower_effects(b, c);
}

/* __atomic_load (from, to, order) and its like write the value to where an argument points. */
static struct value load_to(struct body *b, struct node *n, struct value from)
{
    struct value_id id = body_add_value(b, from);
    struct place to = lower_pointee(b, n->first->next->next);
    lower_assign(b, &to, id, false, pos_loc(b->l, n->at, 0));
    return (struct value){.kind = VALUE_UNKNOWN};
}

/* What is stored: where there is one, the value of the operand VALUE, by what that points to if
 * BY_POINTER. */
static struct value store(struct body *b, struct node *n, const struct place *to,
                          struct node *value, bool by_pointer)
{
    struct value_id from;
    if (value && by_pointer) {
        struct place p = lower_pointee(b, value);
        from = body_add_value(b, (struct value){.kind = VALUE_PATH, .path = place_path(b, &p)});
    } else if (value) {
        from = lower_operand(b, value);
    } else {
        struct value v = {.kind = VALUE_UNKNOWN};
        value_describe(b, &v, n);
        lower_after(b, n->first);
        from = body_add_value(b, v);
    }
    lower_assign(b, to, from, false, pos_loc(b->l, n->at, 0));
    return (struct value){.kind = VALUE_UNKNOWN};
}

bool lower_atomic(struct body *b, struct node *n, struct value *ret_value)
{
    bool gnu = false;
    const char *op = operation(b, n, &gnu);
    if (!op)
        return false;
    struct place p = lower_pointee(b, n->first);
    bool has_value = n->child_len > 2;
    if (strncmp(op, "load", 4) != 0) {
        bool plain = has_value && (is(op, "store") || is(op, "store_n") || is(op, "init"));
        struct node *value = plain ? n->first->next->next : NULL;
        *ret_value = store(b, n, &p, value, gnu && is(op, "store"));
        return true;
    }
    struct value v = {.kind = VALUE_PATH, .path = place_path(b, &p)};
    *ret_value = is(op, "load") && has_value ? load_to(b, n, v) : v;
    return true;
}
