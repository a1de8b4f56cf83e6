#include "values/prefix.h"

#include <string.h>

struct prefix prefix_join(struct strs *strs, struct prefix a, struct prefix b)
{
    if (a.is == PREFIX_NONE || prefix_same(a, b))
        return b;
    if (b.is == PREFIX_NONE)
        return a;
    if (a.is != b.is || a.is == PREFIX_FORMAT || a.param != b.param)
        return PREFIX_UNKNOWN;
    const char *x = str_text(strs, a.text), *y = str_text(strs, b.text);
    size_t len = 0;
    while (x[len] && x[len] == y[len])
        len++;
    return (struct prefix){.is = a.is, .param = a.param, .text = str_intern_n(strs, x, len)};
}

struct prefix prefix_of_longer(struct prefix p)
{
    p.whole = false;
    return p;
}

#define ROOM                                                                                       \
    256 /* longer than the beginning that any rule asks for: what follows tells nothing            \
         */

struct printed { /* a text while it is put together */
    struct strs *strs;
    struct prefix head;
    char at[ROOM];
    size_t len;
};

/* False: what follows is not known. */
static bool put(struct printed *t, const char *text, size_t len)
{
    size_t room = ROOM - t->len, fits = len < room ? len : room;
    memcpy(t->at + t->len, text, fits);
    t->len += fits;
    return fits == len;
}

static bool put_prefix(struct printed *t, struct prefix p)
{
    if (p.is == PREFIX_PARAM && !t->len && t->head.is == PREFIX_KNOWN)
        t->head = p;
    else if (p.is != PREFIX_KNOWN)
        return false;
    return put(t, str_text(t->strs, p.text), str_len(t->strs, p.text)) && p.whole;
}

static struct prefix printed(const struct printed *t, bool whole)
{
    return (struct prefix){.is = t->head.is,
                           .whole = whole,
                           .text = str_intern_n(t->strs, t->at, t->len),
                           .param = t->head.param};
}

struct prefix prefix_printed(struct strs *strs, const struct prefix *args, uint32_t arg_len,
                             uint32_t format, uint32_t first)
{
    struct prefix f = format < arg_len ? args[format] : PREFIX_UNKNOWN;
    struct printed t = {.strs = strs, .head = PREFIX_UNKNOWN};
    if (f.is == PREFIX_PARAM && !f.text.i)
        return (struct prefix){.is = PREFIX_FORMAT, .param = f.param};
    if (f.is != PREFIX_KNOWN)
        return PREFIX_UNKNOWN;
    bool whole = f.whole;
    for (const char *at = str_text(strs, f.text); *at && whole;) {
        size_t plain = strcspn(at, "%");
        whole = put(&t, at, plain);
        at += plain;
        if (!*at || !whole)
            break;
        struct prefix arg = first < arg_len ? args[first] : PREFIX_UNKNOWN;
        whole = at[1] == '%' ? put(&t, "%", 1) : at[1] == 's' && put_prefix(&t, arg);
        first += at[1] != '%';
        at += whole ? 2 : 0;
    }
    return printed(&t, whole);
}

struct prefix prefix_bind(struct strs *strs, struct prefix p, const struct prefix *args,
                          uint32_t arg_len)
{
    struct printed t = {.strs = strs, .head = PREFIX_UNKNOWN};
    if (p.is == PREFIX_FORMAT)
        return prefix_printed(strs, args, arg_len, p.param, p.param + 1);
    if (p.is != PREFIX_PARAM || p.param >= arg_len)
        return p.is == PREFIX_PARAM ? PREFIX_UNKNOWN : p;
    if (args[p.param].is == PREFIX_NONE || args[p.param].is == PREFIX_FORMAT)
        return prefix_of_longer(args[p.param]);
    bool goes_on = put_prefix(&t, args[p.param]);
    return printed(&t,
                   goes_on && put(&t, str_text(strs, p.text), str_len(strs, p.text)) && p.whole);
}
