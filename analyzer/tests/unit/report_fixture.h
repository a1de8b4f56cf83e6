/* Hand-made findings about testdata/golden/project, for the tests of report/. */
#ifndef TESTS_UNIT_REPORT_FIXTURE_H
#define TESTS_UNIT_REPORT_FIXTURE_H

#include "report/report.h"
#include "report/source.h"
#include "test.h"

#include <stdlib.h>

#define PROJECT TESTDATA "/golden/project"

struct fixture {
    struct strs *strs;
    struct findings *findings;
    struct sources *sources;
    struct report report;
    bool *enabled; /* rules: none at first, then those that are added */
};

static inline struct loc at(const struct fixture *x, const char *file, uint32_t line, uint32_t col,
                            uint32_t len)
{
    return (struct loc){str_intern(x->strs, file), line, col, len};
}

static inline struct finding *fixture_add(struct fixture *x, const char *id, struct loc loc,
                                          const char *function, const char *message,
                                          const char *advice)
{
    const struct check_rule *rule = check_rule_find(id);
    x->enabled[check_rule_index(rule)] = true;
    struct finding f = {.rule = rule,
                        .level = rule->level,
                        .certainty = CERTAINTY_ALWAYS,
                        .loc = loc,
                        .function = str_intern(x->strs, function),
                        .message = message,
                        .advice = advice};
    vec_push(x->findings->arena, &x->findings->all, f);
    return &vec_last(&x->findings->all);
}

static inline void fixture_step(struct fixture *x, struct finding *f, enum step_kind_of_path kind,
                                struct loc loc, const char *function, const char *message)
{
    struct finding_step step = {kind, loc, str_intern(x->strs, function), message};
    vec_push(x->findings->arena, &f->steps, step);
}

static inline void fixture_note(struct fixture *x, struct finding *f, struct loc loc,
                                const char *message)
{
    struct finding_note note = {loc, message};
    vec_push(x->findings->arena, &f->notes, note);
}

static inline void fixture_init(struct fixture *x)
{
    x->strs = strs_new();
    x->findings = findings_new(x->strs);
    x->sources = sources_new(x->strs, PROJECT);
    x->enabled = arena_new_array(x->findings->arena, bool, check_rule_count());
    x->report = (struct report){
        .findings = x->findings, .sources = x->sources, .root = "/project", .enabled = x->enabled};
}

static inline void fixture_release(struct fixture *x)
{
    sources_free(x->sources);
    findings_free(x->findings);
    strs_free(x->strs);
}

/* getaddrinfo, two calls below a callback. */
static inline struct finding *fixture_dns(struct fixture *x, struct loc loc, const char *function)
{
    struct loc leaf = at(x, "src/helper.c", 5, 12, 11);
    struct finding *f = fixture_add(
        x, "NS103", loc, function,
        "call to 'helper_refresh' blocks the event loop in 'getaddrinfo'", "use uv_getaddrinfo()");
    fixture_step(x, f, PATH_STEP_CALL, loc, function, "the callback calls 'helper_refresh'");
    fixture_step(x, f, PATH_STEP_CALL, at(x, "src/helper.c", 10, 5, 7), "helper_refresh",
                 "'helper_refresh' calls 'resolve'");
    fixture_step(x, f, PATH_STEP_LEAF, leaf, "resolve", "'resolve' calls 'getaddrinfo'");
    fixture_note(x, f, leaf, "'getaddrinfo' waits for the name server");
    f->leaf_key = "src/helper.c:resolve:getaddrinfo";
    f->stall = STALL_UNBOUNDED;
    return f;
}

static inline void fixture_leaf_only(struct fixture *x, struct finding *f, const char *key)
{
    fixture_step(x, f, PATH_STEP_LEAF, f->loc, str_text(x->strs, f->function), f->message);
    fixture_note(x, f, f->loc, "the blocking call");
    f->leaf_key = key;
}

/* One of each: direct, two with a common root cause, with a fix, suppressed, odd file name. */
static inline void fixture_fill(struct fixture *x)
{
    struct loc timer = at(x, "src/loop.c", 20, 28, 8);
    struct finding *f =
        fixture_add(x, "NS101", at(x, "src/loop.c", 7, 2, 5), "on_timer",
                    "call to 'sleep' stalls the event loop", "use uv_timer_start()");
    fixture_leaf_only(x, f, "src/loop.c:on_timer:sleep");
    f->stall = STALL_LONG;
    f->level = LEVEL_WARNING;
    fixture_note(x, f, timer, "'on_timer' is registered with 'uv_timer_start' here");
    f->fix_title = "remove the call";
    vec_push(x->findings->arena, &f->fixes, (struct finding_fix){at(x, "src/loop.c", 7, 2, 9), ""});
    f = fixture_dns(x, at(x, "src/loop.c", 8, 5, 14), "on_timer");
    fixture_note(x, f, timer, "'on_timer' is registered with 'uv_timer_start' here");
    f = fixture_dns(x, at(x, "src/loop.c", 13, 29, 14), "on_read");
    fixture_note(x, f, at(x, "src/loop.c", 21, 33, 7),
                 "'on_read' is registered with 'uv_read_start' here");
    f = fixture_add(x, "NS106", at(x, "src/loop.c", 15, 5, 8), "on_read",
                    "call to 'open_log' stalls the event loop", NULL);
    fixture_leaf_only(x, f, "src/loop.c:on_read:open_log");
    f->suppressed = "written once at start-up";
    f->suppressed_at = at(x, "src/loop.c", 14, 5, 50);
    f->certainty = CERTAINTY_USUALLY;
    f->stall = STALL_SHORT;
    f = fixture_add(x, "NS108", at(x, "na\xC3\xAFve dir/100% key.c", 3, 5, 7), "on_key",
                    "call to 'getchar' waits for a key [stdin] {terminal}", NULL);
    fixture_leaf_only(x, f, "key.c:on_key:getchar");
    f->stall = STALL_UNBOUNDED;
    findings_finish(x->findings);
    static const struct report_unit failed[] = {
        {"src/broken.c", 0, 0, "timed out after 60 seconds"}};
    x->report.failed = failed;
    x->report.failed_len = x->report.failed_units = 1;
    x->report.stats.units = 3;
}

/* Compare with testdata/golden/NAME; with --update, write it. */
static inline void check_golden(struct test *t, const char *name, const struct buf *got,
                                bool update)
{
    struct buf path = {0}, want = {0};
    buf_printf(&path, "%s/golden/%s", TESTDATA, name);
    FILE *file = fopen(path.at, update ? "wb" : "rb");
    char part[4096];
    size_t len;
    if (file && update)
        fwrite(got->at, 1, got->len, file);
    while (file && !update && (len = fread(part, 1, sizeof part, file)) > 0)
        buf_add(&want, part, len);
    if (file)
        fclose(file);
    bool same = update || (want.len == got->len && !memcmp(want.at, got->at, want.len));
    test_check(t, file && same, path.at, 1,
               "golden file agrees (the program with --update writes it)");
    if (!same)
        fwrite(got->at, 1, got->len, stderr);
    buf_release(&path);
    buf_release(&want);
}

#endif
