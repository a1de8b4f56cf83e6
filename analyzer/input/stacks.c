#include "input/stacks.h"

#include "input/textfile.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include <uthash.h>

#define STACKS_SIZE_MAX ((size_t)1024 * 1024 * 1024)

struct span {
    const char *at;
    size_t len;
};

struct written_frame { /* as it stands there */
    struct span function, file;
    uint32_t line;
};

struct known_stack {
    uint32_t index;
    UT_hash_handle hh;
};

struct reader {
    struct arena *arena;
    struct strs *strs;
    struct stacks *out;
    struct diags *diags;
    uint32_t line;
    struct stack open;   /* no frames: none */
    bool timed, stalled; /* what was said of the next one */
    uint64_t us;
    struct known_stack *known; /* by their frames */
};

static bool wrong(struct reader *r, const char *line, const char *at, const char *what)
{
    diag_add(r->diags, DIAG_ERROR, r->out->path, r->line, (uint32_t)(at - line) + 1, "%s", what);
    return false;
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " \t");
}

static struct span word_at(const char *at)
{
    return (struct span){at, strcspn(at, " \t")};
}

/* ---- names and places ---- */

static bool starts(const char **at, size_t *len, const char *prefix)
{
    size_t n = strlen(prefix);
    if (*len <= n || strncmp(*at, prefix, n) != 0)
        return false;
    *at += n;
    *len -= n;
    return true;
}

static bool ends(const char *at, size_t *len, const char *suffix)
{
    size_t n = strlen(suffix);
    if (*len <= n || strncmp(at + *len - n, suffix, n) != 0)
        return false;
    *len -= n;
    return true;
}

/* What is a name in C. What compilers and linkers add begins with what is none: f.part.0, f.isra.1,
 * f@plt, f@@GLIBC_2.2.5; a frame without a name is [unknown] or ??. */
static struct span source_name(struct span name)
{
    const char *at = name.at;
    while (isalnum((unsigned char)*at) || *at == '_' || *at == '$' || (unsigned char)*at >= 0x80)
        at++;
    return (struct span){name.at, (size_t)(at - name.at)};
}

/* The C library's own names of what it exports: __GI___poll, _IO_new_fclose, __libc_read,
 * __read_chk, open64. */
static struct span exported_name(struct span name)
{
    bool own = starts(&name.at, &name.len, "__GI_");
    while (starts(&name.at, &name.len, "_"))
        own = true;
    while (own && (starts(&name.at, &name.len, "libc_") || starts(&name.at, &name.len, "IO_") ||
                   starts(&name.at, &name.len, "new_")))
        ;
    if (own)
        ends(name.at, &name.len, "_chk");
    ends(name.at, &name.len, "64");
    return name;
}

/* WORD as FILE:LINE or FILE:LINE:COLUMN. */
static bool read_place(struct span word, struct written_frame *f)
{
    uint32_t numbers[2] = {0};
    int count = 0;
    while (count < 2) {
        size_t digits = 0;
        while (digits < word.len && isdigit((unsigned char)word.at[word.len - 1 - digits]))
            digits++;
        if (!digits || digits + 1 >= word.len || word.at[word.len - 1 - digits] != ':')
            break;
        numbers[count++] = (uint32_t)strtoul(word.at + word.len - digits, NULL, 10);
        word.len -= digits + 1;
    }
    if (!count)
        return false;
    f->file = word;
    f->line = numbers[count - 1];
    return true;
}

/* The first place among the words of TEXT; arguments that a debugger prints hold none that is
 * followed by nothing, so the last word is asked first. */
static void find_place(const char *text, struct written_frame *f)
{
    const char *last = text;
    for (const char *at = skip_blanks(text); *at; at = skip_blanks(at + word_at(at).len))
        last = at;
    if (read_place(word_at(last), f))
        return;
    for (const char *at = skip_blanks(text); *at; at = skip_blanks(at + word_at(at).len))
        if (*at != '(' && read_place(word_at(at), f))
            return;
}

/* ---- stacks ---- */

static void add_frame(struct reader *r, const struct written_frame *f)
{
    struct span name = f->function.at ? source_name(f->function) : (struct span){"", 0};
    struct span exported = exported_name(name);
    if (!r->open.frames.len)
        r->open.line = r->line;
    struct stack_frame frame = {
        .function = str_intern_n(r->strs, name.at, name.len),
        .exported = str_intern_n(r->strs, exported.at, exported.len),
        .file = str_intern_n(r->strs, f->file.at ? f->file.at : "", f->file.len),
        .line = f->line};
    vec_push(r->arena, &r->open.frames, frame);
}

/* Who writes the outermost frame first is understood where that is main. */
static void turn_round(struct reader *r, struct stack *s)
{
    struct str outermost = str_intern(r->strs, "main");
    if (!str_eq(s->frames.at[0].function, outermost))
        return;
    for (uint32_t i = 0, k = s->frames.len - 1; i < k; i++, k--) {
        struct stack_frame other = s->frames.at[i];
        s->frames.at[i] = s->frames.at[k];
        s->frames.at[k] = other;
    }
}

