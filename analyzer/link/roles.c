#include "link/roles.h"

#include "base/buf.h"
#include "base/fail.h"

#include <stdlib.h>
#include <string.h>

enum list {
    LIST_CALLBACK,
    LIST_SPAWN,
    LIST_OFFLOAD,
    LIST_BLOCKING,
    LIST_RUN_LOOP,
    LIST_WAIT_MANY,
    LIST_THREAD_SELF,
    LIST_THREAD_EQUAL,
    LIST_LOOP_IGNORED,
    LIST_LOOP_FUNCTION,
    LIST_FD_OPEN,
    LIST_FD_NONBLOCKING,
    LIST_FD_BLOCKING,
    LIST_ACQUIRE,
    LIST_RELEASE,
    LIST_FUNCTION,
    LIST_GUARD,
    LIST_FORK,
    LIST_NORETURN,
    LIST_NONBLOCKING,
    LIST_PATH,
    LIST_ALLOCATOR,
    LIST_SUSPEND,
    LIST_RESOURCE_ACQUIRE,
    LIST_RESOURCE_RELEASE,
    LIST_TEST,
    LIST_SHIELD,
    LIST_PUSH,
    LIST_POP,
    LIST_FINALLY,
    LIST_CANCEL,
    LIST_ENDS_THREAD,
    LIST_DESTRUCTOR,
    LIST_TELLS,
    LIST_BORROW,
    LIST_WAIT,
    LIST_TASK_START,
    LIST_TASK_END,
    LIST_TASK_PEEK,
    LIST_KEEP,
    LIST_GIVES_BACK,
    LIST_SLEEP,
    LIST_READS_STATE,
    LIST_READS_TIME,
    LIST_READS_AGAIN,
    LIST_DEADLINE,
    LIST_ONLY_INSIDE,
    LIST_CALLS_BACK,
    LIST_POINT_IN_TIME,
    LIST_DURATION,
    LIST_CLOCK,
    LIST_NONBLOCKING_NEEDED,
    LIST_LOOP_CALL,
    LIST_OUTCOME,
    LIST_SIGNAL_HANDLER,
    LIST_THREAD_SAFE,
    LIST_JOIN,
    LIST_SIGNAL_UNSAFE,
    LIST_LAST_ERROR,
    LIST_STATIC_BUFFER,
    LISTS,
};

/* One pattern of one entry. */
struct pattern {
    struct str name;
    const char *text;
    enum list list;
    const void *entry;
    const struct pack *pack;
    enum guard_kind guard;
    uint32_t number; /* in order of loading */
};

struct name_index {
    VEC(struct pattern) exact; /* chained by name: next */
    VEC(uint32_t) next;
    uint32_t *first; /* by string id: index into exact plus one */
    VEC(struct pattern) globs;
    struct name_roles **memo; /* by string id */
    uint32_t size;            /* of first and memo */
};

struct roles_index {
    struct name_index functions, macros;
    struct name_roles none;
};

static void pattern_add(struct roles *r, struct name_index *x, struct str name, enum list list,
                        const void *entry, const struct pack *pack, enum guard_kind guard)
{
    struct pattern p = {name,  str_text(r->program->strs, name), list, entry, pack,
                        guard, x->globs.len + x->exact.len};
    if (rule_is_glob(p.text)) {
        vec_push(r->arena, &x->globs, p);
        return;
    }
    vec_push(r->arena, &x->exact, p);
    vec_push(r->arena, &x->next, 0);
}

static void callee_add(struct roles *r, const struct callee *c, enum list list, const void *entry,
                       const struct pack *pack)
{
    for (uint32_t i = 0; i < c->functions.len; i++)
        pattern_add(r, &r->index->functions, c->functions.at[i], list, entry, pack, GUARD_NONE);
    for (uint32_t i = 0; i < c->macros.len; i++)
        pattern_add(r, &r->index->macros, c->macros.at[i], list, entry, pack, GUARD_NONE);
}

