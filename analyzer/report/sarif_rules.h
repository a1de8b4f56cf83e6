/* What the run itself has to say: index into the driver's notifications. */
enum sarif_notice { SARIF_UNIT_FAILED, SARIF_UNRECOGNISED, SARIF_UNEXPLAINED, SARIF_NOTICES };
extern const char *const sarif_notice_ids[SARIF_NOTICES];

/* SARIF's tool.driver: the rules that the run looked for, with their help pages, whether they fired
 * or not: that a rule is listed and has no result says that nothing was found. */
#ifndef REPORT_SARIF_RULES_H
#define REPORT_SARIF_RULES_H

#include <jansson.h>
#include <stdint.h>

struct report;
struct check_rule;

json_t *sarif_driver(const struct report *r);
/* Place of RULE, one that was looked for, in that list. */
uint32_t sarif_rule_index(const struct report *r, const struct check_rule *rule);

#endif
