/* --format json: for scripts. Stable: keys are only added, and `version` counts what is not
 * compatible. */
#include "report/jtext.h"
#include "report/report.h"
#include "report/source.h"

#define VERSION 1

static void set_plain(json_t *object, const char *key, const char *text)
{
    struct buf plain = {0};
    report_plain(&plain, text);
    jtext_set(object, key, jtext_take(&plain));
}

/* Byte columns, as in text; end_column is behind the token. */
static void set_place(const struct report *r, json_t *object, struct loc loc)
{
    struct source_line line;
    size_t start, len = loc.len;
    uint32_t col = loc.col ? loc.col : 1;
    if (!source_token(sources_get(r->sources, loc.file), loc, &line, &start, &len))
        len = loc.len;
    jtext_set(object, "file", jtext(report_file(r, loc)));
    jtext_set(object, "line", json_integer(loc.line));
    jtext_set(object, "column", json_integer(col));
    jtext_set(object, "end_column", json_integer((json_int_t)col + (json_int_t)len));
}

static json_t *place(const struct report *r, struct loc loc, const char *message)
{
    json_t *one = json_object();
    set_place(r, one, loc);
    set_plain(one, "message", message);
    return one;
}

static json_t *steps(const struct report *r, const struct finding *f)
{
    json_t *all = json_array();
    for (uint32_t i = 0; i < f->steps.len; i++) {
        const struct finding_step *step = &f->steps.at[i];
        json_t *one = place(r, step->loc, step->message);
        if (step->function.i)
            jtext_set(one, "function", jtext(str_text(r->findings->strs, step->function)));
        jtext_append(all, one);
    }
    return all;
}

static json_t *related(const struct report *r, const struct finding *f)
{
    json_t *all = json_array();
    for (uint32_t i = 0; i < f->notes.len; i++)
        if (loc_known(f->notes.at[i].loc))
            jtext_append(all, place(r, f->notes.at[i].loc, f->notes.at[i].message));
    return all;
}

static json_t *fix(const struct report *r, const struct finding *f)
{
    json_t *one = json_object(), *edits = json_array();
    for (uint32_t i = 0; i < f->fixes.len; i++) {
        const struct finding_fix *edit = &f->fixes.at[i];
        json_t *e = json_object();
        jtext_set(e, "file", jtext(report_file(r, edit->loc)));
        jtext_set(e, "line", json_integer(edit->loc.line));
        jtext_set(e, "column", json_integer(edit->loc.col));
        jtext_set(e, "length", json_integer(edit->loc.len));
        jtext_set(e, "text", jtext(edit->text));
        jtext_append(edits, e);
    }
    jtext_set(one, "title", jtext(f->fix_title ? f->fix_title : "apply the fix"));
    jtext_set(one, "edits", edits);
    return one;
}

static json_t *finding_json(const struct report *r, const struct finding *f)
{
    json_t *one = json_object();
    jtext_set(one, "id", json_string(f->rule->id));
    jtext_set(one, "name", json_string(f->rule->name));
    jtext_set(one, "level", json_string(level_name(f->level)));
    jtext_set(one, "certainty", json_string(certainty_name(f->certainty)));
    if (f->stall != STALL_NONE)
        jtext_set(one, "stall", json_string(stall_name(f->stall)));
    set_place(r, one, f->loc);
    if (f->function.i)
        jtext_set(one, "function", jtext(str_text(r->findings->strs, f->function)));
    set_plain(one, "message", f->message);
    if (f->advice)
        set_plain(one, "advice", f->advice);
    jtext_set(one, "fingerprint", jtext_hex(f->fingerprint));
    jtext_set(one, "leaf_fingerprint", jtext_hex(f->leaf_fingerprint));
    if (f->entries)
        jtext_set(one, "entries", json_integer(f->entries));
    jtext_set(one, "path", steps(r, f));
    jtext_set(one, "related", related(r, f));
    if (f->fixes.len)
        jtext_set(one, "fix", fix(r, f));
    if (f->build)
        jtext_set(one, "build", jtext(f->build));
    if (f->suppressed)
        jtext_set(one, "suppressed", jtext(f->suppressed));
    if (f->observed.times)
        jtext_set(one, "observed", jtext_observed(&f->observed));
    if (r->has_baseline)
        jtext_set(one, "in_baseline", json_boolean(f->in_baseline));
    return one;
}

static json_t *failed_units(const struct report *r)
{
    json_t *all = json_array();
    for (uint32_t i = 0; i < r->failed_len; i++) {
        json_t *one = json_object();
        jtext_set(one, "file", jtext(r->failed[i].file));
        jtext_set(one, "line", json_integer(r->failed[i].line));
        jtext_set(one, "column", json_integer(r->failed[i].col));
        jtext_set(one, "reason", jtext(r->failed[i].reason));
        jtext_append(all, one);
    }
    return all;
}

static json_t *unexplained(const struct report *r, const struct unexplained *u)
{
    struct finding_observed o = {u->stack->times, u->stack->timed, u->stack->most_us};
    json_t *one = jtext_observed(&o), *frames = json_array();
    for (uint32_t i = 0; i < u->stack->frames.len; i++)
        jtext_append(frames, jtext(str_text(r->findings->strs, u->stack->frames.at[i].function)));
    jtext_set(one, "stack_line", json_integer(u->stack->line));
    jtext_set(one, "frames", frames);
    if (loc_known(u->loc))
        set_place(r, one, u->loc);
    set_plain(one, "message", u->message);
    return one;
}

/* Stacks that were recorded of the running program: how many findings explain, and the others. */
static json_t *observed(const struct report *r)
{
    const struct observed *o = r->observed;
    json_t *all = json_object(), *others = json_array();
    for (uint32_t i = 0; i < o->unexplained.len; i++)
        jtext_append(others, unexplained(r, &o->unexplained.at[i]));
    jtext_set(all, "stacks", json_integer(o->stacks->recorded));
    jtext_set(all, "explained", json_integer(o->explained));
    jtext_set(all, "no_stall", json_integer(o->elsewhere));
    jtext_set(all, "unexplained", others);
    return all;
}

static json_t *summary(const struct report *r)
{
    struct report_counts c = report_count(r);
    json_t *all = json_object();
    jtext_set(all, "errors", json_integer(c.errors));
    jtext_set(all, "warnings", json_integer(c.warnings));
    jtext_set(all, "notes", json_integer(c.notes));
    jtext_set(all, "suppressed", json_integer(c.suppressed));
    jtext_set(all, "in_baseline", json_integer(c.baseline));
    jtext_set(all, "units", json_integer(r->stats.units));
    return all;
}

static void json_write(const struct report *r, struct buf *out)
{
    json_t *root = json_object(), *all = json_array();
    for (uint32_t i = 0; i < r->findings->all.len; i++) {
        const struct finding *f = &r->findings->all.at[i];
        if (f->level != LEVEL_OFF && (!f->suppressed || r->show_suppressed))
            jtext_append(all, finding_json(r, f));
    }
    jtext_set(root, "version", json_integer(VERSION));
    jtext_set(root, "tool", json_string("nostall " NOSTALL_VERSION));
    jtext_set(root, "findings", all);
    jtext_set(root, "failed_units", failed_units(r));
    jtext_set(root, "summary", summary(r));
    if (r->observed)
        jtext_set(root, "observed", observed(r));
    jtext_dump(root, out);
}

const struct report_writer report_json = {"json", ".json", json_write};
