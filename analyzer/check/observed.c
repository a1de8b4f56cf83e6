#include "check/observed.h"

#include "base/buf.h"
#include "link/calls.h"

#include <stdlib.h>
#include <string.h>

#define SHORT_US 10000u /* where the stall class short ends */

struct passed { /* a function, and the file where it is */
    struct str name, file;
};

struct trail { /* of a finding, as far as a stack can show it */
    VEC(struct passed)
    functions; /* from the entry to the one that holds the blocking call */
    struct str callee;
    uint32_t first_line, last_line; /* of the call in the first, and of the blocking call */
};

struct observer {
    const struct program *program;
    const struct contexts *contexts;
    const struct calls *calls;
    struct findings *findings;
    struct arena *arena, *scratch; /* scratch: of one stack */
    struct trail *trails;          /* by finding */
    uint32_t *by_root;             /* findings, those of one root cause together */
    uint32_t *first;               /* by name: function plus one, 0 none */
    uint32_t *next;                /* by function: its namesake plus one */
    uint32_t names;                /* of FIRST */
    struct observed *out;
    const struct stack *s; /* the one at hand */
    const struct stack_frame *frames;
    uint32_t len;
    node_vec *own; /* by its frames: functions of the program that this can be */
};

/* ---- frames and functions ---- */

static bool is_named(const struct stack_frame *frame, struct str name)
{
    return name.i && (str_eq(frame->function, name) || str_eq(frame->exported, name));
}

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* Can FILE be the file that was recorded of FRAME? Tools may have seen it in another folder. */
static bool is_file(const struct observer *o, const struct stack_frame *frame, struct str file)
{
    return !frame->file.i || !strcmp(base_name(program_text(o->program, frame->file)),
                                     base_name(program_text(o->program, file)));
}

static bool is_of(const struct observer *o, uint32_t i, struct passed f)
{
    return is_named(&o->frames[i], f.name) && is_file(o, &o->frames[i], f.file);
}

/* Functions of the program of which FRAME can be one: by name, and by the name of the file where
 * that was recorded. */
static void functions_of(const struct observer *o, const struct stack_frame *frame, node_vec *ret)
{
    uint32_t at = frame->function.i < o->names ? o->first[frame->function.i] : 0;
    for (; frame->function.i && at; at = o->next[at - 1]) {
        const struct node *node = &o->program->nodes.at[at - 1];
        if (is_file(o, frame, node->body->loc.file))
            vec_push(o->scratch, ret, (struct node_id){at - 1});
    }
}

static void take_stack(struct observer *o, const struct stack *s)
{
    arena_reset(o->scratch);
    o->s = s;
    o->frames = s->frames.at;
    o->len = s->frames.len;
    o->own = arena_new_array(o->scratch, node_vec, o->len);
    for (uint32_t i = 0; i < o->len; i++)
        functions_of(o, &o->frames[i], &o->own[i]);
}

static const struct name_roles *roles_of(const struct observer *o, const struct stack_frame *frame)
{
    const struct name_roles *roles = roles_function(o->calls->roles, frame->function);
    return roles ? roles : roles_function(o->calls->roles, frame->exported);
}

static bool has_node(const node_vec *v, struct node_id n)
{
    bool has = false;
    for (uint32_t i = 0; i < v->len && !has; i++)
        has = v->at[i].i == n.i;
    return has;
}

static bool row_reaches(const struct call *call, const node_vec *inner)
{
    bool reaches = false;
    for (uint32_t i = 0; i < call->callees.len && !reaches; i++)
        reaches = has_node(inner, call->callees.at[i]);
    for (uint32_t i = 0; i < call->targets.len && !reaches; i++)
        reaches = has_node(inner, call->targets.at[i].node);
    return reaches;
}

/* Is it known that one of OUTER calls one of INNER, itself or through what it hands it to? */
static bool is_call(const struct observer *o, const node_vec *outer, const node_vec *inner)
{
    bool is = false;
    for (uint32_t i = 0; i < outer->len; i++) {
        const call_vec *rows = &o->calls->at[outer->at[i].i];
        for (uint32_t k = 0; k < rows->len && !is; k++)
            is = row_reaches(&rows->at[k], inner);
    }
    return is;
}

struct breach { /* two functions of the program, one right inside the other, with no known call */
    uint32_t outer, inner;
};

/* From frame FROM inwards to frame TO: are all calls between functions of the program known? */
static bool is_way(const struct observer *o, uint32_t from, uint32_t to, struct breach *ret)
{
    uint32_t last = from;
    for (uint32_t i = from; i-- > to;) {
        if (!o->own[i].len)
            continue;
        if (!is_call(o, &o->own[last], &o->own[i])) {
            *ret = (struct breach){last, i};
            return false;
        }
        last = i;
    }
    return true;
}