static struct stack *same_or_new(struct reader *r, const struct stack *s)
{
    struct known_stack *known;
    size_t size = s->frames.len * sizeof *s->frames.at;
    HASH_FIND(hh, r->known, s->frames.at, size, known);
    if (!known) {
        known = arena_new_one(r->arena, struct known_stack);
        known->index = r->out->all.len;
        HASH_ADD_KEYPTR(hh, r->known, s->frames.at, size, known);
        vec_push(r->arena, &r->out->all, *s);
    }
    return &r->out->all.at[known->index];
}

static void end_stack(struct reader *r)
{
    if (!r->open.frames.len)
        return;
    turn_round(r, &r->open);
    struct stack *s = same_or_new(r, &r->open);
    s->times++;
    s->timed |= r->timed;
    s->stalled |= r->stalled;
    if (r->timed && r->us > s->most_us)
        s->most_us = r->us;
    r->out->recorded++;
    r->open = (struct stack){0};
    r->timed = r->stalled = false;
    r->us = 0;
}

/* ---- how long ---- */

static void set_time(struct reader *r, double amount, double in_us, bool stalled)
{
    double us = amount * in_us;
    r->timed = true;
    r->stalled = stalled;
    r->us = us < 1e15 ? (uint64_t)(us + 0.5) : (uint64_t)1e15;
}

/* A number with digits and a point only: neither sign nor exponent nor hexadecimal. */
static bool read_number(const char *at, double *ret, const char **ret_end)
{
    size_t len = strspn(at, "0123456789.");
    char *end;
    *ret = strtod(at, &end);
    *ret_end = at + len;
    return isdigit((unsigned char)*at) && end == at + len;
}

/* What a line says that is no frame. */
static void read_header(struct reader *r, const char *line)
{
    static const struct {
        const char *word;
        double in_us;
        bool stalled;
    } units[] = {{"ms", 1e3, true},
                 {"msec", 1e3, true},
                 {"milliseconds", 1e3, true},
                 {"s", 1e6, true},
                 {"sec", 1e6, true},
                 {"seconds", 1e6, true},
                 {"us", 1, true},
                 {">", 1e6, false}, /* strace -T: <0.200123> */
                 {"offcpu-time", 1e-3, false} /* perf record --off-cpu: nanoseconds */};
    end_stack(r);
    for (const char *at = line, *end; *at; at = end) {
        double number;
        bool first = at == line || !(isalnum((unsigned char)at[-1]) || strchr("._-", at[-1]));
        if (!first || !read_number(at, &number, &end)) {
            end = at + 1;
            continue;
        }
        const char *unit = skip_blanks(end);
        size_t len = *unit == '>' ? 1 : strspn(unit, "abcdefghijklmnopqrstuvwxyz-");
        for (uint32_t i = 0; i < COUNT(units); i++)
            if (len == strlen(units[i].word) && !strncmp(unit, units[i].word, len))
                set_time(r, number, units[i].in_us, units[i].stalled);
    }
}

/* ---- the forms: is LINE a frame of it? ---- */

static size_t hex_len(const char *at)
{
    return strspn(at, "0123456789abcdefABCDEF");
}

static bool frame_gdb(const char *line, struct written_frame *ret)
{
    const char *at = skip_blanks(line);
    size_t digits = *at == '#' ? strspn(at + 1, "0123456789") : 0;
    if (!digits || (at[1 + digits] && !strchr(" \t", at[1 + digits])))
        return false;
    at = skip_blanks(at + 1 + digits);
    if (!strncmp(at, "0x", 2))
        at = skip_blanks(at + 2 + hex_len(at + 2));
    if (!strncmp(at, "in ", 3))
        at = skip_blanks(at + 3);
    ret->function = (struct span){at, strcspn(at, " \t(")};
    find_place(at + ret->function.len, ret);
    return true;
}

static bool frame_perf(const char *line, struct written_frame *ret)
{
    const char *at = skip_blanks(line);
    size_t digits = hex_len(at), len = strlen(line);
    if (at == line || !digits || at[digits] != ' ' || line[len - 1] != ')')
        return false;
    at = skip_blanks(at + digits);
    ret->function = word_at(at);
    return strstr(at, " (") != NULL;
}

/* BINARY(FUNCTION+OFFSET) [ADDRESS]: glibc's, and strace's behind a >. */
static bool frame_brackets(const char *line, struct written_frame *ret)
{
    const char *at = skip_blanks(line), *open, *close;
    if (*at == '>')
        at = skip_blanks(at + 1);
    open = strchr(at, '(');
    close = open ? strchr(open, ')') : NULL;
    const char *address = close ? strstr(close, "[0x") : NULL;
    if (!address || open == at || (size_t)(open - at) != strcspn(at, " \t("))
        return false;
    ret->function = (struct span){open + 1, strcspn(open + 1, "+)")};
    find_place(close + 1, ret);
    return true;
}

/* The number of a frame: 0 begins a stack in a debugger's text, other forms have none. */
static bool begins(const char *line)
{
    const char *at = skip_blanks(line);
    return *at == '#' && strtoul(at + 1, NULL, 10) == 0;
}

