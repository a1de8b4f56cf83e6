#include "cli/graph_function.h"

#include "base/utf8.h"
#include "check/leaf_finding.h"
#include "effects/effects.h"
#include "effects/suspend.h"
#include "report/page.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define WRAP 28 /* columns of a label's line: pictures have more room in height than in width */

/* One arrow for all calls between two: the place of the first, and how many more. */
struct arrow {
    uint32_t from, to;
    VEC(struct loc) locs;
    bool dashed;
    bool gone; /* within a node, for its functions are one chain */
};
typedef VEC(struct arrow) arrow_vec;

struct shown { /* of a node of the picture: the functions that arrows lead to and leave from */
    struct str first, last;
    struct str file; /* of the last */
};

struct graph {
    const struct run *run;
    const struct callmap *calls;
    const struct summaries *library;
    struct arena *arena;
    struct picture picture;
    VEC(struct shown) functions; /* by node of the picture */
    uint32_t *drawn;             /* by program node: node of the picture plus one */
    uint32_t drawn_len;          /* functions on this side */
    arrow_vec arrows;
    struct node_id subject;
};

static const struct node *node_of(const struct graph *g, struct node_id n)
{
    return program_get(g->run->program, n);
}

static const struct context *context_of(const struct graph *g, struct node_id n)
{
    return &g->run->analysis->contexts->at[n.i];
}

/* ---- labels ---- */

/* In a label a line of a file's name would be a line of the label. */
static const char *place_text(struct graph *g, struct loc l)
{
    struct buf plain = {0};
    const char *file = str_text(g->run->strs, l.file);
    utf8_visible(&plain, file, strlen(file), "");
    const char *text = arena_printf(g->arena, "%s:%" PRIu32, plain.at ? plain.at : "", l.line);
    buf_release(&plain);
    return text;
}

/* TEXT in lines of at most WRAP columns, where spaces allow. */
static const char *wrapped(struct graph *g, const char *text)
{
    char *copy = arena_strdup(g->arena, text);
    size_t start = 0, space = 0;
    for (size_t i = 0; copy[i]; i++) {
        if (copy[i] != ' ')
            continue;
        if (i - start > WRAP && space > start) {
            copy[space] = '\n';
            start = space + 1;
        }
        space = i;
    }
    if (strlen(copy + start) > WRAP && space > start)
        copy[space] = '\n';
    return copy;
}

/* Why a function is async, and where, after a newline, the first part in lines if WRAP_IT; "" if it
 * is not so by declaration. */
static const char *why_async(struct graph *g, struct node_id n, bool wrap_it)
{
    const struct context *c = context_of(g, n);
    const struct context_reason *r = context_reason_of(c, c->declared);
    if (!r || !r->why)
        return "";
    const char *name = str_text(g->run->strs, node_of(g, n)->name), *why = r->why;
    size_t len = strlen(name);
    if (why[0] == '\'' && !strncmp(why + 1, name, len) && !strncmp(why + 1 + len, "' ", 2))
        why += len + 3;
    if (!strncmp(why, "is ", 3))
        why += 3;
    size_t end = strlen(why); /* the place follows */
    if (end > 5 && !strcmp(why + end - 5, " here"))
        why = arena_strndup(g->arena, why, end - 5);
    if (wrap_it)
        why = wrapped(g, why);
    if (!loc_known(r->loc))
        return arena_printf(g->arena, "\n%s", why);
    return arena_printf(g->arena, "\n%s\n%s", why, place_text(g, r->loc));
}

static uint32_t add_node(struct graph *g, struct picture_node n)
{
    vec_push(g->arena, &g->picture.nodes, n);
    vec_push(g->arena, &g->functions, (struct shown){0});
    return g->picture.nodes.len - 1;
}

