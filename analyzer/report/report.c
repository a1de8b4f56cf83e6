#include "report/report.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

const struct report_writer *const report_writers[] = {
    &report_text, &report_sarif, &report_json, &report_github, &report_gitlab, &report_html, NULL,
};

const struct report_writer *report_writer_find(const char *name)
{
    for (uint32_t i = 0; report_writers[i]; i++)
        if (strcmp(report_writers[i]->name, name) == 0)
            return report_writers[i];
    return NULL;
}

enum finding_state finding_state(const struct finding *f)
{
    if (f->suppressed)
        return STATE_SUPPRESSED;
    return f->in_baseline ? STATE_BASELINE : STATE_NEW;
}

/* ---- texts ---- */

void report_plain(struct buf *out, const char *text)
{
    size_t from = out->len;
    utf8_visible(out, text, strlen(text), "");
    for (char *p = out->at ? out->at + from : NULL; p && *p; p++)
        *p = *p == '[' || *p == '{' ? '(' : *p == ']' || *p == '}' ? ')' : *p;
}

void report_message(const struct finding *f, struct buf *out)
{
    report_plain(out, f->message);
    if (f->advice) {
        buf_puts(out, "; ");
        report_plain(out, f->advice);
    }
}

static void put_times(const struct finding_observed *o, struct buf *out)
{
    buf_printf(out, "%u time%s", o->times, o->times == 1 ? "" : "s");
    if (o->timed)
        buf_printf(out, ", %llu ms at most", (unsigned long long)((o->most_us + 500) / 1000));
}

void report_observed(const struct finding_observed *o, struct buf *out)
{
    buf_puts(out, "observed: ");
    put_times(o, out);
}

void report_unexplained(const struct unexplained *u, struct buf *out)
{
    struct finding_observed o = {u->stack->times, u->stack->timed, u->stack->most_us};
    buf_puts(out, "no finding explains this stack, observed ");
    put_times(&o, out);
    if (*u->way)
        buf_printf(out, ": %s", u->way);
    buf_printf(out, "; %s", u->message);
}

/* ---- counts ---- */

static void count_one(struct report_counts *c, const struct finding *f)
{
    switch (f->level) {
    case LEVEL_ERROR:
        c->errors++;
        break;
    case LEVEL_WARNING:
        c->warnings++;
        break;
    case LEVEL_NOTE:
        c->notes++;
        break;
    case LEVEL_OFF:
        break;
    }
    if (f->level > c->highest)
        c->highest = f->level;
}

struct report_counts report_count(const struct report *r)
{
    struct report_counts c = {.highest = LEVEL_OFF};
    struct str last = {0};
    for (uint32_t i = 0; i < r->findings->all.len; i++) {
        const struct finding *f = &r->findings->all.at[i];
        if (f->level == LEVEL_OFF)
            continue;
        enum finding_state state = finding_state(f);
        c.suppressed += state == STATE_SUPPRESSED;
        c.baseline += state == STATE_BASELINE;
        if (state != STATE_NEW)
            continue;
        count_one(&c, f);
        c.files += !str_eq(f->loc.file, last); /* sorted by file */
        last = f->loc.file;
    }
    return c;
}

static void add_count(struct buf *out, uint32_t *parts, uint32_t count, const char *what)
{
    if (!count)
        return;
    if (*parts)
        buf_puts(out, ", ");
    ++*parts;
    buf_printf(out, "%u %s%s", count, what, count == 1 ? "" : "s");
}

void report_summary(const struct report *r, struct buf *out)
{
    struct report_counts c = report_count(r);
    uint32_t parts = 0;
    add_count(out, &parts, c.errors, "error");
    add_count(out, &parts, c.warnings, "warning");
    add_count(out, &parts, c.notes, "note");
    if (parts)
        buf_printf(out, " in %u file%s", c.files, c.files == 1 ? "" : "s");
    else
        buf_puts(out, "no findings");
    if (c.suppressed)
        buf_printf(out, "; %u suppressed", c.suppressed);
    if (c.baseline)
        buf_printf(out, "; %u in the baseline", c.baseline);
    if (r->stats.units)
        buf_printf(out, "; %u unit%s analysed", r->stats.units, r->stats.units == 1 ? "" : "s");
    if (r->failed_units)
        buf_printf(out, ", %u failed", r->failed_units);
    if (r->observed)
        buf_printf(out, "; %u of %u observed stacks explained, %u show no stall of a loop",
                   r->observed->explained, r->observed->stacks->recorded, r->observed->elsewhere);
    buf_putc(out, '\n');
}

/* ---- order ---- */

/* What has no stall class counts as its level would have it. */
static enum stall stall_rank(const struct finding *f)
{
    static const enum stall by_level[] = {[LEVEL_OFF] = STALL_NONE,
                                          [LEVEL_NOTE] = STALL_SHORT,
                                          [LEVEL_WARNING] = STALL_LONG,
                                          [LEVEL_ERROR] = STALL_UNBOUNDED};
    return f->stall != STALL_NONE ? f->stall : by_level[f->level];
}

int report_compare(const struct finding *a, const struct finding *b)
{
    if (a->level != b->level)
        return a->level > b->level ? -1 : 1;
    if (stall_rank(a) != stall_rank(b))
        return stall_rank(a) > stall_rank(b) ? -1 : 1;
    return (a->certainty < b->certainty) - (a->certainty > b->certainty);
}

static bool is_shown(const struct report *r, const struct finding *f)
{
    if (f->level == LEVEL_OFF)
        return false;
    enum finding_state state = finding_state(f);
    return state == STATE_NEW || (state == STATE_SUPPRESSED && r->show_suppressed);
}

/* Both point into the findings' array, which is in order of place. */
static int compare_worst(const void *x, const void *y)
{
    const struct finding *a = *(const struct finding *const *)x,
                         *b = *(const struct finding *const *)y;
    if (!a->observed.times != !b->observed.times)
        return a->observed.times ? -1 : 1;
    int order = report_compare(a, b);
    if (order)
        return order;
    if (a->entries != b->entries)
        return a->entries > b->entries ? -1 : 1;
    return (a > b) - (a < b);
}

struct report_order report_worst_first(const struct report *r, struct arena *arena)
{
    VEC(const struct finding *) shown = {0};
    for (uint32_t i = 0; i < r->findings->all.len; i++)
        if (is_shown(r, &r->findings->all.at[i]))
            vec_push(arena, &shown, &r->findings->all.at[i]);
    if (shown.len)
        qsort(shown.at, shown.len, sizeof *shown.at, compare_worst);
    return (struct report_order){shown.at, shown.len};
}
