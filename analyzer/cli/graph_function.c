#include "cli/graph_function.h"

#include "check/leaf_finding.h"
#include "cli/find_function.h"

#include <inttypes.h>
#include <string.h>

#define SUSPENDS_BIT (1U << (BLOCK_KINDS + 1)) /* beside those of block kinds and of run loops */
#define WRAP 44                                /* columns of a label's line */

struct graph {
    const struct run *run;
    const struct callmap *calls;
    const struct summaries *library;
    struct arena *arena;
    struct picture picture;
    uint32_t *drawn;    /* by program node: node of the picture plus one */
    uint32_t *wanted;   /* by program node: bits of what it is expanded for on the way down */
    uint32_t drawn_len; /* functions on this side */
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

static const char *place_text(struct graph *g, struct loc l)
{
    return arena_printf(g->arena, "%s:%" PRIu32, str_text(g->run->strs, l.file), l.line);
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

/* Why a function is async, and where; "" if it is not so by declaration. */
static const char *why_async(struct graph *g, struct node_id n)
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
    if (!loc_known(r->loc))
        return arena_printf(g->arena, "\n%s", wrapped(g, why));
    return arena_printf(g->arena, "\n%s\n%s", wrapped(g, why), place_text(g, r->loc));
}

static uint32_t add_node(struct graph *g, struct picture_node n)
{
    vec_push(g->arena, &g->picture.nodes, n);
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
                              place_text(g, loc), c->declared ? why_async(g, n) : "")};
    g->drawn_len++;
    g->drawn[n.i] = add_node(g, p) + 1;
    return g->drawn[n.i] - 1;
}

/* A leaf is drawn once for all who call it. */
static uint32_t draw_leaf(struct graph *g, enum picture_kind kind, const char *label)
{
    for (uint32_t i = 0; i < g->picture.nodes.len; i++)
        if (g->picture.nodes.at[i].kind == kind && !strcmp(g->picture.nodes.at[i].label, label))
            return i;
    return add_node(g, (struct picture_node){.kind = kind, .label = label});
}

/* One arrow for all calls between two: the place of the first, and how many more. */
struct arrow {
    uint32_t from, to;
    VEC(struct loc) locs;
    bool dashed;
};
typedef VEC(struct arrow) arrow_vec;

static struct arrow *arrow_between(struct graph *g, arrow_vec *arrows, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < arrows->len; i++)
        if (arrows->at[i].from == from && arrows->at[i].to == to)
            return &arrows->at[i];
    vec_push(g->arena, arrows, (struct arrow){.from = from, .to = to, .dashed = true});
    return &vec_last(arrows);
}

static void add_arrow(struct graph *g, arrow_vec *arrows, uint32_t from, uint32_t to,
                      struct loc loc, bool dashed)
{
    struct arrow *a = arrow_between(g, arrows, from, to);
    a->dashed = a->dashed && dashed;
    for (uint32_t i = 0; i < a->locs.len; i++)
        if (str_eq(a->locs.at[i].file, loc.file) && a->locs.at[i].line == loc.line)
            return;
    vec_push(g->arena, &a->locs, loc);
}

static void draw_arrows(struct graph *g, const arrow_vec *arrows)
{
    for (uint32_t i = 0; i < arrows->len; i++) {
        const struct arrow *a = &arrows->at[i];
        const char *label = place_text(g, a->locs.at[0]);
        if (a->locs.len > 1)
            label = arena_printf(g->arena, "%s +%" PRIu32, label, a->locs.len - 1);
        vec_push(g->arena, &g->picture.edges,
                 (struct picture_edge){a->from, a->to, label, a->dashed});
    }
}

static void draw_more(struct graph *g, uint32_t at, uint32_t count, const char *what,
                      const char *where, bool above)
{
    const char *label = arena_printf(g->arena, "... %" PRIu32 " more %s%s%s", count, what,
                                     count == 1 ? "" : "s", where);
    uint32_t more = add_node(g, (struct picture_node){.kind = PICTURE_MORE, .label = label});
    vec_push(g->arena, &g->picture.edges,
             (struct picture_edge){above ? more : at, above ? at : more, NULL, true});
}