static uint32_t draw_function(struct graph *g, struct node_id n)
{
    if (g->drawn[n.i])
        return g->drawn[n.i] - 1;
    const struct node *node = node_of(g, n);
    const struct context *c = context_of(g, n);
    struct loc loc = node->body ? node->body->loc : node->entity->loc;
    struct picture_node p = {
        .kind = n.i == g->subject.i ? PICTURE_SUBJECT
                : c->declared       ? PICTURE_ROOT
                : c->bits           ? PICTURE_ASYNC
                                    : PICTURE_PLAIN,
        .root = c->declared != 0,
        .label = arena_printf(g->arena, "%s\n%s%s", str_text(g->run->strs, node->name),
                              place_text(g, loc), c->declared ? why_async(g, n, true) : ""),
        .tip = arena_printf(g->arena, "%s\n%s%s", str_text(g->run->strs, node->name),
                            place_text(g, loc), c->declared ? why_async(g, n, false) : ""),
        .file = str_text(g->run->strs, loc.file),
        .line = loc.line};
    g->drawn_len++;
    g->drawn[n.i] = add_node(g, p) + 1;
    vec_last(&g->functions) = (struct shown){node->name, node->name, loc.file};
    return g->drawn[n.i] - 1;
}

/* A leaf is drawn once for all who call it. */
static uint32_t draw_leaf(struct graph *g, struct picture_node leaf)
{
    for (uint32_t i = 0; i < g->picture.nodes.len; i++)
        if (g->picture.nodes.at[i].kind == leaf.kind &&
            !strcmp(g->picture.nodes.at[i].label, leaf.label))
            return i;
    return add_node(g, leaf);
}

static struct arrow *arrow_between(struct graph *g, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < g->arrows.len; i++)
        if (g->arrows.at[i].from == from && g->arrows.at[i].to == to)
            return &g->arrows.at[i];
    vec_push(g->arena, &g->arrows, (struct arrow){.from = from, .to = to, .dashed = true});
    return &vec_last(&g->arrows);
}

static void add_arrow(struct graph *g, uint32_t from, uint32_t to, struct loc loc, bool dashed)
{
    struct arrow *a = arrow_between(g, from, to);
    a->dashed = a->dashed && dashed;
    for (uint32_t i = 0; i < a->locs.len; i++)
        if (str_eq(a->locs.at[i].file, loc.file) && a->locs.at[i].line == loc.line)
            return;
    vec_push(g->arena, &a->locs, loc);
}

/* Where an arrow's calls are: ":12" in the file that its first node names already. */
static const char *arrow_label(struct graph *g, const struct arrow *a)
{
    struct loc first = a->locs.at[0];
    const char *label = str_eq(first.file, g->functions.at[a->from].file)
                            ? arena_printf(g->arena, ":%" PRIu32, first.line)
                            : place_text(g, first);
    return a->locs.len > 1 ? arena_printf(g->arena, "%s +%" PRIu32, label, a->locs.len - 1) : label;
}

static const char *arrow_tip(struct graph *g, const struct arrow *a)
{
    struct str from = g->functions.at[a->from].last, to = g->functions.at[a->to].first;
    const char *tip = arena_printf(
        g->arena, "%s%s%s%s at", str_text(g->run->strs, from), to.i ? " calls " : ", ",
        to.i ? str_text(g->run->strs, to) : "calls", a->dashed ? " through a pointer" : "");
    for (uint32_t i = 0; i < a->locs.len; i++)
        tip = arena_printf(g->arena, "%s\n%s", tip, place_text(g, a->locs.at[i]));
    return tip;
}

/* ---- chains ---- */

/* Nodes by their arrows. */
struct degrees {
    uint32_t *in, *out; /* how many; dashed ones count twice, for they are no links of chains */
    uint32_t *next;     /* the last arrow from there */
};

static void count_arrow(struct degrees *d, uint32_t from, uint32_t to, bool dashed)
{
    d->out[from] += 1u + dashed;
    d->in[to] += 1u + dashed;
}

static struct degrees degrees_of(struct graph *g)
{
    uint32_t len = g->picture.nodes.len;
    struct degrees d = {arena_new_array(g->arena, uint32_t, len),
                        arena_new_array(g->arena, uint32_t, len),
                        arena_new_array(g->arena, uint32_t, len)};
    for (uint32_t i = 0; i < g->arrows.len; i++) {
        count_arrow(&d, g->arrows.at[i].from, g->arrows.at[i].to, g->arrows.at[i].dashed);
        d.next[g->arrows.at[i].from] = i;
    }
    for (uint32_t i = 0; i < g->picture.edges.len; i++) /* to what was cut */
        count_arrow(&d, g->picture.edges.at[i].from, g->picture.edges.at[i].to, true);
    return d;
}

