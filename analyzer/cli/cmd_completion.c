/* nostall completion SHELL: what a shell completes after `nostall`, from what --help says. */
#include "base/buf.h"
#include "check/finding.h"
#include "cli/commands.h"
#include "cli/helptext.h"
#include "cli/options.h"

#include <string.h>

static const char usage[] =
    "usage: nostall completion bash    source it, or install it as\n"
    "                                  share/bash-completion/completions/nostall\n"
    "       nostall completion zsh     for a folder of $fpath, as _nostall\n"
    "       nostall completion fish    for share/fish/vendor_completions.d/nostall.fish\n";

enum value_kind { VALUE_NONE, VALUE_WORDS, VALUE_FILE, VALUE_FOLDER };

/* ---- what there is to complete ---- */

/* Append WORD and a blank. */
static void add_word(struct buf *out, const char *word, size_t len)
{
    buf_add(out, word, len);
    buf_putc(out, ' ');
}

static void add_commands(struct buf *out)
{
    for (const struct commands_row *const *c = commands; *c; c++)
        add_word(out, (*c)->name, strlen((*c)->name));
}

static void add_checks(struct buf *out)
{
    for (const struct check_rule *r = check_rule_next(NULL); r; r = check_rule_next(r)) {
        add_word(out, r->id, strlen(r->id));
        add_word(out, r->name, strlen(r->name));
    }
}

/* The words of "auto, always or never". */
static void add_choices(struct buf *out, const char *choices)
{
    for (const char *at = choices; *at;) {
        size_t len = strcspn(at, ", ");
        if (len && strncmp(at, "or ", 3) != 0)
            add_word(out, at, len);
        at += len + strspn(at + len, ", ");
    }
}

/* What stands in the usages after the command in small letters: "stats" of "nostall cache stats
 * [--cache-dir DIR]". */
static void add_subcommands(struct buf *out, const struct commands_row *c, const struct helptext *t)
{
    for (uint32_t i = 0; i < t->usages.len; i++) {
        const char *at = t->usages.at[i] + strlen("nostall ") + strlen(c->name);
        at += strspn(at, " ");
        size_t len = strspn(at, "abcdefghijklmnopqrstuvwxyz");
        if (len && (at[len] == ' ' || !at[len]) && at[-2] != ' ')
            add_word(out, at, len);
    }
}

/* What the first word after C may be. */
static void add_arguments(struct buf *out, const struct commands_row *c, const struct helptext *t)
{
    add_subcommands(out, c, t);
    if (c == &command_explain)
        add_checks(out);
    else if (c == &command_man)
        add_commands(out);
}

static enum value_kind value_of(const struct commands_row *c, const struct helptext_option *o,
                                struct buf *words)
{
    const char *choices = options_choices(c->name, o->names[0]);
    buf_clear(words);
    if (!o->value)
        return VALUE_NONE;
    if (choices)
        add_choices(words, choices);
    else if (!strncmp(o->value, "CHECK", 5))
        add_checks(words);
    if (words->len)
        return VALUE_WORDS;
    if (!strncmp(o->value, "FILE", 4) || !strcmp(o->value, "PATH"))
        return VALUE_FILE;
    return !strcmp(o->value, "DIR") ? VALUE_FOLDER : VALUE_NONE;
}

/* ---- bash ---- */

static void bash_value(const struct helptext_option *o, enum value_kind kind, const char *words,
                       struct buf *out)
{
    static const char *const how[] = {
        [VALUE_NONE] = "", [VALUE_WORDS] = "-W ", [VALUE_FILE] = "-f", [VALUE_FOLDER] = "-d"};
    if (!o->value)
        return;
    buf_printf(out, "    %s%s%s) value='%s%s' ;;\n", o->names[0], o->names[1] ? "|" : "",
               o->names[1] ? o->names[1] : "", how[kind], kind == VALUE_WORDS ? words : "none");
}