/* Plain names hold for functions, variables and macros alike. */
static void names_add(struct roles *r, const rule_names *names, enum list list,
                      const struct pack *pack, enum guard_kind guard)
{
    for (uint32_t i = 0; i < names->len; i++) {
        pattern_add(r, &r->index->functions, names->at[i].name, list, &names->at[i], pack, guard);
        pattern_add(r, &r->index->macros, names->at[i].name, list, &names->at[i], pack, guard);
    }
}

#define ADD_CALLEES(PACK, LIST, CONSTANT, CALLEE)                                                  \
    for (uint32_t i_ = 0; i_ < (PACK)->LIST.len; i_++)                                             \
    callee_add(r, &(PACK)->LIST.at[i_].CALLEE, CONSTANT, &(PACK)->LIST.at[i_], (PACK))
#define ADD_ALL(PACK, LIST)                                                                        \
    for (uint32_t i_ = 0; i_ < (PACK)->LIST.len; i_++)                                             \
    vec_push(r->arena, &r->LIST, &(PACK)->LIST.at[i_])

static void inside_add(struct roles *r, const name_vec *inside, const struct pack *k)
{
    for (uint32_t i = 0; i < inside->len; i++)
        pattern_add(r, &r->index->functions, inside->at[i], LIST_CALLS_BACK, NULL, k, GUARD_NONE);
}

static void pack_add_calls(struct roles *r, const struct pack *k)
{
    for (uint32_t i = 0; i < k->callbacks.len; i++)
        inside_add(r, &k->callbacks.at[i].inside, k);
    for (uint32_t i = 0; i < k->fields.len; i++)
        inside_add(r, &k->fields.at[i].inside, k);
    ADD_CALLEES(k, callbacks, LIST_CALLBACK, callee);
    ADD_CALLEES(k, spawns, LIST_SPAWN, callee);
    ADD_CALLEES(k, offloads, LIST_OFFLOAD, callee);
    ADD_CALLEES(k, task_starts, LIST_TASK_START, callee);
    ADD_CALLEES(k, task_ends, LIST_TASK_END, callee);
    ADD_CALLEES(k, task_peeks, LIST_TASK_PEEK, callee);
    ADD_CALLEES(k, keeps, LIST_KEEP, callee);
    ADD_CALLEES(k, gives_back, LIST_GIVES_BACK, callee);
    ADD_CALLEES(k, blocking, LIST_BLOCKING, callee);
    ADD_CALLEES(k, run_loops, LIST_RUN_LOOP, callee);
    ADD_CALLEES(k, waits_many, LIST_WAIT_MANY, callee);
    ADD_CALLEES(k, fd_opens, LIST_FD_OPEN, callee);
    ADD_CALLEES(k, fd_sets_nonblocking, LIST_FD_NONBLOCKING, callee);
    ADD_CALLEES(k, fd_sets_blocking, LIST_FD_BLOCKING, callee);
    ADD_CALLEES(k, paths_made, LIST_PATH, callee);
    ADD_CALLEES(k, locks, LIST_ACQUIRE, acquire);
    ADD_CALLEES(k, deadlines, LIST_DEADLINE, callee);
    ADD_CALLEES(k, points_in_time, LIST_POINT_IN_TIME, callee);
    ADD_CALLEES(k, durations, LIST_DURATION, callee);
    ADD_CALLEES(k, clocks, LIST_CLOCK, callee);
    ADD_CALLEES(k, nonblocking_needed, LIST_NONBLOCKING_NEEDED, callee);
    ADD_CALLEES(k, loop_calls, LIST_LOOP_CALL, callee);
    ADD_CALLEES(k, outcomes, LIST_OUTCOME, callee);
    ADD_CALLEES(k, signal_handlers, LIST_SIGNAL_HANDLER, callee);
    for (uint32_t i = 0; i < k->locks.len; i++)
        for (uint32_t n = 0; n < k->locks.at[i].release.len; n++)
            pattern_add(r, &r->index->functions, k->locks.at[i].release.at[n], LIST_RELEASE,
                        &k->locks.at[i], k, GUARD_NONE);
    for (uint32_t i = 0; i < k->functions.len; i++)
        pattern_add(r, &r->index->functions, k->functions.at[i].name, LIST_FUNCTION,
                    &k->functions.at[i], k, GUARD_NONE);
}

