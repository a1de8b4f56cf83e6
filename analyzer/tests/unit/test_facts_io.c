#include "tests/unit/test.h"

#include "base/utf8.h"
#include "ir/facts_io.h"
#include "ir/facts_text.h"
#include "ir/facts_verify.h"

#include <stdlib.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    HEADER = 44,
    AT_FORMAT = 8,
    AT_VERSION = 12,
    AT_CHECKSUM = 36
}; /* facts_io.h describes them */

static struct loc loc_at(struct strs *s, const char *file, uint32_t line, uint32_t col)
{
    return (struct loc){.file = str_intern(s, file), .line = line, .col = col, .len = 3};
}

static struct entity_id add_entity(struct facts *f, struct strs *s, enum entity_kind kind,
                                   const char *name)
{
    struct entity e = {
        .kind = kind, .name = str_intern(s, name), .loc = loc_at(s, "a.c", f->entities.len, 5)};
    e.key = str_intern_n(s, arena_printf(f->arena, "c:@%s", name), strlen(name) + 3);
    e.defined = true;
    e.noreturn = e.kind == ENTITY_FIELD;
    e.hidden = e.kind == ENTITY_FUNCTION;
    e.header = e.kind == ENTITY_FUNCTION ? str_intern(s, "a.h") : (struct str){0};
    vec_push(f->arena, &e.words, (struct word){WORD_MACRO, str_intern(s, "coroutine_fn"), e.loc});
    struct param p = {.name = str_intern(s, "opaque"), .type = str_intern(s, "void *")};
    vec_push(f->arena, &p.words, (struct word){WORD_ANNOTATE, str_intern(s, "here"), e.loc});
    vec_push(f->arena, &e.params, p);
    vec_push(f->arena, &f->entities, e);
    return (struct entity_id){f->entities.len - 1};
}

static struct value_id add_value(struct facts *f, struct function *fn, struct strs *s,
                                 struct value v)
{
    v.text = str_intern(s, "x + 1");
    v.first_name = fn->names.len;
    v.name_len = 1;
    vec_push(f->arena, &fn->names,
             (struct value_name){str_intern(s, "MSG_DONTWAIT"), fn->names.len % 2, true});
    return function_add_value(f->arena, fn, v);
}

static void add_values(struct facts *f, struct function *fn, struct strs *s, struct path_id path,
                       struct entity_id own)
{
    vec_push(f->arena, &fn->choices, (struct value_id){0});
    vec_push(f->arena, &fn->choices, (struct value_id){1});
    add_value(f, fn, s, (struct value){.kind = VALUE_INT, .number = INT64_MIN});
    add_value(f, fn, s, (struct value){.kind = VALUE_INT, .number = -1});
    add_value(f, fn, s, (struct value){.kind = VALUE_NULL});
    add_value(f, fn, s, (struct value){.kind = VALUE_STRING});
    add_value(
        f, fn, s,
        (struct value){.kind = VALUE_FUNCTION, .function = own, .loc = loc_at(s, "a.c", 88, 9)});
    add_value(f, fn, s, (struct value){.kind = VALUE_PATH, .path = path});
    add_value(f, fn, s, (struct value){.kind = VALUE_ADDRESS, .path = path});
    add_value(f, fn, s, (struct value){.kind = VALUE_RESULT, .event = {1}});
    add_value(f, fn, s,
              (struct value){.kind = VALUE_CHOICE, .choice_len = 2, .condition.i = FACTS_NONE});
    add_value(f, fn, s, (struct value){.kind = VALUE_CHOICE, .choice_len = 2, .condition.i = 4});
    vec_push(f->arena, &fn->operands, (struct value_id){5});
    vec_push(f->arena, &fn->operands, (struct value_id){2});
    add_value(f, fn, s,
              (struct value){.kind = VALUE_UNKNOWN, .operator= OPERATOR_EITHER, .operand_len = 2});
    add_value(f, fn, s, (struct value){.kind = VALUE_UNKNOWN});
    for (uint32_t i = 0; i < fn->values.len; i++)
        vec_push(f->arena, &fn->args, (struct value_id){i});
}

