/* nostall baseline write|update FILE: accept what is there now, or drop what is gone. */
#include "cli/commands.h"
#include "cli/inputs.h"
#include "cli/outfile.h"
#include "cli/run.h"
#include "report/baseline.h"

#include <stdlib.h>
#include <string.h>

static const char usage[] = "usage: nostall baseline write FILE [OPTION]...\n"
                            "       nostall baseline update FILE [OPTION]...\n\n"
                            "Write takes the findings of now as known, for check --baseline FILE. "
                            "Update takes out what is\n"
                            "gone, and adds nothing.\n\n";

static bool write_baseline(struct run *r, bool update, const char *file)
{
    struct buf text = {0};
    if (!inputs_spared(r, file))
        return false;
    if (update) {
        struct baseline *b = baseline_load(file, r->diags);
        if (!b)
            return false;
        baseline_apply(b, r->findings);
        baseline_free(b);
        baseline_update(r->findings, &text);
    } else {
        baseline_write(r->findings, &text);
    }
    bool ok = outfile_write(file, text.at, text.len, r->diags);
    buf_release(&text);
    return ok;
}

static int cmd_baseline(int argc, char **argv)
{
    if (argc == 2 && (!strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))) {
        command_help(&command_baseline, stdout);
        return 0;
    }
    if (argc < 3 || (strcmp(argv[1], "write") != 0 && strcmp(argv[1], "update") != 0)) {
        fputs("nostall: error: baseline needs write or update and a file\n", stderr);
        fputs(usage, stderr);
        return 2;
    }
    bool update = !strcmp(argv[1], "update");
    const char *file = argv[2];
    argv[2] = argv[0]; /* the options of check follow */
    struct run r;
    int status = run_open(&r, argc - 2, argv + 2);
    if (!status) {
        run_checks(&r);
        if (!write_baseline(&r, update, file))
            status = 2;
        else if (r.failed_len)
            status = 3;
    }
    run_close(&r);
    return status;
}

const struct commands_row command_baseline = {
    "baseline", cmd_baseline, "write or update a file of known findings", usage, true};
