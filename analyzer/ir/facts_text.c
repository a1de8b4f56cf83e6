#include "ir/facts_text.h"

#include "ir/facts_names.h"

#include <inttypes.h>
#include <stdlib.h>

struct printer {
    const struct facts *f;
    const struct strs *strs;
    const struct function *fn;
    struct buf *out;
    bool *shown; /* values of the function that stand in the text already */
};

static void print_string(struct printer *p, struct str id)
{
    buf_putc(p->out, '"');
    const char *text = str_text(p->strs, id);
    size_t len = str_len(p->strs, id);
    for (size_t i = 0; i < len; i++) {
        char c = text[i];
        if (c == '"' || c == '\\')
            buf_printf(p->out, "\\%c", c);
        else if (c == '\n')
            buf_puts(p->out, "\\n");
        else if ((unsigned char)c < 0x20 || c == 0x7f)
            buf_printf(p->out, "\\x%02x", (unsigned)(unsigned char)c);
        else
            buf_putc(p->out, c);
    }
    buf_putc(p->out, '"');
}

static void print_loc(struct printer *p, struct loc at)
{
    if (!at.file.i && !at.line) {
        buf_puts(p->out, " @-");
        return;
    }
    buf_puts(p->out, " @");
    if (!str_eq(at.file, p->f->source)) {
        print_string(p, at.file);
        buf_putc(p->out, ':');
    }
    buf_printf(p->out, "%" PRIu32 ":%" PRIu32, at.line, at.col);
    if (at.len)
        buf_printf(p->out, "+%" PRIu32, at.len);
}

static void print_entity(struct printer *p, struct entity_id id)
{
    if (id.i >= p->f->entities.len)
        buf_puts(p->out, " -");
    else
        buf_printf(p->out, " %" PRIu32 ":%s", id.i,
                   str_text(p->strs, p->f->entities.at[id.i].name));
}

static void print_path(struct printer *p, struct path_id id)
{
    if (id.i >= p->fn->paths.len) {
        buf_puts(p->out, " -");
        return;
    }
    buf_printf(p->out, " p%" PRIu32, id.i);
    print_string(p, p->fn->paths.at[id.i].text);
}

static void print_value(struct printer *p, struct value_id id);

static void print_value_content(struct printer *p, const struct value *v)
{
    buf_puts(p->out, value_kind_name(v->kind));
    if (v->kind == VALUE_INT)
        buf_printf(p->out, " %" PRId64, v->number);
    else if (v->kind == VALUE_FUNCTION)
        print_entity(p, v->function);
    else if (v->kind == VALUE_PATH || v->kind == VALUE_ADDRESS)
        print_path(p, v->path);
    else if (v->kind == VALUE_RESULT)
        buf_printf(p->out, " e%" PRIu32, v->event.i);
    if (v->kind == VALUE_CHOICE) {
        buf_puts(p->out, " (");
        for (uint32_t i = 0; i < v->choice_len; i++)
            print_value(p, p->fn->choices.at[v->first_choice + i]);
        buf_puts(p->out, " )");
    }
    if (v->text.i) {
        buf_putc(p->out, ' ');
        print_string(p, v->text);
    }
    for (uint32_t i = 0; i < v->name_len; i++) {
        const struct value_name *n = &p->fn->names.at[v->first_name + i];
        buf_printf(p->out, " %s%s", n->negated ? "~" : "'", str_text(p->strs, n->name));
    }
}

static void print_value(struct printer *p, struct value_id id)
{
    if (id.i >= p->fn->values.len) {
        buf_puts(p->out, " -");
        return;
    }
    buf_printf(p->out, " v%" PRIu32, id.i);
    if (p->shown[id.i])
        return;
    p->shown[id.i] = true;
    buf_puts(p->out, "={");
    print_value_content(p, &p->fn->values.at[id.i]);
    buf_putc(p->out, '}');
}

static void print_words(struct printer *p, const char *indent, const word_vec *words)
{
    for (uint32_t i = 0; i < words->len; i++) {
        const struct word *w = &words->at[i];
        buf_printf(p->out, "%sword %s ", indent, word_kind_name(w->kind));
        print_string(p, w->text);
        print_loc(p, w->loc);
        buf_putc(p->out, '\n');
    }
}

static void print_flag(struct printer *p, bool on, const char *name)
{
    if (on)
        buf_printf(p->out, " %s", name);
}