static void add_events(struct facts *f, struct function *fn, struct strs *s, struct path_id path,
                       struct entity_id own)
{
    struct loc at = loc_at(s, "a.c", 90, 4), elsewhere = loc_at(s, "macros.h", 3, 1);
    struct event_call direct = {.function = own,
                                .arg_len = fn->args.len,
                                .use = USE_STORED,
                                .stored = path,
                                .macro = str_intern(s, "GO"),
                                .in_macro_arg = true,
                                .spelling = elsewhere};
    struct event_call by_path = {.callee_kind = CALLEE_PATH,
                                 .path = path,
                                 .type = str_intern(s, "void (int)"),
                                 .use = USE_TESTED,
                                 .spelling = at};
    struct event_call unknown = {.callee_kind = CALLEE_UNKNOWN, .use = USE_OTHER, .spelling = at};
    vec_push(f->arena, &fn->events, (struct event){.kind = EVENT_CALL, .loc = at, .call = direct});
    vec_push(f->arena, &fn->events, (struct event){.kind = EVENT_CALL, .loc = at, .call = by_path});
    vec_push(f->arena, &fn->events, (struct event){.kind = EVENT_CALL, .loc = at, .call = unknown});
    vec_push(f->arena, &fn->events,
             (struct event){.kind = EVENT_ASSIGN,
                            .loc = at,
                            .assign = {.to = path, .from = {5}, .init = true}});
    vec_push(f->arena, &fn->texts, str_intern(s, "pt, 1"));
    vec_push(
        f->arena, &fn->events,
        (struct event){.kind = EVENT_MACRO, .loc = at, .macro = {str_intern(s, "PT_WAIT"), 0, 1}});
    vec_push(f->arena, &fn->events,
             (struct event){.kind = EVENT_GUARD, .loc = at, .cleanup = {path, own}});
    vec_push(f->arena, &fn->events,
             (struct event){.kind = EVENT_CLEANUP, .loc = at, .cleanup = {path, own}});
    vec_push(f->arena, &fn->events, (struct event){.kind = EVENT_RETURN, .loc = at, .value = {2}});
    vec_push(f->arena, &fn->events,
             (struct event){.kind = EVENT_RETURN, .loc = at, .value = {FACTS_NONE}});
    vec_push(f->arena, &fn->events,
             (struct event){.kind = EVENT_SCOPE_END, .loc = at, .scope = {0, 1}});
}

static struct block new_block(struct facts *f, struct function *fn, struct strs *s,
                              enum term_kind term, uint32_t edge_len)
{
    struct block b = {.term = term,
                      .term_loc = loc_at(s, "a.c", 99, 1),
                      .first_edge = fn->edges.len,
                      .edge_len = edge_len};
    for (uint32_t i = 0; i < edge_len; i++)
        vec_push(f->arena, &fn->edges, (struct edge){.to = {fn->blocks.len + i}});
    vec_push(f->arena, &b.events, (struct event_id){fn->blocks.len});
    return b;
}

static void add_blocks(struct facts *f, struct function *fn, struct strs *s)
{
    struct block b = new_block(f, fn, s, TERM_BRANCH, 2);
    b.cond = (struct cond){.kind = COND_COMPARE, .op = OP_HAS, .value = {5}, .other = {0}};
    b.loop = LOOP_FOR;
    b.loop_loc = b.term_loc;
    vec_push(f->arena, &fn->blocks, b);
    b = new_block(f, fn, s, TERM_BRANCH, 2);
    b.cond = (struct cond){.kind = COND_TRUTH, .value = {7}};
    vec_push(f->arena, &fn->blocks, b);
    b = new_block(f, fn, s, TERM_BRANCH, 2);
    b.cond = (struct cond){.kind = COND_CONSTANT, .constant = true};
    vec_push(f->arena, &fn->blocks, b);
    b = new_block(f, fn, s, TERM_SWITCH, 2);
    b.cond.value.i = 5;
    fn->edges.at[b.first_edge].known = true;
    fn->edges.at[b.first_edge].low = INT64_MIN;
    fn->edges.at[b.first_edge].high = INT64_MAX;
    fn->edges.at[b.first_edge + 1].is_default = true;
    vec_push(f->arena, &fn->blocks, b);
    vec_push(f->arena, &fn->blocks, new_block(f, fn, s, TERM_ANY, 3));
    vec_push(f->arena, &fn->blocks, new_block(f, fn, s, TERM_GOTO, 1));
    vec_push(f->arena, &fn->blocks, new_block(f, fn, s, TERM_RETURN, 0));
    vec_push(f->arena, &fn->blocks, new_block(f, fn, s, TERM_STOP, 0));
}

