#include "report/sarif_rules.h"

#include "report/jtext.h"
#include "report/page.h"
#include "report/report.h"

#include <ctype.h>

#define DESCRIPTION_MAX 1000u /* GitHub shows 1,024 characters */

/* "blocking-sleep" to "BlockingSleep": GitHub and Visual Studio want a name that is not the id. */
static json_t *pascal_name(const char *name)
{
    struct buf b = {0};
    for (const char *p = name; *p; p++) {
        if (*p == '-')
            continue;
        bool first = p == name || p[-1] == '-';
        buf_putc(&b, first ? (char)toupper((unsigned char)*p) : *p);
    }
    return jtext_take(&b);
}

static json_t *help(const struct check_rule *rule)
{
    struct buf plain = {0}, markdown = {0};
    page_plain(rule, &plain);
    page_markdown(rule, &markdown);
    json_t *both = json_object();
    jtext_set(both, "text", jtext_take(&plain));
    jtext_set(both, "markdown", jtext_take(&markdown));
    return both;
}

/* A check that is off still needs a level for when it is switched on. */
static json_t *configuration(const struct check_rule *rule)
{
    json_t *c = json_object();
    bool off = rule->level == LEVEL_OFF;
    jtext_set(c, "level", json_string(level_name(off ? LEVEL_WARNING : rule->level)));
    if (off)
        jtext_set(c, "enabled", json_false());
    return c;
}

static const char *precision(const struct check_rule *rule)
{
    switch (rule->level) {
    case LEVEL_ERROR:
        return "high";
    case LEVEL_WARNING:
        return "medium";
    case LEVEL_NOTE:
    case LEVEL_OFF:
        break;
    }
    return "low";
}

static const char *severity(const struct check_rule *rule)
{
    switch (rule->level) {
    case LEVEL_ERROR:
        return "error";
    case LEVEL_WARNING:
        return "warning";
    case LEVEL_NOTE:
    case LEVEL_OFF:
        break;
    }
    return "recommendation";
}

static json_t *tags(const struct check_rule *rule)
{
    static const char *const by_family[] = {
        [FAMILY_BLOCKING] = "blocking", [FAMILY_CONTEXT] = "coroutines",
        [FAMILY_TASKS] = "tasks",       [FAMILY_CANCEL] = "cancellation",
        [FAMILY_LOOPS] = "loops",       [FAMILY_SUPPRESSION] = "maintainability",
        [FAMILY_THREADS] = "threads",
    };
    json_t *all = json_array();
    jtext_append(all, json_string("async"));
    jtext_append(all, json_string(by_family[rule->family]));
    if (rule->family == FAMILY_BLOCKING)
        jtext_append(all, json_string("performance"));
    return all;
}

static json_t *properties(const struct check_rule *rule)
{
    json_t *all = json_object();
    jtext_set(all, "tags", tags(rule));
    jtext_set(all, "precision", json_string(precision(rule)));
    jtext_set(all, "problem.severity", json_string(severity(rule)));
    return all;
}

static json_t *descriptor(const struct check_rule *rule)
{
    struct buf title = {0}, summary = {0}, url = {0};
    buf_printf(&title, "%s.", rule->title);
    page_summary(rule, DESCRIPTION_MAX, &summary);
    page_url(rule, &url);
    json_t *one = json_object(), *description = json_object(), *full = json_object();
    jtext_set(one, "id", json_string(rule->id));
    jtext_set(one, "name", pascal_name(rule->name));
    jtext_set(description, "text", jtext_take(&title));
    jtext_set(one, "shortDescription", description);
    jtext_set(full, "text", jtext_take(&summary));
    jtext_set(one, "fullDescription", full);
    jtext_set(one, "help", help(rule));
    jtext_set(one, "helpUri", jtext_take(&url));
    jtext_set(one, "defaultConfiguration", configuration(rule));
    jtext_set(one, "properties", properties(rule));
    return one;
}

static json_t *notification_help(const char *text)
{
    json_t *both = jtext_message(text);
    jtext_set(both, "markdown", jtext(text));
    return both;
}

const char *const sarif_notice_ids[SARIF_NOTICES] = {
    [SARIF_UNIT_FAILED] = "unit-not-analysed",
    [SARIF_UNRECOGNISED] = "nothing-recognised",
    [SARIF_UNEXPLAINED] = "stack-not-explained",
};

static json_t *notifications(void)
{
    static const struct {
        const char *name, *brief, *full, *help, *level;
    } notices[SARIF_NOTICES] = {
        [SARIF_UNIT_FAILED] =
            {"UnitNotAnalysed", "A unit could not be analysed.",
             "A translation unit of the project could not be parsed or exceeded its limit of time "
             "or memory. Its functions are unknown to the analysis.",
             "Read the reason in the message. A unit that exceeded a limit may pass with a larger "
             "--timeout or --memory.",
             "error"},
        [SARIF_UNRECOGNISED] =
            {"NothingRecognised", "Nothing of the program is known to run on an event loop.",
             "No event loop, no registration of a callback and no coroutine was recognised, so no "
             "blocking call could be told from a harmless one.",
             "Name the functions of the loop, or the calls that register callbacks, in "
             ".nostall.yaml; or turn on the framework's pack.",
             "warning"},
        [SARIF_UNEXPLAINED] =
            {"StackNotExplained", "No finding explains a stack that was recorded.",
             "A stack of --observed shows that the loop stood, and no finding has its path. The "
             "message names the step that the analysis does not know.",
             "Where a function is not known to run on the loop, or to block, name it in "
             ".nostall.yaml; a step that is missing because the compiler inlined it is there with "
             "debug information.",
             "note"},
    };
    json_t *all = json_array();
    for (unsigned i = 0; i < SARIF_NOTICES; i++) {
        json_t *one = json_object(), *c = json_object();
        jtext_set(one, "id", json_string(sarif_notice_ids[i]));
        jtext_set(one, "name", json_string(notices[i].name));
        jtext_set(one, "shortDescription", jtext_message(notices[i].brief));
        jtext_set(one, "fullDescription", jtext_message(notices[i].full));
        jtext_set(one, "help", notification_help(notices[i].help));
        jtext_set(c, "level", json_string(notices[i].level));
        jtext_set(one, "defaultConfiguration", c);
        jtext_append(all, one);
    }
    return all;
}

json_t *sarif_driver(const struct report *r)
{
    json_t *driver = json_object(), *rules = json_array();
    jtext_set(driver, "name", json_string("nostall"));
    jtext_set(driver, "fullName", json_string("nostall " NOSTALL_VERSION));
    jtext_set(driver, "version", json_string(NOSTALL_VERSION));
    jtext_set(driver, "semanticVersion", json_string(NOSTALL_VERSION));
    jtext_set(driver, "informationUri", json_string("https://github.com/nostall/nostall"));
    jtext_set(driver, "organization", json_string("nostall"));
    jtext_set(driver, "shortDescription",
              jtext_message("Finds calls that block inside coroutines and event-loop callbacks."));
    for (const struct check_rule *rule = NULL; (rule = check_rule_next(rule));)
        if (r->enabled[check_rule_index(rule)])
            jtext_append(rules, descriptor(rule));
    jtext_set(driver, "rules", rules);
    jtext_set(driver, "notifications", notifications());
    return driver;
}

uint32_t sarif_rule_index(const struct report *r, const struct check_rule *rule)
{
    uint32_t before = 0;
    for (uint32_t i = check_rule_index(rule); i > 0; i--)
        before += r->enabled[i - 1];
    return before;
}
