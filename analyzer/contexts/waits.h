/* Waits: calls that wait for several descriptors, or for a set that grows, by which a program has
 * an event loop of its own (packs: waits_many).
 *
 * A set that is written down where the wait stands, and that has at most one descriptor beside the
 * process's own standard streams, is none: who waits so waits for one answer, or copies between a
 * connection and a person or a pipe, and there is nobody else whom it could keep waiting. Nor is
 * one of descriptors that are all fields of one local variable which a call that starts a process
 * fills in: output and errors of one child, read until both have ended.
 */
#ifndef CONTEXTS_WAITS_H
#define CONTEXTS_WAITS_H

#include "values/aval.h"

/* The rule by which CALL waits for many; NULL: it does not. */
const struct rule_wait *wait_of_call(const struct aval_context *values, struct arena *scratch,
                                     const struct call *call);

#endif