static void print_entity_lines(struct printer *p, uint32_t id)
{
    const struct entity *e = &p->f->entities.at[id];
    buf_printf(p->out, "entity %" PRIu32 " %s ", id, entity_kind_name(e->kind));
    print_string(p, e->name);
    print_loc(p, e->loc);
    print_flag(p, e->defined, "defined");
    print_flag(p, e->internal, "internal");
    print_flag(p, e->is_inline, "inline");
    print_flag(p, e->variadic, "variadic");
    print_flag(p, e->noreturn, "noreturn");
    print_flag(p, e->system, "system");
    print_flag(p, e->hidden, "hidden");
    buf_puts(p->out, "\n  key ");
    print_string(p, e->key);
    buf_puts(p->out, "\n  type ");
    print_string(p, e->type);
    if (e->record.i) {
        buf_puts(p->out, "\n  record ");
        print_string(p, e->record);
    }
    if (e->header.i) {
        buf_puts(p->out, "\n  header ");
        print_string(p, e->header);
    }
    buf_putc(p->out, '\n');
    print_words(p, "  ", &e->words);
    for (uint32_t i = 0; i < e->params.len; i++) {
        buf_puts(p->out, "  param ");
        print_string(p, e->params.at[i].name);
        buf_putc(p->out, ' ');
        print_string(p, e->params.at[i].type);
        buf_putc(p->out, '\n');
        print_words(p, "    ", &e->params.at[i].words);
    }
}

static void print_path_line(struct printer *p, uint32_t id)
{
    const struct path *path = &p->fn->paths.at[id];
    buf_printf(p->out, "  path %" PRIu32 " %s %" PRIu32, id, root_kind_name(path->root_kind),
               path->root);
    for (uint32_t i = 0; i < path->step_len; i++) {
        const struct path_step *s = &p->fn->steps.at[path->first_step + i];
        buf_printf(p->out, " %s", step_kind_name(s->kind));
        if (s->kind == STEP_FIELD)
            print_entity(p, s->field);
        else if (s->kind == STEP_INDEX)
            buf_printf(p->out, " %" PRId64, s->index);
    }
    buf_putc(p->out, ' ');
    print_string(p, path->text);
    buf_putc(p->out, '\n');
}

static void print_call(struct printer *p, const struct event_call *c)
{
    buf_printf(p->out, " %s", callee_kind_name(c->callee_kind));
    if (c->callee_kind == CALLEE_DIRECT)
        print_entity(p, c->function);
    else if (c->callee_kind == CALLEE_PATH)
        print_path(p, c->path);
    if (c->callee_kind != CALLEE_DIRECT) {
        buf_puts(p->out, " type ");
        print_string(p, c->type);
    }
    buf_puts(p->out, " (");
    for (uint32_t i = 0; i < c->arg_len; i++)
        print_value(p, p->fn->args.at[c->first_arg + i]);
    buf_printf(p->out, " ) %s", use_kind_name(c->use));
    if (c->use == USE_STORED)
        print_path(p, c->stored);
    if (c->macro.i) {
        buf_puts(p->out, " macro ");
        print_string(p, c->macro);
        print_flag(p, c->in_macro_arg, "argument");
        buf_puts(p->out, " spelled");
        print_loc(p, c->spelling);
    }
}

static void print_event(struct printer *p, struct event_id id)
{
    const struct event *e = &p->fn->events.at[id.i];
    buf_printf(p->out, "    e%" PRIu32 " %s", id.i, event_kind_name(e->kind));
    print_loc(p, e->loc);
    switch (e->kind) {
    case EVENT_CALL:
        print_call(p, &e->call);
        break;
    case EVENT_ASSIGN:
        print_path(p, e->assign.to);
        buf_puts(p->out, e->assign.init ? " init" : " =");
        print_value(p, e->assign.from);
        break;
    case EVENT_MACRO:
        buf_putc(p->out, ' ');
        print_string(p, e->macro.name);
        for (uint32_t i = 0; i < e->macro.arg_len; i++) {
            buf_putc(p->out, ' ');
            print_string(p, p->fn->texts.at[e->macro.first_arg + i]);
        }
        break;
    case EVENT_GUARD:
    case EVENT_CLEANUP:
        print_path(p, e->cleanup.path);
        print_entity(p, e->cleanup.function);
        break;
    case EVENT_RETURN:
        print_value(p, e->value);
        break;
    }
    buf_putc(p->out, '\n');
}

