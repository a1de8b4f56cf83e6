#include "report/pack.h"

#include "base/fail.h"
#include "base/utf8.h"
#include "check/leaf_finding.h"

#include <ctype.h>
#include <inttypes.h>
#include <string.h>
#include <strings.h>

#define WITNESS_STEPS 12 /* of a longer path the beginning and the end are shown */

/* ---- scalars ---- */

static bool is_plain(const char *text)
{
    static const char *const reserved[] = {"true", "false", "null", "yes", "no",
                                           "on",   "off",   "y",    "n",   "nan"};
    if (!isalpha((unsigned char)*text) && *text != '_')
        return false;
    for (const char *p = text; *p; p++)
        if (!isalnum((unsigned char)*p) && !strchr("_-./", *p))
            return false;
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (!strcasecmp(text, reserved[i]))
            return false;
    return true;
}

void pack_scalar(struct buf *out, const char *text)
{
    if (is_plain(text)) {
        buf_puts(out, text);
        return;
    }
    buf_putc(out, '"');
    for (const char *p = text; *p; p++) {
        if (*p == '"' || *p == '\\')
            buf_printf(out, "\\%c", *p);
        else if ((unsigned char)*p < 0x20 || *p == 0x7f)
            buf_printf(out, "\\x%02x", (unsigned)(unsigned char)*p);
        else
            buf_putc(out, *p);
    }
    buf_putc(out, '"');
}

/* In a comment nothing ends the line. */
static void comment_text(struct buf *out, const char *text)
{
    for (const char *p = text; *p; p++)
        buf_putc(out, (unsigned char)*p < 0x20 || *p == 0x7f ? '?' : *p);
}

/* ---- conditions ---- */

static void write_value(const struct program *p, const struct condition_value *v, struct buf *out)
{
    if (v->name.i)
        pack_scalar(out, program_text(p, v->name));
    else
        buf_printf(out, "%" PRId64, v->number);
}

static void write_values(const struct program *p, const struct condition *c, struct buf *out)
{
    buf_putc(out, '[');
    for (uint32_t i = 0; i < c->values.len; i++) {
        buf_puts(out, i ? ", " : "");
        write_value(p, &c->values.at[i], out);
    }
    buf_putc(out, ']');
}

static void write_all(const struct program *p, const struct condition_all *all, struct buf *out);

static void write_test(const struct program *p, const struct condition *c, struct buf *out)
{
    static const char *const keys[] = {
        [WHEN_EQUALS] = "equals", [WHEN_NOT] = "not",          [WHEN_LESS] = "less",
        [WHEN_IN] = "in",         [WHEN_HAS] = "has",          [WHEN_LACKS] = "lacks",
        [WHEN_NULL] = "is_null",  [WHEN_NOT_NULL] = "is_null", [WHEN_ZERO] = "zero",
        [WHEN_FD] = "fd",         [WHEN_HANDLE] = "handle",    [WHEN_LITERAL] = "literal",
        [WHEN_STARTS] = "starts", [WHEN_NUMERIC] = "address",  [WHEN_CALLED] = "called",
    };
    if (c->op != WHEN_CALLED)
        buf_printf(out, "arg: %" PRId32 ", ", c->arg);
    if (c->member.i)
        buf_printf(out, "member: %s, ", program_text(p, c->member));
    buf_printf(out, "%s: ", keys[c->op]);
    switch (c->op) {
    case WHEN_NULL:
    case WHEN_ZERO:
    case WHEN_LITERAL:
        buf_puts(out, "true");
        return;
    case WHEN_NUMERIC:
        buf_puts(out, "numeric");
        return;
    case WHEN_NOT_NULL:
        buf_puts(out, "false");
        return;
    case WHEN_IN:
    case WHEN_STARTS:
        write_values(p, c, out);
        return;
    case WHEN_HANDLE:
        buf_puts(out, "{nonblocking_via: ");
        write_value(p, &c->values.at[0], out);
        buf_puts(out, c->with ? ", when: " : "");
        if (c->with)
            write_all(p, c->with, out);
        buf_putc(out, '}');
        return;
    case WHEN_EQUALS:
    case WHEN_NOT:
    case WHEN_LESS:
    case WHEN_HAS:
    case WHEN_LACKS:
    case WHEN_FD:
        write_value(p, &c->values.at[0], out);
        return;
    case WHEN_CALLED:
        buf_puts(out, c->with ? "{function: " : "");
        write_value(p, &c->values.at[0], out);
        buf_puts(out, c->with ? ", when: " : "");
        if (c->with)
            write_all(p, c->with, out);
        buf_puts(out, c->with ? "}" : "");
        return;
    }
    bug("condition %d", (int)c->op);
}

