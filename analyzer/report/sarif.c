/* SARIF 2.1.0, as GitHub, Azure DevOps, VS Code, Visual Studio and Jenkins read it.
 *
 * Source: OASIS SARIF 2.1.0 plus Errata 01; GitHub Docs, "SARIF support for code scanning". What
 * deviates from the shortest reading of the standard says why.
 */
#include "report/jtext.h"
#include "report/linehash.h"
#include "report/report.h"
#include "report/sarif_place.h"
#include "report/sarif_rules.h"

#include <ctype.h>
#include <string.h>

/* GitHub keeps 1,000 steps of a flow, the GitHub rules of the SARIF validator allow 100. */
#define STEPS_MAX 98u

struct sarif {
    const struct report *r;
    struct linehashes *hashes;
};

/* ---- message ---- */

/* A sentence: capital letter, unless the text begins with the name of something. */
static void add_sentence(struct buf *out, const char *text)
{
    size_t start = out->len, word = 0;
    report_plain(out, text);
    while (islower((unsigned char)text[word]))
        word++;
    if (word && (text[word] == ' ' || text[word] == ','))
        out->at[start] = (char)toupper((unsigned char)out->at[start]);
    if (out->len && !strchr(".!?", out->at[out->len - 1]))
        buf_putc(out, '.');
}

static json_t *result_message(const struct sarif *s, const struct finding *f)
{
    struct buf text = {0};
    add_sentence(&text, f->message);
    if (f->advice) {
        buf_putc(&text, ' ');
        add_sentence(&text, f->advice);
    }
    /* a link to related location 1, which both Microsoft viewers and GitHub follow */
    if (f->notes.len && loc_known(f->notes.at[0].loc) && !loc_same(f->notes.at[0].loc, f->loc)) {
        struct loc leaf = f->notes.at[0].loc;
        buf_puts(&text, f->rule->family == FAMILY_BLOCKING ? " It blocks at [" : " See [");
        report_plain(&text, report_file(s->r, leaf));
        buf_printf(&text, ":%u](1).", leaf.line);
    }
    json_t *message = json_object();
    jtext_set(message, "text", jtext_take(&text));
    return message;
}

/* ---- path and related places ---- */

static const char *importance(const struct finding *f, uint32_t i)
{
    if (i == 0 || f->steps.at[i].kind == PATH_STEP_LEAF)
        return "essential";
    return f->steps.at[i].kind == PATH_STEP_CALL ? "important" : "unimportant";
}

static json_t *code_flows(const struct sarif *s, const struct finding *f)
{
    json_t *steps = json_array();
    uint32_t nesting = 0, left_out = f->steps.len > STEPS_MAX ? f->steps.len - STEPS_MAX : 0;
    for (uint32_t i = 0; i < f->steps.len; i++) {
        if (left_out && i == STEPS_MAX / 2)
            i += left_out;
        const struct finding_step *step = &f->steps.at[i];
        if (step->kind != PATH_STEP_NOTE || !nesting)
            nesting++; /* from 1: viewers clip 0 */
        json_t *place = json_object();
        jtext_set(place, "location",
                  sarif_location(s->r, step->loc, step->function, step->message, false));
        jtext_set(place, "nestingLevel", json_integer(nesting));
        jtext_set(place, "importance", json_string(importance(f, i)));
        jtext_append(steps, place);
    }
    json_t *thread = json_object(), *threads = json_array();
    jtext_set(thread, "locations", steps);
    jtext_append(threads, thread);
    json_t *flow = json_object(), *flows = json_array();
    jtext_set(flow, "threadFlows", threads);
    jtext_append(flows, flow);
    return flows;
}

static json_t *related(const struct sarif *s, const struct finding *f)
{
    json_t *all = json_array();
    for (uint32_t i = 0; i < f->notes.len; i++) {
        const struct finding_note *note = &f->notes.at[i];
        if (!loc_known(note->loc))
            continue;
        json_t *location = json_object();
        jtext_set(location, "id", json_integer(i + 1));
        json_t *rest = sarif_location(s->r, note->loc, (struct str){0}, note->message, false);
        json_object_update(location, rest);
        json_decref(rest);
        jtext_append(all, location);
    }
    return all;
}

/* ---- the smaller parts of a result ---- */

static json_t *fingerprints(const struct sarif *s, const struct finding *f)
{
    json_t *all = json_object();
    const char *hash = linehash_find(s->hashes, f->loc.file, f->loc.line);
    if (hash)
        jtext_set(all, "primaryLocationLineHash", json_string(hash));
    jtext_set(all, "nostall/v1", jtext_hex(f->fingerprint));
    jtext_set(all, "nostall/leaf/v1", jtext_hex(f->leaf_fingerprint));
    return all;
}

