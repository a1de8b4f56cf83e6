/* Clang style: "file:line:col: error: message [NS101]", the line with a caret, and notes for the
 * path. Findings that are notes themselves take a line each, after the others. */
#include "base/utf8.h"
#include "input/paths.h"
#include "report/report.h"
#include "report/roots.h"
#include "report/source.h"

#include <string.h>

#define TAB 8u
#define LINE_MAX_SHOWN 1000u /* longer lines are data: no snippet */
#define PATH_MAX_SHOWN 12u   /* steps, unless --all-paths */
#define NOTES_MAX_SHOWN 20u  /* findings that are notes, unless --show note */
#define STACKS_MAX_SHOWN 20u /* that no finding explains, unless --all-paths */

enum style { STYLE_NONE, STYLE_BOLD, STYLE_ERROR, STYLE_WARNING, STYLE_NOTE, STYLE_CARET };

struct text {
    const struct report *r;
    struct arena *arena;
    struct buf *out;
};

static void style(const struct text *t, enum style s)
{
    static const char *const codes[] = {"\033[0m",    "\033[1m",    "\033[1;31m",
                                        "\033[1;35m", "\033[1;36m", "\033[1;32m"};
    if (t->r->color)
        buf_puts(t->out, codes[s]);
}

static enum style level_style(enum level level)
{
    return level == LEVEL_ERROR ? STYLE_ERROR : level == LEVEL_WARNING ? STYLE_WARNING : STYLE_NOTE;
}

static void put_place(const struct text *t, struct loc loc)
{
    const char *file = paths_open(t->arena, t->r->root, report_file(t->r, loc));
    style(t, STYLE_BOLD);
    utf8_visible(t->out, file, strlen(file), "");
    buf_printf(t->out, ":%u:%u: ", loc.line, loc.col ? loc.col : 1);
    style(t, STYLE_NONE);
}

/* ---- the line and its caret ---- */