static void both_add(struct roles *r, struct str name, enum list list, const void *entry,
                     const struct pack *k)
{
    pattern_add(r, &r->index->functions, name, list, entry, k, GUARD_NONE);
    pattern_add(r, &r->index->macros, name, list, entry, k, GUARD_NONE);
}

/* "pthread_cleanup_pop" for "pthread_cleanup_push"; empty for a name without "push". */
static struct str pop_of(const struct roles *r, struct str push)
{
    const char *text = str_text(r->program->strs, push), *at = strstr(text, "push");
    if (!at)
        return (struct str){0};
    return str_intern(r->program->strs, arena_printf(r->arena, "%.*spop%s", (int)(at - text), text,
                                                     at + strlen("push")));
}

static const struct pack *pack_named(const struct roles *r, struct str name)
{
    for (uint32_t i = r->rules->packs.len; i-- > 0;) /* the last one counts */
        if (str_eq(r->rules->packs.at[i]->name, name))
            return r->rules->packs.at[i];
    return NULL;
}

static void pack_add_cancellation(struct roles *r, struct pack *k)
{
    const struct rule_cancellation *c = &k->cancellation;
    for (uint32_t i = 0; i < k->suspends.all.len; i++) {
        struct rule_suspend *s = &k->suspends.all.at[i];
        const struct pack *framework = s->framework.i ? pack_named(r, s->framework) : NULL;
        s->pack = framework ? framework : s->pack;
    }
    for (uint32_t i = 0; i < k->suspends.all.len; i++)
        both_add(r, k->suspends.all.at[i].name, LIST_SUSPEND, &k->suspends.all.at[i], k);
    for (uint32_t i = 0; i < c->tests.len; i++)
        both_add(r, c->tests.at[i].name, LIST_TEST, &c->tests.at[i], k);
    for (uint32_t i = 0; i < c->shield.len; i++)
        both_add(r, c->shield.at[i].name, LIST_SHIELD, &c->shield.at[i], k);
    for (uint32_t i = 0; i < c->cancel.len; i++)
        both_add(r, c->cancel.at[i], LIST_CANCEL, k, k);
    for (uint32_t i = 0; i < c->ends_thread.len; i++)
        both_add(r, c->ends_thread.at[i], LIST_ENDS_THREAD, k, k);
    for (uint32_t i = 0; i < c->finally_destructors.len; i++)
        both_add(r, c->finally_destructors.at[i], LIST_DESTRUCTOR, k, k);
    for (uint32_t i = 0; i < c->tells.len; i++)
        both_add(r, c->tells.at[i].name, LIST_TELLS, k, k);
    for (uint32_t i = 0; i < c->finally_macros.len; i++)
        both_add(r, c->finally_macros.at[i], LIST_FINALLY, k, k);
    for (uint32_t i = 0; i < c->finally_push_pop.len; i++) {
        both_add(r, c->finally_push_pop.at[i], LIST_PUSH, k, k);
        struct str pop = pop_of(r, c->finally_push_pop.at[i]);
        if (pop.i)
            both_add(r, pop, LIST_POP, k, k);
    }
    ADD_CALLEES(k, resources, LIST_RESOURCE_ACQUIRE, acquire);
    for (uint32_t i = 0; i < k->resources.len; i++)
        for (uint32_t n = 0; n < k->resources.at[i].release.len; n++)
            both_add(r, k->resources.at[i].release.at[n], LIST_RESOURCE_RELEASE,
                     &k->resources.at[i], k);
}