/* ---- down ---- */

struct way { /* from a function towards something that blocks or suspends */
    bool is_leaf;
    struct node_id to;
    enum picture_kind kind;
    const char *label; /* of the leaf */
    struct loc loc;
    uint32_t bit; /* of what it leads to: several through a pointer */
    bool dashed;
};
typedef VEC(struct way) way_vec;

static uint32_t bit_of(const struct leaf *l)
{
    return 1U << l->kind; /* run loops have kind BLOCK_KINDS */
}

static void add_leaf_way(struct graph *g, const struct leaf *l, way_vec *ways)
{
    struct way w = {.is_leaf = !l->down,
                    .to = l->callee,
                    .kind = PICTURE_BLOCKS,
                    .loc = body_event_loc(node_of(g, l->node)->body, l->event),
                    .bit = bit_of(l)};
    if (w.is_leaf)
        w.label = arena_printf(g->arena, "%s\n%s %s\n%s", leaf_step_name(g->run->program, l),
                               leaf_rule(l)->id, leaf_rule(l)->name, certainty_name(l->certainty));
    vec_push(g->arena, ways, w);
}

static void add_suspension_way(struct graph *g, const struct suspension *s, way_vec *ways)
{
    struct way w = {.is_leaf = !s->down,
                    .to = s->callee,
                    .kind = PICTURE_SUSPENDS,
                    .loc = body_event_loc(node_of(g, s->node)->body, s->event),
                    .bit = SUSPENDS_BIT};
    if (w.is_leaf)
        w.label =
            arena_printf(g->arena, "%s\nsuspends%s%s", suspend_name(g->run->program, s),
                         s->pack ? ", " : "", s->pack ? str_text(g->run->strs, s->pack->name) : "");
    vec_push(g->arena, ways, w);
}

static bool is_wanted(const struct graph *g, const struct leaf *l, uint32_t wanted)
{
    return (wanted & bit_of(l)) && l->certainty >= g->run->min_certainty;
}

/* Is it a step to what a pointer leads to? Those are gathered from the map of calls. */
static bool is_indirect(const struct graph *g, struct node_id n, uint32_t event,
                        struct node_id callee)
{
    struct call_edges out = callmap_out(g->calls, n);
    bool found = false;
    for (uint32_t i = 0; i < out.len; i++) {
        if (out.at[i]->event != event || out.at[i]->to.i != callee.i)
            continue;
        if (!out.at[i]->through_pointer)
            return false;
        found = true;
    }
    return found;
}

/* What the call itself is, or reaches directly. */
static void ways_direct(struct graph *g, struct node_id n, const struct live_event *e,
                        uint32_t wanted, way_vec *ways)
{
    leaf_vec leaves = {0};
    summary_of_call(g->library, g->arena, n, e->event, e->mask, &leaves);
    for (uint32_t k = 0; k < leaves.len; k++)
        if (is_wanted(g, leaves.at[k], wanted) &&
            !(leaves.at[k]->down && is_indirect(g, n, e->event, leaves.at[k]->callee)))
            add_leaf_way(g, leaves.at[k], ways);
    const struct suspension *s =
        wanted & SUSPENDS_BIT ? suspend_of_call(g->run->analysis->suspends, n, e->event) : NULL;
    if (s && !(s->down && is_indirect(g, n, e->event, s->callee)))
        add_suspension_way(g, s, ways);
}

