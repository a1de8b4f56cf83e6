#include "cli/output.h"

#include "cli/outfile.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_stdout(const struct output_option *o)
{
    return !o->file || strcmp(o->file, "-") == 0;
}

/* Without --format the name of the file says it: -o nostall.sarif. */
static const struct report_writer *writer_of(const struct output_option *o)
{
    if (o->format)
        return report_writer_find(o->format);
    const char *dot = o->file ? strrchr(o->file, '.') : NULL;
    for (uint32_t i = 0; dot && report_writers[i]; i++) {
        const char *extension = report_writers[i]->extension;
        if (extension && strcmp(extension, dot) == 0)
            return report_writers[i];
    }
    return &report_text;
}

bool output_verify(const struct options *o, struct diags *diags)
{
    for (uint32_t i = 0; i < o->outputs.len; i++) {
        const struct output_option *one = &o->outputs.at[i];
        if (!writer_of(one)) {
            diag_add(diags, DIAG_ERROR, NULL, 0, 0,
                     "unknown format '%s'; there are text, sarif, json, github, gitlab and html",
                     one->format);
            return false;
        }
        for (uint32_t j = 0; j < i; j++) {
            if (!outfile_same(one->file, o->outputs.at[j].file))
                continue;
            diag_add(diags, DIAG_ERROR, NULL, 0, 0,
                     "two formats go to %s; give one of them another file with -o FILE",
                     is_stdout(one) ? "standard output" : one->file);
            return false;
        }
    }
    return true;
}

output_vec outputs_of(struct arena *arena, const struct options *o)
{
    output_vec all = {0};
    bool text_wanted = true;
    for (uint32_t i = 0; i < o->outputs.len; i++) {
        const struct output_option *to = &o->outputs.at[i];
        struct output one = {writer_of(to), is_stdout(to) ? NULL : to->file};
        text_wanted &= one.file && one.writer != &report_text;
        vec_push(arena, &all, one);
    }
    if (text_wanted)
        vec_push(arena, &all, (struct output){&report_text, NULL});
    return all;
}

static bool is_said(const char *variable)
{
    const char *value = getenv(variable);
    return value && *value && strcmp(value, "0") != 0;
}

/* Source: no-color.org, force-color.org, bixense.com/clicolors: who says no is asked first; what is
 * empty says nothing. */
static bool terminal_wants_color(void)
{
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");
    if (no && *no)
        return false;
    if (is_said("FORCE_COLOR") || is_said("CLICOLOR_FORCE"))
        return true;
    return isatty(STDOUT_FILENO) && term && strcmp(term, "dumb") != 0;
}

bool output_color(const struct options *o)
{
    if (o->color != COLOR_AUTO)
        return o->color == COLOR_ALWAYS;
    for (uint32_t i = 0; i < o->outputs.len; i++)
        if (o->outputs.at[i].format && !strcmp(o->outputs.at[i].format, "text") &&
            o->outputs.at[i].file)
            return false;
    return terminal_wants_color();
}

void output_render(const struct report *r, struct arena *arena, const output_vec *to,
                   struct outcome *ret)
{
    for (uint32_t i = 0; i < to->len; i++) {
        struct outcome_text t = {.file = to->at[i].file};
        struct report report = *r;
        report.color = r->color && !t.file;
        to->at[i].writer->write(&report, &t.text);
        vec_push(arena, &ret->texts, t);
    }
}
