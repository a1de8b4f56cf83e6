/* Terms and needs as text, for people and for tests: the operators are those of C, a parameter is
 * its name, `?` is what is not known.
 */
#ifndef LINK_TERMS_TEXT_H
#define LINK_TERMS_TEXT_H

#include "base/buf.h"
#include "link/members.h"

struct terms_text {
    const struct terms *terms;
    const struct strs *strs;
    const struct entity
        *of; /* the function that the terms are about; NULL: parameters are numbers */
    const struct bodies *bodies; /* NULL: members are numbers, too */
};

void term_print(const struct terms_text *x, struct term_id term, struct buf *out);
/* "flags & 1, n != 2"; nothing where it needs nothing. */
void needs_print(const struct terms_text *x, struct needs needs, struct buf *out);

#endif
