#include "cli/cmd_rules.h"

#include "base/buf.h"
#include "base/diag.h"
#include "check/finding.h"
#include "cli/commands.h"
#include "input/config.h"
#include "input/suggest.h"

#include <stdio.h>
#include <string.h>

enum { STATUS_OK = 0, STATUS_TROUBLE = 2 };

static const char usage[] =
    "usage: nostall rules list [FILE|DIR]...      the packs that are compiled in, and those in "
    "FILE\n"
    "       nostall rules show PACK [FILE|DIR]... a pack as it is written\n"
    "       nostall rules validate FILE|DIR...    check packs, or a .nostall.yaml\n"
    "       nostall rules schema                  the format as JSON Schema\n";

/* What every subcommand works on. */
struct session {
    struct arena *arena;
    struct strs *strs;
    struct rules *rules;
    struct diags *diags;
};

static int fail_usage(const char *problem, const char *what)
{
    diag_say(DIAG_ERROR, "%s%s%s%s", problem, what ? " '" : "", what ? what : "", what ? "'" : "");
    fputs(usage, stderr);
    return STATUS_TROUBLE;
}

static bool load_all(struct session *s, char **paths, int count)
{
    bool ok = true;
    for (int i = 0; i < count; i++)
        ok = rules_load_path(s->rules, paths[i], s->diags) && ok;
    return ok;
}

/* ---- list ---- */

static const char *when_on(const struct session *s, const struct pack *p, struct buf *text)
{
    buf_clear(text);
    for (uint32_t i = 0; i < p->headers.len; i++)
        buf_printf(text, "%s%s", i ? ", " : "", str_text(s->strs, p->headers.at[i]));
    return p->headers.len ? text->at : "always";
}

static int run_list(struct session *s, int argc, char **argv)
{
    size_t name_width = 0, when_width = 0;
    struct buf text = {0};
    if (!load_all(s, argv, argc))
        return STATUS_TROUBLE;
    for (uint32_t i = 0; i < s->rules->packs.len; i++) {
        const struct pack *p = s->rules->packs.at[i];
        size_t name = str_len(s->strs, p->name), when = strlen(when_on(s, p, &text));
        name_width = name > name_width ? name : name_width;
        when_width = when > when_width && when <= 40 ? when : when_width;
    }
    for (uint32_t i = 0; i < s->rules->packs.len; i++) {
        const struct pack *p = s->rules->packs.at[i];
        printf("%-*s  %-*s  %s\n", (int)name_width, str_text(s->strs, p->name), (int)when_width,
               when_on(s, p, &text), p->file);
    }
    buf_release(&text);
    return STATUS_OK;
}

/* ---- show ---- */

static int run_show(struct session *s, int argc, char **argv)
{
    struct suggest near = {.word = argc ? argv[0] : ""};
    const struct pack *found = NULL;
    if (!argc)
        return fail_usage("'show' wants the name of a pack", NULL);
    if (!load_all(s, argv + 1, argc - 1))
        return STATUS_TROUBLE;
    for (uint32_t i = 0; i < s->rules->packs.len; i++) {
        const struct pack *p = s->rules->packs.at[i];
        const char *name = str_text(s->strs, p->name);
        if (!strcmp(name, argv[0]))
            found = p; /* the last one counts */
        suggest_offer(&near, name);
    }
    if (found) {
        fputs(found->text, stdout);
        return STATUS_OK;
    }
    if (near.best)
        diag_add(s->diags, DIAG_ERROR, NULL, 0, 0, "no pack has the name '%s'; did you mean '%s'?",
                 argv[0], near.best);
    else
        diag_add(s->diags, DIAG_ERROR, NULL, 0, 0,
                 "no pack has the name '%s'; 'nostall rules list' shows them", argv[0]);
    return STATUS_TROUBLE;
}

/* ---- validate ---- */