/* ---- does a finding explain a stack? ---- */

/* Is the blocking call of P right inside frame I, which is of the function that holds it? */
static bool leaf_is_there(const struct observer *o, uint32_t i, const struct trail *p)
{
    uint32_t line = o->frames[i].line;
    bool known = false;
    if (line && line == p->last_line)
        return true;
    while (i-- > 0) {
        const struct stack_frame *frame = &o->frames[i];
        if (is_named(frame, p->callee))
            return true;
        if (o->own[i].len)
            return false;
        known |= frame->function.i != 0;
    }
    return !known && !line;
}

/* The frame outside of frame I that is of the first function of P, with the others of P between
 * them; 0: there is none. */
static uint32_t entry_by_path(const struct observer *o, uint32_t i, const struct trail *p)
{
    for (uint32_t k = p->functions.len - 1; k-- > 0;) {
        for (i++; i < o->len; i++)
            if (is_of(o, i, p->functions.at[k]))
                break;
        if (i >= o->len)
            return 0;
    }
    return i;
}

/* The same, with calls between them that are known. */
static uint32_t entry_by_calls(const struct observer *o, uint32_t i, const struct trail *p)
{
    struct breach unused;
    for (uint32_t e = i + 1; e < o->len; e++)
        if (is_of(o, e, p->functions.at[0]))
            return is_way(o, e, i, &unused) ? e : 0;
    return 0;
}

/* How well P fits S, 0: not at all. Where lines were recorded they tell calls of one function
 * apart. */
static uint32_t fit(const struct observer *o, const struct trail *p)
{
    for (uint32_t i = 0; p->functions.len && i < o->len; i++) {
        if (!is_of(o, i, vec_last(&p->functions)) || !leaf_is_there(o, i, p))
            continue;
        uint32_t entry = entry_by_path(o, i, p);
        if (!entry && p->functions.len > 1)
            entry = entry_by_calls(o, i, p);
        if (entry || p->functions.len == 1)
            return 1u + (o->frames[entry].line == p->first_line ? 2u : 0u) +
                   (o->frames[i].line == p->last_line ? 1u : 0u);
    }
    return 0;
}

static void mark(struct finding *f, const struct stack *s)
{
    f->observed.times += s->times;
    f->observed.timed |= s->timed;
    if (s->most_us > f->observed.most_us)
        f->observed.most_us = s->most_us;
}

static bool same_root(const struct finding *a, const struct finding *b)
{
    return a == b || (a->rule == b->rule && a->root && b->root && !strcmp(a->root, b->root));
}

/* Mark the best entry of each root cause that explains S. False: none does. */
static bool explain(const struct observer *o)
{
    struct finding *all = o->findings->all.at;
    bool any = false;
    for (uint32_t i = 0, end; i < o->findings->all.len; i = end) {
        struct finding *best = NULL;
        uint32_t best_fit = 0;
        for (end = i;
             end < o->findings->all.len && same_root(&all[o->by_root[i]], &all[o->by_root[end]]);
             end++) {
            uint32_t index = o->by_root[end], fits = fit(o, &o->trails[index]);
            if (fits > best_fit) {
                best = &all[index];
                best_fit = fits;
            }
        }
        if (best)
            mark(best, o->s);
        any |= best != NULL;
    }
    return any;
}

/* ---- a stack that no finding explains ---- */

struct shown {          /* frames; their number: there is none */
    uint32_t loop;      /* the innermost that runs a loop */
    uint32_t entry;     /* the innermost of a function that is async by declaration */
    uint32_t outermost; /* of the program, inside the loop; main is none */
    uint32_t innermost; /* of the program */
};

/* The context of the function of frame I, if it is async by declaration; else NULL. */
static const struct context *declared(const struct observer *o, uint32_t i)
{
    for (uint32_t k = 0; k < o->own[i].len; k++)
        if (o->contexts->at[o->own[i].at[k].i].declared)
            return &o->contexts->at[o->own[i].at[k].i];
    return NULL;
}

static struct shown look(const struct observer *o)
{
    uint32_t none = o->len;
    struct shown x = {none, none, none, none};
    struct str start = str_find(o->program->strs, "main");
    for (uint32_t i = 0; i < none && x.loop == none; i++) {
        const struct stack_frame *frame = &o->frames[i];
        const struct name_roles *roles = roles_of(o, frame);
        bool own = o->own[i].len > 0;
        if (roles && roles->run_loops.len)
            x.loop = i;
        if (own && x.innermost == none)
            x.innermost = i;
        if (own && !is_named(frame, start))
            x.outermost = i;
        if (own && x.entry == none && declared(o, i))
            x.entry = i;
    }
    return x;
}

