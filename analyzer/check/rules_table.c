#include "check/finding.h"

#include "input/suggest.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

const struct check_rule check_rules[] = {
    {"NS101", "blocking-sleep", FAMILY_BLOCKING, LEVEL_ERROR,
     "A call puts the event loop to sleep"},
    {"NS102", "blocking-io", FAMILY_BLOCKING, LEVEL_ERROR,
     "I/O on a descriptor that can block stalls the event loop"},
    {"NS103", "blocking-dns", FAMILY_BLOCKING, LEVEL_ERROR,
     "A synchronous name look-up stalls the event loop"},
    {"NS104", "blocking-process", FAMILY_BLOCKING, LEVEL_ERROR,
     "Waiting for a process stalls the event loop"},
    {"NS105", "blocking-lock", FAMILY_BLOCKING, LEVEL_WARNING,
     "Waiting for another thread stalls the event loop"},
    {"NS106", "blocking-file", FAMILY_BLOCKING, LEVEL_WARNING,
     "File system access stalls the event loop"},
    {"NS107", "blocking-client", FAMILY_BLOCKING, LEVEL_ERROR,
     "A synchronous call of a client library stalls the event loop"},
    {"NS108", "blocking-terminal", FAMILY_BLOCKING, LEVEL_WARNING,
     "Waiting for a person at the terminal stalls the event loop"},
    {"NS109", "blocking-sync-wrapper", FAMILY_BLOCKING, LEVEL_ERROR,
     "The synchronous variant of a framework call is used where its asynchronous twin exists"},
    {"NS110", "blocking-custom", FAMILY_BLOCKING, LEVEL_WARNING,
     "A call that the project itself marks as blocking stalls the event loop"},
    {"NS120", "cpu-heavy-call", FAMILY_BLOCKING, LEVEL_NOTE,
     "A long computation runs on the event loop"},
    {"NS201", "coroutine-outside-coroutine", FAMILY_CONTEXT, LEVEL_ERROR,
     "A coroutine function is called from a function that runs in no coroutine"},
    {"NS202", "coroutine-pointer-mismatch", FAMILY_CONTEXT, LEVEL_WARNING,
     "A coroutine function is stored as a plain one, or the reverse"},
    {"NS203", "missing-coroutine-annotation", FAMILY_CONTEXT, LEVEL_WARNING,
     "A function that only works in a coroutine lacks the mark that the framework requires"},
    {"NS204", "nested-event-loop", FAMILY_CONTEXT, LEVEL_ERROR,
     "An event loop is run inside a callback or coroutine of an event loop"},
    {"NS205", "dropped-task-handle", FAMILY_TASKS, LEVEL_WARNING,
     "The handle of a new task is dropped though it must be kept"},
    {"NS206", "task-never-started", FAMILY_TASKS, LEVEL_WARNING,
     "A coroutine is created and never started"},
    {"NS301", "cleanup-not-in-finally", FAMILY_CANCEL, LEVEL_WARNING,
     "A release is skipped when the task is cancelled at a suspension point before it"},
    {"NS302", "cleanup-skipped-on-cancel", FAMILY_CANCEL, LEVEL_WARNING,
     "The path of a cancelled operation leaves the function without the release"},
    {"NS303", "suspend-in-cleanup", FAMILY_CANCEL, LEVEL_WARNING,
     "Cleanup code suspends without a shield against cancellation"},
    {"NS304", "cancellation-swallowed", FAMILY_CANCEL, LEVEL_WARNING,
     "A cancellation is ignored or retried"},
    {"NS305", "lock-across-suspend", FAMILY_CANCEL, LEVEL_ERROR,
     "A thread lock is held while the coroutine is suspended"},
    {"NS306", "local-escapes-to-task", FAMILY_CANCEL, LEVEL_WARNING,
     "The address of a local variable is given to a task that can outlive it"},
    {"NS401", "sleep-poll-loop", FAMILY_LOOPS, LEVEL_WARNING,
     "A loop sleeps and re-tests a condition where it could wait for an event"},
    {"NS402", "loop-without-suspend", FAMILY_LOOPS, LEVEL_NOTE,
     "An unbounded loop in a coroutine never suspends"},
    {"NS403", "suspend-without-deadline", FAMILY_LOOPS, LEVEL_OFF,
     "A coroutine waits without a deadline"},
    {"NS501", "unused-suppression", FAMILY_SUPPRESSION, LEVEL_NOTE,
     "A suppression comment suppresses nothing"},
};
const uint32_t check_rule_count = COUNT(check_rules);

const struct check_rule *check_rule_find(const char *id_or_name)
{
    for (uint32_t i = 0; i < check_rule_count; i++) {
        const struct check_rule *r = &check_rules[i];
        if (strcmp(r->id, id_or_name) == 0 || strcmp(r->name, id_or_name) == 0)
            return r;
    }
    return NULL;
}

const struct check_rule *check_rule_for_kind(enum block_kind kind)
{
    static const char *const ids[BLOCK_KINDS] = {
        [BLOCK_SLEEP] = "NS101",   [BLOCK_IO] = "NS102",       [BLOCK_DNS] = "NS103",
        [BLOCK_PROCESS] = "NS104", [BLOCK_LOCK] = "NS105",     [BLOCK_FILE] = "NS106",
        [BLOCK_CLIENT] = "NS107",  [BLOCK_TERMINAL] = "NS108", [BLOCK_WRAPPER] = "NS109",
        [BLOCK_CUSTOM] = "NS110",  [BLOCK_CPU] = "NS120",
    };
    return check_rule_find(ids[kind]);
}

static bool is_family(const char *text)
{
    return strncmp(text, "NS", 2) == 0 && isdigit((unsigned char)text[2]) && text[3] == '\0';
}

bool check_rule_matches(const struct check_rule *r, const char *selector)
{
    if (is_family(selector))
        return r->id[2] == selector[2];
    return strcmp(r->id, selector) == 0 || strcmp(r->name, selector) == 0;
}

bool check_selector_known(const char *selector)
{
    for (uint32_t i = 0; i < check_rule_count; i++)
        if (check_rule_matches(&check_rules[i], selector))
            return true;
    return false;
}

/* Of an id every digit counts: only its case may be wrong. */
const char *check_rule_suggest(const char *selector)
{
    struct suggest suggest = {.word = selector};
    for (uint32_t i = 0; i < check_rule_count; i++) {
        if (strcasecmp(check_rules[i].id, selector) == 0)
            return check_rules[i].id;
        suggest_offer(&suggest, check_rules[i].name);
    }
    return suggest.best;
}