static json_t *replacement(const struct sarif *s, const struct finding_fix *fix)
{
    json_t *one = json_object();
    jtext_set(one, "deletedRegion", sarif_region(s->r, fix->loc, true));
    /* also where nothing is inserted: reviewdog reads it unchecked */
    jtext_set(one, "insertedContent", jtext_message(fix->text));
    return one;
}

/* One change per file, in the order in which the files are first edited. */
static json_t *artifact_changes(const struct sarif *s, const struct finding *f)
{
    json_t *changes = json_array();
    for (uint32_t i = 0; i < f->fixes.len; i++) {
        struct str file = f->fixes.at[i].loc.file;
        bool done = false;
        for (uint32_t j = 0; j < i; j++)
            done = done || str_eq(f->fixes.at[j].loc.file, file);
        if (done)
            continue;
        json_t *change = json_object(), *edits = json_array();
        for (uint32_t j = i; j < f->fixes.len; j++)
            if (str_eq(f->fixes.at[j].loc.file, file))
                jtext_append(edits, replacement(s, &f->fixes.at[j]));
        jtext_set(change, "artifactLocation", sarif_artifact(s->r, file));
        jtext_set(change, "replacements", edits);
        jtext_append(changes, change);
    }
    return changes;
}

static json_t *fixes(const struct sarif *s, const struct finding *f)
{
    json_t *fix = json_object(), *all = json_array();
    struct buf title = {0};
    add_sentence(&title, f->fix_title ? f->fix_title : "apply the fix");
    json_t *description = json_object();
    jtext_set(description, "text", jtext_take(&title));
    jtext_set(fix, "description", description);
    jtext_set(fix, "artifactChanges", artifact_changes(s, f));
    jtext_append(all, fix);
    return all;
}

/* Of a result that is not suppressed the list is empty: the standard wants it on all results or on
 * none. */
static json_t *suppressions(const struct sarif *s, const struct finding *f)
{
    json_t *all = json_array();
    if (!f->suppressed)
        return all;
    json_t *one = json_object();
    jtext_set(one, "kind", json_string("inSource"));
    jtext_set(one, "status", json_string("accepted"));
    jtext_set(one, "justification", jtext(f->suppressed));
    if (loc_known(f->suppressed_at))
        jtext_set(one, "location",
                  sarif_location(s->r, f->suppressed_at, (struct str){0}, NULL, false));
    jtext_append(all, one);
    return all;
}

static json_t *result_properties(const struct finding *f)
{
    json_t *all = json_object();
    jtext_set(all, "category", json_string(f->rule->name)); /* Jenkins shows it */
    jtext_set(all, "certainty", json_string(certainty_name(f->certainty)));
    if (f->stall != STALL_NONE)
        jtext_set(all, "stall", json_string(stall_name(f->stall)));
    if (f->observed.times)
        jtext_set(all, "observed", jtext_observed(&f->observed));
    if (f->build)
        jtext_set(all, "build", jtext(f->build));
    return all;
}

static json_t *result(const struct sarif *s, const struct finding *f)
{
    json_t *one = json_object(), *locations = json_array();
    jtext_set(one, "ruleId", json_string(f->rule->id));
    jtext_set(one, "ruleIndex", json_integer(sarif_rule_index(s->r, f->rule)));
    jtext_set(one, "level", json_string(level_name(f->level)));
    jtext_set(one, "message", result_message(s, f));
    jtext_append(locations, sarif_location(s->r, f->loc, f->function, NULL, true));
    jtext_set(one, "locations", locations);
    if (f->entries > 1)
        jtext_set(one, "occurrenceCount", json_integer(f->entries));
    jtext_set(one, "partialFingerprints", fingerprints(s, f));
    if (f->steps.len)
        jtext_set(one, "codeFlows", code_flows(s, f));
    if (f->notes.len)
        jtext_set(one, "relatedLocations", related(s, f));
    if (s->r->show_suppressed)
        jtext_set(one, "suppressions", suppressions(s, f));
    if (s->r->has_baseline)
        jtext_set(one, "baselineState", json_string(f->in_baseline ? "unchanged" : "new"));
    if (f->fixes.len)
        jtext_set(one, "fixes", fixes(s, f));
    jtext_set(one, "properties", result_properties(f));
    return one;
}

/* ---- the run ---- */

static json_t *results(const struct sarif *s)
{
    json_t *all = json_array(); /* empty on a clean run: GitHub refuses a log without the list */
    for (uint32_t i = 0; i < s->r->findings->all.len; i++) {
        const struct finding *f = &s->r->findings->all.at[i];
        if (f->level == LEVEL_OFF || (f->suppressed && !s->r->show_suppressed))
            continue;
        jtext_append(all, result(s, f));
    }
    return all;
}