static void bash_command(const struct commands_row *c, const struct helptext *t, struct buf *out)
{
    struct buf words = {0};
    buf_printf(out, "  %s)\n    options='", c->name);
    for (uint32_t i = 0; i < t->options.len; i++)
        for (int k = 0; k < 2 && t->options.at[i].names[k]; k++)
            add_word(out, t->options.at[i].names[k], strlen(t->options.at[i].names[k]));
    buf_puts(out, "'\n    words='");
    add_arguments(out, c, t);
    buf_puts(out, "'\n    case $before in\n");
    for (uint32_t i = 0; i < t->options.len; i++) {
        enum value_kind kind = value_of(c, &t->options.at[i], &words);
        bash_value(&t->options.at[i], kind, words.at, out);
    }
    buf_puts(out, "    esac ;;\n");
    buf_release(&words);
}

/* A value that nothing is known of completes to nothing. */
static const char bash_end[] =
    "  esac\n"
    "  case $value in\n"
    "  -W*) mapfile -t COMPREPLY < <(compgen -W \"${value#-W }\" -- \"$word\") ;;\n"
    "  -f*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\") ;;\n"
    "  -d*) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$word\") ;;\n"
    "  none) ;;\n"
    "  *)\n"
    "    mapfile -t COMPREPLY < <(compgen -W \"$words $( [[ $word != -* ]] || echo \"$options\" "
    ")\" -- "
    "\"$word\")\n"
    "    if [[ ${#COMPREPLY[@]} = 0 ]]; then compopt -o filenames\n"
    "      mapfile -t COMPREPLY < <(compgen -f -- \"$word\"); fi ;;\n"
    "  esac\n"
    "}\n"
    "complete -F _nostall nostall\n";

static void bash(struct buf *out, struct arena *arena)
{
    buf_puts(out,
             "# nostall completion bash\n_nostall() {\n"
             "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}\n"
             "  local options='' words='' value=''\n"
             "  COMPREPLY=()\n"
             "  if [[ $COMP_CWORD = 1 ]]; then\n    mapfile -t COMPREPLY < <(compgen -W 'help ");
    add_commands(out);
    buf_puts(out, "--version --help' -- \"$word\")\n    return\n  fi\n  case ${COMP_WORDS[1]} in\n"
                  "  help) words='");
    add_commands(out);
    buf_puts(out, "' ;;\n");
    for (const struct commands_row *const *c = commands; *c; c++) {
        struct helptext t = helptext_of(arena, *c);
        bash_command(*c, &t, out);
    }
    buf_puts(out, bash_end);
}

/* ---- zsh ---- */

/* TEXT inside '...' of a specification of _arguments or _describe. */
static void zsh_text(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'')
            buf_puts(out, "'\\''");
        else if (strchr("[]:\\", *text))
            buf_printf(out, "\\%c", *text);
        else
            buf_putc(out, *text);
    }
}

static void zsh_option(const struct commands_row *c, const struct helptext_option *o,
                       struct buf *out)
{
    struct buf words = {0};
    enum value_kind kind = value_of(c, o, &words);
    for (int k = 0; k < 2 && o->names[k]; k++) {
        buf_printf(out, "      '*%s[", o->names[k]);
        zsh_text(out, o->help);
        buf_putc(out, ']');
        if (o->value) {
            buf_putc(out, ':');
            zsh_text(out, o->value);
            buf_putc(out, ':');
        }
        if (kind == VALUE_WORDS)
            buf_printf(out, "(%s)", words.at);
        else if (kind == VALUE_FILE || kind == VALUE_FOLDER)
            buf_puts(out, kind == VALUE_FILE ? "_files" : "_files -/");
        buf_puts(out, "' \\\n");
    }
    buf_release(&words);
}

static void zsh_command(const struct commands_row *c, const struct helptext *t, struct buf *out)
{
    struct buf words = {0};
    add_arguments(&words, c, t);
    buf_printf(out, "  %s)\n    _arguments \\\n", c->name);
    for (uint32_t i = 0; i < t->options.len; i++)
        zsh_option(c, &t->options.at[i], out);
    if (words.len)
        buf_printf(out, "      '1: :(%s)' \\\n", words.at);
    buf_puts(out, "      '*:file:_files' ;;\n");
    buf_release(&words);
}

