/* nostall baseline write|update FILE: accept what is there now, or drop what is gone. */
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/outfile.h"
#include "cli/run.h"
#include "input/suggest.h"
#include "report/baseline.h"

#include <inttypes.h>
#include <string.h>

static const char usage[] = "usage: nostall baseline write FILE [OPTION]...\n"
                            "       nostall baseline update FILE [OPTION]...\n\n"
                            "Write takes the findings of now as known, for check --baseline FILE. "
                            "Update takes out what is\n"
                            "gone, and adds nothing; what the options do not look for stays.\n\n";

/* Where less is looked at than the whole, there is no telling what is gone. */
static bool is_whole(struct run *r, bool update)
{
    const char *why = NULL;
    if (r->options.since)
        why = "a baseline is of the whole project, not of changed lines; leave --since out";
    else if (update && r->filtered)
        why = "what is gone is told of the whole project; name no file but the baseline";
    else if (update && r->failed_len)
        why = "some units could not be analysed, so that what is gone cannot be told; the file is "
              "left as it is";
    if (why)
        diag_add(r->diags, DIAG_ERROR, r->options.subject, 0, 0, "%s", why);
    return !why;
}

static bool update_text(struct run *r, const char *file, struct buf *text)
{
    struct baseline *b = baseline_load(file, r->diags);
    if (!b)
        return false;
    baseline_apply(b, r->findings);
    uint32_t gone = baseline_update(b, r->findings, run_covers, r, text);
    diag_add(r->diags, DIAG_NOTE, file, 0, 0, "%" PRIu32 " entr%s taken out", gone,
             gone == 1 ? "y" : "ies");
    baseline_free(b);
    return true;
}

static void write_text(struct run *r, const char *file, struct buf *text)
{
    uint32_t known = 0;
    baseline_write(r->findings, text);
    for (uint32_t i = 0; i < r->findings->all.len; i++)
        known += !r->findings->all.at[i].suppressed;
    diag_add(r->diags, DIAG_NOTE, file, 0, 0,
             "written, with %" PRIu32 " entr%s; nostall check --baseline counts what is new", known,
             known == 1 ? "y" : "ies");
}

static bool write_baseline(struct run *r, bool update)
{
    struct buf text = {0};
    const char *file = r->options.subject;
    if (!inputs_spared(r, file) || !is_whole(r, update))
        return false;
    bool ok = true;
    if (update)
        ok = update_text(r, file, &text);
    else
        write_text(r, file, &text);
    ok = ok && outfile_write(file, text.at, text.len, r->diags);
    buf_release(&text);
    return ok;
}

static int refuse(const char *word)
{
    struct suggest near = {.word = word ? word : ""};
    suggest_offer(&near, "write");
    suggest_offer(&near, "update");
    if (word)
        diag_say(DIAG_ERROR, "unknown subcommand '%s'%s%s%s", word,
                 near.best ? "; did you mean '" : "", near.best ? near.best : "",
                 near.best ? "'?" : "");
    else
        diag_say(DIAG_ERROR, "baseline needs write or update and a file");
    fputs(usage, stderr);
    return 2;
}

static int cmd_baseline(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;
    if (argc == 2 && (!strcmp(word, "--help") || !strcmp(word, "-h"))) {
        command_help(&command_baseline, stdout);
        return 0;
    }
    bool update = word && !strcmp(word, "update");
    if (!update && (!word || strcmp(word, "write") != 0))
        return refuse(word);
    argv[1] = argv[0]; /* the file and the options of check follow */
    struct run r;
    int status = run_open(&r, argc - 1, argv + 1);
    if (!status && r.options.help) {
        command_help(&command_baseline, stdout);
    } else if (!status) {
        run_checks(&r);
        bool ok = write_baseline(&r, update);
        status = r.failed_len ? 3 : ok ? 0 : 2;
    }
    run_close(&r);
    return status;
}

const struct commands_row command_baseline = {
    "baseline", cmd_baseline, "write or update a file of known findings", usage, true};