/* In one mapping; without tests it always holds. */
static void write_all(const struct program *p, const struct condition_all *all, struct buf *out)
{
    if (!all->all.len) {
        buf_puts(out, "true");
        return;
    }
    buf_putc(out, '{');
    write_test(p, &all->all.at[0], out);
    buf_puts(out, all->all.len > 1 ? ", and: [" : "");
    for (uint32_t k = 1; k < all->all.len; k++) {
        buf_puts(out, k > 1 ? ", {" : "{");
        write_test(p, &all->all.at[k], out);
        buf_putc(out, '}');
    }
    buf_puts(out, all->all.len > 1 ? "]}" : "}");
}

static void write_conditions(const struct program *p, const char *indent, const char *key,
                             const condition_any *any, struct buf *out)
{
    if (!any->len)
        return;
    buf_printf(out, "%s%s:\n", indent, key);
    for (uint32_t i = 0; i < any->len; i++) {
        buf_printf(out, "%s  - ", indent);
        write_all(p, &any->at[i], out);
        buf_putc(out, '\n');
    }
}

/* ---- witness ---- */

struct step { /* of a path */
    struct node_id node;
    uint32_t event;
    const char *called;
};
typedef VEC(struct step) step_vec;

static void steps_of(const struct program *p, const struct published *e, struct arena *arena,
                     step_vec *ret_steps)
{
    if (e->handed)
        vec_push(arena, ret_steps,
                 (struct step){e->handed->call->node, e->handed->call->event, e->called});
    for (const struct leaf *l = e->leaf; l; l = l->down)
        vec_push(arena, ret_steps, (struct step){l->node, l->event, leaf_step_name(p, l)});
    for (const struct suspension *s = e->suspension; s; s = s->down)
        vec_push(arena, ret_steps,
                 (struct step){s->node, s->event,
                               s->callee.i != FACTS_NONE
                                   ? program_text(p, program_get(p, s->callee)->name)
                                   : suspend_name(p, s)});
}

static struct loc step_loc(const struct program *p, const struct step *s)
{
    return body_event_loc(program_get(p, s->node)->body, s->event);
}

static void write_witness(const struct program *p, const char *indent, const step_vec *steps,
                          struct buf *out)
{
    for (uint32_t i = 0; i < steps->len; i++) {
        const struct step *s = &steps->at[i];
        if (steps->len > WITNESS_STEPS && i == WITNESS_STEPS / 2) {
            i = steps->len - WITNESS_STEPS / 2 - 1;
            buf_printf(out, "%s# ... %" PRIu32 " more\n", indent, steps->len - WITNESS_STEPS);
            continue;
        }
        buf_printf(out, "%s# ", indent);
        comment_text(out, program_text(p, step_loc(p, s).file));
        buf_printf(out, ":%" PRIu32 ": ", step_loc(p, s).line);
        comment_text(out, program_text(p, program_get(p, s->node)->name));
        buf_puts(out, " calls ");
        comment_text(out, s->called);
        buf_putc(out, '\n');
    }
}

/* Where the fact is from: the definition, and the end of the path. */
static void write_source(const struct program *p, const struct published *e, const step_vec *steps,
                         struct buf *out)
{
    struct buf text = {0};
    struct loc at = e->node.i == FACTS_NONE ? p->slots.at[e->handed->field.i].entity->loc
                                            : program_get(p, e->node)->body->loc;
    const char *cited = e->own_suspend ? e->own_suspend->origin.source : e->rule.origin.source;
    buf_printf(&text, "%s:%" PRIu32, program_text(p, at.file), at.line);
    if (steps->len) {
        const struct step *end = &vec_last(steps);
        buf_printf(&text, ", %s at %s:%" PRIu32, end->called,
                   program_text(p, step_loc(p, end).file), step_loc(p, end).line);
    } else if (cited) {
        buf_printf(&text, ", %s", cited);
    }
    buf_puts(out, "source: ");
    pack_scalar(out, text.at);
    buf_release(&text);
}

