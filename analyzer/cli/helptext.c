#include "cli/helptext.h"

#include <stdlib.h>
#include <string.h>

#define USAGE "usage: "

/* "-o, --output FILE" into its parts. */
static struct helptext_option option_of(struct arena *a, const char *left, const char *help)
{
    struct helptext_option o = {.help = help};
    char *at = arena_strdup(a, left), *word, *save = NULL;
    for (word = strtok_r(at, " ", &save); word; word = strtok_r(NULL, " ", &save)) {
        size_t len = strlen(word);
        if (word[len - 1] == ',')
            word[len - 1] = '\0';
        if (*word != '-')
            o.value = word;
        else
            o.names[o.names[0] != NULL] = word;
    }
    return o;
}

static void add_line(struct arena *a, struct helptext *t, const char *line)
{
    const char *text = line + strspn(line, " "), *gap = strstr(text, "  ");
    bool usage = !t->lines.len && !t->options.len;
    if (usage && *line && (!strncmp(line, USAGE, strlen(USAGE)) || t->usages.len)) {
        vec_push(a, &t->usages, *line == ' ' ? text : line + strlen(USAGE));
    } else if (*text == '-' && text > line && gap) {
        char *left = arena_strndup(a, text, (size_t)(gap - text));
        vec_push(a, &t->options, option_of(a, left, gap + strspn(gap, " ")));
    } else if (t->options.len && text > line) { /* the text of an option goes on */
        struct helptext_option *o = &vec_last(&t->options);
        o->help = arena_printf(a, "%s %s", o->help, text);
    } else {
        vec_push(a, &t->lines, line);
    }
}

struct helptext helptext_of(struct arena *arena, const struct commands_row *c)
{
    struct helptext t = {0};
    char *text = NULL, *save = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);
    if (!out)
        abort();
    command_help(c, out);
    fclose(out);
    for (char *at = arena_strdup(arena, text), *end; *at; at = end + 1) {
        end = at + strcspn(at, "\n");
        save = *end ? end : NULL;
        *end = '\0';
        add_line(arena, &t, at);
        if (!save)
            break;
    }
    free(text);
    return t;
}
