#include "cli/unit_work.h"

#include "extract/args.h"
#include "extract/unit.h"
#include "ir/facts_io.h"

#include <stdlib.h>
#include <string.h>

struct unit_work_state {
    struct strs *strs;
    struct unit_parser *parser;
    struct arena *per_unit;
};

static struct unit_work_state *state_new(void)
{
    struct unit_work_state *s;
    struct arena *a = arena_new(); /* as long as the process */
    s = arena_new_one(a, struct unit_work_state);
    /* After a crash of clang its heap is not to be trusted: the process shall end, the pool makes
     * another. */
    setenv("LIBCLANG_DISABLE_CRASH_RECOVERY", "1", 1);
    s->strs = strs_new();
    s->parser = unit_parser_new();
    s->per_unit = arena_new();
    return s;
}

/* What is wrong with the installation or the command goes with the unit. */
static void add_problems(struct unit_work_state *s, struct facts *f, const struct diags *diags)
{
    for (uint32_t i = 0; i < diags_len(diags); i++) {
        const struct diag *d = diags_get(diags, i);
        struct unit_problem p = {.loc = {.file = f->source}, .text = str_intern(s->strs, d->text)};
        vec_push(f->arena, &f->problems, p);
    }
}

struct str unit_target(struct strs *strs, const struct command *c)
{
    const char *object = NULL;
    for (uint32_t i = 1; i < c->args.len; i++)
        if (!strcmp(c->args.at[i - 1], "-o"))
            object = c->args.at[i];
    for (const char *end = object ? strchr(object, '/') : NULL; end; end = strchr(end + 1, '/')) {
        size_t len = (size_t)(end - object);
        bool meson = len > 2 && !strncmp(end - 2, ".p", 2);
        bool cmake = len > 4 && !strncmp(end - 4, ".dir", 4) && strstr(object, "CMakeFiles/");
        if (meson || cmake)
            return str_intern_n(strs, object, len);
    }
    return (struct str){0};
}

bool unit_work(void *ctx, uint32_t unit, struct buf *out)
{
    struct unit_work *w = ctx;
    if (!w->state)
        w->state = state_new();
    struct unit_work_state *s = w->state;
    const struct command *c = &w->commands[unit];
    struct diags *diags = diags_new();
    struct args args;
    arena_reset(s->per_unit);
    bool ok = args_clean(s->per_unit, c, w->compilers, &args, diags);
    if (ok) {
        struct unit_request req = {.directory = c->directory,
                                   .file = c->file,
                                   .root = w->root,
                                   .argv = args.words.at,
                                   .argc = args.words.len};
        struct facts *f = unit_extract(s->parser, s->strs, &req, diags);
        f->target = unit_target(s->strs, c);
        add_problems(s, f, diags);
        facts_write(s->strs, f, out);
        facts_free(f);
    } else {
        buf_puts(out, diags_get(diags, diags_len(diags) - 1)->text);
    }
    diags_free(diags);
    return ok;
}
