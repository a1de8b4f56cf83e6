#include "link/pointed.h"
#include "link/reaching_parts.h"

#include <stdlib.h>
#include <string.h>

/* ---- the stores to a place ---- */

/* What may change the content of a path stands in rows under several keys: the path itself; its
 * variable, or what that points to, as a whole; each field in it, through whatever path; what a
 * field of it points to; and, where others have it too, calls. What is stored through a pointer to
 * an element or to a single variable is not: few programs change a condition behind its back. */
static uint32_t key_of_root(const struct asking *x, uint32_t path)
{
    return x->fn->paths.len + x->r->root[path];
}

static uint32_t key_of_field(const struct asking *x, uint32_t path)
{
    return 2 * x->fn->paths.len + path;
}

static uint32_t key_of_pointee(const struct asking *x, uint32_t path)
{
    return 3 * x->fn->paths.len + path;
}

/* What is stored to the field of the function's own variables. */
static uint32_t key_of_own_field(const struct asking *x, uint32_t path)
{
    return 4 * x->fn->paths.len + path;
}

static uint32_t key_of_calls(const struct asking *x)
{
    return 5 * x->fn->paths.len;
}

/* What is stored through pointers that hold addresses: link/pointed.h. */
static uint32_t key_of_pointed(const struct asking *x, uint32_t class)
{
    return 5 * x->fn->paths.len + class;
}

bool reaching_is_own(const struct asking *x, struct path_id path)
{
    const struct path *p = function_path(x->fn, path);
    return p->root_kind == ROOT_PARAM
               ? !p->step_len
               : p->root_kind == ROOT_LOCAL &&
                     !body_path_is_indirect(program_get(x->b->program, x->node), path);
}

static void find_roots(const struct asking *x)
{
    for (uint32_t i = 0; i < x->fn->paths.len; i++)
        x->r->root[i] = FACTS_NONE;
    for (uint32_t i = 0; i < x->fn->paths.len; i++)
        for (uint32_t at = i; x->r->root[at] == FACTS_NONE;
             at = body_next_of_root(x->b, x->node, at))
            x->r->root[at] = i;
}

static int by_field(const void *a, const void *b)
{
    const struct field_path *x = a, *y = b;
    if (x->field != y->field)
        return x->field < y->field ? -1 : 1;
    return x->path < y->path ? -1 : x->path > y->path;
}

static void find_fields(const struct asking *x)
{
    field_paths *all = &x->r->fields;
    uint32_t len = 0;
    for (uint32_t i = 0; i < x->fn->paths.len; i++) {
        const struct path_step *last = path_last(x->fn, &x->fn->paths.at[i]);
        if (last && last->kind == STEP_FIELD)
            vec_push(x->b->arena, all, (struct field_path){last->field.i, i});
    }
    if (all->len)
        qsort(all->at, all->len, sizeof *all->at, by_field);
    for (uint32_t i = 0; i < all->len; i++)
        if (!len || all->at[len - 1].field != all->at[i].field)
            all->at[len++] = all->at[i];
    all->len = len;
}

static uint32_t path_of_field(const struct asking *x, uint32_t field)
{
    const field_paths *all = &x->r->fields;
    uint32_t low = 0, high = all->len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (all->at[middle].field < field)
            low = middle + 1;
        else
            high = middle;
    }
    return low < all->len && all->at[low].field == field ? all->at[low].path : FACTS_NONE;
}

typedef VEC(struct row_entry) row_entries;

static void add_store(const struct asking *x, uint32_t event, row_entries *all)
{
    struct path_id to = x->fn->events.at[event].assign.to;
    const struct path *p = function_path(x->fn, to);
    const struct path_step *last = path_last(x->fn, p);
    vec_push(x->b->scratch, all, (struct row_entry){to.i, event});
    if (!last)
        vec_push(x->b->scratch, all, (struct row_entry){key_of_root(x, to.i), event});
    else if (last->kind == STEP_FIELD) {
        uint32_t field = path_of_field(x, last->field.i);
        uint32_t key = reaching_is_own(x, to) ? key_of_own_field(x, field) : key_of_field(x, field);
        vec_push(x->b->scratch, all, (struct row_entry){key, event});
    }
}

