/* A project's own coroutines, by its own rules. */
// args: --rules project.yaml
#include <stddef.h>

struct strand;
struct strand *strand_new(void (*entry)(void *), void *data);
struct strand *strand_now(int size);
void strand_call(void);
void strand_post(int queue, struct strand *s);
const char *strand_name(struct strand *s);
void strand_free(struct strand *s);
#define STRAND_GO(call)                                                                            \
    ({                                                                                             \
        struct strand *strand_ = strand_now(64);                                                   \
        if (strand_)                                                                               \
            call;                                                                                  \
        strand_;                                                                                   \
    })

static void entry(void *data)
{
    (void)data;
}

void posted(void)
{
    struct strand *s = strand_new(entry, NULL); // ok: NS206
    strand_post(1, s);
    strand_free(s);
}

void only_named(void)
{
    struct strand *s = strand_new(entry, NULL); // warning: 24 NS206 "strand_new" "strand_post"
    if (strand_name(s) == NULL)
        return;
    strand_free(s);
}

void by_macro(void)
{
    STRAND_GO(entry(NULL)); // warning: 5 NS205 "STRAND_GO" "strand_free"
    struct strand *s = STRAND_GO(entry(NULL)); // ok: NS205
    strand_free(s);
}
