/* Suppression comments: each line of the input is the text of one. */
#include "check/suppress.h"
#include "fuzz/fuzz.h"
#include "link/program.h"

#include <string.h>

static void add_comment(struct facts *f, struct strs *strs, const char *text, size_t len,
                        uint32_t line)
{
    struct comment c = {.loc = {.file = f->source, .line = line, .col = 1}, .alone = line % 2};
    c.text = str_intern_n(strs, text, len);
    vec_push(f->arena, &f->comments, c);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strs *strs = strs_new();
    struct program *program = program_new(strs);
    struct facts *f = facts_new();
    f->source = str_intern(strs, "a.c");
    vec_push(f->arena, &f->files, f->source);
    const char *at = (const char *)data, *end = at + size;
    for (uint32_t line = 1; at < end; line++) {
        const char *stop = memchr(at, '\n', (size_t)(end - at));
        size_t len = (size_t)((stop ? stop : end) - at);
        if (!memchr(at, '\0', len))
            add_comment(f, strs, at, len, line);
        at += len + 1;
    }
    program_add(program, f);
    program_link(program);

    struct diags *diags = diags_new();
    struct suppressions *s = suppressions_new(program, diags);
    bool *enabled = arena_new_array(f->arena, bool, check_rule_count());
    suppression_unused_vec unused = {0};
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));) {
        uint32_t i = check_rule_index(r);
        struct loc loc = {.file = str_intern(strs, "a.c"), .line = 1 + i % 7, .col = 1}, comment;
        enabled[i] = i % 5 != 0;
        if (suppression_find(s, r, loc, &comment))
            suppression_use(s, r, loc);
    }
    suppressions_unused(s, check_rule_find("NS501"), enabled, f->arena, &unused);
    suppressions_free(s);
    diags_free(diags);
    program_free(program);
    strs_free(strs);
    return 0;
}