/* A loop that waits for events: a framework's, where no function of the program has been called, or
 * the program's own, which waits itself. */
static bool is_idle(const struct observer *o, const struct shown *x)
{
    bool inside_loop = x->innermost == o->len && x->loop != o->len, waits = false;
    const struct context *entry = x->entry == o->len ? NULL : declared(o, x->entry);
    uint32_t end = inside_loop ? x->loop : entry && entry->loop ? x->innermost : 0;
    for (uint32_t i = 0; i < end && !waits; i++) {
        const struct name_roles *roles = roles_of(o, &o->frames[i]);
        waits = roles && roles->waits_many.len;
    }
    return waits;
}

static bool is_stall(const struct observer *o, const struct shown *x)
{
    uint32_t none = o->len;
    bool on_loop = x->entry != none || (x->loop != none && x->outermost < x->loop);
    if (is_idle(o, x))
        return false;
    return o->s->stalled || (on_loop && !(o->s->timed && o->s->most_us < SHORT_US));
}

static const char *name_of(const struct observer *o, uint32_t i)
{
    return program_text(o->program, o->frames[i].function);
}

/* The place in the function of frame I that was recorded, else the function. */
static struct loc place_of(const struct observer *o, uint32_t i)
{
    struct loc loc = program_get(o->program, o->own[i].at[0])->body->loc;
    return o->frames[i].line ? (struct loc){loc.file, o->frames[i].line, 1, 0} : loc;
}

/* The first frame inside of frame I whose name is known; the number of frames: none. */
static uint32_t inside(const struct observer *o, uint32_t i)
{
    while (i-- > 0)
        if (o->frames[i].function.i)
            return i;
    return o->len;
}

static void say_breach(struct observer *o, struct breach b, struct unexplained *ret)
{
    const char *outer = name_of(o, b.outer), *inner = name_of(o, b.inner);
    uint32_t between = inside(o, b.outer);
    ret->loc = place_of(o, b.outer);
    ret->message = between == b.inner
                       ? arena_printf(o->arena, "'%s' is not known to call '%s'", outer, inner)
                       : arena_printf(o->arena, "'%s' is not known to reach '%s' through '%s'",
                                      outer, inner, name_of(o, between));
}

/* Is it known that one of the functions of frame OUTER calls what frame I is named? */
static bool is_known_call(const struct observer *o, uint32_t outer, uint32_t i)
{
    bool known = false;
    for (uint32_t k = 0; k < o->own[outer].len; k++) {
        const call_vec *rows = &o->calls->at[o->own[outer].at[k].i];
        for (uint32_t r = 0; r < rows->len && !known; r++)
            known = is_named(&o->frames[i], rows->at[r].name);
    }
    return known;
}

/* All calls down to the last function of the program are known: it is what that calls. */
static void say_leaf(struct observer *o, const struct shown *x, struct unexplained *ret)
{
    uint32_t i = inside(o, x->innermost);
    const char *in = name_of(o, x->innermost), *callee = i < o->len ? name_of(o, i) : NULL;
    const struct name_roles *roles = callee ? roles_of(o, &o->frames[i]) : NULL;
    ret->loc = place_of(o, x->innermost);
    if (!callee)
        ret->message = arena_printf(o->arena, "nothing is known to block where '%s' stood", in);
    else if (!is_known_call(o, x->innermost, i))
        ret->message = arena_printf(o->arena, "'%s' is not known to call '%s'", in, callee);
    else if (!roles || !roles->blocking.len)
        ret->message =
            arena_printf(o->arena, "'%s', which '%s' calls, is not known to block", callee, in);
    else
        ret->message = arena_printf(o->arena,
                                    "'%s' is known to block, but no finding is shown for its call "
                                    "in '%s'; 'nostall explain %s' says more",
                                    callee, in, in);
}

/* From the loop down to what the last function of the program calls. */
static const char *way_of(struct observer *o, const struct shown *x)
{
    struct buf text = {0};
    uint32_t from = x->entry != o->len ? x->entry : x->outermost, to = 0;
    if (x->innermost != o->len && (to = inside(o, x->innermost)) == o->len)
        to = x->innermost;
    if (from == o->len)
        from = x->loop;
    for (uint32_t i = from; i != o->len && i + 1 > to; i--) {
        if (o->frames[i].function.i)
            buf_printf(&text, "%s%s", text.len ? " > " : "", name_of(o, i));
        if (!i)
            break;
    }
    const char *way = arena_strdup(o->arena, text.at ? text.at : "");
    buf_release(&text);
    return way;
}

