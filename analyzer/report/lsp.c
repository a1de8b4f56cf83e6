#include "report/lsp.h"

#include "report/jtext.h"
#include "report/page.h"

#include <stdlib.h>
#include <string.h>

enum { ERROR_PARSE = -32700, ERROR_NO_METHOD = -32601 };
enum { SEVERITY_ERROR = 1, SEVERITY_WARNING, SEVERITY_NOTE };

struct lsp {
    struct lsp_host host;
    json_t *log;       /* the last good one; NULL: none */
    json_t *published; /* by URI: that diagnostics were sent for, to be taken back */
    bool shut;
};

struct lsp *lsp_new(struct lsp_host host)
{
    struct lsp *s = calloc(1, sizeof *s); /* NOLINT: freed in lsp_free */
    if (!s)
        abort();
    s->host = host;
    s->published = json_object();
    return s;
}

void lsp_free(struct lsp *s)
{
    json_decref(s->log);
    json_decref(s->published);
    free(s);
}

int lsp_status(const struct lsp *s)
{
    return s->shut ? 0 : 1;
}

/* ---- messages ---- */

static void send_message(struct buf *out, json_t *message)
{
    jtext_set(message, "jsonrpc", json_string("2.0"));
    char *text = json_dumps(message, JSON_COMPACT);
    buf_printf(out, "Content-Length: %zu\r\n\r\n%s", strlen(text), text);
    free(text);
    json_decref(message);
}

static void answer(struct buf *out, const json_t *request, const char *key, json_t *value)
{
    json_t *message = json_object();
    json_t *id = json_object_get(request, "id");
    jtext_set(message, "id", id ? json_incref(id) : json_null());
    jtext_set(message, key, value);
    send_message(out, message);
}

static void answer_error(struct buf *out, const json_t *request, int code, const char *text)
{
    answer(out, request, "error", json_pack("{s:i, s:s}", "code", code, "message", text));
}

static void notify(struct buf *out, const char *method, json_t *params)
{
    send_message(out, json_pack("{s:s, s:o}", "method", method, "params", params));
}

/* ---- SARIF into what editors want ---- */

static const json_t *at(const json_t *value, const char *a, const char *b)
{
    const json_t *inner = json_object_get(value, a);
    return b ? json_object_get(inner, b) : inner;
}

/* The absolute URI of a physical location. */
static json_t *uri_of(const struct lsp *s, const json_t *place)
{
    const json_t *run = json_array_get(json_object_get(s->log, "runs"), 0);
    const json_t *artifact = json_object_get(place, "artifactLocation");
    const char *base = json_string_value(json_object_get(artifact, "uriBaseId")),
               *uri = json_string_value(json_object_get(artifact, "uri")), *root = NULL;
    if (base)
        root = json_string_value(at(at(run, "originalUriBaseIds", base), "uri", NULL));
    return json_sprintf("%s%s", root ? root : "", uri ? uri : "");
}

static json_int_t from_one(const json_t *region, const char *key)
{
    json_int_t n = json_integer_value(json_object_get(region, key));
    return n > 0 ? n - 1 : 0;
}

static json_t *range_of(const json_t *region)
{
    return json_pack("{s:{s:I, s:I}, s:{s:I, s:I}}", "start", "line", from_one(region, "startLine"),
                     "character", from_one(region, "startColumn"), "end", "line",
                     from_one(region, "endLine"), "character", from_one(region, "endColumn"));
}

/* The text of a message without the links that SARIF has: "at [a.c:5](1)" is "at a.c:5". */
static json_t *text_of(const json_t *owner)
{
    const char *text = json_string_value(at(owner, "message", "text"));
    struct buf plain = {0};
    buf_puts(&plain, "");
    for (; text && *text; text++) {
        if (*text == ']' && text[1] == '(' && strchr(text, ')'))
            text = strchr(text, ')');
        else if (*text != '[')
            buf_putc(&plain, *text);
    }
    return jtext_take(&plain);
}

static void add_related(const struct lsp *s, json_t *list, const json_t *location)
{
    const json_t *place = json_object_get(location, "physicalLocation");
    if (place)
        jtext_append(list, json_pack("{s:{s:o, s:o}, s:o}", "location", "uri", uri_of(s, place),
                                     "range", range_of(json_object_get(place, "region")), "message",
                                     text_of(location)));
}