static void pack_add(struct roles *r, struct pack *k)
{
    pack_add_calls(r, k);
    names_add(r, &k->in_coroutine, LIST_GUARD, k, GUARD_IN_COROUTINE);
    names_add(r, &k->not_in_coroutine, LIST_GUARD, k, GUARD_NOT_IN_COROUTINE);
    names_add(r, &k->on_loop, LIST_GUARD, k, GUARD_ON_LOOP);
    names_add(r, &k->not_on_loop, LIST_GUARD, k, GUARD_NOT_ON_LOOP);
    names_add(r, &k->assert_in, LIST_GUARD, k, GUARD_ASSERT_IN);
    names_add(r, &k->assert_not_in, LIST_GUARD, k, GUARD_ASSERT_NOT_IN);
    names_add(r, &k->forks, LIST_FORK, k, GUARD_NONE);
    names_add(r, &k->noreturn, LIST_NORETURN, k, GUARD_NONE);
    names_add(r, &k->nonblocking, LIST_NONBLOCKING, k, GUARD_NONE);
    names_add(r, &k->allocators, LIST_ALLOCATOR, k, GUARD_NONE);
    names_add(r, &k->borrows, LIST_BORROW, k, GUARD_NONE);
    names_add(r, &k->thread_self, LIST_THREAD_SELF, k, GUARD_NONE);
    names_add(r, &k->thread_equal, LIST_THREAD_EQUAL, k, GUARD_NONE);
    names_add(r, &k->loops_ignore, LIST_LOOP_IGNORED, k, GUARD_NONE);
    names_add(r, &k->loop_functions, LIST_LOOP_FUNCTION, k, GUARD_NONE);
    names_add(r, &k->waits, LIST_WAIT, k, GUARD_NONE);
    names_add(r, &k->sleeps, LIST_SLEEP, k, GUARD_NONE);
    names_add(r, &k->reads_state, LIST_READS_STATE, k, GUARD_NONE);
    names_add(r, &k->reads_time, LIST_READS_TIME, k, GUARD_NONE);
    names_add(r, &k->reads_again, LIST_READS_AGAIN, k, GUARD_NONE);
    names_add(r, &k->only_inside, LIST_ONLY_INSIDE, k, GUARD_NONE);
    names_add(r, &k->joins, LIST_JOIN, k, GUARD_NONE);
    names_add(r, &k->thread_safe, LIST_THREAD_SAFE, k, GUARD_NONE);
    names_add(r, &k->signal_unsafe, LIST_SIGNAL_UNSAFE, k, GUARD_NONE);
    names_add(r, &k->last_errors, LIST_LAST_ERROR, k, GUARD_NONE);
    names_add(r, &k->static_buffers, LIST_STATIC_BUFFER, k, GUARD_NONE);
    pack_add_cancellation(r, k);
    ADD_ALL(k, signal_handler_fields);
    ADD_ALL(k, fields);
    ADD_ALL(k, offload_fields);
    ADD_ALL(k, unless_fields);
    ADD_ALL(k, either_fields);
    ADD_ALL(k, annotations);
    ADD_ALL(k, types);
    ADD_ALL(k, body_macros);
    ADD_ALL(k, wrapper_annotations);
    ADD_ALL(k, cuts);
    vec_push(r->arena, &r->packs, k);
}

/* Is HEADER (uv.h, event2/event.h) the end of PATH, on whole parts? */
static bool header_seen(const char *path, const char *header)
{
    size_t n = strlen(path), h = strlen(header);
    return n >= h && !strcmp(path + n - h, header) && (n == h || path[n - h - 1] == '/');
}

static bool is_one_of(const name_vec *names, struct str name)
{
    for (uint32_t i = 0; i < names->len; i++)
        if (str_eq(names->at[i], name))
            return true;
    return false;
}

/* Does the program define or call one of these functions, or use one of these macros? */
static bool program_uses(const struct program *p, const name_vec *names)
{
    for (uint32_t i = 0; i < p->nodes.len; i++) {
        const struct node *node = &p->nodes.at[i];
        for (uint32_t e = 0; node->body && e < node->body->events.len; e++) {
            const struct event *event = &node->body->events.at[e];
            if (event->kind == EVENT_MACRO && is_one_of(names, event->macro.name))
                return true;
            if (event->kind == EVENT_CALL && event->call.callee_kind == CALLEE_DIRECT &&
                is_one_of(names, facts_entity(node->facts, event->call.function)->name))
                return true;
        }
        if (node->body && is_one_of(names, node->name))
            return true;
    }
    return false;
}

static bool pack_detected(const struct program *p, const struct pack *k)
{
    if (!k->headers.len)
        return true;
    for (uint32_t i = 0; i < p->headers.len; i++)
        for (uint32_t h = 0; h < k->headers.len; h++)
            if (header_seen(program_text(p, p->headers.at[i]), program_text(p, k->headers.at[h])))
                return !k->uses.len || program_uses(p, &k->uses);
    return false;
}