static json_t *notification(enum sarif_notice notice, const char *level, struct buf *text)
{
    json_t *one = json_object(), *descriptor = json_object(), *message = json_object();
    jtext_set(descriptor, "id", json_string(sarif_notice_ids[notice]));
    jtext_set(descriptor, "index", json_integer(notice));
    jtext_set(one, "descriptor", descriptor);
    jtext_set(one, "level", json_string(level));
    jtext_set(message, "text", jtext_take(text));
    jtext_set(one, "message", message);
    return one;
}

static json_t *unit_failed(const struct sarif *s, const struct report_unit *unit)
{
    struct buf text = {0};
    buf_printf(&text, "Unit '%s' could not be analysed: ", unit->file);
    add_sentence(&text, unit->reason);
    json_t *one = notification(SARIF_UNIT_FAILED, "error", &text);
    struct loc loc = {str_intern(s->r->findings->strs, unit->file), unit->line ? unit->line : 1,
                      unit->col ? unit->col : 1, 0};
    json_t *locations = json_array();
    jtext_append(locations, sarif_location(s->r, loc, (struct str){0}, NULL, false));
    jtext_set(one, "locations", locations);
    return one;
}

static json_t *unrecognised(const struct report *r)
{
    struct buf text = {0};
    add_sentence(&text, r->unrecognised);
    return notification(SARIF_UNRECOGNISED, "warning", &text);
}

static json_t *unexplained(const struct sarif *s, const struct unexplained *u)
{
    struct buf what = {0}, text = {0};
    report_unexplained(u, &what);
    add_sentence(&text, what.at);
    buf_release(&what);
    json_t *one = notification(SARIF_UNEXPLAINED, "note", &text);
    if (loc_known(u->loc)) {
        json_t *locations = json_array();
        jtext_append(locations, sarif_location(s->r, u->loc, (struct str){0}, NULL, false));
        jtext_set(one, "locations", locations);
    }
    return one;
}

/* executionSuccessful stays true when units failed: GitHub refuses the upload otherwise, and what
 * was found is true. */
static json_t *invocations(const struct sarif *s)
{
    json_t *one = json_object(), *all = json_array(), *notifications = json_array();
    for (uint32_t i = 0; i < s->r->failed_len; i++)
        jtext_append(notifications, unit_failed(s, &s->r->failed[i]));
    if (s->r->unrecognised)
        jtext_append(notifications, unrecognised(s->r));
    for (uint32_t i = 0; s->r->observed && i < s->r->observed->unexplained.len; i++)
        jtext_append(notifications, unexplained(s, &s->r->observed->unexplained.at[i]));
    jtext_set(one, "executionSuccessful", json_true());
    jtext_set(one, "toolExecutionNotifications", notifications);
    jtext_append(all, one);
    return all;
}

static json_t *base_ids(const struct report *r)
{
    struct buf uri = {0};
    sarif_folder_uri(&uri, r->root);
    json_t *root = json_object(), *all = json_object();
    jtext_set(root, "uri", jtext_take(&uri));
    jtext_set(root, "description", jtext_message("The root of the project."));
    jtext_set(all, SARIF_ROOT, root);
    return all;
}

static json_t *automation(const struct report *r)
{
    struct buf id = {0};
    buf_printf(&id, "nostall/%s/", r->config ? r->config : "default");
    json_t *details = json_object();
    jtext_set(details, "id", jtext_take(&id));
    return details;
}

static void sarif_write(const struct report *r, struct buf *out)
{
    struct sarif s = {r, linehashes_new(r->sources)};
    json_t *run = json_object(), *tool = json_object(), *runs = json_array(), *log = json_object();
    jtext_set(tool, "driver", sarif_driver(r));
    jtext_set(run, "tool", tool);
    jtext_set(run, "automationDetails", automation(r));
    jtext_set(run, "originalUriBaseIds", base_ids(r));
    jtext_set(run, "columnKind", json_string("utf16CodeUnits"));
    jtext_set(run, "invocations", invocations(&s));
    jtext_set(run, "results", results(&s));
    jtext_append(runs, run);
    jtext_set(log, "$schema", json_string("https://json.schemastore.org/sarif-2.1.0.json"));
    jtext_set(log, "version", json_string("2.1.0"));
    jtext_set(log, "runs", runs);
    jtext_dump(log, out);
    linehashes_free(s.hashes);
}

const struct report_writer report_sarif = {"sarif", ".sarif", sarif_write};
