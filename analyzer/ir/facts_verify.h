/* Whether facts keep the promises of facts.h: ids in range, terminators with the edges they need.
 *
 * What was read from a file is checked before use: damaged facts are refused, never trusted. What
 * extract made is checked in tests.
 */
#ifndef IR_FACTS_VERIFY_H
#define IR_FACTS_VERIFY_H

#include "ir/facts.h"

/* NULL: sound. Else what is not (static text). String ids are not looked at: only their interner
 * knows them. */
const char *facts_verify(const struct facts *f);

#endif
