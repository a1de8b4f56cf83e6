#include "link/terms_text.h"

#include <inttypes.h>

/* Parts of terms are shared: written out, a term can be longer than any reader's patience. */
#define TEXT_MAX 400

struct writer {
    const struct terms_text *x;
    struct buf *out;
    size_t end; /* of OUT: what would come after it is left out */
};

static const char *operator_sign(enum operator op)
{
    static const char *const signs[] = {
        [OPERATOR_NONE] = "?",        [OPERATOR_NOT] = "!",          [OPERATOR_INVERT] = "~",
        [OPERATOR_NEGATE] = "-",      [OPERATOR_ADD] = "+",          [OPERATOR_SUBTRACT] = "-",
        [OPERATOR_MULTIPLY] = "*",    [OPERATOR_DIVIDE] = "/",       [OPERATOR_REMAINDER] = "%",
        [OPERATOR_SHIFT_LEFT] = "<<", [OPERATOR_SHIFT_RIGHT] = ">>", [OPERATOR_AND] = "&",
        [OPERATOR_OR] = "|",          [OPERATOR_XOR] = "^",          [OPERATOR_EQ] = "==",
        [OPERATOR_NE] = "!=",         [OPERATOR_LT] = "<",           [OPERATOR_LE] = "<=",
        [OPERATOR_GT] = ">",          [OPERATOR_GE] = ">=",          [OPERATOR_BOTH] = "&&",
        [OPERATOR_EITHER] = "||",
    };
    return signs[op];
}

static void put_param(struct writer *w, int64_t param)
{
    const struct entity *of = w->x->of;
    if (of && param < of->params.len && of->params.at[param].name.i)
        buf_puts(w->out, str_text(w->x->strs, of->params.at[param].name));
    else
        buf_printf(w->out, "param %" PRId64, param);
}

static void put_member(struct writer *w, uint32_t key)
{
    struct slot_id slot;
    if (!w->x->bodies) {
        buf_printf(w->out, "->member %" PRIu32, key);
        return;
    }
    uint32_t outer = members_of(w->x->bodies, key, &slot);
    if (slot.i == SLOT_FIRST.i) {
        buf_puts(w->out, "[0]");
        return;
    }
    if (outer)
        put_member(w, outer);
    buf_printf(w->out, "%s%s", outer ? "." : "->",
               str_text(w->x->strs, w->x->bodies->program->slots.at[slot.i].name));
}

static void put_term(struct writer *w, struct term_id id, bool inner);

/* Within another operator in brackets, so that no reader needs to know which binds closer. */
static void put_operation(struct writer *w, const struct term *t, bool inner)
{
    const char *sign = operator_sign(t->op);
    if (t->is == TERM_IS_OP && !t->part[1].i) {
        buf_puts(w->out, sign);
        put_term(w, t->part[0], true);
        return;
    }
    if (inner)
        buf_putc(w->out, '(');
    put_term(w, t->part[0], true);
    buf_printf(w->out, t->is == TERM_IS_CHOICE ? " ? " : " %s ", sign);
    put_term(w, t->part[1], true);
    if (t->is == TERM_IS_CHOICE) {
        buf_puts(w->out, " : ");
        put_term(w, t->part[2], true);
    }
    if (inner)
        buf_putc(w->out, ')');
}

static void put_term(struct writer *w, struct term_id id, bool inner)
{
    const struct term *t = term_get(w->x->terms, id);
    if (w->out->len > w->end) {
        buf_puts(w->out, "...");
        return;
    }
    switch (t->is) {
    case TERM_IS_UNKNOWN:
        buf_putc(w->out, '?');
        return;
    case TERM_IS_PARAM:
        put_param(w, t->number);
        return;
    case TERM_IS_MEMBER:
        put_param(w, t->number);
        put_member(w, t->key);
        return;
    case TERM_IS_INT:
        buf_printf(w->out, "%" PRId64, t->number);
        return;
    case TERM_IS_SET:
        buf_puts(w->out, "not zero");
        return;
    case TERM_IS_LOCAL:
        buf_puts(w->out, "a local");
        return;
    case TERM_IS_OP:
    case TERM_IS_CHOICE:
        put_operation(w, t, inner);
        return;
    }
}

void term_print(const struct terms_text *x, struct term_id term, struct buf *out)
{
    struct writer w = {x, out, out->len + TEXT_MAX};
    put_term(&w, term, false);
}

void needs_print(const struct terms_text *x, struct needs needs, struct buf *out)
{
    uint32_t len;
    const struct term_id *at = needs_terms(x->terms, needs, &len);
    for (uint32_t i = 0; i < len; i++) {
        if (i)
            buf_puts(out, ", ");
        term_print(x, at[i], out);
    }
}