static bool is_link(const struct graph *g, const struct degrees *d, uint32_t at)
{
    enum picture_kind kind = g->picture.nodes.at[at].kind;
    return (kind == PICTURE_ASYNC || kind == PICTURE_PLAIN) && d->in[at] == 1 && d->out[at] == 1;
}

/* The function in one line. */
static const char *in_a_line(struct graph *g, const char *label)
{
    char *line = arena_strdup(g->arena, label), *end = strchr(line, '\n');
    if (end)
        *end = ' ';
    return line;
}

/* Functions that only call one another in a row are one node, a line each: what is between the two
 * ends of a path needs less room. FROM: the first of such a row. */
static void fold_chain(struct graph *g, const struct degrees *d, uint32_t from)
{
    struct picture_node *first = &g->picture.nodes.at[from];
    for (uint32_t at = from;;) {
        struct arrow *a = &g->arrows.at[d->next[at]];
        if (!is_link(g, d, a->to) || g->picture.nodes.at[a->to].kind != first->kind ||
            a->to == from) {
            a->from = from;
            return;
        }
        const struct picture_node *next = &g->picture.nodes.at[a->to];
        if (at == from)
            first->label = in_a_line(g, first->label);
        first->label = arena_printf(g->arena, "%s\n%s \xe2\x86\x92 %s", first->label,
                                    arrow_label(g, a), in_a_line(g, next->label));
        first->tip = arena_printf(g->arena, "%s\n%s\n%s", first->tip, arrow_tip(g, a), next->tip);
        g->functions.at[from].last = g->functions.at[a->to].last;
        g->functions.at[from].file = g->functions.at[a->to].file;
        a->gone = true;
        at = a->to;
    }
}

static void fold_chains(struct graph *g)
{
    struct degrees d = degrees_of(g);
    bool *inner = arena_new_array(g->arena, bool, g->picture.nodes.len + 1);
    for (uint32_t i = 0; i < g->arrows.len; i++) {
        const struct arrow *a = &g->arrows.at[i];
        if (is_link(g, &d, a->from) && is_link(g, &d, a->to) &&
            g->picture.nodes.at[a->from].kind == g->picture.nodes.at[a->to].kind)
            inner[a->to] = true;
    }
    for (uint32_t i = 0; i < g->picture.nodes.len; i++)
        if (is_link(g, &d, i) && !inner[i])
            fold_chain(g, &d, i);
}

static void draw_arrows(struct graph *g)
{
    for (uint32_t i = 0; i < g->arrows.len; i++) {
        const struct arrow *a = &g->arrows.at[i];
        if (a->gone)
            continue;
        vec_push(
            g->arena, &g->picture.edges,
            (struct picture_edge){a->from, a->to, arrow_label(g, a), arrow_tip(g, a), a->dashed});
    }
}

/* Take the nodes out that are lines of others now. */
static void drop_folded(struct graph *g)
{
    struct picture *p = &g->picture;
    bool *gone = arena_new_array(g->arena, bool, p->nodes.len + 1);
    uint32_t *now = arena_new_array(g->arena, uint32_t, p->nodes.len + 1), kept = 0;
    for (uint32_t i = 0; i < g->arrows.len; i++)
        gone[g->arrows.at[i].to] |= g->arrows.at[i].gone;
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        now[i] = kept;
        if (!gone[i])
            p->nodes.at[kept++] = p->nodes.at[i];
    }
    p->nodes.len = kept;
    for (uint32_t i = 0; i < p->edges.len; i++) {
        p->edges.at[i].from = now[p->edges.at[i].from];
        p->edges.at[i].to = now[p->edges.at[i].to];
    }
}

static void draw_more(struct graph *g, uint32_t at, uint32_t count, const char *what,
                      const char *where, bool above)
{
    const char *label = arena_printf(g->arena, "... %" PRIu32 " more %s%s%s", count, what,
                                     count == 1 ? "" : "s", where);
    uint32_t more = add_node(g, (struct picture_node){.kind = PICTURE_MORE, .label = label});
    vec_push(g->arena, &g->picture.edges,
             (struct picture_edge){above ? more : at, above ? at : more, NULL, NULL, true});
}

/* ---- down ---- */

struct step { /* of a path down */
    struct node_id node;
    uint32_t event;
    struct node_id callee; /* FACTS_NONE: this is the leaf */
};
typedef VEC(struct step) step_vec;

struct path_down {
    step_vec steps;
    struct picture_node leaf;
};

