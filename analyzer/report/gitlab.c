/* --format gitlab: a Code Quality report. Source: GitLab Docs, "Code Quality report format". */
#include "report/jtext.h"
#include "report/report.h"

static const char *severity(enum level level)
{
    return level == LEVEL_ERROR ? "major" : level == LEVEL_WARNING ? "minor" : "info";
}

static json_t *location(const struct report *r, struct loc loc)
{
    const char *path = report_file(r, loc);
    json_t *one = json_object(), *lines = json_object();
    if (path[0] == '.' && path[1] == '/')
        path += 2;
    jtext_set(lines, "begin", json_integer(loc.line));
    jtext_set(one, "path", jtext(path));
    jtext_set(one, "lines", lines);
    return one;
}

static json_t *issue(const struct report *r, const struct finding *f)
{
    struct buf text = {0};
    report_message(f, &text);
    json_t *one = json_object();
    jtext_set(one, "description", jtext_take(&text));
    jtext_set(one, "check_name", json_string(f->rule->id));
    jtext_set(one, "fingerprint", jtext_hex(f->fingerprint));
    jtext_set(one, "severity", json_string(severity(f->level)));
    jtext_set(one, "location", location(r, f->loc));
    return one;
}

static void gitlab_write(const struct report *r, struct buf *out)
{
    json_t *all = json_array();
    for (uint32_t i = 0; i < r->findings->all.len; i++)
        if (finding_counts(&r->findings->all.at[i]))
            jtext_append(all, issue(r, &r->findings->all.at[i]));
    jtext_dump(all, out);
}

const struct report_writer report_gitlab = {"gitlab", NULL, gitlab_write};