/* The path, then what else belongs to it. */
static json_t *related_of(const struct lsp *s, const json_t *result)
{
    json_t *list = json_array();
    const json_t *flow = json_array_get(json_object_get(result, "codeFlows"), 0), *step, *location;
    const json_t *thread = json_array_get(json_object_get(flow, "threadFlows"), 0);
    size_t i;
    json_array_foreach(json_object_get(thread, "locations"), i, step)
        add_related(s, list, json_object_get(step, "location"));
    json_array_foreach(json_object_get(result, "relatedLocations"), i, location)
        add_related(s, list, location);
    return list;
}

static int severity_of(const json_t *result)
{
    const char *level = json_string_value(json_object_get(result, "level"));
    return level && !strcmp(level, "error")  ? SEVERITY_ERROR
           : level && !strcmp(level, "note") ? SEVERITY_NOTE
                                             : SEVERITY_WARNING;
}

static const json_t *place_of(const json_t *result)
{
    return json_object_get(json_array_get(json_object_get(result, "locations"), 0),
                           "physicalLocation");
}

static json_t *diagnostic_of(const struct lsp *s, const json_t *result)
{
    return json_pack("{s:o, s:i, s:O, s:s, s:o, s:o}", "range",
                     range_of(json_object_get(place_of(result), "region")), "severity",
                     severity_of(result), "code", json_object_get(result, "ruleId"), "source",
                     "nostall", "message", text_of(result), "relatedInformation",
                     related_of(s, result));
}

static const json_t *results_of(const struct lsp *s)
{
    const json_t *run = json_array_get(json_object_get(s->log, "runs"), 0);
    return json_object_get(run, "results");
}

/* ---- diagnostics ---- */

/* All files that have findings, and those that had some: what is mended goes. */
static void publish(struct lsp *s, struct buf *out)
{
    json_t *files = json_object(), *list;
    const json_t *result;
    const char *uri;
    size_t i;
    json_object_foreach(s->published, uri, list) jtext_set(files, uri, json_array());
    json_array_foreach(results_of(s), i, result)
    {
        json_t *of = uri_of(s, place_of(result));
        if (!json_object_get(files, json_string_value(of)))
            jtext_set(files, json_string_value(of), json_array());
        jtext_append(json_object_get(files, json_string_value(of)), diagnostic_of(s, result));
        json_decref(of);
    }
    json_object_clear(s->published);
    json_object_foreach(files, uri, list)
    {
        if (json_array_size(list))
            jtext_set(s->published, uri, json_true());
        notify(out, "textDocument/publishDiagnostics",
               json_pack("{s:s, s:O}", "uri", uri, "diagnostics", list));
    }
    json_decref(files);
}

static void check(struct lsp *s, struct buf *out)
{
    struct buf sarif = {0}, why = {0};
    json_t *log = NULL;
    if (s->host.check(s->host.ctx, &sarif, &why))
        log = json_loadb(sarif.at, sarif.len, 0, NULL);
    if (log) {
        json_decref(s->log);
        s->log = log;
        publish(s, out);
    } else {
        notify(out, "window/showMessage",
               json_pack("{s:i, s:s+}", "type", SEVERITY_WARNING, "message",
                         "nostall: ", why.len ? why.at : "the check wrote no SARIF"));
    }
    buf_release(&sarif);
    buf_release(&why);
}

/* ---- questions about a place ---- */

static bool is_before(const json_t *a, const json_t *b)
{
    json_int_t x = json_integer_value(json_object_get(a, "line")),
               y = json_integer_value(json_object_get(b, "line"));
    return x != y ? x < y
                  : json_integer_value(json_object_get(a, "character")) <
                        json_integer_value(json_object_get(b, "character"));
}

/* Is RESULT in the document of PARAMS, and does it touch the places from START to END? */
static bool touches(const struct lsp *s, const json_t *result, const json_t *params,
                    const json_t *start, const json_t *end)
{
    json_t *uri = uri_of(s, place_of(result));
    json_t *range = range_of(json_object_get(place_of(result), "region"));
    bool there = json_equal(uri, at(params, "textDocument", "uri")) &&
                 !is_before(end, json_object_get(range, "start")) &&
                 !is_before(json_object_get(range, "end"), start);
    json_decref(uri);
    json_decref(range);
    return there;
}

