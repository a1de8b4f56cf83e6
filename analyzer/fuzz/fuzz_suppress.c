/* Suppression comments: the input is the text of a C file.
 * For: check/suppress.c extract/comments.c */
#include "check/suppress.h"
#include "extract/comments.h"
#include "fuzz/fuzz.h"
#include "link/program.h"

/* The comments of a file that has this text, as if libclang had read it. */
static void find_comments(struct facts *f, struct strs *strs, const uint8_t *data, size_t size)
{
    struct arena *scratch = arena_new();
    struct lowering l = {.strs = strs, .facts = f, .arena = f->arena, .scratch = scratch};
    struct source source = {.path = f->source,
                            .text = (const char *)data,
                            .size = (uint32_t)size,
                            .loaded = true,
                            .commented = true};
    vec_push(scratch, &l.sources, &source);
    comments_find(&l);
    arena_free(scratch);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct strs *strs = strs_new();
    struct program *program = program_new(strs);
    struct facts *f = facts_new();
    f->source = str_intern(strs, "a.c");
    vec_push(f->arena, &f->files, f->source);
    find_comments(f, strs, data, size);
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