static void print_cond(struct printer *p, const struct block *b)
{
    const struct cond *c = &b->cond;
    if (b->term == TERM_SWITCH || c->kind == COND_TRUTH || c->kind == COND_COMPARE)
        print_value(p, c->value);
    else
        buf_printf(p->out, " %s", c->kind != COND_CONSTANT ? "?" : c->constant ? "true" : "false");
    if (c->kind == COND_COMPARE && b->term != TERM_SWITCH) {
        buf_printf(p->out, " %s", cond_op_name(c->op));
        print_value(p, c->other);
    }
    if (c->macro.i) {
        buf_puts(p->out, c->macro_negated ? " [unless" : " [if");
        print_string(p, c->macro);
        buf_putc(p->out, ']');
    }
}

static void print_block(struct printer *p, uint32_t id)
{
    const struct block *b = &p->fn->blocks.at[id];
    buf_printf(p->out, "  block %" PRIu32, id);
    if (b->loop != LOOP_NONE) {
        buf_printf(p->out, " %s", loop_kind_name(b->loop));
        print_loc(p, b->loop_loc);
    }
    buf_putc(p->out, '\n');
    for (uint32_t i = 0; i < b->events.len; i++)
        print_event(p, b->events.at[i]);
    buf_printf(p->out, "    %s", term_kind_name(b->term));
    print_loc(p, b->term_loc);
    if (b->term == TERM_BRANCH || b->term == TERM_SWITCH ||
        (b->term == TERM_GOTO && b->cond.kind == COND_CONSTANT))
        print_cond(p, b);
    for (uint32_t i = 0; i < b->edge_len; i++) {
        const struct edge *e = &p->fn->edges.at[b->first_edge + i];
        if (b->term == TERM_SWITCH && !e->is_default && e->known)
            buf_printf(p->out, " [%" PRId64 " %" PRId64 "]", e->low, e->high);
        else if (b->term == TERM_SWITCH)
            buf_puts(p->out, e->is_default ? " [default]" : " [?]");
        buf_printf(p->out, " ->%" PRIu32, e->to.i);
    }
    buf_putc(p->out, '\n');
}

static void print_function(struct printer *p, const struct function *fn, const char *head)
{
    p->fn = fn;
    p->shown = calloc((size_t)fn->values.len + 1, sizeof *p->shown);
    buf_puts(p->out, head);
    if (fn->entity.i != FACTS_NONE)
        print_entity(p, fn->entity);
    print_loc(p, fn->loc);
    print_loc(p, fn->end);
    buf_putc(p->out, '\n');
    for (uint32_t i = 0; i < fn->locals.len; i++) {
        buf_puts(p->out, "  local ");
        print_string(p, fn->locals.at[i].name);
        buf_putc(p->out, ' ');
        print_string(p, fn->locals.at[i].type);
        print_loc(p, fn->locals.at[i].loc);
        buf_putc(p->out, '\n');
    }
    for (uint32_t i = 0; i < fn->paths.len; i++)
        print_path_line(p, i);
    for (uint32_t i = 0; p->shown && i < fn->blocks.len; i++)
        print_block(p, i);
    for (uint32_t i = 0; p->shown && i < fn->values.len; i++)
        if (!p->shown[i]) {
            buf_puts(p->out, "  value");
            print_value(p, (struct value_id){i});
            buf_putc(p->out, '\n');
        }
    free(p->shown);
}

void facts_print(const struct facts *f, const struct strs *strs, struct buf *out)
{
    struct printer p = {.f = f, .strs = strs, .out = out};
    buf_puts(out, "source ");
    print_string(&p, f->source);
    if (f->exceptions)
        buf_puts(out, " exceptions");
    for (uint32_t i = 0; i < f->files.len; i++) {
        buf_puts(out, "\nfile ");
        print_string(&p, f->files.at[i]);
    }
    buf_putc(out, '\n');
    for (uint32_t i = 0; i < f->problems.len; i++) {
        buf_puts(out, f->problems.at[i].fatal ? "problem fatal" : "problem warning");
        print_loc(&p, f->problems.at[i].loc);
        buf_putc(out, ' ');
        print_string(&p, f->problems.at[i].text);
        buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < f->comments.len; i++) {
        buf_puts(out, f->comments.at[i].alone ? "comment alone" : "comment behind");
        print_loc(&p, f->comments.at[i].loc);
        buf_putc(out, ' ');
        print_string(&p, f->comments.at[i].text);
        buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < f->entities.len; i++)
        print_entity_lines(&p, i);
    for (uint32_t i = 0; i < f->taken.len; i++) {
        buf_puts(out, "taken");
        print_entity(&p, f->taken.at[i].function);
        print_loc(&p, f->taken.at[i].loc);
        buf_putc(out, '\n');
    }
    for (uint32_t i = 0; i < f->functions.len; i++)
        print_function(&p, &f->functions.at[i], "function");
    print_function(&p, &f->init, "init");
}