/* ---- entries ---- */

static void write_text(const char *indent, const char *key, const char *text, struct buf *out)
{
    if (!text)
        return;
    buf_printf(out, "%s%s: ", indent, key);
    pack_scalar(out, text);
    buf_putc(out, '\n');
}

/* An entry of noreturn or of coroutines.suspend.functions, but for its end. */
static void write_name(const struct program *p, const char *indent, const struct published *e,
                       struct buf *out)
{
    static const char *const fails[] = {
        [FAIL_NEGATIVE] = "negative", [FAIL_NULL] = "null",   [FAIL_ZERO] = "zero",
        [FAIL_NONZERO] = "nonzero",   [FAIL_NEVER] = "never",
    };
    const struct pack *framework = e->suspension ? e->suspension->pack : NULL;
    const struct rule_suspend *own = e->own_suspend;
    buf_printf(out, "%s- name: ", indent);
    pack_scalar(out, program_text(p, program_get(p, e->node)->name));
    buf_putc(out, '\n');
    char inner[20];
    snprintf(inner, sizeof inner, "%s  ", indent);
    if (framework)
        write_text(inner, "framework", program_text(p, framework->name), out);
    else if (own && own->framework.i)
        write_text(inner, "framework", program_text(p, own->framework), out);
    if (e->kind == PUBLISHED_SUSPEND &&
        !(own ? own->cancellable : e->suspension && e->suspension->cancellable))
        buf_printf(out, "%scancellable: false\n", inner);
    if (own && own->fails != FAIL_BY_TYPE)
        write_text(inner, "fails", fails[own->fails], out);
    write_conditions(p, inner, "when", &e->rule.when, out);
    write_conditions(p, inner, "unless", &e->rule.unless, out);
    buf_puts(out, inner);
}

static const char *context_name(enum context_bits in)
{
    return in == CONTEXT_LOOP ? "loop" : in == CONTEXT_COROUTINE ? "coroutine" : "realtime";
}

static void write_duration(const struct program *p, const char *indent,
                           const duration_vec *duration, struct buf *out)
{
    if (!duration->len)
        return;
    buf_printf(out, "%sduration: [", indent);
    for (uint32_t i = 0; i < duration->len; i++) {
        const struct rule_duration *part = &duration->at[i];
        buf_printf(out, "%s{arg: %" PRId32, i ? ", " : "", part->arg);
        if (part->field.i) {
            buf_puts(out, ", field: ");
            pack_scalar(out, program_text(p, part->field));
        }
        buf_printf(out, ", unit: %s}", time_unit_name(part->unit_ns));
    }
    buf_puts(out, "]\n");
}

static void write_blocking(const struct program *p, const struct published *e, struct buf *out)
{
    static const char *const nesting[] = {[NESTING_FORBIDDEN] = "forbidden",
                                          [NESTING_DISCOURAGED] = "discouraged",
                                          [NESTING_SUPPORTED] = "supported"};
    static const char in[] = "    ";
    buf_puts(out, "  - functions: [");
    pack_scalar(out, program_text(p, program_get(p, e->node)->name));
    buf_puts(out, "]\n");
    if (e->kind == PUBLISHED_BLOCKING)
        write_text(in, "kind", block_kind_name(e->rule.kind), out);
    if (e->kind == PUBLISHED_WRAPPER && e->rule.mixed)
        buf_printf(out, "%smixed: true\n", in);
    if (e->kind == PUBLISHED_RUN_LOOP) {
        write_text(in, "nesting", nesting[e->runs->nesting], out);
        if (e->runs->in != CONTEXT_ANY)
            write_text(in, "in", context_name(e->runs->in), out);
    } else {
        write_text(in, "certainty", certainty_name(e->rule.certainty), out);
        write_text(in, "stall", stall_name(e->rule.stall), out);
        write_duration(p, in, &e->rule.duration, out);
    }
    if (e->kind != PUBLISHED_RUN_LOOP && e->rule.in != CONTEXT_ANY)
        write_text(in, "in", context_name(e->rule.in), out);
    if (e->rule.fd != INT32_MIN)
        buf_printf(out, "%sfd: %" PRId32 "\n", in, e->rule.fd);
    if (e->rule.lock != INT32_MIN)
        buf_printf(out, "%slock: %" PRId32 "\n", in, e->rule.lock);
    write_conditions(p, in, "when", &e->rule.when, out);
    write_conditions(p, in, "unless", &e->rule.unless, out);
    write_text(in, "instead", e->rule.instead, out);
    buf_puts(out, in);
}

