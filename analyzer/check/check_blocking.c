/* NS101 to NS110, NS120: blocking calls that async code reaches. */
#include "check/check.h"
#include "check/leaf_finding.h"
#include "contexts/context.h"
#include "link/roles.h"

#include <string.h>

static const struct check_rule rules[BLOCK_KINDS] = {
    [BLOCK_SLEEP] = {"NS101", "blocking-sleep", FAMILY_BLOCKING, LEVEL_ERROR,
                     "A call puts the event loop to sleep"},
    [BLOCK_IO] = {"NS102", "blocking-io", FAMILY_BLOCKING, LEVEL_ERROR,
                  "I/O on a descriptor that can block stalls the event loop"},
    [BLOCK_DNS] = {"NS103", "blocking-dns", FAMILY_BLOCKING, LEVEL_ERROR,
                   "A synchronous name look-up stalls the event loop"},
    [BLOCK_PROCESS] = {"NS104", "blocking-process", FAMILY_BLOCKING, LEVEL_ERROR,
                       "Waiting for a process stalls the event loop"},
    [BLOCK_LOCK] = {"NS105", "blocking-lock", FAMILY_BLOCKING, LEVEL_ERROR,
                    "Waiting for another thread stalls the event loop"},
    [BLOCK_FILE] = {"NS106", "blocking-file", FAMILY_BLOCKING, LEVEL_NOTE,
                    "File system access stalls the event loop"},
    [BLOCK_CLIENT] = {"NS107", "blocking-client", FAMILY_BLOCKING, LEVEL_ERROR,
                      "A synchronous call of a client library stalls the event loop"},
    [BLOCK_TERMINAL] = {"NS108", "blocking-terminal", FAMILY_BLOCKING, LEVEL_ERROR,
                        "Waiting for a person at the terminal stalls the event loop"},
    [BLOCK_WRAPPER] =
        {"NS109", "blocking-sync-wrapper", FAMILY_BLOCKING, LEVEL_ERROR,
         "The synchronous variant of a framework call is used where its asynchronous twin exists"},
    [BLOCK_CUSTOM] = {"NS110", "blocking-custom", FAMILY_BLOCKING, LEVEL_WARNING,
                      "A call that the project itself marks as blocking stalls the event loop"},
    [BLOCK_CPU] = {"NS120", "cpu-heavy-call", FAMILY_BLOCKING, LEVEL_NOTE,
                   "A long computation runs on the event loop"},
};

static const struct {
    const char *effect; /* completes "call to 'x' ..." */
    enum instead_kind instead;
    const char *generic; /* advice where no pack names a replacement */
} kinds[BLOCK_KINDS] = {
    [BLOCK_SLEEP] = {"puts the event loop to sleep", INSTEAD_SLEEP,
                     "use a timer of the event loop"},
    [BLOCK_IO] = {"can block the event loop on I/O", INSTEAD_IO,
                  "make the descriptor non-blocking and wait for it in the event loop"},
    [BLOCK_DNS] = {"blocks the event loop on a name look-up", INSTEAD_DNS,
                   "use an asynchronous resolver or a worker thread"},
    [BLOCK_PROCESS] = {"blocks the event loop until a process ends", INSTEAD_PROCESS,
                       "watch the child from the event loop"},
    [BLOCK_LOCK] = {"can block the event loop on another thread", INSTEAD_LOCK,
                    "hand the work over with a message, or try without waiting"},
    [BLOCK_FILE] = {"blocks the event loop on file access", INSTEAD_FILE,
                    "move it to a worker thread"},
    [BLOCK_CLIENT] = {"blocks the event loop on a synchronous client call", INSTEAD_CLIENT,
                      "use the library's asynchronous interface or a worker thread"},
    [BLOCK_TERMINAL] = {"blocks the event loop on terminal input", INSTEAD_TERMINAL,
                        "watch the descriptor in the event loop"},
    [BLOCK_WRAPPER] = {"is the framework's synchronous form and blocks the event loop",
                       INSTEAD_OFFLOAD, "call the asynchronous form"},
    [BLOCK_CUSTOM] = {"blocks the event loop", INSTEAD_OFFLOAD, "move it to a worker thread"},
    [BLOCK_CPU] = {"keeps the event loop busy with a long computation", INSTEAD_CPU,
                   "move it to a worker thread or do it in pieces"},
};