/* The page of the check that found something at the place. */
static json_t *hover(const struct lsp *s, const json_t *params)
{
    const json_t *place = json_object_get(params, "position"), *result;
    size_t i;
    json_array_foreach(results_of(s), i, result)
    {
        const char *id = json_string_value(json_object_get(result, "ruleId"));
        const struct check_rule *rule = id ? check_rule_find(id) : NULL;
        if (!rule || !touches(s, result, params, place, place))
            continue;
        struct buf page = {0};
        page_markdown(rule, &page);
        return json_pack("{s:{s:s, s:o}}", "contents", "kind", "markdown", "value",
                         jtext_take(&page));
    }
    return json_null();
}

/* {"changes": {uri: [edits]}} of a fix. */
static json_t *edit_of(const struct lsp *s, const json_t *fix)
{
    json_t *changes = json_object();
    const json_t *change, *replacement;
    size_t i, k;
    json_array_foreach(json_object_get(fix, "artifactChanges"), i, change)
    {
        json_t *edits = json_array(), *uri = uri_of(s, change);
        json_array_foreach(json_object_get(change, "replacements"), k, replacement)
        {
            const char *text = json_string_value(at(replacement, "insertedContent", "text"));
            jtext_append(edits, json_pack("{s:o, s:s}", "range",
                                          range_of(json_object_get(replacement, "deletedRegion")),
                                          "newText", text ? text : ""));
        }
        jtext_set(changes, json_string_value(uri), edits);
        json_decref(uri);
    }
    return json_pack("{s:o}", "changes", changes);
}

static json_t *actions(const struct lsp *s, const json_t *params)
{
    json_t *list = json_array();
    const json_t *range = json_object_get(params, "range"), *result, *fix;
    size_t i, k;
    json_array_foreach(results_of(s), i, result)
    {
        if (!touches(s, result, params, json_object_get(range, "start"),
                     json_object_get(range, "end")))
            continue;
        json_array_foreach(json_object_get(result, "fixes"), k, fix) jtext_append(
            list, json_pack("{s:O, s:s, s:[o], s:o}", "title", at(fix, "description", "text"),
                            "kind", "quickfix", "diagnostics", diagnostic_of(s, result), "edit",
                            edit_of(s, fix)));
    }
    return list;
}

/* ---- the protocol ---- */

static json_t *initialize(struct lsp *s, const json_t *params)
{
    const char *root = json_string_value(json_object_get(params, "rootPath"));
    if (root)
        s->host.enter(s->host.ctx, root);
    return json_pack("{s:{s:{s:b, s:i, s:b}, s:b, s:b}, s:{s:s, s:s}}", "capabilities",
                     "textDocumentSync", "openClose", 1, "change", 0, "save", 1, "hoverProvider", 1,
                     "codeActionProvider", 1, "serverInfo", "name", "nostall", "version",
                     NOSTALL_VERSION);
}

static void request(struct lsp *s, const char *method, const json_t *message, struct buf *out)
{
    const json_t *params = json_object_get(message, "params");
    if (!strcmp(method, "initialize"))
        answer(out, message, "result", initialize(s, params));
    else if (!strcmp(method, "textDocument/hover"))
        answer(out, message, "result", hover(s, params));
    else if (!strcmp(method, "textDocument/codeAction"))
        answer(out, message, "result", actions(s, params));
    else if (!strcmp(method, "shutdown"))
        answer(out, message, "result", json_null());
    else
        answer_error(out, message, ERROR_NO_METHOD, "this server does not know the method");
    s->shut = s->shut || !strcmp(method, "shutdown");
}

bool lsp_message(struct lsp *s, const char *text, size_t len, struct buf *out)
{
    json_t *message = json_loadb(text, len, 0, NULL);
    const char *method = json_string_value(json_object_get(message, "method"));
    bool last = method && !strcmp(method, "exit");
    if (!message)
        answer_error(out, NULL, ERROR_PARSE, "this is no JSON");
    else if (method && json_object_get(message, "id"))
        request(s, method, message, out);
    else if (method && (!strcmp(method, "initialized") || !strcmp(method, "textDocument/didSave")))
        check(s, out);
    json_decref(message);
    return !last;
}