static void add_unexplained(struct observer *o, const struct shown *x)
{
    uint32_t none = o->len;
    struct unexplained u = {.stack = o->s, .way = way_of(o, x)};
    struct breach breach;
    if (x->outermost == none && x->entry == none) {
        u.message = "no function of the program is on it but main";
    } else if (x->entry == none) {
        u.loc = place_of(o, x->outermost);
        u.message = arena_printf(o->arena, "'%s' is not known to run on the event loop",
                                 name_of(o, x->outermost));
    } else if (!is_way(o, x->entry, x->innermost, &breach)) {
        say_breach(o, breach, &u);
    } else {
        say_leaf(o, x, &u);
    }
    vec_push(o->arena, &o->out->unexplained, u);
}

/* ---- all of them ---- */

static int compare_unexplained(const void *a, const void *b)
{
    const struct stack *x = ((const struct unexplained *)a)->stack,
                       *y = ((const struct unexplained *)b)->stack;
    if (x->most_us != y->most_us)
        return x->most_us > y->most_us ? -1 : 1;
    if (x->times != y->times)
        return x->times > y->times ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* Only what holds a loop up can explain why it stood. */
static bool can_explain(const struct finding *f)
{
    enum check_family family = f->rule->family;
    return f->stall != STALL_NONE || family == FAMILY_BLOCKING || family == FAMILY_CONTEXT ||
           family == FAMILY_LOOPS;
}

static struct trail trail_of(const struct observer *o, const struct finding *f)
{
    struct trail p = {0};
    const char *colon = f->leaf_key ? strrchr(f->leaf_key, ':') : NULL;
    for (uint32_t i = 0; can_explain(f) && i < f->steps.len; i++) {
        const struct finding_step *step = &f->steps.at[i];
        if (step->kind == PATH_STEP_NOTE || !step->function.i)
            continue;
        struct passed in = {step->function, step->loc.file};
        if (!p.functions.len || !str_eq(vec_last(&p.functions).name, in.name))
            vec_push(o->arena, &p.functions, in);
        if (!p.first_line)
            p.first_line = step->loc.line;
        p.last_line = step->loc.line;
    }
    if (colon)
        p.callee = str_find(o->program->strs, colon + 1);
    return p;
}

static int compare_roots(const void *a, const void *b, void *findings)
{
    const struct finding *all = findings;
    uint32_t i = *(const uint32_t *)a, k = *(const uint32_t *)b;
    const struct finding *x = &all[i], *y = &all[k];
    int order = strcmp(x->rule->id, y->rule->id);
    if (!order)
        order = strcmp(x->root ? x->root : "", y->root ? y->root : "");
    return order ? order : (i > k) - (i < k);
}

static void index_findings(struct observer *o)
{
    uint32_t len = o->findings->all.len;
    o->trails = arena_new_array(o->arena, struct trail, len + 1);
    o->by_root = arena_new_array(o->arena, uint32_t, len + 1);
    for (uint32_t i = 0; i < len; i++) {
        o->trails[i] = trail_of(o, &o->findings->all.at[i]);
        o->by_root[i] = i;
    }
    if (len)
        qsort_r(o->by_root, len, sizeof *o->by_root, compare_roots, o->findings->all.at);
}

/* The last function of a name comes first; they are alike. */
static void index_functions(struct observer *o)
{
    const struct program *p = o->program;
    o->names = strs_count(p->strs) + 1;
    o->first = arena_new_array(o->arena, uint32_t, o->names);
    o->next = arena_new_array(o->arena, uint32_t, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        if (!p->nodes.at[i].body)
            continue;
        o->next[i] = o->first[p->nodes.at[i].name.i];
        o->first[p->nodes.at[i].name.i] = i + 1;
    }
}

const struct observed *observed_apply(const struct stacks *stacks, const struct contexts *c,
                                      struct findings *f)
{
    struct observed *out = arena_new_one(f->arena, struct observed);
    struct observer o = {.program = c->program,
                         .contexts = c,
                         .calls = c->calls,
                         .findings = f,
                         .arena = f->arena,
                         .scratch = arena_new(),
                         .out = out};
    out->stacks = stacks;
    index_findings(&o);
    index_functions(&o);
    for (uint32_t i = 0; i < stacks->all.len; i++) {
        const struct stack *s = &stacks->all.at[i];
        take_stack(&o, s);
        struct shown shown = look(&o);
        if (explain(&o))
            out->explained += s->times;
        else if (is_stall(&o, &shown))
            add_unexplained(&o, &shown);
        else
            out->elsewhere += s->times;
    }
    if (out->unexplained.len)
        qsort(out->unexplained.at, out->unexplained.len, sizeof *out->unexplained.at,
              compare_unexplained);
    arena_free(o.scratch);
    return out;
}
