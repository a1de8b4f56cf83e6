#include "check/cancel_search.h"
#include "effects/effects.h"
#include "link/roles.h"

#include <ctype.h>
#include <string.h>

static bool is_word(const char *text, const char *word, size_t len)
{
    for (const char *at = text; len && (at = strstr(at, word)); at++) {
        bool begins = at == text || !(isalnum((unsigned char)at[-1]) || at[-1] == '_');
        bool ends = !(isalnum((unsigned char)at[len]) || at[len] == '_');
        if (begins && ends)
            return true;
    }
    return false;
}

/* Does the text name the variable, or the local struct, that holds it? */
static bool mentions(const struct cancel_search *x, const struct walk_state *s, const char *text)
{
    uint32_t at = 0;
    for (struct path_id holder; walk_next_mark(&x->walk, s, &at, &holder);) {
        const struct path *p = function_path(x->fn, holder);
        const char *name = program_text(x->in->program, p->text);
        size_t len = strcspn(name, ".-[");
        if (is_word(text, arena_strndup(x->in->scratch, name, len), len))
            return true;
    }
    return false;
}

/* Does the handler give back the lock that is acquired, whatever it is given? */
static bool unlocks(const struct cancel_search *x, struct node_id handler)
{
    return lock_set_find(locks_of_function(effects_locks(x->in->effects), handler, true),
                         x->acquired.lock.object) != NULL;
}

/* Does it give back a lock that it is given? */
static bool unlocks_given(const struct cancel_search *x, struct node_id handler)
{
    const lock_set *gives = locks_of_function(effects_locks(x->in->effects), handler, true);
    for (uint32_t i = 0; i < gives->len; i++)
        if (gives->at[i].arg == 0)
            return true;
    return false;
}

/* A handler that pthread_cleanup_push and its like register: does it release what is held? */
static bool covers(const struct cancel_search *x, const struct walk_state *s, uint32_t event)
{
    const struct program *p = x->in->program;
    const struct event *e = &x->fn->events.at[event];
    if (e->kind != EVENT_MACRO || !e->macro.arg_len)
        return true; /* a form that is not known */
    const char *handler = program_text(p, x->fn->texts.at[e->macro.first_arg]);
    const char *arg =
        e->macro.arg_len > 1 ? program_text(p, x->fn->texts.at[e->macro.first_arg + 1]) : "";
    struct node_id n = program_find(p, handler);
    if (n.i != FACTS_NONE && program_get(p, n)->body) {
        if (x->acquired.lock.rule && unlocks(x, n))
            return true;
        if (!resources_releases(effects_resources(x->in->effects), n) &&
            !(x->acquired.lock.rule && unlocks_given(x, n)))
            return false;
    }
    bool nameless = x->acquired.by.where == ACQUIRED_ANONYMOUS ||
                    (x->acquired.lock.rule && x->acquired.lock.arg == FACTS_NONE);
    return nameless || mentions(x, s, arg) || !strcmp(arg, "NULL") || !strcmp(arg, "0");
}

/* What rules say of the event as a macro, or as the function that stands for one. */
static const struct name_roles *macro_roles(const struct cancel_search *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    if (e->kind != EVENT_MACRO && (e->kind != EVENT_CALL || e->call.macro.i))
        return NULL;
    return calls_get(x->in->contexts->calls, x->node, event)->roles;
}

/* Does a macro like pthread_cleanup_pop run the handler that it takes off? */
static bool runs_handler(const struct cancel_search *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    if (e->kind != EVENT_MACRO || !e->macro.arg_len)
        return false;
    const char *text = program_text(x->in->program, x->fn->texts.at[e->macro.first_arg]);
    return isdigit((unsigned char)*text) && strcmp(text, "0") != 0;
}