/* One character as it is printed: tabs become spaces, what would move the cursor becomes U+FFFD. */
static uint32_t put_char(struct buf *out, const char *text, size_t len, uint32_t code, uint32_t col)
{
    if (code == '\t') {
        uint32_t width = TAB - col % TAB;
        for (uint32_t i = 0; i < width; i++)
            buf_putc(out, ' ');
        return width;
    }
    bool control = code < ' ' || (code >= 0x7F && code < 0xA0) || code == UTF8_BAD ||
                   (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
    if (control) {
        buf_puts(out, "\xEF\xBF\xBD");
        return 1;
    }
    buf_add(out, text, len);
    return utf8_width(code);
}

struct span {
    size_t start, len;   /* bytes of the line */
    uint32_t col, width; /* columns on the screen */
};

static void put_line(struct buf *out, struct source_line line, struct span *span)
{
    uint32_t col = 0;
    span->width = 0;
    size_t at = line.len >= 3 && memcmp(line.text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    for (; at < line.len;) {
        uint32_t code;
        size_t used = utf8_next(line.text + at, line.len - at, &code);
        if (at <= span->start)
            span->col = col;
        uint32_t width = put_char(out, line.text + at, used, code, col);
        if (at >= span->start && at < span->start + span->len)
            span->width += width;
        col += width;
        at += used;
    }
    if (span->start >= line.len)
        span->col = col;
    while (out->len && (out->at[out->len - 1] == ' ' || out->at[out->len - 1] == '\t'))
        out->at[--out->len] = '\0';
}

static void put_snippet(const struct text *t, struct loc loc)
{
    struct source_line line;
    struct span span = {0};
    const struct source *src = sources_get(t->r->sources, loc.file);
    if (!source_token(src, loc, &line, &span.start, &span.len) || line.len > LINE_MAX_SHOWN)
        return;
    buf_printf(t->out, "%5u | ", loc.line);
    put_line(t->out, line, &span);
    buf_puts(t->out, "\n      | ");
    for (uint32_t i = 0; i < span.col; i++)
        buf_putc(t->out, ' ');
    style(t, STYLE_CARET);
    buf_putc(t->out, '^');
    for (uint32_t i = 1; i < span.width; i++)
        buf_putc(t->out, '~');
    style(t, STYLE_NONE);
    buf_putc(t->out, '\n');
}

/* ---- one finding ---- */

static void put_note(const struct text *t, struct loc loc, const char *message)
{
    if (loc_known(loc))
        put_place(t, loc);
    style(t, STYLE_NOTE);
    buf_puts(t->out, "note: ");
    style(t, STYLE_NONE);
    report_plain(t->out, message);
    buf_putc(t->out, '\n');
}

static void put_path(const struct text *t, const struct finding *f)
{
    uint32_t len = f->steps.len, left_out = 0;
    if (len > PATH_MAX_SHOWN && !t->r->all_paths)
        left_out = len - PATH_MAX_SHOWN;
    for (uint32_t i = 0; i < len; i++) {
        const struct finding_step *step = &f->steps.at[i];
        if (left_out && i == PATH_MAX_SHOWN / 2) {
            char text[80];
            snprintf(text, sizeof text, "%u more calls; --all-paths shows them", left_out);
            put_note(t, step->loc, text);
            i += left_out - 1;
            continue;
        }
        if (loc_same(step->loc, f->loc))
            continue;
        put_note(t, step->loc, step->message);
        if (step->kind == PATH_STEP_LEAF)
            put_snippet(t, step->loc);
    }
}

/* How many of its notes name further entries. */
static uint32_t entries_named(const struct finding *f)
{
    uint32_t others = f->entries - 1;
    return others < ROOT_ENTRIES ? others : ROOT_ENTRIES;
}

/* Related places that neither the finding nor its path has shown. */
static void put_related(const struct text *t, const struct finding *f)
{
    uint32_t own = f->notes.len - (f->entries ? entries_named(f) : 0); /* then those are counted */
    for (uint32_t i = 0; i < own; i++) {
        const struct finding_note *note = &f->notes.at[i];
        bool shown = i == 0 && loc_same(note->loc, f->loc);
        for (uint32_t s = 0; s < f->steps.len && !shown; s++)
            shown = loc_same(note->loc, f->steps.at[s].loc) &&
                    (i == 0 || !strcmp(note->message, f->steps.at[s].message));
        if (!shown)
            put_note(t, note->loc, note->message);
    }
}

static void put_state(const struct text *t, const struct finding *f)
{
    struct buf b = {0};
    if (f->suppressed) {
        buf_printf(&b, "suppressed: %s", f->suppressed);
        put_note(t, loc_known(f->suppressed_at) ? f->suppressed_at : f->loc, b.at);
        buf_clear(&b);
    }
    if (f->build) {
        buf_printf(&b, "in the build '%s'", f->build);
        put_note(t, f->loc, b.at);
    }
    buf_release(&b);
}

/* The line that stands for a finding, without its advice where only that is shown. */
static void put_head(const struct text *t, const struct finding *f, bool advice)
{
    put_place(t, f->loc);
    style(t, level_style(f->level));
    buf_printf(t->out, "%s: ", level_name(f->level));
    style(t, STYLE_NONE);
    style(t, STYLE_BOLD);
    if (advice)
        report_message(f, t->out);
    else
        report_plain(t->out, f->message);
    style(t, STYLE_NONE);
    buf_printf(t->out, " [%s]\n", f->rule->id);
}

static void put_finding(const struct text *t, const struct finding *f)
{
    put_head(t, f, true);
    put_snippet(t, f->loc);
    if (f->observed.times) {
        struct buf b = {0};
        report_observed(&f->observed, &b);
        put_note(t, f->loc, b.at);
        buf_release(&b);
    }
    put_path(t, f);
    put_related(t, f);
    put_state(t, f);
    if (f->entries > 1) {
        struct buf b = {0};
        buf_printf(&b, "and %u more caller%s; --all-paths shows all", f->entries - 1,
                   f->entries == 2 ? "" : "s");
        put_note(t, f->steps.len ? vec_last(&f->steps).loc : f->loc, b.at);
        buf_release(&b);
    }
}

/* Those from FIRST on, a line each. */
static void put_short(const struct text *t, const struct report_order *order, uint32_t first)
{
    uint32_t i = first;
    for (; i < order->len && i - first < NOTES_MAX_SHOWN; i++) {
        put_head(t, order->at[i], false);
        if (order->at[i]->suppressed)
            put_state(t, order->at[i]);
    }
    if (i < order->len)
        buf_printf(t->out, "%u more note%s; --show note shows all in full\n", order->len - i,
                   order->len - i == 1 ? "" : "s");
}

static void put_unexplained(const struct text *t, const struct observed *o)
{
    uint32_t i = 0, most = t->r->all_paths ? o->unexplained.len : STACKS_MAX_SHOWN;
    for (; i < o->unexplained.len && i < most; i++) {
        const struct unexplained *u = &o->unexplained.at[i];
        struct buf b = {0};
        report_unexplained(u, &b);
        style(t, STYLE_BOLD);
        utf8_visible(t->out, o->stacks->path, strlen(o->stacks->path), "");
        buf_printf(t->out, ":%u:1: ", u->stack->line);
        put_note(t, (struct loc){0}, b.at);
        buf_release(&b);
        if (loc_known(u->loc))
            put_note(t, u->loc, "the path breaks off here");
    }
    if (i < o->unexplained.len)
        buf_printf(t->out, "%u more stack%s that no finding explains; --all-paths shows all\n",
                   o->unexplained.len - i, o->unexplained.len - i == 1 ? "" : "s");
}

/* Observed ones first: they are worth the room whatever their level. */
static bool is_full(const struct text *t, const struct finding *f)
{
    enum level show = t->r->show;
    return show != LEVEL_OFF ? f->level >= show : f->level >= LEVEL_WARNING || f->observed.times;
}

static void text_write(const struct report *r, struct buf *out)
{
    struct arena *arena = arena_new();
    struct text t = {r, arena, out};
    struct report_order order = report_worst_first(r, arena);
    uint32_t full = 0;
    for (uint32_t i = 0; i < order.len; i++) {
        if (is_full(&t, order.at[i])) {
            put_finding(&t, order.at[i]);
            full = i + 1;
        }
    }
    if (r->show == LEVEL_OFF)
        put_short(&t, &order, full);
    if (r->observed)
        put_unexplained(&t, r->observed);
    arena_free(arena);
}

const struct report_writer report_text = {"text", ".txt", text_write};
