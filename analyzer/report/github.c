/* --format github: workflow commands, which annotate lines without a token.
 *
 * GitHub keeps 10 annotations of a kind per step, so the most important stand first, and a plain
 * line says how many there are. Source: GitHub Docs, "Workflow commands for GitHub Actions".
 */
#include "base/utf8.h"
#include "report/report.h"
#include "report/source.h"

#include <stdlib.h>
#include <string.h>

/* Of a line of its own, such as ::stop-commands::, nothing is left. */
static void put_escaped(struct buf *out, const char *text, bool property)
{
    for (const char *p = text; *p; p++) {
        if (*p == '%' || *p == '\r' || *p == '\n' || (property && (*p == ':' || *p == ',')))
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)*p);
        else
            buf_putc(out, *p);
    }
}

static const char *command(enum level level)
{
    return level == LEVEL_ERROR ? "error" : level == LEVEL_WARNING ? "warning" : "notice";
}

static void put_path(const struct report *r, const struct finding *f, struct buf *out)
{
    for (uint32_t i = 1; i < f->steps.len; i++) {
        const struct finding_step *step = &f->steps.at[i];
        buf_putc(out, '\n');
        report_plain(out, report_file(r, step->loc));
        buf_printf(out, ":%u: ", step->loc.line);
        report_plain(out, step->message);
    }
}

static void put_finding(const struct report *r, const struct finding *f, struct buf *out)
{
    struct source_line line;
    size_t start, len;
    uint32_t col = f->loc.col ? f->loc.col : 1;
    buf_printf(out, "::%s file=", command(f->level));
    const char *file = report_file(r, f->loc);
    struct buf name = {0};
    utf8_visible(&name, file, strlen(file), "");
    put_escaped(out, name.at, true);
    buf_release(&name);
    buf_printf(out, ",line=%u,col=%u", f->loc.line, col);
    if (source_token(sources_get(r->sources, f->loc.file), f->loc, &line, &start, &len) && len)
        buf_printf(out, ",endColumn=%zu", col + len);
    buf_printf(out, ",title=%s %s::", f->rule->id, f->rule->name);
    struct buf message = {0};
    report_message(f, &message);
    put_path(r, f, &message);
    if (f->entries > 1)
        buf_printf(&message, "\nand %u more caller%s", f->entries - 1, f->entries == 2 ? "" : "s");
    put_escaped(out, message.at, false);
    buf_release(&message);
    buf_putc(out, '\n');
}

static void github_write(const struct report *r, struct buf *out)
{
    struct arena *arena = arena_new();
    struct report_order order = report_worst_first(r, arena);
    for (uint32_t i = 0; i < order.len; i++)
        if (!order.at[i]->suppressed)
            put_finding(r, order.at[i], out);
    buf_puts(out, "nostall: ");
    report_summary(r, out);
    arena_free(arena);
}

const struct report_writer report_github = {"github", NULL, github_write};
