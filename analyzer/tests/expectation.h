/* Expectations: what a file of testdata says about itself, in comments at the end of the lines
 * concerned.
 *
 *     poll(&p, 1, -1);   // error: 5 NS102 "poll"
 *     fdin(fd, -1);      // ok: NS102
 *     helper(fd);        // warning: 5 NS106 "helper" "use uv_fs_read()" step: "'helper' calls
 * 'fsync'" step: "fsync" legacy(fd);        // todo-error: 5 NS101 "legacy"      a missed alarm
 *     clever(fd);        // todo-ok: NS101                    a false alarm
 *
 * The level word is the finding's real level; the column is that of the finding, 1-based, in bytes.
 * Strings must be contained in the message or its advice, `step:` strings in the messages of the
 * path in this order, `related:` strings in the messages of the related locations; `certainty:
 * "always"` names the certainty. Two findings on a line: two comments. Lines at the head: `// args:
 * ...` more arguments of nostall, `// flags: ...` of the compiler, `// exit: N`.
 */
#ifndef TESTS_EXPECTATION_H
#define TESTS_EXPECTATION_H

#include "base/vec.h"
#include "input/config.h"

#include <stdbool.h>
#include <stdint.h>

typedef VEC(const char *) text_vec;

enum expectation_kind { EXPECT_FINDING, EXPECT_OK };

struct expectation {
    enum expectation_kind kind;
    bool todo; /* the opposite is the case today */
    enum level level;
    const char *file;
    uint32_t line, col;
    const char *id;
    text_vec texts, steps, related;
    const char *certainty; /* NULL: any */
    bool met;
};

struct expected { /* of one file, or of several added up */
    VEC(struct expectation) all;
    text_vec args, flags;
    int exit_status;   /* -1: not stated */
    text_vec problems; /* what could not be understood, with its place */
};

/* Read the expectations of TEXT, the content of FILE. ARENA owns what is added. */
void expected_add(struct arena *arena, const char *file, const char *text,
                  struct expected *ret_expected);
/* TEXT with every expectation replaced by a suppression with a reason; as many lines as before. */
char *expected_suppressed(struct arena *arena, const char *text);

#endif