/* An argument or a field that is called back. */
static void write_handed(const struct program *p, const struct handed *h, struct buf *out)
{
    if (h->function.i != FACTS_NONE) {
        buf_puts(out, "- {function: ");
        pack_scalar(out, program_text(p, program_get(p, h->function)->name));
        buf_printf(out, ", arg: %" PRIu32 ", ", h->arg);
        return;
    }
    buf_puts(out, "- {record: ");
    pack_scalar(out, program_text(p, p->slots.at[h->field.i].record));
    buf_puts(out, ", field: ");
    pack_scalar(out, program_text(p, p->slots.at[h->field.i].name));
    buf_puts(out, ", ");
}

static void write_entry(const struct program *p, const struct published *e, struct buf *out)
{
    struct arena *scratch = arena_new();
    step_vec steps = {0};
    steps_of(p, e, scratch, &steps);
    const char *indent = e->kind == PUBLISHED_SUSPEND                                  ? "      "
                         : e->kind == PUBLISHED_CALLBACK || e->kind == PUBLISHED_FIELD ? "    "
                                                                                       : "  ";
    write_witness(p, indent, &steps, out);
    if (e->handed) {
        buf_puts(out, indent);
        write_handed(p, e->handed, out);
    } else if (e->kind == PUBLISHED_SUSPEND || e->kind == PUBLISHED_NORETURN)
        write_name(p, indent, e, out);
    else
        write_blocking(p, e, out);
    write_source(p, e, &steps, out);
    buf_puts(out, e->handed ? "}\n" : "\n");
    arena_free(scratch);
}

static bool has_section(const published_vec *entries, enum published_kind kind)
{
    for (uint32_t i = 0; i < entries->len; i++)
        if (entries->at[i].kind == kind)
            return true;
    return false;
}

static void write_section(const struct program *p, const char *key, enum published_kind kind,
                          const published_vec *entries, struct buf *out)
{
    bool any = false;
    for (uint32_t i = 0; i < entries->len; i++) {
        if (entries->at[i].kind != kind)
            continue;
        if (!any)
            buf_printf(out, "\n%s:\n", key);
        else
            buf_putc(out, '\n');
        any = true;
        write_entry(p, &entries->at[i], out);
    }
}

void pack_write(const struct program *p, const char *name, const published_vec *entries,
                struct buf *ret_out)
{
    struct buf text = {0}, *out = &text;
    buf_puts(
        out,
        "# What the public functions of this code block on, and what they have called back, as "
        "nostall summary sees it: load it with --rules.\n"
        "# Above each entry stands the path that was found.\n"
        "nostall: 1\npack: ");
    pack_scalar(out, name);
    buf_putc(out, '\n');
    write_section(p, "async:\n  callbacks", PUBLISHED_CALLBACK, entries, out);
    write_section(p, has_section(entries, PUBLISHED_CALLBACK) ? "  fields" : "async:\n  fields",
                  PUBLISHED_FIELD, entries, out);
    write_section(p, "offload", PUBLISHED_OFFLOAD, entries, out);
    write_section(p, "blocking", PUBLISHED_BLOCKING, entries, out);
    write_section(p, "sync_wrappers", PUBLISHED_WRAPPER, entries, out);
    write_section(p, "run_loop", PUBLISHED_RUN_LOOP, entries, out);
    write_section(p, "coroutines:\n  suspend:\n    functions", PUBLISHED_SUSPEND, entries, out);
    write_section(p, "noreturn", PUBLISHED_NORETURN, entries, out);
    utf8_clean(ret_out, text.at, text.len);
    buf_release(&text);
}
