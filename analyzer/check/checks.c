#include "check/check.h"

#define CHECK(NAME) extern const struct check check_##NAME;
#include "check/checks.def"
#undef CHECK

const struct check *const checks[] = {
#define CHECK(NAME) &check_##NAME,
#include "check/checks.def"
#undef CHECK
};
const uint32_t check_count = COUNT(checks);
