#include "cli/output.h"

#include "cli/outfile.h"

#include <errno.h>
#include <string.h>

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

static bool write_stdout(const struct buf *text, FILE *out, struct diags *diags)
{
    bool good = fwrite(text->at ? text->at : "", 1, text->len, out) == text->len;
    if (good && fflush(out) == 0)
        return true;
    diag_add(diags, DIAG_ERROR, NULL, 0, 0, "cannot write to standard output: %s", strerror(errno));
    return false;
}

static bool write_one(const struct report *r, const struct report_writer *writer,
                      const struct output_option *to, FILE *out, struct diags *diags)
{
    struct report report = *r;
    report.color = r->color && is_stdout(to);
    struct buf text = {0};
    writer->write(&report, &text);
    bool good = is_stdout(to) ? write_stdout(&text, out, diags)
                              : outfile_write(to->file, text.at ? text.at : "", text.len, diags);
    buf_release(&text);
    return good;
}

bool output_write(const struct report *r, const struct options *o, FILE *out, struct diags *diags)
{
    bool good = true, text_wanted = true;
    for (uint32_t i = 0; i < o->outputs.len; i++) {
        const struct output_option *to = &o->outputs.at[i];
        const struct report_writer *writer = writer_of(to);
        if (!writer)
            return false; /* output_verify has said so */
        if (is_stdout(to) || writer == &report_text)
            text_wanted = false;
        good = write_one(r, writer, to, out, diags) && good;
    }
    struct output_option text = {"text", NULL};
    return (!text_wanted || write_one(r, &report_text, &text, out, diags)) && good;
}
