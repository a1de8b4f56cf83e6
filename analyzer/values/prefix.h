/* What a text begins with: the part of a path that tells where in the file system it leads.
 *
 * Of several texts it is what they have in common, so that a prefix only gets shorter while more
 * is found. What a parameter decides stays open until the caller's arguments are put in.
 */
#ifndef VALUES_PREFIX_H
#define VALUES_PREFIX_H

#include "base/str.h"

enum prefix_is {
    PREFIX_NONE,   /* no text gets here, as far as is known */
    PREFIX_KNOWN,  /* begins with TEXT, which may be empty: nothing is known then */
    PREFIX_PARAM,  /* begins with what is handed over as PARAM, and then TEXT */
    PREFIX_FORMAT, /* as that, as a format of what is handed over behind it */
};

struct prefix {
    enum prefix_is is;
    bool whole; /* nothing follows TEXT */
    struct str text;
    uint32_t param;
};

#define PREFIX_UNKNOWN ((struct prefix){.is = PREFIX_KNOWN})

static inline bool prefix_same(struct prefix a, struct prefix b)
{
    return a.is == b.is && a.whole == b.whole && a.text.i == b.text.i && a.param == b.param;
}

/* The parameter itself. */
static inline struct prefix prefix_of_param(uint32_t param)
{
    return (struct prefix){.is = PREFIX_PARAM, .whole = true, .param = param};
}

/* Do callers decide it? */
static inline bool prefix_is_open(struct prefix p)
{
    return p.is == PREFIX_PARAM || p.is == PREFIX_FORMAT;
}

/* What both begin with. */
struct prefix prefix_join(struct strs *strs, struct prefix a, struct prefix b);
/* A text that goes on behind P: only its beginning is known. */
struct prefix prefix_of_longer(struct prefix p);
/* What printf makes of the format ARGS[FORMAT] and the arguments from FIRST on. Where they are
 * beyond ARG_LEN, nothing is known of them. Source: C17 7.21.6.1 */
struct prefix prefix_printed(struct strs *strs, const struct prefix *args, uint32_t arg_len,
                             uint32_t format, uint32_t first);
/* P of a callee, for a caller that hands over ARGS. */
struct prefix prefix_bind(struct strs *strs, struct prefix p, const struct prefix *args,
                          uint32_t arg_len);

#endif
