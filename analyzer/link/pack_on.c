#include "link/pack_on.h"

#include <string.h>

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

bool pack_on(const struct program *p, const struct pack *k, const struct config *config)
{
    const char *name = program_text(p, k->name);
    for (uint32_t i = 0; config && i < config->packs_disable.len; i++)
        if (rule_match(config->packs_disable.at[i], name))
            return false;
    for (uint32_t i = 0; config && i < config->packs_enable.len; i++)
        if (rule_match(config->packs_enable.at[i], name))
            return true;
    return pack_detected(p, k);
}
