#include "cli/cmd_explain_page.h"

#include "check/finding.h"
#include "report/page.h"

#include <strings.h>

bool explain_page(const char *id, FILE *out)
{
    for (const struct check_rule *rule = NULL; (rule = check_rule_next(rule));) {
        if (strcasecmp(rule->id, id) != 0 && strcasecmp(rule->name, id) != 0)
            continue;
        struct buf page = {0};
        page_markdown(rule, &page);
        fwrite(page.at, 1, page.len, out);
        buf_release(&page);
        return true;
    }
    return false;
}

void explain_list(FILE *out)
{
    for (const struct check_rule *rule = NULL; (rule = check_rule_next(rule));)
        fprintf(out, "%s %-29s %-8s %s\n", rule->id, rule->name, level_name(rule->level),
                rule->title);
    fputs("NS101 to NS110: the level follows from how long the call can stall; their pages say "
          "how.\n",
          out);
}