/* Is it a step to what a pointer leads to? */
static bool is_indirect(const struct graph *g, const struct step *s)
{
    struct call_edges out = callmap_out(g->calls, s->node);
    bool found = false;
    for (uint32_t i = 0; i < out.len; i++) {
        if (out.at[i]->event != s->event || out.at[i]->to.i != s->callee.i)
            continue;
        if (!out.at[i]->through_pointer)
            return false;
        found = true;
    }
    return found;
}

/* Draw the whole path, unless the picture is full or the subject has enough arrows. */
static bool draw_path(struct graph *g, uint32_t *fan, const struct path_down *path)
{
    uint32_t more = 0;
    const struct step *first = &path->steps.at[0];
    for (uint32_t i = 0; i < path->steps.len; i++) {
        struct node_id to = path->steps.at[i].callee;
        more += to.i != FACTS_NONE && !g->drawn[to.i];
    }
    bool new_arrow = first->callee.i == FACTS_NONE || !g->drawn[first->callee.i];
    if (g->drawn_len + more > GRAPH_NODE_MAX || (new_arrow && *fan >= GRAPH_FAN_MAX))
        return false;
    *fan += new_arrow;
    for (uint32_t i = 0; i < path->steps.len; i++) {
        const struct step *s = &path->steps.at[i];
        bool leaf = s->callee.i == FACTS_NONE;
        uint32_t from = draw_function(g, s->node),
                 to = leaf ? draw_leaf(g, path->leaf) : draw_function(g, s->callee);
        add_arrow(g, from, to, body_event_loc(node_of(g, s->node)->body, s->event),
                  !leaf && is_indirect(g, s));
    }
    return true;
}

static struct path_down path_of_leaf(struct graph *g, const struct leaf *leaf)
{
    struct path_down p = {.leaf = {.kind = PICTURE_BLOCKS}};
    const struct check_rule *rule = checks_rule_of(leaf);
    struct buf url = {0};
    page_url(rule, &url);
    p.leaf.page = arena_strdup(g->arena, url.at);
    buf_release(&url);
    p.leaf.label = arena_printf(g->arena, "%s\n%s %s\n%s", leaf_callee_name(g->run->program, leaf),
                                rule->id, rule->name, certainty_name(leaf_end(leaf)->certainty));
    p.leaf.tip = rule->title;
    for (const struct leaf *l = leaf; l; l = l->down)
        vec_push(g->arena, &p.steps,
                 (struct step){l->node, l->event,
                               l->down ? l->down->node : (struct node_id){FACTS_NONE}});
    return p;
}

static struct path_down path_of_suspension(struct graph *g, const struct suspension *suspension)
{
    struct path_down p = {.leaf = {.kind = PICTURE_SUSPENDS}};
    p.leaf.label =
        arena_printf(g->arena, "%s\nsuspends%s%s", suspend_name(g->run->program, suspension),
                     suspension->pack ? ", " : "",
                     suspension->pack ? str_text(g->run->strs, suspension->pack->name) : "");
    for (const struct suspension *s = suspension; s; s = s->down)
        vec_push(g->arena, &p.steps,
                 (struct step){s->node, s->event,
                               s->down ? s->down->node : (struct node_id){FACTS_NONE}});
    return p;
}

typedef VEC(struct path_down) path_vec;

static uint8_t shown(const struct graph *g)
{
    return context_shown(context_of(g, g->subject));
}

/* What the call itself is or reaches. Where a pointer leads to is left to paths_indirect. */
static void paths_direct(struct graph *g, struct node_id n, const struct live_event *e,
                         path_vec *ret_paths)
{
    leaf_vec leaves = {0};
    summary_of_call(g->library, g->arena, n, e->event, e->mask & shown(g), &leaves);
    for (uint32_t k = 0; k < leaves.len; k++) {
        struct path_down p = path_of_leaf(g, leaves.at[k]);
        if (leaves.at[k]->certainty >= g->run->min_certainty && !is_indirect(g, &p.steps.at[0]))
            vec_push(g->arena, ret_paths, p);
    }
    const struct suspension *s =
        suspend_of_call(effects_suspends(g->run->analysis->effects), n, e->event);
    if (!s)
        return;
    struct path_down p = path_of_suspension(g, s);
    if (!is_indirect(g, &p.steps.at[0]))
        vec_push(g->arena, ret_paths, p);
}