static bool is_frame(const char *line, struct written_frame *ret)
{
    static bool (*const forms[])(const char *, struct written_frame *) = {frame_gdb, frame_perf,
                                                                          frame_brackets};
    for (uint32_t i = 0; i < COUNT(forms); i++) {
        *ret = (struct written_frame){0};
        if (*line && forms[i](line, ret))
            return true;
    }
    return false;
}

/* A place on a line of its own, of the frame before. */
static void continue_frame(struct reader *r, const char *line)
{
    struct stack_frame *last = &vec_last(&r->open.frames);
    struct written_frame f = {0};
    find_place(line, &f);
    if (!last->line && f.line) {
        last->file = str_intern_n(r->strs, f.file.at, f.file.len);
        last->line = f.line;
    }
}

static bool line_of_frames(struct reader *r, const char *line)
{
    struct written_frame frame;
    if (is_frame(line, &frame)) {
        if (begins(line))
            end_stack(r);
        if (frame.function.at && !strncmp(frame.function.at, "<signal handler", 15))
            r->open.frames.len = 0; /* what runs in a handler is not what stood */
        else
            add_frame(r, &frame);
    } else if (!*skip_blanks(line)) {
        end_stack(r);
    } else if (r->open.frames.len && strchr(" \t", *line)) {
        continue_frame(r, line);
    } else {
        read_header(r, line);
    }
    return true;
}

/* ---- the plain form ---- */

static bool line_of_plain(struct reader *r, const char *line)
{
    const char *at = skip_blanks(line), *end;
    struct written_frame frame = {0};
    double ms;
    if (!*at || *at == '#')
        return true;
    if (!read_number(at, &ms, &end) || (*end && !strchr(" \t", *end)))
        return wrong(r, line, at,
                     "a line of the plain form begins with milliseconds, as in '1240 usleep flush "
                     "journal.c:88 on_tick server.c:12'; other forms that are read are gdb's bt, "
                     "perf script, strace -k and backtrace_symbols()");
    set_time(r, ms, 1e3, true);
    for (at = skip_blanks(end); *at; at = skip_blanks(at + word_at(at).len)) {
        struct span word = word_at(at);
        bool named = frame.function.at != NULL;
        if (named && !frame.line && read_place(word, &frame))
            continue;
        if (!source_name(word).len || read_place(word, &(struct written_frame){0}))
            return wrong(r, line, at, "a function is wanted here, with its place behind it");
        if (named)
            add_frame(r, &frame);
        frame = (struct written_frame){.function = word};
    }
    if (!frame.function.at)
        return wrong(r, line, at, "no function stands behind the milliseconds");
    add_frame(r, &frame);
    end_stack(r);
    return true;
}

/* ---- the whole ---- */

typedef bool line_reader(struct reader *r, const char *line);

/* Hand READ each line without its end. False: it refused one. */
static bool each_line(struct reader *r, const char *text, size_t len, line_reader *read)
{
    bool good = true;
    r->line = 0;
    for (size_t at = 0; at < len && good;) {
        const char *end = memchr(text + at, '\n', len - at);
        size_t line_len = end ? (size_t)(end - text) - at : len - at;
        size_t shown = line_len && text[at + line_len - 1] == '\r' ? line_len - 1 : line_len;
        r->line++;
        good = read(r, arena_strndup(r->arena, text + at, shown));
        at += line_len + 1;
    }
    return good;
}

static bool is_no_frame(struct reader *r, const char *line)
{
    (void)r;
    struct written_frame frame;
    return !is_frame(line, &frame);
}

bool stacks_parse(struct arena *arena, struct strs *strs, const char *path, const char *text,
                  size_t len, struct stacks *ret, struct diags *diags)
{
    struct stacks out = {.path = path};
    struct reader r = {.arena = arena, .strs = strs, .out = &out, .diags = diags};
    const char *nul = memchr(text, '\0', len);
    if (nul) {
        diag_add(diags, DIAG_ERROR, path, 0, 0,
                 "is no text; what perf record wrote is made text by 'perf script'");
        return false;
    }
    bool plain = each_line(&r, text, len, is_no_frame);
    bool good = each_line(&r, text, len, plain ? line_of_plain : line_of_frames);
    end_stack(&r);
    HASH_CLEAR(hh, r.known);
    if (good && !out.all.len)
        diag_add(diags, DIAG_ERROR, path, 0, 0,
                 "there is no stack in it; gdb's bt, perf script, strace -k, backtrace_symbols() "
                 "and lines of 'MS FUNCTION FILE:LINE ...' are read");
    if (!good || !out.all.len)
        return false;
    *ret = out;
    return true;
}

bool stacks_load(struct arena *arena, struct strs *strs, const char *path, struct stacks *ret,
                 struct diags *diags)
{
    const char *text;
    size_t len;
    return textfile_read(arena, path, STACKS_SIZE_MAX, &text, &len, diags) &&
           stacks_parse(arena, strs, arena_strdup(arena, path), text, len, ret, diags);
}
