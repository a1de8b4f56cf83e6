#include "link/name_roles.h"

static void put(struct buf *out, bool has, const char *name)
{
    if (has)
        buf_printf(out, "%s%s", out->len && out->at[out->len - 1] != ' ' ? ", " : "", name);
}

#define ROLE(ID, FROM, GIVES, TEXT) put(out, r->GIVES, TEXT);
#define LATEST(MEMBER) MEMBER.len
#define EVERY(MEMBER) MEMBER.len
#define PACKS(MEMBER) MEMBER.len
#define LAST(MEMBER) MEMBER != NULL
#define PACK(MEMBER) MEMBER != NULL
#define FLAG(MEMBER) MEMBER
#define GUARD(KIND) guard == GUARD_##KIND

void name_roles_print(const struct name_roles *r, struct buf *out)
{
#include "link/roles.def"
    put(out, r->listed, "of a framework that lists what suspends");
}
