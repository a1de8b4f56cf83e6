/* SARIF's tool.driver: all checks, with their help pages, whether they fired or not. */
#ifndef REPORT_SARIF_RULES_H
#define REPORT_SARIF_RULES_H

#include <jansson.h>

json_t *sarif_driver(void);

#endif