static const struct check_rule *rule_of(const struct leaf *leaf)
{
    return leaf->runs ? NULL : &rules[leaf->kind];
}

static const char *advice_of(const struct check_input *in, struct findings *f,
                             const struct leaf *leaf, const struct context_reason *reason)
{
    const struct rule_blocking *rule = leaf_end(leaf)->rule;
    enum instead_kind kind = rule ? rule->advice : INSTEAD_KINDS;
    bool own = kind != INSTEAD_OFFLOAD; /* the loop's replacement for calls of this kind fits */
    const char *instead = rule ? rule->instead : NULL;
    if (!instead && kind != INSTEAD_KINDS)
        instead = roles_instead(in->roles, reason->pack, kind);
    if (!instead && own)
        instead = roles_instead(in->roles, reason->pack, kinds[leaf->kind].instead);
    if (!instead)
        instead = roles_instead(in->roles, reason->pack, INSTEAD_OFFLOAD);
    if (!instead)
        return kinds[own ? leaf->kind : BLOCK_CUSTOM].generic;
    size_t first = strcspn(instead, " ");
    bool article =
        !strncmp(instead, "a ", 2) || !strncmp(instead, "an ", 3) || !strncmp(instead, "the ", 4);
    bool name = memchr(instead, '_', first) || !instead[first] || /* "uv_fs_* with a callback" */
                (first && instead[first - 1] == ',');             /* "CoMutex, CoRwlock" */
    const char *call = !instead[first] && !strchr(instead, '(') ? "()" : "";
    return name || article ? arena_printf(f->arena, "use %s%s", instead, call) : instead;
}

static enum level level_of(const struct leaf *leaf, const struct finding *finding)
{
    static const enum level levels[] = {
        [STALL_SHORT] = LEVEL_NOTE, [STALL_LONG] = LEVEL_WARNING, [STALL_UNBOUNDED] = LEVEL_ERROR};
    return leaf->kind == BLOCK_CPU ? finding->level : levels[finding->stall];
}

/* What is held up, where that is no event loop. */
static const char *effect_of(const struct check_input *in, struct findings *f,
                             const struct leaf *leaf, const struct context_reason *reason,
                             const char *effect)
{
    static const char loop[] = "event loop";
    const char *at = strstr(effect, loop);
    if (!at || !context_is_realtime(&in->contexts->at[leaf->node.i], reason))
        return effect;
    return arena_printf(f->arena, "%.*sreal-time thread%s", (int)(at - effect), effect,
                        at + sizeof loop - 1);
}

static void make(const struct check_input *in, struct findings *f, const struct leaf *leaf,
                 const struct context_reason *reason, struct finding *finding)
{
    const struct program *p = in->program;
    const char *end = leaf_callee_name(p, leaf);
    const char *effect = kinds[leaf->kind].effect;
    const char *sure = leaf->kind == BLOCK_IO && finding->certainty == CERTAINTY_ALWAYS
                           ? "blocks the event loop on I/O"
                           : effect;
    if (leaf_end(leaf)->mixed)
        sure = "is the synchronous form of a coroutine, which only dispatches to it here";
    sure = effect_of(in, f, leaf, reason, sure);
    if (!leaf->down)
        finding->message = arena_printf(f->arena, "call to '%s' %s", end, sure);
    else
        finding->message =
            arena_printf(f->arena, "call to '%s' %s, through '%s'",
                         program_text(p, program_get(p, leaf->callee)->name), sure, end);
    finding->advice = advice_of(in, f, leaf, reason);
    finding->level = level_of(leaf, finding);
}

static void run(const struct check_input *in, struct findings *ret_findings)
{
    static const struct leaf_report report = {.rule_of = rule_of, .make = make};
    leaf_findings(in, &report, ret_findings);
}

const struct check check_blocking = {
    .name = "blocking", .rules = rules, .rule_count = COUNT(rules), .run = run, .rule_of = rule_of};