/* The argument, a pointer or the address of a path: what may be changed through it. */
static void add_argument(const struct asking *x, uint32_t event, const struct value *v,
                         row_entries *all)
{
    const struct path_step *last = path_last(x->fn, function_path(x->fn, v->path));
    if (!last)
        vec_push(x->b->scratch, all, (struct row_entry){key_of_root(x, v->path.i), event});
    else if (last->kind == STEP_FIELD)
        vec_push(x->b->scratch, all,
                 (struct row_entry){key_of_pointee(x, path_of_field(x, last->field.i)), event});
}

/* May the call change what it is not given? Not a function of a library that waits for nothing. */
static bool changes_others(const struct asking *x, uint32_t event)
{
    const struct event_call *call = &x->fn->events.at[event].call;
    const struct call *row = calls_find(x->b->calls, x->node, event);
    const struct name_roles *r = row ? row->roles : NULL;
    return call->callee_kind != CALLEE_DIRECT || !row || row->callees.len != 1 ||
           program_get(x->b->program, row->callees.at[0])->body ||
           !facts_entity(program_get(x->b->program, x->node)->facts, call->function)->system ||
           (r &&
            (r->suspends.len || r->run_loops.len || r->acquires.len || r->waits || r->calls_back));
}

/* Addresses in a struct that is handed over, or its address: `each(list, add, &(struct
 * ctx){&sum})`, `getsockname(fd, (union){.__sockaddr__ = &addr}, &len)`. */
static void add_parts(const struct asking *x, uint32_t event, const struct value *v,
                      row_entries *all)
{
    const struct rows *assigns = &x->b->at[x->node.i].assigns;
    const struct path *whole = function_path(x->fn, v->path);
    if (whole->root_kind != ROOT_LOCAL || whole->step_len ||
        x->fn->locals.at[whole->root].shape.kind != SHAPE_RECORD)
        return;
    for (uint32_t i = body_next_of_root(x->b, x->node, v->path.i); i != v->path.i;
         i = body_next_of_root(x->b, x->node, i))
        for (uint32_t k = assigns->first[i]; k < assigns->first[i + 1]; k++) {
            const struct value *part =
                function_value(x->fn, x->fn->events.at[assigns->at[k]].assign.from);
            if (part->kind == VALUE_ADDRESS)
                add_argument(x, event, part, all);
        }
}

static void add_given(const struct asking *x, uint32_t event, uint32_t arg, const struct value *v,
                      row_entries *all)
{
    if (v->kind != VALUE_ADDRESS && v->kind != VALUE_PATH)
        return;
    if (body_may_write(x->b, x->node, &x->fn->events.at[event].call, arg))
        add_argument(x, event, v, all);
    add_parts(x, event, v, all);
}

