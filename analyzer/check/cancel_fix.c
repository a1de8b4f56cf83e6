#include "base/arena.h"
#include "check/cancel_search.h"
#include "link/roles.h"

#include <string.h>

/* `pthread_cleanup_push(free, p);` goes in front of the wait, `pthread_cleanup_pop(0);` in front of
 * the release, which stays as it is. Push and pop open and close a block, so this is correct C only
 * where both statements stand in one block of the text, with nothing between them that jumps, and
 * no declaration, which would end too early. Facts know no statements. So: one block of the graph,
 * calls that are statements of their own, at the same column, and nothing else on their lines. */

static bool is_statement(const struct cancel_search *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    if (e->kind != EVENT_CALL || e->call.callee_kind != CALLEE_DIRECT || e->call.macro.i ||
        e->call.use != USE_IGNORED)
        return false;
    for (uint32_t i = 0; i < x->fn->events.len; i++) {
        const struct event *other = &x->fn->events.at[i];
        if (i != event && str_eq(other->loc.file, e->loc.file) && other->loc.line == e->loc.line &&
            other->loc.col < e->loc.col)
            return false;
    }
    return true;
}

/* Do both stand in one block, FIRST before LAST, without an assignment to PATH between them? */
static bool is_straight(const struct cancel_search *x, uint32_t first, uint32_t last,
                        struct path_id path)
{
    for (uint32_t b = 0; b < x->fn->blocks.len; b++) {
        const struct block *k = &x->fn->blocks.at[b];
        bool inside = false;
        for (uint32_t i = 0; i < k->events.len; i++) {
            const struct event *e = &x->fn->events.at[k->events.at[i].i];
            if (inside && k->events.at[i].i == last)
                return true;
            inside |= k->events.at[i].i == first;
            if (inside && e->kind == EVENT_ASSIGN && (e->assign.init || e->assign.to.i == path.i))
                return false;
        }
    }
    return false;
}

static bool declares_between(const struct cancel_search *x, struct loc from, struct loc to)
{
    for (uint32_t i = 0; i < x->fn->locals.len; i++) {
        const struct loc *at = &x->fn->locals.at[i].loc;
        if (at->line >= from.line && at->line <= to.line)
            return true;
    }
    return false;
}

/* Is this the only wait between acquisition and release? Then no other one stays uncovered. */
static bool covers_all(const struct cancel_search *x, uint32_t from, uint32_t release)
{
    for (uint32_t i = 0; i < x->points.len; i++)
        if (x->points.at[i].event > x->acquired.by.event && x->points.at[i].event < from)
            return false;
    return x->acquired.by.event < from && from < release;
}

/* The macro that registers handlers for PACK; NULL if the unit does not read its header. */
static const char *push_of(const struct cancel_search *x, const struct pack *pack)
{
    const struct program *p = x->in->program;
    const name_vec *headers = &pack->headers;
    bool included = false;
    for (uint32_t i = 0; i < x->facts->files.len; i++)
        for (uint32_t k = 0; k < headers->len; k++) {
            const char *file = program_text(p, x->facts->files.at[i]);
            const char *header = program_text(p, headers->at[k]), *at = strstr(file, header);
            size_t len = strlen(file), tail = strlen(header);
            included |= at && len >= tail && !strcmp(file + len - tail, header);
        }
    const name_vec *all = &pack->cancellation.finally_push_pop;
    const char *push = included && all->len ? program_text(p, all->at[0]) : NULL;
    return push && strstr(push, "push") ? push : NULL;
}

/* A new line as far to the right as COL. Tabs cannot be told from spaces: few are taken for tabs.
 */
static const char *new_line(struct arena *arena, uint32_t col)
{
    uint32_t len = col - 1;
    char *text = arena_new_array(arena, char, len + 2);
    text[0] = '\n';
    memset(text + 1, len < 4 ? '\t' : ' ', len);
    return text;
}

static void insert(struct findings *f, struct finding *finding, struct loc loc, const char *text)
{
    loc.len = 0;
    const char *line = arena_printf(f->arena, "%s%s", text, new_line(f->arena, loc.col));
    vec_push(f->arena, &finding->fixes, (struct finding_fix){.loc = loc, .text = line});
}

/* Is it void (void *), as what registers handlers wants them? */
static bool is_handler(const struct entity *e)
{
    return e->result.kind == SHAPE_VOID && e->params.len == 1 &&
           e->params.at[0].shape.kind == SHAPE_POINTER &&
           e->params.at[0].shape.target == SHAPE_VOID && !e->params.at[0].shape.target_const;
}

void cancel_fix(const struct cancel_search *x, const struct cancel_skipped *k,
                struct finding *finding)
{
    const struct program *p = x->in->program;
    const struct cancel_point *point = &x->points.at[k->point];
    const struct event *wait = &x->fn->events.at[point->event];
    const struct event *release = &x->fn->events.at[k->event];
    const char *push = push_of(x, point->pack);
    if (!push || x->acquired.by.where != ACQUIRED_RESULT || !is_statement(x, point->event) ||
        !is_statement(x, k->event) || wait->loc.col != release->loc.col ||
        wait->loc.line >= release->loc.line || release->call.arg_len != 1)
        return;
    const struct entity *handler = facts_entity(x->facts, release->call.function);
    const struct value *v = function_value(x->fn, x->fn->args.at[release->call.first_arg]);
    if (!is_handler(handler) || v->kind != VALUE_PATH || function_path(x->fn, v->path)->step_len ||
        !is_straight(x, point->event, k->event, v->path) ||
        declares_between(x, wait->loc, release->loc) || !covers_all(x, point->event, k->event))
        return;
    const char *variable = program_text(p, function_path(x->fn, v->path)->text);
    const char *pop = strstr(push, "push");
    insert(x->findings, finding, wait->loc,
           arena_printf(x->findings->arena, "%s(%s, %s);", push, program_text(p, handler->name),
                        variable));
    insert(x->findings, finding, release->loc,
           arena_printf(x->findings->arena, "%.*spop(0);", (int)(pop - push), push));
    finding->fix_title = arena_printf(x->findings->arena, "register '%s' with %s around the wait",
                                      program_text(p, handler->name), push);
}