/* What it reaches through a pointer: every function that may be there. */
static void ways_indirect(struct graph *g, const struct call_edge *e, uint8_t mask, uint32_t wanted,
                          way_vec *ways)
{
    struct way w = {
        .to = e->to, .loc = body_event_loc(node_of(g, e->from)->body, e->event), .dashed = true};
    leaf_vec leaves = {0};
    summary_of_function(g->library, g->arena, e->to, mask, &leaves);
    for (uint32_t k = 0; k < leaves.len; k++)
        if (is_wanted(g, leaves.at[k], wanted))
            w.bit |= bit_of(leaves.at[k]);
    if ((wanted & SUSPENDS_BIT) && suspend_of_function(g->run->analysis->suspends, e->to))
        w.bit |= SUSPENDS_BIT;
    if (w.bit)
        vec_push(g->arena, ways, w);
}

static void ways_down(struct graph *g, struct node_id n, uint32_t wanted, way_vec *ways)
{
    const struct body *b = &g->run->analysis->bodies->at[n.i];
    struct call_edges out = callmap_out(g->calls, n);
    for (uint32_t i = 0, k = 0; i < b->live.len; i++) { /* edges are in order of live events */
        const struct live_event *e = &b->live.at[i];
        ways_direct(g, n, e, wanted, ways);
        for (; k < out.len && out.at[k]->event == e->event; k++)
            if (out.at[k]->through_pointer)
                ways_indirect(g, out.at[k], e->mask, wanted, ways);
    }
}

/* Where the ways of one function were taken, and those that found no room. */
struct fan {
    VEC(uint32_t) drawn; /* nodes of the picture */
    VEC(struct way) cut;
};

static bool same_end(const struct way *a, const struct way *b)
{
    return a->is_leaf == b->is_leaf &&
           (a->is_leaf ? a->kind == b->kind && !strcmp(a->label, b->label) : a->to.i == b->to.i);
}

static bool has_room(struct graph *g, struct fan *fan, const struct way *w)
{
    bool drawn = !w->is_leaf && g->drawn[w->to.i];
    for (uint32_t i = 0; w->is_leaf && i < g->picture.nodes.len && !drawn; i++)
        drawn = g->picture.nodes.at[i].kind == w->kind &&
                !strcmp(g->picture.nodes.at[i].label, w->label);
    if (drawn || (fan->drawn.len < GRAPH_FAN_MAX && g->drawn_len < GRAPH_NODE_MAX))
        return true;
    for (uint32_t i = 0; i < fan->cut.len; i++)
        if (same_end(&fan->cut.at[i], w))
            return false;
    vec_push(g->arena, &fan->cut, *w);
    return false;
}

static void fan_add(struct graph *g, struct fan *fan, uint32_t to)
{
    for (uint32_t i = 0; i < fan->drawn.len; i++)
        if (fan->drawn.at[i] == to)
            return;
    vec_push(g->arena, &fan->drawn, to);
}

/* Draw where the ways of N lead, leaves first, and remember the functions among them that are to be
 * expanded. */
static void expand_down(struct graph *g, struct node_id n, arrow_vec *arrows, node_vec *work)
{
    way_vec ways = {0};
    uint32_t from = draw_function(g, n), cut = 0;
    ways_down(g, n, g->wanted[n.i], &ways);
    for (int leaves = 1; leaves >= 0; leaves--) {
        struct fan fan = {0};
        for (uint32_t i = 0; i < ways.len; i++) {
            const struct way *w = &ways.at[i];
            if (w->is_leaf != (bool)leaves || !has_room(g, &fan, w))
                continue;
            uint32_t to = w->is_leaf ? draw_leaf(g, w->kind, w->label) : draw_function(g, w->to);
            fan_add(g, &fan, to);
            add_arrow(g, arrows, from, to, w->loc, w->dashed);
            if (!w->is_leaf && (w->bit & ~g->wanted[w->to.i])) {
                g->wanted[w->to.i] |= w->bit;
                vec_push(g->arena, work, w->to);
            }
        }
        cut += fan.cut.len;
    }
    if (cut)
        draw_more(g, from, cut, "callee", "", false);
}