static void add_call(const struct asking *x, uint32_t event, row_entries *all)
{
    const struct event_call *call = &x->fn->events.at[event].call;
    for (uint32_t a = 0; a < call->arg_len; a++) {
        struct value_id id = x->fn->args.at[call->first_arg + a],
                        same = body_resolve(x->b, x->node, id);
        const struct value *v = function_value(x->fn, id);
        if (v->kind == VALUE_ADDRESS)
            vec_push(x->b->scratch, all, (struct row_entry){v->path.i, event});
        add_given(x, event, a, v, all);
        if (same.i != id.i)
            add_given(x, event, a, function_value(x->fn, same), all);
    }
    if (changes_others(x, event))
        vec_push(x->b->scratch, all, (struct row_entry){key_of_calls(x), event});
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* The row of a key; FACTS_NONE: nothing is stored under it, as under most. */
static uint32_t row_of_key(const struct asking *x, uint32_t key)
{
    const uint32_t *found =
        x->r->key_len ? bsearch(&key, x->r->keys, x->r->key_len, sizeof key, by_number) : NULL;
    return found ? (uint32_t)(found - x->r->keys) : FACTS_NONE;
}

/* Rows of the keys that have any. */
static void add_rows(const struct asking *x, row_entries *all)
{
    struct reaching *r = x->r;
    uint32_t *keys = arena_new_array(x->b->arena, uint32_t, all->len + 1);
    for (uint32_t i = 0; i < all->len; i++)
        keys[i] = all->at[i].key;
    qsort(keys, all->len, sizeof *keys, by_number);
    for (uint32_t i = 0; i < all->len; i++)
        if (!i || keys[r->key_len - 1] != keys[i])
            keys[r->key_len++] = keys[i];
    r->keys = keys;
    for (uint32_t i = 0; i < all->len; i++)
        all->at[i].key = row_of_key(x, all->at[i].key);
    r->rows = rows_new(x->b->arena, r->key_len, all->at, all->len);
}

void reaching_find_stores(const struct asking *x)
{
    const struct pointed *pointed = x->b->at[x->node.i].pointed;
    row_entries all = {0};
    find_roots(x);
    find_fields(x);
    for (uint32_t k = 0; k < x->fn->blocks.len; k++)
        for (uint32_t i = 0; i < x->fn->blocks.at[k].events.len; i++) {
            uint32_t event = x->fn->blocks.at[k].events.at[i].i;
            if (x->fn->events.at[event].kind == EVENT_ASSIGN)
                add_store(x, event, &all);
            else if (x->fn->events.at[event].kind == EVENT_CALL)
                add_call(x, event, &all);
            if (pointed && pointed->events[event])
                vec_push(x->b->scratch, &all,
                         (struct row_entry){key_of_pointed(x, pointed->events[event]), event});
        }
    add_rows(x, &all);
    x->r->of_path = arena_new_array(x->b->arena, struct rows_of_path, x->fn->paths.len + 1);
}

/* The later of two events before END, one of which may be none. */
static uint32_t later(const struct asking *x, uint32_t a, uint32_t b)
{
    const uint32_t *position_of = x->b->at[x->node.i].position_of;
    if (a == FACTS_NONE || b == FACTS_NONE)
        return a == FACTS_NONE ? b : a;
    return position_of[a] > position_of[b] ? a : b;
}

static uint32_t last_of_row(const struct asking *x, uint32_t row, struct place_in end)
{
    return row == FACTS_NONE ? FACTS_NONE
                             : back_last(x->b, x->node, &x->r->rows, (struct path_id){row}, end);
}

static uint32_t last_of_key(const struct asking *x, uint32_t key, struct place_in end)
{
    return last_of_row(x, row_of_key(x, key), end);
}

/* ---- the rows of a path ---- */

typedef VEC(uint32_t) row_numbers;

static void add_row(const struct asking *x, uint32_t key, row_numbers *all)
{
    uint32_t row = row_of_key(x, key);
    if (row != FACTS_NONE)
        vec_push(x->b->scratch, all, row);
}

/* Of stores to what a variable's member PATH is in: to all of it. */
static void add_outer(const struct asking *x, struct path_id path, row_numbers *all)
{
    const struct path *p = function_path(x->fn, path);
    for (uint32_t i = body_next_of_root(x->b, x->node, path.i); i != path.i;
         i = body_next_of_root(x->b, x->node, i)) {
        const struct path *q = &x->fn->paths.at[i];
        bool in = q->step_len < p->step_len;
        for (uint32_t k = 0; in && k < q->step_len; k++)
            in = x->fn->steps.at[q->first_step + k].field.i ==
                 x->fn->steps.at[p->first_step + k].field.i;
        if (in && q->step_len)
            add_row(x, i, all);
    }
}

static void add_fields(const struct asking *x, const struct path *p, bool own, row_numbers *all)
{
    for (uint32_t i = 0; i < p->step_len; i++) {
        uint32_t field = path_of_field(x, x->fn->steps.at[p->first_step + i].field.i);
        if (field == FACTS_NONE)
            continue;
        add_row(x, key_of_field(x, field), all);
        if (!own)
            add_row(x, key_of_own_field(x, field), all);
        if (i + 1 < p->step_len)
            add_row(x, key_of_pointee(x, field), all);
    }
}

static const struct rows_of_path *rows_of(const struct asking *x, struct path_id path)
{
    const struct path *p = function_path(x->fn, path);
    struct rows_of_path *of = &x->r->of_path[path.i];
    const struct pointed *pointed = x->b->at[x->node.i].pointed;
    bool own = reaching_is_own(x, path);
    row_numbers all = {0};
    if (of->known)
        return of;
    add_row(x, path.i, &all);
    if (p->step_len)
        add_row(x, key_of_root(x, path.i), &all);
    if (own && p->step_len)
        add_outer(x, path, &all);
    add_fields(x, p, own, &all);
    if (!own)
        add_row(x, key_of_calls(x), &all);
    if (pointed && pointed->places[path.i])
        add_row(x, key_of_pointed(x, pointed->places[path.i]), &all);
    *of = (struct rows_of_path){arena_new_array(x->b->arena, uint32_t, all.len + 1), all.len, true};
    if (all.len)
        memcpy(of->rows, all.at, sizeof *all.at * all.len);
    return of;
}

uint32_t reaching_last_store(const struct asking *x, struct path_id path, struct place_in end)
{
    const struct rows_of_path *of = rows_of(x, path);
    uint32_t last = FACTS_NONE;
    for (uint32_t i = 0; i < of->len; i++)
        last = later(x, last, last_of_row(x, of->rows[i], end));
    return last;
}

static struct join_list *find_joins(const struct asking *x, uint32_t row)
{
    const struct rows *rows = &x->r->rows;
    struct join_list *found = arena_new_one(x->b->arena, struct join_list);
    struct arena *scratch = arena_new();
    VEC(uint32_t) blocks = {0};
    for (uint32_t i = rows->first[row]; i < rows->first[row + 1]; i++)
        vec_push(scratch, &blocks, x->b->at[x->node.i].block_of[rows->at[i]] - 1);
    *found = joins_find(x->r->joins, blocks.at, blocks.len);
    arena_free(scratch);
    return found;
}

static const struct join_list *joins_of_row(const struct asking *x, uint32_t row)
{
    struct reaching *r = x->r;
    if (!r->joins) {
        r->joins = joins_new(x->b, x->node);
        r->joined = arena_new_array(x->b->arena, struct join_list *, r->key_len + 1);
    }
    if (!r->joined[row])
        r->joined[row] = find_joins(x, row);
    return r->joined[row];
}

struct join reaching_nearest(const struct asking *x, struct path_id path, uint32_t block)
{
    const struct rows_of_path *of = rows_of(x, path);
    struct join lowest = {.block = FACTS_NONE};
    for (uint32_t i = 0; i < of->len; i++) {
        const struct join_list *list = joins_of_row(x, of->rows[i]);
        const struct join *one = joins_nearest(x->r->joins, list, block);
        if (!one)
            continue;
        if (lowest.block == FACTS_NONE || joins_is_lower(x->r->joins, one->block, lowest.block))
            lowest = *one;
        else if (one->block == lowest.block)
            lowest.meets |= one->meets;
    }
    return lowest;
}

uint32_t reaching_last_change(const struct asking *x, uint32_t as, const struct path *base,
                              const struct slot_id *fields, uint32_t field_len, struct place_in end)
{
    const struct node *node = program_get(x->b->program, x->node);
    bool own = as != FACTS_NONE && base->root_kind == ROOT_LOCAL &&
               reaching_is_own(x, (struct path_id){as});
    uint32_t last = own ? FACTS_NONE : last_of_key(x, key_of_calls(x), end);
    if (as != FACTS_NONE)
        last = later(x, last, last_of_key(x, key_of_root(x, as), end));
    for (uint32_t i = 0; i < x->r->fields.len; i++) {
        const struct field_path *f = &x->r->fields.at[i];
        uint32_t slot = program_slot(node->facts, (struct entity_id){f->field}).i;
        bool in = false;
        for (uint32_t k = 0; k < base->step_len; k++)
            in |= x->fn->steps.at[base->first_step + k].field.i == f->field;
        for (uint32_t k = 0; k < field_len; k++)
            in |= fields[k].i == slot;
        for (unsigned k = 0; in && k < 3; k++) {
            uint32_t key = k == 0   ? key_of_field(x, f->path)
                           : k == 1 ? key_of_pointee(x, f->path)
                                    : key_of_own_field(x, f->path);
            last = later(x, last, last_of_key(x, key, end));
        }
    }
    return last;
}