static void zsh(struct buf *out, struct arena *arena)
{
    buf_puts(out,
             "#compdef nostall\n_nostall() {\n  local -a all=(\n    'help:what a command does'\n");
    for (const struct commands_row *const *c = commands; *c; c++) {
        buf_printf(out, "    '%s:", (*c)->name);
        zsh_text(out, (*c)->title);
        buf_puts(out, "'\n");
    }
    buf_puts(out,
             "  )\n  if (( CURRENT == 2 )); then\n    _describe command all\n    return\n  fi\n"
             "  shift words\n  (( CURRENT-- ))\n  case ${words[1]} in\n"
             "  help) _describe command all ;;\n");
    for (const struct commands_row *const *c = commands; *c; c++) {
        struct helptext t = helptext_of(arena, *c);
        zsh_command(*c, &t, out);
    }
    buf_puts(out, "  esac\n}\n_nostall \"$@\"\n");
}

/* ---- fish ---- */

static void fish_text(struct buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '\'' || *text == '\\')
            buf_putc(out, '\\');
        buf_putc(out, *text);
    }
}

static void fish_option(const struct commands_row *c, const struct helptext_option *o,
                        struct buf *out)
{
    struct buf words = {0};
    enum value_kind kind = value_of(c, o, &words);
    buf_printf(out, "complete -c nostall -n '__fish_seen_subcommand_from %s'", c->name);
    for (int k = 0; k < 2 && o->names[k]; k++) {
        const char *name = o->names[k];
        buf_printf(out, " %s %s",
                   name[1] == '-' ? "-l"
                   : name[2]      ? "-o"
                                  : "-s",
                   name + (name[1] == '-' ? 2 : 1));
    }
    if (o->value)
        buf_puts(out, kind == VALUE_FILE ? " -r -F" : " -x");
    if (kind == VALUE_WORDS)
        buf_printf(out, " -a '%s'", words.at);
    if (kind == VALUE_FOLDER)
        buf_puts(out, " -a '(__fish_complete_directories)'");
    buf_puts(out, " -d '");
    fish_text(out, o->help);
    buf_puts(out, "'\n");
    buf_release(&words);
}

static void fish(struct buf *out, struct arena *arena)
{
    struct buf words = {0};
    for (const struct commands_row *const *c = commands; *c; c++) {
        buf_printf(out, "complete -c nostall -n __fish_use_subcommand -f -a %s -d '", (*c)->name);
        fish_text(out, (*c)->title);
        buf_puts(out, "'\n");
        struct helptext t = helptext_of(arena, *c);
        for (uint32_t i = 0; i < t.options.len; i++)
            fish_option(*c, &t.options.at[i], out);
        buf_clear(&words);
        add_arguments(&words, *c, &t);
        if (words.len)
            buf_printf(out, "complete -c nostall -n '__fish_seen_subcommand_from %s' -a '%s'\n",
                       (*c)->name, words.at);
    }
    buf_release(&words);
}

/* ---- the command ---- */

static int cmd_completion(int argc, char **argv)
{
    static const struct {
        const char *shell;
        void (*write)(struct buf *out, struct arena *arena);
    } shells[] = {{"bash", bash}, {"zsh", zsh}, {"fish", fish}};
    const char *wanted = argc == 2 ? argv[1] : "";
    if (!strcmp(wanted, "--help") || !strcmp(wanted, "-h")) {
        command_help(&command_completion, stdout);
        return 0;
    }
    for (uint32_t i = 0; i < COUNT(shells); i++) {
        if (strcmp(wanted, shells[i].shell) != 0)
            continue;
        struct arena *arena = arena_new();
        struct buf out = {0};
        shells[i].write(&out, arena);
        fwrite(out.at, 1, out.len, stdout);
        buf_release(&out);
        arena_free(arena);
        return 0;
    }
    fprintf(stderr, "nostall: error: completion needs the name of a shell\n%s", usage);
    return 2;
}

const struct commands_row command_completion = {
    "completion", cmd_completion, "what a shell completes after nostall", usage, false};