static bool pack_on(const struct program *p, const struct pack *k, const struct config *config)
{
    const char *name = program_text(p, k->name);
    if (config)
        for (uint32_t i = 0; i < config->packs_disable.len; i++)
            if (rule_match(config->packs_disable.at[i], name))
                return false;
    if (config)
        for (uint32_t i = 0; i < config->packs_enable.len; i++)
            if (rule_match(config->packs_enable.at[i], name))
                return true;
    return pack_detected(p, k);
}

/* Chain the exact patterns by name: the arrays are indexed by string id. Names that are interned
 * later have no entry. */
static void index_close(struct name_index *x, uint32_t size)
{
    x->size = size;
    x->first = calloc(size + 1, sizeof *x->first);
    x->memo = calloc(size + 1, sizeof(struct name_roles *));
    if (!x->first || !x->memo)
        fail_no_memory();
    for (uint32_t i = x->exact.len;
         i-- > 0;) { /* backwards, so that chains are in order of loading */
        uint32_t *first = &x->first[x->exact.at[i].name.i];
        x->next.at[i] = *first;
        *first = i + 1;
    }
}

/* Fields that rules name as what is called are known by that name from here on. */
static void name_slots(struct program *p)
{
    struct buf name = {0};
    for (uint32_t i = 0; i < p->slots.len; i++) {
        struct slot *s = &p->slots.at[i];
        const char *record = program_text(p, s->record);
        if (!s->is_field)
            continue;
        buf_clear(&name);
        buf_printf(&name, "%s.%s", record + strspn(record, "_"), program_text(p, s->name));
        s->callee = str_find(p->strs, name.at);
    }
    buf_release(&name);
}

struct roles *roles_new(struct rules *rules, struct program *p, const struct config *config)
{
    struct arena *arena = arena_new();
    struct roles *r = arena_new_one(arena, struct roles);
    r->arena = arena;
    r->rules = rules;
    r->program = p;
    r->index = arena_new_one(arena, struct roles_index);
    for (uint32_t i = 0; i < rules->packs.len; i++) {
        struct pack *k = rules->packs.at[i];
        k->enabled = pack_on(p, k, config);
        if (k->enabled)
            pack_add(r, k);
    }
    name_slots(p);
    index_close(&r->index->functions, strs_count(p->strs));
    index_close(&r->index->macros, strs_count(p->strs));
    return r;
}

void roles_free(struct roles *r)
{
    if (!r)
        return;
    free(r->index->functions.first);
    free(r->index->functions.memo);
    free(r->index->macros.first);
    free(r->index->macros.memo);
    arena_free(r->arena);
}

/* The pack that each list of a name is from, while the name's roles are put together. */
struct origins {
    const struct pack *of[LISTS + 1]; /* one more: sync_wrappers stand beside blocking */
};

/* Entries of a pack that is loaded later replace those of packs before it, of the same section: is
 * the list to be emptied? */
static bool replaces(struct origins *o, const struct pattern *p)
{
    bool wrapper =
        p->list == LIST_BLOCKING && ((const struct rule_blocking *)p->entry)->kind == BLOCK_WRAPPER;
    const struct pack **from = &o->of[wrapper ? LISTS : (int)p->list];
    if (p->list == LIST_BLOCKING && ((const struct rule_blocking *)p->entry)->in != CONTEXT_ANY)
        return false; /* says more of one context, nothing of the others */
    bool other = *from && *from != p->pack;
    *from = p->pack;
    return other;
}

/* Drop the entries of `blocking`, or those of `sync_wrappers`, which are in the same list. */
static void drop_blocking(struct name_roles *n, bool wrappers)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < n->blocking.len; i++)
        if ((n->blocking.at[i]->kind == BLOCK_WRAPPER) != wrappers)
            n->blocking.at[kept++] = n->blocking.at[i];
    n->blocking.len = kept;
}

#define ADD_ENTRY(LIST)                                                                            \
    do {                                                                                           \
        if (replaced)                                                                              \
            n->LIST.len = 0;                                                                       \
        vec_push(r->arena, &n->LIST, p->entry);                                                    \
    } while (0)