static void add_function(struct facts *f, struct strs *s, const char *name, const char *file)
{
    struct entity_id own = add_entity(f, s, ENTITY_FUNCTION, name);
    struct entity_id field = add_entity(f, s, ENTITY_FIELD, "S.fd");
    struct function fn = {
        .entity = own, .loc = loc_at(s, file, 10, 6), .end = loc_at(s, file, 100, 1)};
    vec_push(f->arena, &fn.locals,
             (struct local){.name = str_intern(s, "s"),
                            .type = str_intern(s, "struct S *"),
                            .loc = fn.loc,
                            .shape = {SHAPE_POINTER, SHAPE_RECORD, true, true, true},
                            .size = 8});
    vec_push(f->arena, &fn.locals.at[0].words,
             (struct word){WORD_MACRO, str_intern(s, "coroutine_fn"), fn.loc});
    vec_push(f->arena, &f->entities.at[own.i].declarations,
             (struct declaration){fn.loc, loc_at(s, file, 10, 1), loc_at(s, "declared.h", 7, 8)});
    struct path_step steps[] = {{.kind = STEP_FIELD, .field = field},
                                {.kind = STEP_INDEX, .field = {FACTS_NONE}, .index = -1},
                                {.kind = STEP_DEREF, .field = {FACTS_NONE}}};
    struct str text = str_intern(s, "*s->fd[]");
    struct path_id path = function_add_path(f->arena, &fn, ROOT_LOCAL, 0, steps, 3, text);
    function_add_path(f->arena, &fn, ROOT_PARAM, 0, steps, 1, text);
    function_add_path(f->arena, &fn, ROOT_GLOBAL, 0, NULL, 0, text);
    function_add_path(f->arena, &fn, ROOT_RESULT, 0, steps, 2, text);
    add_values(f, &fn, s, path, own);
    add_events(f, &fn, s, path, own);
    add_blocks(f, &fn, s);
    vec_push(f->arena, &f->functions, fn);
}

static struct facts *example(struct strs *s)
{
    struct facts *f = facts_new();
    f->source = str_intern(s, "a.c");
    f->target = str_intern(s, "server.p");
    vec_push(f->arena, &f->files, f->source);
    vec_push(f->arena, &f->files, str_intern(s, "a.h"));
    add_entity(f, s, ENTITY_VARIABLE, "table");
    add_function(f, s, "own", "a.c");
    add_function(f, s, "shared", "a.h");
    struct loc at = loc_at(s, "a.c", 7, 7);
    vec_push(f->arena, &f->taken, (struct taken){f->functions.at[0].entity, at});
    vec_push(f->arena, &f->problems,
             (struct unit_problem){at, str_intern(s, "unknown type name"), true});
    vec_push(f->arena, &f->comments,
             (struct comment){at, str_intern(s, "nostall: allow NS101 why"), true});
    return f;
}

/* The bytes of the example, made with an interner of its own. */
static void example_bytes(struct buf *out)
{
    struct strs *s = strs_new();
    struct facts *f = example(s);
    facts_write(s, f, out);
    facts_free(f);
    strs_free(s);
}

