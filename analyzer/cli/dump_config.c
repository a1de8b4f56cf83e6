#include "cli/dump_config.h"

#include <inttypes.h>
#include <string.h>

/* Source: YAML 1.2.2, 5.7: in double quotes, any byte can be written as an escape. */
static void put_text(FILE *out, const char *text)
{
    fputc('"', out);
    for (const unsigned char *p = (const unsigned char *)text; *p; p++)
        if (*p < ' ' || *p == 0x7F)
            fprintf(out, "\\x%02X", *p);
        else
            fprintf(out, "%s%c", *p == '"' || *p == '\\' ? "\\" : "", *p);
    fputc('"', out);
}

static void put_list(FILE *out, const char *const *texts, uint32_t len)
{
    fputc('[', out);
    for (uint32_t i = 0; i < len; i++) {
        fputs(i ? ", " : "", out);
        put_text(out, texts[i]);
    }
    fputc(']', out);
}

static void put_origin(const struct run *r, FILE *out)
{
    const struct compdb *db = &r->project.compdb;
    fprintf(out, "# root: %s\n", r->project.root);
    if (db->commands.len && !r->options.has_args)
        fprintf(out, "# database: %s, %" PRIu32 " unit%s\n", db->commands.at[0].build,
                db->commands.len, db->commands.len == 1 ? "" : "s");
    fprintf(out, "# configuration: %s\n", r->project.config.file ? r->project.config.file : "none");
}

static void put_checks(const struct run *r, FILE *out)
{
    fputs("checks:\n", out);
    for (const struct check_rule *rule = NULL; (rule = check_rule_next(rule));) {
        uint32_t i = check_rule_index(rule);
        enum level level = r->select.levels[i];
        if (level == LEVEL_OFF || r->select.fixed[i])
            fprintf(out, "  %s: {level: %s}  # %s\n", rule->id, level_name(level), rule->name);
        else
            fprintf(out, "  # %s: %s, or as the check says  # %s\n", rule->id, level_name(level),
                    rule->name);
    }
}

static void put_path(const struct config_path *p, FILE *out)
{
    fputs("  - {match: ", out);
    put_text(out, p->match);
    if (p->disable.len) {
        fputs(", disable: ", out);
        put_list(out, p->disable.at, p->disable.len);
    }
    if (p->has_level)
        fprintf(out, ", level: %s", level_name(p->level));
    for (uint32_t i = 0; i < p->checks.len; i++)
        fprintf(out, "%s%s: %s%s", i ? ", " : ", checks: {", p->checks.at[i].check,
                level_name(p->checks.at[i].level), i + 1 == p->checks.len ? "}" : "");
    fputs("}\n", out);
}

void dump_config(const struct run *r, FILE *out)
{
    const struct config *c = &r->project.config;
    put_origin(r, out);
    fputs("nostall: 1\nrules: ", out);
    put_list(out, c->rules.at, c->rules.len);
    fputs("\npacks: {enable: ", out);
    put_list(out, c->packs_enable.at, c->packs_enable.len);
    fputs(", disable: ", out);
    put_list(out, c->packs_disable.at, c->packs_disable.len);
    fprintf(out, "}\nmin_certainty: %s\nfail_on: %s\n", certainty_name(r->min_certainty),
            r->options.fail_on == LEVEL_OFF ? "never" : level_name(r->options.fail_on));
    put_checks(r, out);
    if (c->paths.len)
        fputs("paths:\n", out);
    for (uint32_t i = 0; i < c->paths.len; i++)
        put_path(&c->paths.at[i], out);
    if (r->options.excludes.len)
        fputs("# excluded:", out);
    for (uint32_t i = 0; i < r->options.excludes.len; i++)
        fprintf(out, " %s%s", r->options.excludes.at[i],
                i + 1 == r->options.excludes.len ? "\n" : "");
}
