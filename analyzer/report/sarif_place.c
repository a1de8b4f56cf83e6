#include "report/sarif_place.h"

#include "report/jtext.h"
#include "report/source.h"

#include <ctype.h>
#include <string.h>

#define CONTEXT_LINES 2u
#define SNIPPET_MAX 2000u

/* ---- URIs ---- */

/* A colon is encoded too: in a relative reference it would make a scheme of the first folder. */
void sarif_uri(struct buf *out, const char *path)
{
    for (const char *p = path; *p; p++) {
        if (isalnum((unsigned char)*p) || strchr("-._~/+,=@", *p))
            buf_putc(out, *p);
        else
            buf_printf(out, "%%%02X", (unsigned)(unsigned char)*p);
    }
}

void sarif_folder_uri(struct buf *out, const char *path)
{
    buf_puts(out, "file://");
    sarif_uri(out, path);
    if (out->at[out->len - 1] != '/')
        buf_putc(out, '/');
}

json_t *sarif_artifact(const struct report *r, struct str file)
{
    const char *path = str_text(r->findings->strs, file);
    bool relative = path[0] != '/';
    struct buf uri = {0};
    if (!relative)
        buf_puts(&uri, "file://");
    while (relative && path[0] == '.' && path[1] == '/')
        path += 2;
    sarif_uri(&uri, path);
    json_t *artifact = json_object();
    jtext_set(artifact, "uri", jtext_take(&uri));
    if (relative)
        jtext_set(artifact, "uriBaseId", json_string(SARIF_ROOT));
    return artifact;
}

/* ---- regions ---- */

static json_t *new_region(uint32_t line, uint32_t col, uint32_t end_line, uint32_t end_col)
{
    json_t *region = json_object();
    jtext_set(region, "startLine", json_integer(line ? line : 1));
    jtext_set(region, "startColumn", json_integer(col));
    jtext_set(region, "endLine", json_integer(end_line ? end_line : 1));
    jtext_set(region, "endColumn", json_integer(end_col));
    return region;
}

static void set_snippet(json_t *region, const char *text, size_t len)
{
    json_t *snippet = json_object();
    jtext_set(snippet, "text", jtext_n(text, len));
    jtext_set(region, "snippet", snippet);
}

static const struct source *source_of(const struct report *r, struct loc loc)
{
    return sources_get(r->sources, loc.file);
}

json_t *sarif_region(const struct report *r, struct loc loc, bool exact)
{
    struct source_line line;
    size_t start, len;
    if (!source_token(source_of(r, loc), loc, &line, &start, &len)) {
        uint32_t col = loc.col ? loc.col : 1, width = loc.len || exact ? loc.len : 1;
        return new_region(loc.line, col, loc.line, col + width);
    }
    if (exact)
        len = loc.len < line.len - start ? loc.len : line.len - start;
    json_t *region = new_region(loc.line, source_utf16_col(line, start), loc.line,
                                source_utf16_col(line, start + len));
    if (len && len <= SNIPPET_MAX && !exact)
        set_snippet(region, line.text + start, len);
    return region;
}

/* The lines around LOC; NULL where there are none but its own. */
static json_t *context_region(const struct report *r, struct loc loc)
{
    const struct source *src = source_of(r, loc);
    struct source_line last_line;
    uint32_t first = loc.line > CONTEXT_LINES ? loc.line - CONTEXT_LINES : 1;
    uint32_t last = loc.line + CONTEXT_LINES;
    if (last > src->line_len)
        last = src->line_len;
    /* behind the last line end there is no line to show */
    if (last > loc.line && source_line(src, last, &last_line) && !last_line.len)
        last--;
    if (loc.line > src->line_len || first == last || !source_line(src, last, &last_line))
        return NULL;
    const char *start = src->text + src->line_starts[first - 1];
    size_t len = (size_t)(last_line.text + last_line.len - start);
    if (len > SNIPPET_MAX)
        return NULL;
    json_t *region = new_region(first, 1, last, source_utf16_col(last_line, last_line.len));
    set_snippet(region, start, len);
    return region;
}

/* ---- locations ---- */

json_t *sarif_location(const struct report *r, struct loc loc, struct str function,
                       const char *message, bool context)
{
    json_t *physical = json_object();
    jtext_set(physical, "artifactLocation", sarif_artifact(r, loc.file));
    jtext_set(physical, "region", sarif_region(r, loc, false));
    json_t *around = context ? context_region(r, loc) : NULL;
    if (around)
        jtext_set(physical, "contextRegion", around);
    json_t *location = json_object();
    jtext_set(location, "physicalLocation", physical);
    if (function.i) {
        const char *name = str_text(r->findings->strs, function);
        json_t *logical = json_object(), *all = json_array();
        jtext_set(logical, "fullyQualifiedName", jtext(name));
        jtext_set(logical, "kind", json_string("function"));
        jtext_append(all, logical);
        jtext_set(location, "logicalLocations", all);
    }
    if (message) {
        struct buf plain = {0};
        report_plain(&plain, message);
        json_t *text = json_object();
        jtext_set(text, "text", jtext_take(&plain));
        jtext_set(location, "message", text);
    }
    return location;
}