static void test_round_trip(struct test *t)
{
    struct buf bytes = {0}, again = {0};
    example_bytes(&bytes);
    struct strs *s = strs_new();
    struct diags *diags = diags_new();
    for (int i = 0; i < 77; i++) /* other ids than the writer had */
        str_intern_n(s, "0123456789abcdef" + i % 16, 1U + (unsigned)(i % 3 && i % 16 < 14));
    struct facts *f = facts_read(s, NULL, bytes.at, bytes.len, "x.facts", NULL, diags);
    CHECK(t, f != NULL);
    CHECK_NUMBER(t, diags_len(diags), 0);
    if (f) {
        facts_write(s, f, &again);
        CHECK(t, again.len == bytes.len && !memcmp(again.at, bytes.at, bytes.len));
        const struct function *fn = &f->functions.at[0];
        CHECK_TEXT(t, str_text(s, f->source), "a.c");
        CHECK_TEXT(t, str_text(s, f->target), "server.p");
        CHECK_TEXT(t, str_text(s, facts_entity(f, fn->entity)->key), "c:@own");
        CHECK_NUMBER(t, fn->values.at[0].number, INT64_MIN);
        CHECK_NUMBER(t, fn->values.at[1].number, -1);
        CHECK_NUMBER(t, fn->events.at[0].call.stored.i, 0);
        CHECK_TEXT(t, str_text(s, fn->events.at[0].call.spelling.file), "macros.h");
        CHECK_NUMBER(t, fn->events.at[1].loc.line, 90);
        CHECK_NUMBER(t, fn->edges.at[fn->blocks.at[3].first_edge].high, INT64_MAX);
        CHECK_NUMBER(t, fn->edges.at[fn->blocks.at[3].first_edge].low, INT64_MIN);
        CHECK(t, fn->edges.at[fn->blocks.at[3].first_edge + 1].is_default);
        CHECK_NUMBER(t, fn->events.at[8].value.i, FACTS_NONE);
        CHECK_NUMBER(t, fn->events.at[9].scope.local_len, 1);
        CHECK_NUMBER(t, fn->locals.at[0].size, 8);
        CHECK(t, fn->locals.at[0].shape.target == SHAPE_RECORD && fn->locals.at[0].shape.is_const);
        CHECK_NUMBER(t, fn->values.at[8].condition.i, FACTS_NONE);
        CHECK_NUMBER(t, fn->values.at[9].condition.i, 4);
        CHECK_NUMBER(t, fn->values.at[10].operator, OPERATOR_EITHER);
        CHECK_NUMBER(t, fn->operands.at[fn->values.at[10].first_operand + 1].i, 2);
        CHECK_NUMBER(t, fn->names.at[1].inner, 1);
        CHECK_NUMBER(t, f->init.blocks.len, 1);
        CHECK(t, facts_verify(f) == NULL);
        f->functions.at[0].values.at[7].event.i = 0; /* which is given this very value */
        CHECK_TEXT(t, facts_verify(f), "argument made of the result");
    }
    facts_free(f);
    diags_free(diags);
    strs_free(s);
    buf_release(&bytes);
    buf_release(&again);
}

static void test_skip(struct test *t)
{
    struct buf bytes = {0};
    example_bytes(&bytes);
    struct strs *s = strs_new();
    struct diags *diags = diags_new();
    struct facts_skip *skip = facts_skip_new();
    struct facts *first = facts_read(s, NULL, bytes.at, bytes.len, "x.facts", skip, diags);
    struct facts *second = facts_read(s, NULL, bytes.at, bytes.len, "x.facts", skip, diags);
    CHECK(t, first && first->functions.len == 2);
    CHECK(t, second && second->functions.len == 1 && second->entities.len == first->entities.len);
    facts_free(first);
    facts_free(second);
    facts_skip_free(skip);
    diags_free(diags);
    strs_free(s);
    buf_release(&bytes);
}

/* One diag that says what and what to do, and no facts. */
static void check_refused(struct test *t, const char *data, size_t len, const char *want)
{
    struct strs *s = strs_new();
    struct diags *diags = diags_new();
    struct facts *f = facts_read(s, NULL, data, len, "x.facts", NULL, diags);
    CHECK(t, f == NULL);
    CHECK_NUMBER(t, diags_len(diags), 1);
    if (diags_len(diags)) {
        CHECK_TEXT(t, diags_get(diags, 0)->file, "x.facts");
        CHECK(t, strstr(diags_get(diags, 0)->text, want) != NULL);
        CHECK(t,
              strstr(diags_get(diags, 0)->text, "rewrite it with this nostall's extract") != NULL);
    }
    facts_free(f);
    diags_free(diags);
    strs_free(s);
}

