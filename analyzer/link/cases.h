/* The conditions of a switch: when control leaves it for where an edge leads, in terms of the value
 * that is switched on.
 *
 * Some hundred cases that lead to one place are one term where they follow one another; what grows
 * too large is unknown (link/terms.h). Private to link.
 */
#ifndef LINK_CASES_H
#define LINK_CASES_H

#include "link/terms.h"

/* By edge of the switch that ends block K of FN: that it is left for where the edge leads, be it by
 * this edge or by others. VALUE is what is switched on; unknown: so is all. ret_terms has room for
 * all edges and holds nothing known. What follows where no case fits, in the default or behind the
 * switch, is the last edge. Time is that of sorting the cases. */
void cases_find(struct terms *t, struct arena *scratch, const struct function *fn,
                const struct block *k, struct term_id value, struct term_id *ret_terms);

#endif
