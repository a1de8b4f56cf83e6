#include <stdint.h>

void pause_for(int64_t ms);
void pause_until(int64_t point);
int64_t after(int64_t ms);
