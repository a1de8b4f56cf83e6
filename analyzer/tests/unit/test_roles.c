/* Which rules speak for a name: packs that are on, later ones in place of earlier ones, globs. */
#include "passes.h"

#define HEAD "nostall: 1\npack: "
#define SOURCE ", source: s}\n"

static const struct {
    const char *first, *second; /* packs, in order of loading; NULL: none */
    const char *roles;          /* of k_one: kinds of its `blocking`, "lock" where it is one */
} rows[] = {
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE, NULL, "client"},
    {HEAD "a\nblocking:\n  - {functions: [other], kind: client" SOURCE, NULL, ""},
    {HEAD "a\nblocking:\n  - {functions: [\"k_*\"], kind: client" SOURCE, NULL, "client"},
    {HEAD "a\nblocking:\n  - {functions: [\"k_?n?\"], kind: client" SOURCE, NULL, "client"},
    {HEAD "a\nblocking:\n  - {functions: [\"k_?\"], kind: client" SOURCE, NULL, ""},
    {HEAD "a\nblocking:\n  - {functions: [\"k_[o-p]ne\"], kind: client" SOURCE, NULL, "client"},
    {HEAD "a\nblocking:\n  - {functions: [\"k_[a-c]ne\"], kind: client" SOURCE, NULL, ""},
    /* entries of one pack stand side by side */
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE
          "  - {functions: [k_one], kind: file" SOURCE,
     NULL, "client file"},
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE
          "  - {functions: [\"k_*\"], kind: file" SOURCE,
     NULL, "client file"},
    /* a later pack's replace those of the same section */
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     HEAD "b\nblocking:\n  - {functions: [k_one], kind: file" SOURCE, "file"},
    {HEAD "a\nblocking:\n  - {functions: [\"k_*\"], kind: client" SOURCE,
     HEAD "b\nblocking:\n  - {functions: [k_one], kind: file" SOURCE, "file"},
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     HEAD "b\nblocking:\n  - {functions: [\"k_*\"], kind: file" SOURCE, "file"},
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     HEAD "b\nblocking:\n  - {functions: [k_two], kind: file" SOURCE, "client"},
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE
          "  - {functions: [k_one], kind: io" SOURCE,
     HEAD "b\nblocking:\n  - {functions: [k_one], kind: file" SOURCE
          "  - {functions: [k_one], kind: dns" SOURCE,
     "file dns"},
    /* not those of another section, nor what says more of one context */
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     HEAD "b\nlocks: [{acquire: k_one, release: k_two}]\n", "client lock"},
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     HEAD "b\nsync_wrappers:\n  - {function: k_one" SOURCE, "client wrapper"},
    {HEAD "a\nsync_wrappers:\n  - {function: k_one" SOURCE,
     HEAD "b\nsync_wrappers:\n  - {function: k_one, mixed: true" SOURCE, "mixed"},
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     HEAD "b\nblocking:\n  - {functions: [k_one], in: coroutine, kind: file" SOURCE, "client file"},
    {HEAD "a\nblocking:\n  - {functions: [k_one], in: coroutine, kind: file" SOURCE,
     HEAD "b\nblocking:\n  - {functions: [k_one], kind: client" SOURCE, "file client"},
    {HEAD "a\nlocks: [{acquire: k_one, release: k_two}]\n",
     HEAD "b\nblocking:\n  - {functions: [k_one], kind: client" SOURCE, "client lock"},
    /* packs that are on */
    {HEAD "a\ndetect: {headers: [uv.h]}\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     NULL, "client"},
    {HEAD "a\ndetect: {headers: [ev.h]}\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     NULL, ""},
    {HEAD "a\ndetect: {headers: [v.h]}\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     NULL, ""},
    {HEAD "a\ndetect: {headers: [ev.h, uv.h]}\nblocking:\n"
          "  - {functions: [k_one], kind: client" SOURCE,
     NULL, "client"},
    {HEAD "a\ndetect: {headers: [uv.h], uses: [k_two]}\nblocking:\n"
          "  - {functions: [k_one], kind: client" SOURCE,
     NULL, "client"},
    {HEAD "a\ndetect: {headers: [uv.h], uses: [k_three]}\nblocking:\n"
          "  - {functions: [k_one], kind: client" SOURCE,
     NULL, ""},
    {HEAD "a\nblocking:\n  - {functions: [k_one], kind: client" SOURCE,
     HEAD "b\ndetect: {headers: [ev.h]}\nblocking:\n  - {functions: [k_one], kind: file" SOURCE,
     "client"},
};

static const char *roles(struct passes *x)
{
    const struct name_roles *r = passes_call(x, "f", "k_one", 0)->roles;
    buf_clear(&x->text);
    buf_puts(&x->text, "");
    for (uint32_t i = 0; r && i < r->blocking.len; i++)
        buf_printf(&x->text, "%s%s", x->text.len ? " " : "",
                   r->blocking.at[i]->mixed ? "mixed"
                   : r->blocking.at[i]->kind == BLOCK_WRAPPER
                       ? "wrapper"
                       : block_kind_name(r->blocking.at[i]->kind));
    if (r && r->acquires.len)
        buf_printf(&x->text, "%slock", x->text.len ? " " : "");
    return x->text.at;
}

#define FOR_ALL HEAD "own\nblocking:\n  - {functions: [k_one], kind: client" SOURCE
#define FOR_EV                                                                                     \
    HEAD "own\ndetect: {headers: [ev.h]}\nblocking:\n  - {functions: [k_one], kind: client" SOURCE

/* The project turns packs on and off by name; off counts for more. */
static void test_config(struct passes *x)
{
    static const struct {
        const char *on[2], *off[2];
        const char *first, *roles;
    } all[] = {
        {{NULL}, {NULL}, FOR_EV, ""},
        {{"own"}, {NULL}, FOR_EV, "client"},
        {{"none", "o*"}, {NULL}, FOR_EV, "client"},
        {{"own", "none"}, {NULL}, FOR_EV, "client"},
        {{"none"}, {NULL}, FOR_EV, ""},
        {{NULL}, {"own"}, FOR_ALL, ""},
        {{NULL}, {"own", "none"}, FOR_ALL, ""},
        {{NULL}, {"none", "own"}, FOR_ALL, ""},
        {{NULL}, {"none"}, FOR_ALL, "client"},
        {{"own"}, {"own"}, FOR_ALL, ""},
    };
    for (uint32_t i = 0; i < COUNT(all); i++) {
        passes_pack(x, all[i].first);
        for (uint32_t k = 0; k < 2; k++) {
            if (all[i].on[k])
                vec_push(x->arena, &x->config.packs_enable, all[i].on[k]);
            if (all[i].off[k])
                vec_push(x->arena, &x->config.packs_disable, all[i].off[k]);
        }
        passes_one(x, "f() { k_one(); k_two(); }");
        if (!CHECK_TEXT(&x->t, roles(x), all[i].roles))
            fprintf(stderr, "  in row %u\n", i);
        passes_done(x);
    }
}

int main(void)
{
    struct passes x = {.headers = {"/usr/include/uv.h"}};
    test_config(&x);
    PASSES_EACH_TURN(x)
    {
        for (uint32_t i = 0; i < COUNT(rows); i++) {
            passes_pack(&x, rows[i].first);
            if (rows[i].second)
                passes_pack(&x, rows[i].second);
            passes_one(&x, "f() { k_one(); k_two(); }");
            if (!CHECK_TEXT(&x.t, roles(&x), rows[i].roles))
                fprintf(stderr, "  in %s\n%s\n", rows[i].first,
                        rows[i].second ? rows[i].second : "");
            passes_done(&x);
        }
    }
    return passes_end(&x);
}
