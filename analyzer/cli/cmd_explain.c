/* nostall explain ID | FUNCTION: a check's page; or what a function's mode is, why it is async,
 * what it blocks and suspends on and who calls it. */
#include "cli/cmd_explain_page.h"
#include "cli/commands.h"
#include "cli/explain_function.h"
#include "cli/find_function.h"
#include "effects/effects.h"

#include <string.h>

static const char usage[] =
    "usage: nostall explain                     all checks\n"
    "       nostall explain ID|NAME|FAMILY      the page of a check, the checks of a family (NS1)\n"
    "       nostall explain FUNCTION [OPTION]... [-p BUILD_DIR]...\n"
    "       nostall explain FUNCTION [OPTION]... SOURCE... -- COMPILER_ARGS...\n\n"
    "Of a function: whether it must run in a coroutine, where it runs and why, what it can block "
    "on\n"
    "and where it suspends, and the async code that calls it. FILE:FUNCTION names one of "
    "several.\n\n";

static int explain_functions(struct run *r)
{
    node_vec found = {0};
    if (!find_functions(r, r->options.subject, &found)) {
        diag_add(r->diags, DIAG_NOTE, NULL, 0, 0, "nostall explain lists the checks");
        return 2;
    }
    struct analysis *a = r->analysis;
    struct callmap *calls = callmap_new(a->contexts);
    struct summaries *library =
        summaries_new_library(a->contexts, a->values, effects_locks(a->effects), NULL);
    struct explain x = {
        .run = r, .calls = calls, .library = library, .scratch = arena_new(), .out = stdout};
    for (uint32_t i = 0; i < found.len; i++) {
        if (i)
            putchar('\n');
        explain_function(&x, found.at[i]);
        arena_reset(x.scratch);
    }
    arena_free(x.scratch);
    summaries_free(library);
    callmap_free(calls);
    return r->failed_len ? 3 : 0;
}

static int cmd_explain(int argc, char **argv)
{
    if (argc < 2) {
        explain_list(stdout);
        return 0;
    }
    struct run r;
    int status;
    if (argv[1][0] != '-' && explain_page(argv[1], stdout, &status))
        return status;
    status = run_open(&r, argc, argv);
    if (!status && r.options.help) {
        command_help(&command_explain, stdout);
    } else if (!status) {
        status = explain_functions(&r);
    }
    run_close(&r);
    return status;
}

const struct commands_row command_explain = {
    "explain", cmd_explain, "a check's page, or why a function is async and what it can block on",
    usage, true};