/* Does the entry say that the name is a call of a framework of coroutines, whose pack lists all
 * calls that suspend? */
static bool lists(const struct pattern *p)
{
    if (p->list != LIST_SPAWN && p->list != LIST_TASK_START && p->list != LIST_TASK_END &&
        p->list != LIST_TASK_PEEK && p->list != LIST_RESOURCE_ACQUIRE &&
        p->list != LIST_RESOURCE_RELEASE && p->list != LIST_BORROW && p->list != LIST_SUSPEND)
        return false;
    for (uint32_t i = 0; i < p->pack->suspends.all.len; i++)
        if (p->pack->suspends.all.at[i].switches)
            return true;
    return false;
}

static void roles_apply(struct roles *r, struct name_roles *n, const struct pattern *p,
                        struct origins *o)
{
    bool replaced = replaces(o, p);
    n->listed |= lists(p);
    switch (p->list) {
    case LIST_CALLBACK:
        ADD_ENTRY(callbacks);
        break;
    case LIST_SPAWN:
        ADD_ENTRY(spawns);
        break;
    case LIST_OFFLOAD:
        ADD_ENTRY(offloads);
        break;
    case LIST_BLOCKING:
        if (replaced)
            drop_blocking(n, ((const struct rule_blocking *)p->entry)->kind == BLOCK_WRAPPER);
        vec_push(r->arena, &n->blocking, p->entry);
        break;
    case LIST_RUN_LOOP:
        ADD_ENTRY(run_loops);
        break;
    case LIST_WAIT_MANY:
        ADD_ENTRY(waits_many);
        break;
    case LIST_THREAD_SELF:
        n->thread_self = true;
        break;
    case LIST_THREAD_EQUAL:
        n->thread_equal = true;
        break;
    case LIST_LOOP_IGNORED:
        n->no_event_loop = true;
        break;
    case LIST_LOOP_FUNCTION:
        n->event_loop = true;
        break;
    case LIST_FD_OPEN:
        ADD_ENTRY(fd_opens);
        break;
    case LIST_FD_NONBLOCKING:
        ADD_ENTRY(fd_nonblocking);
        break;
    case LIST_FD_BLOCKING:
        ADD_ENTRY(fd_blocking);
        break;
    case LIST_ACQUIRE:
        ADD_ENTRY(acquires);
        break;
    case LIST_RELEASE:
        ADD_ENTRY(releases);
        break;
    case LIST_FUNCTION:
        n->async_function = p->entry;
        break;
    case LIST_GUARD:
        n->guard = p->guard;
        n->guard_rule = p->entry;
        break;
    case LIST_FORK:
        n->is_fork = true;
        break;
    case LIST_NORETURN:
        n->is_noreturn = true;
        break;
    case LIST_NONBLOCKING:
        n->is_nonblocking = true;
        break;
    case LIST_PATH:
        ADD_ENTRY(paths_made);
        break;
    case LIST_ALLOCATOR:
        n->is_allocator = true;
        break;
    case LIST_SUSPEND:
        vec_push(r->arena, &n->suspends, p->entry);
        break;
    case LIST_RESOURCE_ACQUIRE:
        vec_push(r->arena, &n->resource_acquires, p->entry);
        break;
    case LIST_RESOURCE_RELEASE:
        vec_push(r->arena, &n->resource_releases, p->entry);
        break;
    case LIST_TEST:
        vec_push(r->arena, &n->tests, p->entry);
        break;
    case LIST_SHIELD:
        vec_push(r->arena, &n->shields, p->entry);
        break;
    case LIST_PUSH:
        n->push_of = p->entry;
        break;
    case LIST_POP:
        n->pop_of = p->entry;
        break;
    case LIST_FINALLY:
        n->finally_of = p->entry;
        break;
    case LIST_DESTRUCTOR:
        n->to_destructor = true;
        break;
    case LIST_ENDS_THREAD:
        n->ends_thread = true;
        break;
    case LIST_TELLS:
        n->tells_of = p->entry;
        break;
    case LIST_CANCEL:
        vec_push(r->arena, &n->cancels, p->entry);
        break;
    case LIST_BORROW:
        n->borrows = true;
        break;
    case LIST_WAIT:
        n->waits = true;
        break;
    case LIST_TASK_START:
        ADD_ENTRY(task_starts);
        break;
    case LIST_TASK_END:
        ADD_ENTRY(task_ends);
        break;
    case LIST_TASK_PEEK:
        ADD_ENTRY(task_peeks);
        break;
    case LIST_KEEP:
        ADD_ENTRY(keeps);
        break;
    case LIST_GIVES_BACK:
        ADD_ENTRY(gives_back);
        break;
    case LIST_SLEEP:
        n->sleeps = true;
        break;
    case LIST_READS_STATE:
        n->reads_state = true;
        break;
    case LIST_READS_TIME:
        n->reads_time = true;
        break;
    case LIST_READS_AGAIN:
        n->says_again = true;
        break;
    case LIST_DEADLINE:
        ADD_ENTRY(deadlines);
        break;
    case LIST_ONLY_INSIDE:
        n->only_inside = p->entry;
        break;
    case LIST_CALLS_BACK:
        n->calls_back = true;
        break;
    case LIST_POINT_IN_TIME:
        ADD_ENTRY(points_in_time);
        break;
    case LIST_DURATION:
        ADD_ENTRY(durations);
        break;
    case LIST_CLOCK:
        ADD_ENTRY(clocks);
        break;
    case LIST_NONBLOCKING_NEEDED:
        ADD_ENTRY(nonblocking_needed);
        break;
    case LIST_LOOP_CALL:
        ADD_ENTRY(loop_calls);
        break;
    case LIST_OUTCOME:
        ADD_ENTRY(outcomes);
        break;
    case LIST_SIGNAL_HANDLER:
        ADD_ENTRY(signal_handlers);
        break;
    case LIST_JOIN:
        n->joins = true;
        break;
    case LIST_THREAD_SAFE:
        n->thread_safe = true;
        break;
    case LIST_SIGNAL_UNSAFE:
        n->signal_unsafe = true;
        break;
    case LIST_LAST_ERROR:
        n->last_error = true;
        break;
    case LIST_STATIC_BUFFER:
        n->static_buffer = true;
        break;
    case LISTS:
        bug("a list of rules without a number");
    }
}