static void test_refusals(struct test *t)
{
    struct buf bytes = {0};
    example_bytes(&bytes);
    check_refused(t, NULL, 0, "not a facts file");
    check_refused(t, "hello", 5, "not a facts file");
    check_refused(t, bytes.at, bytes.len - 1, "cut off");
    bytes.at[AT_FORMAT]++;
    char format[20];
    snprintf(format, sizeof format, "format %d", FACTS_FORMAT + 1);
    check_refused(t, bytes.at, bytes.len, format);
    bytes.at[AT_FORMAT]--;
    bytes.at[AT_VERSION] = '\x1b';
    check_refused(t, bytes.at, bytes.len, "nostall ?");
    bytes.at[AT_VERSION] = NOSTALL_VERSION[0];
    bytes.at[bytes.len / 2] ^= 1;
    check_refused(t, bytes.at, bytes.len, "checksum");
    buf_release(&bytes);
}

static void set_checksum(char *data, size_t len)
{
    uint64_t sum = XXH3_64bits(data + HEADER, len - HEADER);
    uint64_t payload = len - HEADER;
    memcpy(data + AT_CHECKSUM - 8, &payload, 8);
    memcpy(data + AT_CHECKSUM, &sum, 8);
}

/* Whatever is changed, also with a right checksum: facts that verify, or a refusal. */
static void test_damage(struct test *t)
{
    struct buf bytes = {0};
    example_bytes(&bytes);
    char *copy = malloc(bytes.len);
    uint32_t refused = 0, read = 0, wrong = 0;
    for (size_t at = HEADER; copy && at < bytes.len; at++)
        for (unsigned change = 0; change < 5; change++) {
            static const unsigned char masks[] = {0x01, 0x80, 0xff, 0x10, 0};
            size_t len = change == 4 ? at : bytes.len;
            memcpy(copy, bytes.at, bytes.len);
            copy[at] = (char)((unsigned char)copy[at] ^ masks[change]);
            set_checksum(copy, len);
            struct strs *s = strs_new();
            struct diags *diags = diags_new();
            struct facts *f = facts_read(s, NULL, copy, len, "x.facts", NULL, diags);
            refused += !f;
            read += f != NULL;
            wrong += f ? facts_verify(f) != NULL : diags_len(diags) != 1;
            facts_free(f);
            diags_free(diags);
            strs_free(s);
        }
    CHECK(t, refused > 1000 && read > 100);
    CHECK_NUMBER(t, wrong, 0);
    free(copy);
    buf_release(&bytes);
}

/* Lengths of texts that fit when they are read, and no more when all are. */
static void test_text_lengths(struct test *t)
{
    struct buf bytes = {0};
    example_bytes(&bytes);
    static const char payload[] = {5, 0, 0, 6, 0, 4, 'x', 'y', 'z', 'u', 'v', 'w'};
    memcpy(bytes.at + HEADER, payload, sizeof payload);
    for (size_t len = 1; len <= sizeof payload; len++) {
        set_checksum(bytes.at, HEADER + len);
        check_refused(t, bytes.at, HEADER + len, "damaged");
    }
    buf_release(&bytes);
}

/* In the text form nothing acts, and all bytes come back. */
static void test_odd_names(struct test *t)
{
    static const char odd[] =
        "a\n::x \"\\\t\x1b \342\200\256 \302\205 \377\302 \357\277\275 caf\303\251.c";
    struct strs *strs = strs_new();
    struct diags *diags = diags_new();
    struct facts *f = facts_new(), *back = NULL;
    struct buf text = {0}, shown = {0};
    f->source = str_intern(strs, odd);
    facts_print(f, strs, &text);
    utf8_visible(&shown, text.at, text.len, "\n");
    CHECK_TEXT(t, text.at, shown.at);
    CHECK(t, strstr(text.at, "caf\303\251.c"));
    if (CHECK(t, facts_parse(text.at, text.len, "odd", strs, &back, diags)))
        CHECK_TEXT(t, str_text(strs, back->source), odd);
    buf_release(&text);
    buf_release(&shown);
    facts_free(back);
    facts_free(f);
    diags_free(diags);
    strs_free(strs);
}

int main(void)
{
    struct test t = {0};
    test_round_trip(&t);
    test_skip(&t);
    test_refusals(&t);
    test_damage(&t);
    test_text_lengths(&t);
    test_odd_names(&t);
    return test_end(&t);
}