void cancel_see_shield(const struct cancel_search *x, struct walk_state *s, uint32_t event)
{
    enum walk_branch shield = cancels_shield(effects_cancels(x->in->effects), x->node, event);
    if (shield == WALK_BRANCH_TRUE)
        s->flags |= CANCEL_FLAG_SHIELDED;
    else if (shield == WALK_BRANCH_FALSE)
        s->flags &= (uint8_t)~CANCEL_FLAG_SHIELDED;
}

/* What is below HANDLER in COVER, or NULL. */
static const uint32_t *find_below(const struct cancel_search *x, uint32_t cover, uint32_t handler)
{
    for (uint32_t at = cover; at; at = x->covers.at[at - 1].below)
        if (x->covers.at[at - 1].handler == handler)
            return &x->covers.at[at - 1].below;
    return NULL;
}

/*
 * What covers where HANDLER is registered above BELOW. Pushes and pops are brackets in the text:
 * who comes by a push again has left its bracket by a jump, and with it those inside, so that a
 * loop does not pile them up for ever.
 */
static uint32_t push_cover(struct cancel_search *x, uint32_t below, uint32_t handler)
{
    const uint32_t *left = find_below(x, below, handler);
    if (left)
        below = *left;
    for (uint32_t i = 0; i < x->covers.len; i++)
        if (x->covers.at[i].handler == handler && x->covers.at[i].below == below)
            return i + 1;
    vec_push(x->in->scratch, &x->covers, (struct cancel_cover){handler, below});
    return x->covers.len;
}

/* Handlers come off with all that were registered after them. False: it does not cover. */
static bool pop_cover(const struct cancel_search *x, struct walk_state *s, uint32_t handler)
{
    const uint32_t *below = find_below(x, s->bits, handler);
    if (below)
        s->bits = *below;
    return below != NULL;
}

bool cancel_see_handlers(struct cancel_search *x, struct walk_state *s, uint32_t event)
{
    bool run = false;
    for (uint32_t i = 0; i < x->handlers.len; i++)
        if (x->handlers.at[i].push == event && covers(x, s, event))
            s->bits = push_cover(x, s->bits, i);
        else if (x->handlers.at[i].pop == event && pop_cover(x, s, i))
            run |= runs_handler(x, event);
    return run;
}

void cancel_keep_covers(void *context, struct walk_state *s, uint32_t event)
{
    struct cancel_search *x = context;
    for (uint32_t i = 0; i < x->handlers.len; i++)
        if (x->handlers.at[i].push == event)
            s->bits = push_cover(x, s->bits, i);
        else if (x->handlers.at[i].pop == event)
            pop_cover(x, s, i);
    cancel_see_shield(x, s, event);
}

static uint32_t narrowed(struct cancel_search *x, const struct walk_state *s, uint32_t cover)
{
    if (!cover)
        return 0;
    const struct cancel_cover here = x->covers.at[cover - 1];
    uint32_t below = narrowed(x, s, here.below);
    return covers(x, s, x->handlers.at[here.handler].push) ? push_cover(x, below, here.handler)
                                                           : below;
}

void cancel_narrow_covers(struct cancel_search *x, struct walk_state *s)
{
    s->bits = narrowed(x, s, s->bits);
}

/* Pushes and pops are brackets in the text, and so in the order of events. */
void cancel_find_handlers(struct cancel_search *x, uint32_t event)
{
    const struct event *e = &x->fn->events.at[event];
    const struct name_roles *r = macro_roles(x, event);
    if (r && r->push_of)
        vec_push(x->in->scratch, &x->handlers, (struct cancel_handler){event, FACTS_NONE});
    for (uint32_t i = r && r->pop_of ? x->handlers.len : 0; i-- > 0;)
        if (x->handlers.at[i].pop == FACTS_NONE) {
            x->handlers.at[i].pop = event;
            break;
        }
    if (e->kind != EVENT_CALL)
        return;
    r = calls_get(x->in->contexts->calls, x->node, event)->macro;
    if (r && r->finally_of)
        vec_push(x->in->scratch, &x->on_cancel, event);
}
