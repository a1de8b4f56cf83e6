/* What the analysis knows of one function, as text for `nostall facts`: a line for each answer,
 * then each event that runs with what it can reach.
 *
 * For people who look into a finding, or into a missing one, and for tests. Event and block numbers
 * are those of the facts (ir/facts_text.h), which stand before it.
 */
#ifndef CLI_FACTS_FUNCTION_H
#define CLI_FACTS_FUNCTION_H

#include "base/buf.h"
#include "cli/analysis.h"

/* SCRATCH may be reset after it. */
void facts_function(const struct analysis *a, struct arena *scratch, struct node_id n,
                    struct buf *out);

#endif