/* Every function that may be behind the pointer, with what it reaches. */
static void paths_indirect(struct graph *g, const struct call_edge *e, uint8_t mask,
                           path_vec *ret_paths)
{
    struct step first = {e->from, e->event, e->to};
    path_vec below = {0};
    leaf_vec leaves = {0};
    summary_of_function(g->library, g->arena, e->to, mask & shown(g), &leaves);
    for (uint32_t k = 0; k < leaves.len; k++)
        if (leaves.at[k]->certainty >= g->run->min_certainty)
            vec_push(g->arena, &below, path_of_leaf(g, leaves.at[k]));
    const struct suspension *s =
        suspend_of_function(effects_suspends(g->run->analysis->effects), e->to);
    if (s)
        vec_push(g->arena, &below, path_of_suspension(g, s));
    for (uint32_t k = 0; k < below.len; k++) {
        struct path_down p = {.leaf = below.at[k].leaf};
        vec_push(g->arena, &p.steps, first);
        for (uint32_t i = 0; i < below.at[k].steps.len; i++)
            vec_push(g->arena, &p.steps, below.at[k].steps.at[i]);
        vec_push(g->arena, ret_paths, p);
    }
}

static int by_length(const void *a, const void *b)
{
    const struct path_down *const *x = a, *const *y = b;
    if ((*x)->steps.len != (*y)->steps.len)
        return (*x)->steps.len < (*y)->steps.len ? -1 : 1;
    return *x < *y ? -1 : *x > *y; /* in the order of the events */
}

/* Where the paths that were not drawn lead to, each callee or leaf once. */
static void draw_cut(struct graph *g, const path_vec *cut)
{
    uint32_t callees = 0;
    for (uint32_t i = 0; i < cut->len; i++) {
        struct node_id to = cut->at[i].steps.at[0].callee;
        bool known = to.i != FACTS_NONE && g->drawn[to.i];
        for (uint32_t k = 0; k < i && !known; k++)
            known = cut->at[k].steps.at[0].callee.i == to.i &&
                    (to.i != FACTS_NONE || !strcmp(cut->at[k].leaf.label, cut->at[i].leaf.label));
        callees += !known;
    }
    uint32_t at = draw_function(g, g->subject);
    if (callees)
        draw_more(g, at, callees, "callee", "", false);
    else if (cut->len)
        draw_more(g, at, cut->len, "path", " down", false);
}

/* From each call of the subject the shortest path to each kind of what blocks or suspends; short
 * paths first, where not all have room. */
static void draw_down(struct graph *g)
{
    struct node_id n = g->subject;
    const struct body *b = &g->run->analysis->bodies->at[n.i];
    struct call_edges out = callmap_out(g->calls, n);
    path_vec paths = {0};
    for (uint32_t i = 0, k = 0; i < b->live.len; i++) { /* edges are in order of live events */
        const struct live_event *e = &b->live.at[i];
        paths_direct(g, n, e, &paths);
        for (; k < out.len && out.at[k]->event == e->event; k++)
            if (out.at[k]->through_pointer)
                paths_indirect(g, out.at[k], e->mask, &paths);
    }
    const struct path_down **order =
        arena_new_array(g->arena, const struct path_down *, paths.len + 1);
    for (uint32_t i = 0; i < paths.len; i++)
        order[i] = &paths.at[i];
    if (paths.len)
        qsort(order, paths.len, sizeof(*order), by_length);
    uint32_t fan = 0;
    path_vec cut = {0};
    for (uint32_t i = 0; i < paths.len; i++)
        if (!draw_path(g, &fan, order[i]))
            vec_push(g->arena, &cut, *order[i]);
    draw_cut(g, &cut);
}

/* ---- up ---- */

/* Does the call run in one of the contexts of its function? */
static bool runs_async(const struct graph *g, const struct call_edge *e)
{
    const struct body *b = &g->run->analysis->bodies->at[e->from.i];
    for (uint32_t i = 0; i < b->live.len; i++)
        if (b->live.at[i].event == e->event)
            return b->live.at[i].mask & context_of(g, e->from)->bits;
    return false;
}

/* The call by which N came to be async, or, for what is not, the first that there is. False: N is
 * where it begins. */
