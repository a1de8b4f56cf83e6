#include "cli/cmd_explain_page.h"

#include "base/diag.h"
#include "check/finding.h"
#include "report/page.h"

#include <string.h>
#include <strings.h>

static void list(const char *selector, FILE *out)
{
    for (const struct check_rule *rule = NULL; (rule = check_rule_next(rule));)
        if (!selector || check_rule_matches(rule, selector))
            fprintf(out, "%s %-29s %-8s %s\n", rule->id, rule->name, level_name(rule->level),
                    rule->title);
}

/* What begins like an id, or has a dash like a name, is no function of C. */
static bool means_check(const char *word)
{
    return (strchr(word, '-') && !strchr(word, ':')) ||
           (!strncasecmp(word, "ns", 2) && word[2] && !word[2 + strspn(word + 2, "0123456789")]);
}

bool explain_page(const char *id, FILE *out, int *ret_status)
{
    *ret_status = 0;
    for (const struct check_rule *rule = NULL; (rule = check_rule_next(rule));) {
        if (strcasecmp(rule->id, id) != 0 && strcasecmp(rule->name, id) != 0)
            continue;
        struct buf page = {0};
        page_markdown(rule, &page);
        fwrite(page.at, 1, page.len, out);
        buf_release(&page);
        return true;
    }
    char upper[] = {'N', 'S', id[0] && id[1] ? id[2] : '\0', '\0'};
    if (means_check(id) && strlen(id) == 3 && check_selector_known(upper)) {
        list(upper, out);
        return true;
    }
    if (!means_check(id))
        return false;
    const char *near = check_rule_suggest(id);
    diag_say(DIAG_ERROR, "unknown check '%s'%s%s%s; nostall explain lists the checks", id,
             near ? ", did you mean '" : "", near ? near : "", near ? "'" : "");
    *ret_status = 2;
    return true;
}

void explain_list(FILE *out)
{
    list(NULL, out);
    fputs("NS101 to NS110: the level follows from how long the call can stall; their pages say "
          "how.\n",
          out);
}
