/* Keys of fields that are members of unions. */
#include "link/unions.h"
#include "test.h"

static const struct {
    const char *key, *begins; /* NULL: the member of no union */
} rows[] = {
    {"c:@U@hook@FI@run", "c:@U@hook@FI"},
    {"c:@UA@hook@FI@run", "c:@UA@hook@FI"},
    {"c:@S@s@Ua@FI@run", "c:@S@s@Ua@FI"},
    {"c:@S@s@U@a.c@62@FI@run", "c:@S@s@U@a.c@62@FI"},
    {"c:a.c@141@F@start@U@a.c@141@FI@in", "c:a.c@141@F@start@U@a.c@141@FI"},
    {"c:@S@s@FI@run", NULL},
    {"c:@SA@s@FI@run", NULL},
    {"c:@U@hook@S@of@FI@run", NULL}, /* a struct in a union */
    {"c:@S@U@FI@run", NULL},         /* names that look like words */
    {"c:@S@Ua@FI@run", NULL},
    {"c:@U@S@FI@run", "c:@U@S@FI"},
    {"c:@U@FI@FI@run", "c:@U@FI@FI"},
    {"c:@F@U@S@s@FI@run", NULL},
    {"c:@F@run", NULL},
    {"c:@U@", NULL},
    {"", NULL},
};

int main(void)
{
    struct test t = {0};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CHECK_NUMBER(&t, unions_key(rows[i].key), rows[i].begins ? strlen(rows[i].begins) : 0);
    return test_end(&t);
}