static bool step_up(const struct graph *g, struct node_id n, struct node_id *ret_caller,
                    uint32_t *ret_event)
{
    const struct context *c = context_of(g, n);
    const struct context_reason *r = context_reason_of(c, c->bits);
    if (c->declared)
        return false;
    if (r && r->caller.i != FACTS_NONE) {
        *ret_caller = r->caller;
        *ret_event = r->event;
        return true;
    }
    struct call_edges in = callmap_in(g->calls, n);
    for (uint32_t i = 0; !c->bits && i < in.len; i++)
        if (!in.at[i]->through_pointer) {
            *ret_caller = in.at[i]->from;
            *ret_event = in.at[i]->event;
            return true;
        }
    return false;
}

/* From N, which is drawn, up to where it begins. */
static void draw_chain(struct graph *g, struct node_id n)
{
    struct node_id caller;
    uint32_t event;
    while (step_up(g, n, &caller, &event) && g->drawn_len < 2 * GRAPH_NODE_MAX) {
        bool known = g->drawn[caller.i];
        uint32_t to = draw_function(g, n), from = draw_function(g, caller);
        add_arrow(g, from, to, body_event_loc(node_of(g, caller)->body, event), false);
        if (known)
            return;
        n = caller;
    }
}

/* The subject's callers, and from each the way up by which it is async. */
static void draw_up(struct graph *g)
{
    bool async_only = context_of(g, g->subject)->bits != 0;
    struct call_edges in = callmap_in(g->calls, g->subject);
    uint32_t to = draw_function(g, g->subject), fan = 0, cut = 0, off = 0;
    uint32_t last = FACTS_NONE, last_cut = FACTS_NONE, last_off = FACTS_NONE;
    for (uint32_t i = 0; i < in.len; i++) { /* in order of the callers */
        const struct call_edge *e = in.at[i];
        if (async_only && !runs_async(g, e)) {
            off += e->from.i != last_off;
            last_off = e->from.i;
            continue;
        }
        if (e->from.i != last && (fan >= GRAPH_FAN_MAX || g->drawn_len >= GRAPH_NODE_MAX)) {
            cut += e->from.i != last_cut;
            last_cut = e->from.i;
            continue;
        }
        fan += e->from.i != last;
        add_arrow(g, draw_function(g, e->from), to,
                  body_event_loc(node_of(g, e->from)->body, e->event), e->through_pointer);
        if (e->from.i != last)
            draw_chain(g, e->from);
        last = e->from.i;
    }
    if (cut)
        draw_more(g, to, cut, "caller", "", true);
    if (off)
        draw_more(g, to, off, "caller", " off the loop", true);
}

/* On the functions above the subject: how many other callers they have. */
static void count_callers(struct graph *g, uint32_t first_above)
{
    for (uint32_t i = 0; i < g->run->program->nodes.len; i++) {
        struct node_id n = {i};
        uint32_t count = 0, last = FACTS_NONE;
        if (!g->drawn[i] || g->drawn[i] - 1 < first_above || context_of(g, n)->declared)
            continue;
        struct call_edges in = callmap_in(g->calls, n);
        for (uint32_t k = 0; k < in.len; k++) {
            count += in.at[k]->from.i != last && !g->drawn[in.at[k]->from.i];
            last = in.at[k]->from.i;
        }
        struct picture_node *p = &g->picture.nodes.at[g->drawn[i] - 1];
        if (count)
            p->label = arena_printf(g->arena, "%s\n... %" PRIu32 " more caller%s", p->label, count,
                                    count == 1 ? "" : "s");
    }
}

struct picture graph_function(const struct run *r, const struct callmap *calls,
                              const struct summaries *library, struct arena *arena,
                              struct node_id n)
{
    struct graph g = {.run = r, .calls = calls, .library = library, .arena = arena, .subject = n};
    g.drawn = arena_new_array(arena, uint32_t, r->program->nodes.len + 1);
    g.picture.title =
        arena_printf(arena, "calls around %s", str_text(r->strs, node_of(&g, n)->name));
    draw_function(&g, n);
    if (node_of(&g, n)->body)
        draw_down(&g);
    uint32_t first_above = g.picture.nodes.len;
    g.drawn_len = 0;
    draw_up(&g);
    count_callers(&g, first_above);
    fold_chains(&g);
    draw_arrows(&g);
    drop_folded(&g);
    return g.picture;
}
