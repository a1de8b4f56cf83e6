/* Between our texts and jansson: only UTF-8 may go into JSON, and a document ends in a newline. */
#ifndef REPORT_JTEXT_H
#define REPORT_JTEXT_H

#include "base/buf.h"
#include "check/finding.h"

#include <jansson.h>
#include <stdint.h>

/* New references, as everything here. What is no UTF-8 becomes U+FFFD. */
json_t *jtext(const char *text);
json_t *jtext_n(const char *text, size_t len);
/* The text in B, which is released. */
json_t *jtext_take(struct buf *b);
/* 16 hexadecimal digits: a JSON number would lose bits. */
json_t *jtext_hex(uint64_t number);
/* {"text": ...} */
json_t *jtext_message(const char *text);
/* {"times": 3, "ms": 1240}; no ms where no time is known. */
json_t *jtext_observed(const struct finding_observed *o);
/* Set KEY, which must not fail: VALUE is taken. */
void jtext_set(json_t *object, const char *key, json_t *value);
void jtext_append(json_t *array, json_t *value);
/* Print ROOT, which is released, with keys in the order in which they were set, and with \u escapes
 * for what acts on a terminal or on the order of letters (utf8_acts). */
void jtext_dump(json_t *root, struct buf *out);
/* The same in one line, without the newline. */
void jtext_line(json_t *root, struct buf *out);

#endif