static const struct name_roles *roles_get(const struct roles *r, struct name_index *x,
                                          struct str name)
{
    if (name.i >= x->size || !name.i)
        return NULL;
    struct name_roles **memo = &x->memo[name.i];
    if (*memo)
        return *memo == &r->index->none ? NULL : *memo;
    struct roles *w = (struct roles *)(uintptr_t)r; /* only its arena: the memo is a cache */
    struct name_roles found = {0};
    struct origins origins = {{NULL}};
    uint32_t count = 0;
    const char *text = program_text(r->program, name);
    uint32_t exact = x->first[name.i];
    for (uint32_t i = 0; i < x->globs.len || exact;) { /* both in order of loading */
        bool glob =
            i < x->globs.len && (!exact || x->globs.at[i].number < x->exact.at[exact - 1].number);
        const struct pattern *p = glob ? &x->globs.at[i++] : &x->exact.at[exact - 1];
        if (!glob)
            exact = x->next.at[exact - 1];
        else if (!rule_match(p->text, text))
            continue;
        roles_apply(w, &found, p, &origins);
        count++;
    }
    if (!count) {
        *memo = &r->index->none;
        return NULL;
    }
    *memo = arena_new_one(r->arena, struct name_roles);
    **memo = found;
    return *memo;
}

const struct name_roles *roles_function(const struct roles *r, struct str name)
{
    return roles_get(r, &r->index->functions, name);
}

const struct name_roles *roles_macro(const struct roles *r, struct str name)
{
    return roles_get(r, &r->index->macros, name);
}

static const struct rule_word *word_among(const struct roles *r,
                                          const struct rule_word *const *list, uint32_t len,
                                          struct str text)
{
    for (uint32_t i = len; i-- > 0;)
        if (str_eq(list[i]->name, text) ||
            (rule_is_glob(program_text(r->program, list[i]->name)) &&
             rule_match(program_text(r->program, list[i]->name), program_text(r->program, text))))
            return list[i];
    return NULL;
}

