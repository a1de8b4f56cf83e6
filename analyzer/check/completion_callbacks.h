/* Which functions get an object that stands for an answer, and from whom, by node of the program:
 * in the check's scratch memory. For NS208 and NS209. */
#ifndef CHECK_COMPLETION_CALLBACKS_H
#define CHECK_COMPLETION_CALLBACKS_H

#include "check/check.h"
#include "contexts/context.h"

/* Note the functions that the call is given, unless GIVEN is NULL. True: there are some. */
bool completion_functions(const struct check_input *in, const struct call *call, bool *given);
/* Those that calls of NAMES are given, or that are stored in fields of NAMES, as record.field. */
const bool *completion_given(const struct check_input *in, const name_vec *names);
/* Those that are told how an operation ended, and so run once. */
const bool *completion_told(const struct check_input *in);

#endif
