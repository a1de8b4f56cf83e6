#include "link/marks.h"

#include <stdlib.h>
#include <string.h>

static const char *const names[MARKS] = {
    [MARK_ASYNC] = "async",       [MARK_COROUTINE] = "coroutine",
    [MARK_BLOCKING] = "blocking", [MARK_NONBLOCKING] = "nonblocking",
    [MARK_SUSPENDS] = "suspends",
};

/* Clang tells these by their attribute too, with or without its own namespace. */
static bool is_clangs(enum mark m)
{
    return m == MARK_BLOCKING || m == MARK_NONBLOCKING;
}

static const char *behind(const char *text, const char *start)
{
    size_t len = strlen(start);
    return strncmp(text, start, len) ? NULL : text + len;
}

static void read_word(const struct program *p, const struct word *w, struct fn_marks *m)
{
    const char *text = program_text(p, w->text), *own = NULL;
    bool attribute = w->kind == WORD_ATTRIBUTE;
    if (attribute)
        own = behind(text, "clang::") ? behind(text, "clang::") : text;
    else if (w->kind == WORD_ANNOTATE)
        own = behind(text, "nostall::");
    for (unsigned i = 0; own && i < MARKS; i++) {
        if (strcmp(own, names[i]) != 0 || (attribute && !is_clangs((enum mark)i)) || m->has[i])
            continue;
        m->has[i] = true;
        m->loc[i] = w->loc;
        m->by_attribute[i] = attribute;
    }
    const char *param = own && !attribute ? behind(own, "offload=") : NULL;
    unsigned long number = param && *param ? strtoul(param, NULL, 10) : PARAMS_MAX;
    if (number < PARAMS_MAX)
        params_add(&m->offload, (uint32_t)number);
}

void fn_marks_read(const struct program *p, const word_vec *words, struct fn_marks *ret_marks)
{
    for (uint32_t i = 0; i < words->len; i++)
        read_word(p, &words->at[i], ret_marks);
}

const struct fn_marks *fn_marks_new(struct program *p)
{
    struct fn_marks *all = arena_new_array(p->arena, struct fn_marks, p->nodes.len + 1);
    for (uint32_t i = 0; i < p->nodes.len; i++)
        fn_marks_read(p, &p->nodes.at[i].words, &all[i]);
    return all;
}
