/* Diags as one text, to compare with: each "line:col level: text" and a line end. */
#ifndef TESTS_UNIT_DIAGS_TEXT_H
#define TESTS_UNIT_DIAGS_TEXT_H

#include "base/buf.h"
#include "base/diag.h"

static inline const char *diags_text(const struct diags *d, struct buf *into)
{
    static const char *const levels[] = {"note", "warning", "error"};
    buf_clear(into);
    buf_puts(into, "");
    for (uint32_t i = 0; i < diags_len(d); i++) {
        const struct diag *g = diags_get(d, i);
        buf_printf(into, "%u:%u %s: %s\n", g->line, g->col, levels[g->level], g->text);
    }
    return into->at;
}

#endif