static bool check_selector(struct session *s, const char *file, const char *selector, uint32_t line,
                           uint32_t col)
{
    if (check_selector_known(selector))
        return true;
    const char *near = check_rule_suggest(selector);
    if (near)
        diag_add(s->diags, DIAG_ERROR, file, line, col,
                 "no check is called '%s'; did you mean '%s'?", selector, near);
    else
        diag_add(s->diags, DIAG_ERROR, file, line, col, "no check is called '%s'", selector);
    return false;
}

static bool validate_config(struct session *s, const char *path)
{
    struct config c;
    if (!config_load_file(s->arena, path, s->rules, &c, s->diags))
        return false;
    bool ok = true;
    for (uint32_t i = 0; i < c.checks.len; i++)
        ok = check_selector(s, path, c.checks.at[i].check, c.checks.at[i].line,
                            c.checks.at[i].col) &&
             ok;
    for (uint32_t i = 0; i < c.paths.len; i++) {
        const struct config_path *p = &c.paths.at[i];
        for (uint32_t j = 0; j < p->disable.len; j++)
            ok = check_selector(s, path, p->disable.at[j], p->line, p->col) && ok;
    }
    return ok;
}

static int run_validate(struct session *s, int argc, char **argv)
{
    bool ok = true;
    if (!argc)
        return fail_usage("'validate' wants a file", NULL);
    for (int i = 0; i < argc; i++) {
        uint32_t before = s->rules->packs.len;
        bool good = config_is_project(s->arena, argv[i])
                        ? validate_config(s, argv[i])
                        : rules_load_path(s->rules, argv[i], s->diags);
        for (uint32_t p = before; good && p < s->rules->packs.len; p++)
            printf("%s: pack '%s' is in order\n", s->rules->packs.at[p]->file,
                   str_text(s->strs, s->rules->packs.at[p]->name));
        ok = ok && good;
    }
    return ok ? STATUS_OK : STATUS_TROUBLE;
}

/* ---- schema ---- */

static int run_schema(struct session *s, int argc, char **argv)
{
    (void)s;
    if (argc)
        return fail_usage("'schema' takes no argument", argv[0]);
    fputs(rules_schema(), stdout);
    return STATUS_OK;
}

/* ---- which one ---- */

struct subcommand {
    const char *name;
    int (*run)(struct session *s, int argc, char **argv);
};

static const struct subcommand subcommands[] = {
    {"list", run_list},
    {"show", run_show},
    {"validate", run_validate},
    {"schema", run_schema},
};

static int run(const struct subcommand *sub, int argc, char **argv)
{
    struct session s = {.arena = arena_new(), .strs = strs_new(), .diags = diags_new()};
    s.rules = rules_new(s.strs);
    rules_load_builtin(s.rules);
    int status = sub->run(&s, argc, argv);
    fflush(stdout);
    diags_print(s.diags, 0, stderr);
    rules_free(s.rules);
    diags_free(s.diags);
    strs_free(s.strs);
    arena_free(s.arena);
    return status;
}

int cmd_rules(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
            command_help(&command_rules, stdout);
            return STATUS_OK;
        }
        if (*argv[i] == '-')
            return fail_usage("unknown option", argv[i]);
    }
    if (argc < 2)
        return fail_usage("'rules' wants a subcommand", NULL);
    struct suggest near = {.word = argv[1]};
    for (uint32_t i = 0; i < COUNT(subcommands); i++) {
        if (!strcmp(argv[1], subcommands[i].name))
            return run(&subcommands[i], argc - 2, argv + 2);
        suggest_offer(&near, subcommands[i].name);
    }
    if (!near.best)
        return fail_usage("unknown subcommand", argv[1]);
    diag_say(DIAG_ERROR, "unknown subcommand '%s'; did you mean '%s'?", argv[1], near.best);
    fputs(usage, stderr);
    return STATUS_TROUBLE;
}

const struct commands_row command_rules = {"rules", cmd_rules, "list, show and validate rule packs",
                                           usage, false};