static void draw_down(struct graph *g)
{
    arrow_vec arrows = {0};
    node_vec work = {0};
    g->wanted[g->subject.i] = UINT32_MAX;
    vec_push(g->arena, &work, g->subject);
    for (uint32_t at = 0; at < work.len; at++) {
        bool later = false; /* again in the list: then with all that it is wanted for */
        for (uint32_t k = at + 1; k < work.len && !later; k++)
            later = work.at[k].i == work.at[at].i;
        if (!later && node_of(g, work.at[at])->body)
            expand_down(g, work.at[at], &arrows, &work);
    }
    draw_arrows(g, &arrows);
}

/* ---- up ---- */

struct up {
    bool async_only;
    bool *seen; /* by program node */
    node_vec work;
    arrow_vec arrows;
};

/* Does the call run in one of the contexts of its function? */
static bool runs_async(const struct graph *g, const struct call_edge *e)
{
    const struct body *b = &g->run->analysis->bodies->at[e->from.i];
    for (uint32_t i = 0; i < b->live.len; i++)
        if (b->live.at[i].event == e->event)
            return b->live.at[i].mask & context_of(g, e->from)->bits;
    return false;
}

static void expand_up(struct graph *g, struct up *u, struct node_id n)
{
    struct call_edges in = callmap_in(g->calls, n);
    uint32_t to = draw_function(g, n), fan = 0, cut = 0, off = 0;
    uint32_t last_cut = FACTS_NONE, last_off = FACTS_NONE; /* edges are in order of the callers */
    for (uint32_t i = 0; i < in.len; i++) {
        const struct call_edge *e = in.at[i];
        if (e->through_pointer && n.i != g->subject.i)
            continue; /* it was stored: that made it async by declaration */
        if (u->async_only && !runs_async(g, e)) {
            off += e->from.i != last_off;
            last_off = e->from.i;
            continue;
        }
        bool known = g->drawn[e->from.i] && u->seen[e->from.i];
        if (!known && (fan >= GRAPH_FAN_MAX || g->drawn_len >= GRAPH_NODE_MAX)) {
            cut += e->from.i != last_cut;
            last_cut = e->from.i;
            continue;
        }
        fan += !known;
        add_arrow(g, &u->arrows, draw_function(g, e->from), to,
                  body_event_loc(node_of(g, e->from)->body, e->event), e->through_pointer);
        if (!u->seen[e->from.i] && !(u->async_only && context_of(g, e->from)->declared))
            vec_push(g->arena, &u->work, e->from);
        u->seen[e->from.i] = true;
    }
    if (cut)
        draw_more(g, to, cut, "caller", "", true);
    if (off && n.i == g->subject.i)
        draw_more(g, to, off, "caller", " off the loop", true);
}

static void draw_up(struct graph *g)
{
    struct up u = {.async_only = context_of(g, g->subject)->bits != 0};
    u.seen = arena_new_array(g->arena, bool, g->run->program->nodes.len + 1);
    u.seen[g->subject.i] = true;
    vec_push(g->arena, &u.work, g->subject);
    for (uint32_t at = 0; at < u.work.len; at++)
        expand_up(g, &u, u.work.at[at]);
    draw_arrows(g, &u.arrows);
}

struct picture graph_function(const struct run *r, const struct callmap *calls,
                              const struct summaries *library, struct arena *arena,
                              struct node_id n)
{
    struct graph g = {.run = r, .calls = calls, .library = library, .arena = arena, .subject = n};
    uint32_t count = r->program->nodes.len;
    g.drawn = arena_new_array(arena, uint32_t, count + 1);
    g.wanted = arena_new_array(arena, uint32_t, count + 1);
    g.picture.title =
        arena_printf(arena, "calls around %s", str_text(r->strs, node_of(&g, n)->name));
    draw_function(&g, n);
    draw_down(&g);
    g.drawn_len = 0;
    draw_up(&g);
    return g.picture;
}
