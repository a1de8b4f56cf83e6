#include "report/jtext.h"

#include "base/fail.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

json_t *jtext_n(const char *text, size_t len)
{
    struct buf clean = {0};
    utf8_clean(&clean, text, len);
    json_t *value = json_stringn(clean.at, clean.len);
    buf_release(&clean);
    if (!value)
        bug("text is no UTF-8 after cleaning");
    return value;
}

json_t *jtext(const char *text)
{
    return jtext_n(text, strlen(text));
}

json_t *jtext_take(struct buf *b)
{
    json_t *value = jtext_n(b->at ? b->at : "", b->len);
    buf_release(b);
    return value;
}

json_t *jtext_hex(uint64_t number)
{
    struct buf b = {0};
    buf_printf(&b, "%016llx", (unsigned long long)number);
    return jtext_take(&b);
}

json_t *jtext_message(const char *text)
{
    json_t *message = json_object();
    jtext_set(message, "text", jtext(text));
    return message;
}

void jtext_set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) != 0)
        fail_no_memory();
}

void jtext_append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        fail_no_memory();
}

static int put(const char *data, size_t len, void *out)
{
    buf_add(out, data, len);
    return 0;
}

/* Outside of strings JSON is ASCII without control characters but for the newline, and in strings
 * jansson has escaped those below 0x20. */
static void put_escaped(struct buf *out, const char *text, size_t len)
{
    size_t good = 0, used;
    for (size_t at = 0; at < len; at += used) {
        uint32_t code;
        used = utf8_next(text + at, len - at, &code);
        if (code == '\n' || !utf8_acts(code))
            continue;
        buf_add(out, text + good, at - good);
        buf_printf(out, "\\u%04x", (unsigned)code);
        good = at + used;
    }
    buf_add(out, text + good, len - good);
}

static void dump(json_t *root, size_t form, struct buf *out)
{
    struct buf text = {0};
    if (json_dump_callback(root, put, &text, form) != 0)
        fail_no_memory();
    json_decref(root);
    put_escaped(out, text.at, text.len);
    buf_release(&text);
}

void jtext_dump(json_t *root, struct buf *out)
{
    dump(root, JSON_INDENT(2), out);
    buf_putc(out, '\n');
}

void jtext_line(json_t *root, struct buf *out)
{
    dump(root, JSON_COMPACT, out);
}

json_t *jtext_observed(const struct finding_observed *o)
{
    json_t *one = json_object();
    jtext_set(one, "times", json_integer(o->times));
    if (o->timed)
        jtext_set(one, "ms", json_integer((json_int_t)((o->most_us + 500) / 1000)));
    return one;
}