const struct rule_word *roles_word(const struct roles *r, const word_vec *words, bool types,
                                   struct loc *ret_loc)
{
    const struct rule_word *either = NULL;
    for (uint32_t i = 0; i < words->len; i++) {
        const struct word *w = &words->at[i];
        bool type = w->kind == WORD_TYPE;
        if (type && !types)
            continue;
        const struct rule_word *found =
            type ? word_among(r, r->types.at, r->types.len, w->text)
                 : word_among(r, r->annotations.at, r->annotations.len, w->text);
        if (!found)
            continue;
        if (ret_loc)
            *ret_loc = w->loc;
        if (found->mode == MODE_MUST)
            return found;
        if (!either || found->mode == MODE_EITHER)
            either = found;
    }
    return either;
}

const struct rule_word *roles_wrapper_word(const struct roles *r, const word_vec *words)
{
    for (uint32_t i = 0; i < words->len; i++) {
        const struct rule_word *found =
            word_among(r, r->wrapper_annotations.at, r->wrapper_annotations.len, words->at[i].text);
        if (found)
            return found;
    }
    return NULL;
}

const struct rule_word *roles_body_macro(const struct roles *r, struct str macro)
{
    return word_among(r, r->body_macros.at, r->body_macros.len, macro);
}

/* Replacements of blocking calls; what a framework runs on cancellation is none. */
static bool names_replacements(const struct pack *k)
{
    for (int i = 0; i < INSTEAD_KINDS; i++)
        if (i != INSTEAD_CLEANUP && k->instead[i])
            return true;
    return false;
}

const char *roles_instead(const struct roles *r, struct str pack, enum instead_kind kind)
{
    const char *of_pack = NULL, *of_any = NULL;
    uint32_t frameworks = 0;
    for (uint32_t i = r->packs.len; i-- > 0;) {
        const struct pack *k = r->packs.at[i];
        bool compiled_in = !strncmp(k->file, "rules/", 6);
        if (!compiled_in && k->instead[kind])
            return k->instead[kind];
        frameworks += names_replacements(k);
        if (pack.i && str_eq(k->name, pack))
            of_pack = k->instead[kind];
        if (!of_any)
            of_any = k->instead[kind];
    }
    return of_pack ? of_pack : frameworks == 1 ? of_any : NULL;
}

const struct answer *roles_answer(const struct roles *r, const void *condition)
{
    for (uint32_t i = 0; i < r->answers.len; i++)
        if (r->answers.at[i].condition == condition)
            return &r->answers.at[i];
    return NULL;
}

void roles_remember(const struct roles *r, const void *condition, bool holds)
{
    struct roles *w = (struct roles *)(uintptr_t)r; /* only its memo */
    vec_push(r->arena, &w->answers, (struct answer){condition, holds});
}

bool roles_field_fits(const struct roles *r, const struct slot *s, const struct rule_field *rule)
{
    const struct program *p = r->program;
    const char *record = program_text(p, s->record), *wanted = program_text(p, rule->record);
    return s->is_field && rule_match(program_text(p, rule->field), program_text(p, s->name)) &&
           (rule_match(wanted, record) || rule_match(wanted, record + strspn(record, "_")));
}

bool roles_cut(const struct roles *r, struct str caller, struct str callee)
{
    for (uint32_t i = 0; i < r->cuts.len; i++)
        if (rule_match(program_text(r->program, r->cuts.at[i]->caller),
                       program_text(r->program, caller)) &&
            rule_match(program_text(r->program, r->cuts.at[i]->callee),
                       program_text(r->program, callee)))
            return true;
    return false;
}

bool callee_arity_fits(const struct callee *c, uint32_t arg_len)
{
    return c->arity < 0 || (uint32_t)c->arity == arg_len;
}

uint32_t arg_index(int32_t arg, uint32_t arg_len)
{
    if (arg >= 0)
        return (uint32_t)arg < arg_len ? (uint32_t)arg : FACTS_NONE;
    uint32_t back = (uint32_t)-(int64_t)arg;
    return arg != INT32_MIN && back <= arg_len ? arg_len - back : FACTS_NONE;
}
