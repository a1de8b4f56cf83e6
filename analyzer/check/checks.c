#include "check/check.h"

#include "base/fail.h"
#include "check/suppress.h"
#include "input/suggest.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#define CHECK(NAME) extern const struct check check_##NAME;
#include "check/checks.def"
#undef CHECK

const struct check *const checks[] = {
#define CHECK(NAME) &check_##NAME,
#include "check/checks.def"
#undef CHECK
};
const uint32_t check_count = COUNT(checks);

/* ---- the rules of all checks ---- */

const struct check_rule *check_rule_next(const struct check_rule *r)
{
    const struct check_rule *next = NULL;
    for (uint32_t i = 0; i < check_count; i++)
        for (uint32_t k = 0; k < checks[i]->rule_count; k++) {
            const struct check_rule *other = &checks[i]->rules[k];
            bool behind = !r || strcmp(other->id, r->id) > 0;
            if (behind && (!next || strcmp(other->id, next->id) < 0))
                next = other;
        }
    return next;
}

uint32_t check_rule_count(void)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < check_count; i++)
        count += checks[i]->rule_count;
    return count;
}

uint32_t check_rule_index(const struct check_rule *r)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < check_count; i++)
        for (uint32_t k = 0; k < checks[i]->rule_count; k++)
            before += strcmp(checks[i]->rules[k].id, r->id) < 0;
    return before;
}

const struct check_rule *check_rule_find(const char *id_or_name)
{
    for (uint32_t i = 0; i < check_count; i++)
        for (uint32_t k = 0; k < checks[i]->rule_count; k++) {
            const struct check_rule *r = &checks[i]->rules[k];
            if (!strcmp(r->id, id_or_name) || !strcmp(r->name, id_or_name))
                return r;
        }
    return NULL;
}

static bool is_family(const char *text)
{
    return strncmp(text, "NS", 2) == 0 && isdigit((unsigned char)text[2]) && text[3] == '\0';
}

bool check_rule_matches(const struct check_rule *r, const char *selector)
{
    if (is_family(selector))
        return r->id[2] == selector[2];
    return strcmp(r->id, selector) == 0 || strcmp(r->name, selector) == 0;
}

bool check_selector_known(const char *selector)
{
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));)
        if (check_rule_matches(r, selector))
            return true;
    return false;
}

/* Of an id every digit counts: only its case may be wrong. */
const char *check_rule_suggest(const char *selector)
{
    struct suggest suggest = {.word = selector};
    for (const struct check_rule *r = NULL; (r = check_rule_next(r));) {
        if (strcasecmp(r->id, selector) == 0)
            return r->id;
        suggest_offer(&suggest, r->name);
    }
    return suggest.best;
}

/* ---- what is wrong with a check ---- */

static bool has_rule(const struct check *c, const struct check_rule *r)
{
    for (uint32_t i = 0; i < c->rule_count; i++)
        if (&c->rules[i] == r)
            return true;
    return false;
}

static bool is_id(const char *id)
{
    return id && strlen(id) == 5 && !strncmp(id, "NS", 2) && strspn(id + 2, "0123456789") == 3;
}

static bool is_taken(const char *id_or_name, const struct check_rule *by)
{
    const struct check_rule *other = check_rule_find(id_or_name);
    return other && other != by;
}

static void rule_faults(const struct check *c, const struct check_rule *r, struct buf *out)
{
    if (!is_id(r->id)) {
        buf_printf(out, "check '%s' has a rule without an id such as NS101\n", c->name);
        return;
    }
    if (!r->name || !*r->name || r->name[strspn(r->name, "abcdefghijklmnopqrstuvwxyz-")])
        buf_printf(out, "%s of check '%s' has no name such as blocking-sleep\n", r->id, c->name);
    else if (is_taken(r->id, r) || is_taken(r->name, r))
        buf_printf(out, "%s %s of check '%s' is taken by another rule\n", r->id, r->name, c->name);
    if (!r->title || !*r->title || r->title[strlen(r->title) - 1] == '.')
        buf_printf(out, "%s of check '%s' has no title, or one with a full stop\n", r->id, c->name);
}

void check_faults(const struct check *c, struct buf *out)
{
    if (!c->rule_count)
        buf_printf(out, "check '%s' has no rules: its descriptor needs .rules and .rule_count\n",
                   c->name);
    if (!c->run && !c->finish)
        buf_printf(out, "check '%s' does nothing: its descriptor needs .run\n", c->name);
    for (uint32_t i = 0; i < c->rule_count; i++)
        rule_faults(c, &c->rules[i], out);
}

void checks_verify(void)
{
    struct buf faults = {0};
    for (uint32_t i = 0; i < check_count; i++)
        check_faults(checks[i], &faults);
    if (faults.len)
        bug("%s", faults.at);
}

/* ---- running them ---- */

const struct check_rule *checks_rule_of(const struct leaf *leaf)
{
    for (uint32_t i = 0; i < check_count; i++) {
        const struct check_rule *r = checks[i]->rule_of ? checks[i]->rule_of(leaf) : NULL;
        if (r)
            return r;
    }
    bug("no check reports a leaf of this kind: none has it in its .rule_of");
}

static bool is_wanted(const struct check_input *in, const struct check *c)
{
    for (uint32_t i = 0; i < c->rule_count; i++)
        if (in->enabled[check_rule_index(&c->rules[i])])
            return true;
    return false;
}

static void verify_findings(const struct check *c, const struct findings *f, uint32_t from)
{
    for (uint32_t i = from; i < f->all.len; i++) {
        const struct check_rule *r = f->all.at[i].rule;
        if (!r || !has_rule(c, r))
            bug("check '%s' reports %s, which is none of its rules", c->name,
                r ? r->id : "nothing");
    }
}

static void run_one(const struct check_input *in, const struct check *c,
                    void (*run)(const struct check_input *, struct findings *),
                    struct findings *ret_findings)
{
    uint32_t before = ret_findings->all.len;
    if (!run || !is_wanted(in, c))
        return;
    run(in, ret_findings);
    verify_findings(c, ret_findings, before);
    arena_reset(in->scratch);
}

void checks_run(const struct check_input *in, struct findings *ret_findings)
{
    for (uint32_t i = 0; i < check_count; i++)
        run_one(in, checks[i], checks[i]->run, ret_findings);
    for (uint32_t i = 0; i < check_count; i++)
        run_one(in, checks[i], checks[i]->finish, ret_findings);
}
