/* Sections that say what calls do: blocking, sync_wrappers, descriptors, locks, cut. */

#include "input/rules_read.h"

#include <stddef.h>

const struct choice rules_certainty_choices[] = {{"always", CERTAINTY_ALWAYS},
                                                 {"usually", CERTAINTY_USUALLY},
                                                 {"depends", CERTAINTY_DEPENDS},
                                                 {NULL, 0}};

/* ---- blocking, sync_wrappers ---- */

/* BLOCK_WRAPPER is not among them: that is what sync_wrappers is for. */
static const struct choice kind_choices[] = {{"sleep", BLOCK_SLEEP},
                                             {"io", BLOCK_IO},
                                             {"dns", BLOCK_DNS},
                                             {"process", BLOCK_PROCESS},
                                             {"lock", BLOCK_LOCK},
                                             {"file", BLOCK_FILE},
                                             {"client", BLOCK_CLIENT},
                                             {"terminal", BLOCK_TERMINAL},
                                             {"custom", BLOCK_CUSTOM},
                                             {"cpu", BLOCK_CPU},
                                             {NULL, 0}};

static const struct choice advice_choices[] = {
    {"file", INSTEAD_FILE}, {"connect", INSTEAD_CONNECT}, {"offload", INSTEAD_OFFLOAD}, {NULL, 0}};

static const struct choice stall_choices[] = {
    {"unbounded", STALL_UNBOUNDED}, {"long", STALL_LONG}, {"short", STALL_SHORT}, {NULL, 0}};

static const struct choice unit_choices[] = {
    {"s", 1000000000}, {"ms", 1000000}, {"us", 1000}, {"ns", 1}, {NULL, 0}};

static const struct key duration_keys[] = {
    {"arg", read_arg, .offset = offsetof(struct rule_duration, arg), .need = KEY_REQUIRED},
    {"field", read_name, .offset = offsetof(struct rule_duration, field)},
    {"unit", read_choice, .offset = offsetof(struct rule_duration, unit_ns), .need = KEY_REQUIRED,
     .choices = unit_choices},
    {0},
};
static const struct shape duration_shape = {"duration", {{duration_keys, 0}}};

/* [duration_vec] one mapping, or a list of them */
static void read_duration(struct reader *rd, const struct key *key, const struct ynode *value,
                          void *at)
{
    duration_vec *all = at;
    const struct ynode *const *items = value->kind == YNODE_LIST ? value->items.at : &value;
    uint32_t count = value->kind == YNODE_LIST ? value->items.len : 1;
    if (!count)
        reader_error(rd, value, "'%s' names no argument", key->name);
    for (uint32_t i = 0; i < count; i++) {
        struct rule_duration part = {0};
        reader_map(rd, &duration_shape, items[i], &part);
        vec_push(rd->arena, all, part);
    }
}

/* The class of an entry that does not say it: what its kind waits for as a rule. */
static enum stall default_stall(const struct rule_blocking *b)
{
    switch (b->kind) {
    case BLOCK_FILE: /* one access to one file */
        return STALL_SHORT;
    case BLOCK_LOCK: /* a mutex is held for a short section; else for what another thread does */
        return b->lock != INT32_MIN ? STALL_SHORT : STALL_UNBOUNDED;
    case BLOCK_CUSTOM: /* the project calls it blocking, and does not say more */
    case BLOCK_CPU:
        return STALL_LONG;
    case BLOCK_WRAPPER: /* a mixed one only dispatches */
        return b->mixed ? STALL_SHORT : STALL_UNBOUNDED;
    case BLOCK_SLEEP:
    case BLOCK_IO:
    case BLOCK_DNS:
    case BLOCK_PROCESS:
    case BLOCK_CLIENT:
    case BLOCK_TERMINAL:
    case BLOCK_KINDS:
        break;
    }
    return STALL_UNBOUNDED; /* a peer, a process, a person; an unknown time */
}

static const struct key blocking_keys[] = {
    {"kind", read_choice, .offset = offsetof(struct rule_blocking, kind), .need = KEY_REQUIRED,
     .choices = kind_choices},
    {"fd", read_arg, .offset = offsetof(struct rule_blocking, fd)},
    {"lock", read_arg, .offset = offsetof(struct rule_blocking, lock)},
    {"count", read_arg, .offset = offsetof(struct rule_blocking, count)},
    {"once_ready", read_bool, .offset = offsetof(struct rule_blocking, once_ready)},
    {"event", read_bool, .offset = offsetof(struct rule_blocking, event)},
    {"advice", read_choice, .offset = offsetof(struct rule_blocking, advice),
     .choices = advice_choices},
    {"duration", read_duration, .offset = offsetof(struct rule_blocking, duration)},
    {0},
};
static const struct key mixed_keys[] = {
    {"mixed", read_bool, .offset = offsetof(struct rule_blocking, mixed)},
    {0},
};
static const struct key blocking_common_keys[] = {
    {"certainty", read_choice, .offset = offsetof(struct rule_blocking, certainty),
     .choices = rules_certainty_choices},
    {"stall", read_choice, .offset = offsetof(struct rule_blocking, stall),
     .choices = stall_choices},
    {"in", read_choice, .offset = offsetof(struct rule_blocking, in), .choices = rules_in_choices},
    {"when", read_conditions, .offset = offsetof(struct rule_blocking, when)},
    {"unless", read_conditions, .offset = offsetof(struct rule_blocking, unless)},
    {"instead", read_text, .offset = offsetof(struct rule_blocking, instead)},
    {0},
};

static const struct shape blocking_shape = {
    "blocking",
    {{rules_callee_keys, offsetof(struct rule_blocking, callee)},
     {blocking_keys, 0},
     {blocking_common_keys, 0},
     {rules_cited_keys, offsetof(struct rule_blocking, origin)}}};
static const struct shape sync_wrapper_shape = {
    "sync_wrapper",
    {{rules_callee_keys, offsetof(struct rule_blocking, callee)},
     {mixed_keys, 0},
     {blocking_common_keys, 0},
     {rules_cited_keys, offsetof(struct rule_blocking, origin)}}};

static void add_blocking(struct reader *rd, const struct ynode *entry, const struct shape *shape,
                         enum block_kind kind, enum certainty certainty)
{
    struct rule_blocking b = {.kind = kind,
                              .certainty = certainty,
                              .in = CONTEXT_ANY,
                              .advice = INSTEAD_KINDS,
                              .fd = INT32_MIN,
                              .lock = INT32_MIN,
                              .count = INT32_MIN,
                              .origin = rules_origin(rd, entry)};
    rules_callee_init(&b.callee);
    reader_map(rd, shape, entry, &b);
    rules_callee_close(rd, entry, &b.callee);
    if (b.lock != INT32_MIN && b.kind != BLOCK_LOCK)
        reader_error(rd, entry, "'lock' goes with kind lock only");
    if (b.event && b.kind != BLOCK_SLEEP)
        reader_error(rd, entry, "'event' goes with kind sleep only");
    if (b.stall == STALL_NONE)
        b.stall = default_stall(&b);
    vec_push(rd->arena, &rd->pack->blocking, b);
}

void rules_add_blocking(struct reader *rd, const struct ynode *entry)
{
    add_blocking(rd, entry, &blocking_shape, BLOCK_CUSTOM, CERTAINTY_USUALLY);
}

void rules_add_sync_wrapper(struct reader *rd, const struct ynode *entry)
{
    add_blocking(rd, entry, &sync_wrapper_shape, BLOCK_WRAPPER, CERTAINTY_ALWAYS);
}

/* ---- descriptors ---- */

static const struct choice fd_kind_choices[] = {{"socket", FD_SOCKET},
                                                {"local", FD_LOCAL},
                                                {"datagram", FD_DATAGRAM},
                                                {"local_datagram", FD_LOCAL_DATAGRAM},
                                                {"pipe", FD_PIPE},
                                                {"file", FD_FILE},
                                                {"eventfd", FD_EVENTFD},
                                                {"timerfd", FD_TIMERFD},
                                                {"signalfd", FD_SIGNALFD},
                                                {"inotify", FD_INOTIFY},
                                                {"epoll", FD_EPOLL},
                                                {"tty", FD_TTY},
                                                {"memory", FD_MEMORY},
                                                {"output", FD_OUTPUT},
                                                {"none", FD_NONE},
                                                {"other", FD_OTHER},
                                                {NULL, 0}};

static const struct key fd_open_keys[] = {
    {"kind", read_choice, .offset = offsetof(struct rule_fd_open, kind),
     .choices = fd_kind_choices},
    {"variable", read_names, .offset = offsetof(struct rule_fd_open, callee.functions)},
    {"of", read_arg, .offset = offsetof(struct rule_fd_open, of)},
    {"out", read_arg, .offset = offsetof(struct rule_fd_open, out)},
    {"when", read_conditions, .offset = offsetof(struct rule_fd_open, when)},
    {"nonblocking", read_conditions, .offset = offsetof(struct rule_fd_open, nonblocking)},
    {0},
};
static const struct shape fd_open_shape = {
    "fd_open",
    {{rules_callee_keys, offsetof(struct rule_fd_open, callee)},
     {fd_open_keys, 0},
     {rules_cited_keys, offsetof(struct rule_fd_open, origin)}}};

static void add_fd_open(struct reader *rd, const struct ynode *entry)
{
    struct rule_fd_open o = {
        .kind = FD_OTHER, .out = INT32_MIN, .of = INT32_MIN, .origin = rules_origin(rd, entry)};
    rules_callee_init(&o.callee);
    reader_map(rd, &fd_open_shape, entry, &o);
    rules_callee_close(rd, entry, &o.callee);
    if (entry->kind == YNODE_MAP && !ynode_find(entry, "kind") == (o.of == INT32_MIN))
        reader_error(rd, entry, "'kind' or 'of' is wanted, and not both");
    vec_push(rd->arena, &rd->pack->fd_opens, o);
}

static const struct key fd_set_keys[] = {
    {"fd", read_arg, .offset = offsetof(struct rule_fd_set, fd), .need = KEY_REQUIRED},
    {"when", read_conditions, .offset = offsetof(struct rule_fd_set, when)},
    {"unless", read_conditions, .offset = offsetof(struct rule_fd_set, unless)},
    {0},
};
static const struct shape fd_set_shape = {
    "fd_set",
    {{rules_callee_keys, offsetof(struct rule_fd_set, callee)},
     {fd_set_keys, 0},
     {rules_cited_keys, offsetof(struct rule_fd_set, origin)}}};

static struct rule_fd_set read_fd_set(struct reader *rd, const struct ynode *entry)
{
    struct rule_fd_set s = {.origin = rules_origin(rd, entry)};
    rules_callee_init(&s.callee);
    reader_map(rd, &fd_set_shape, entry, &s);
    rules_callee_close(rd, entry, &s.callee);
    return s;
}

static void add_set_nonblocking(struct reader *rd, const struct ynode *entry)
{
    vec_push(rd->arena, &rd->pack->fd_sets_nonblocking, read_fd_set(rd, entry));
}

static void add_set_blocking(struct reader *rd, const struct ynode *entry)
{
    vec_push(rd->arena, &rd->pack->fd_sets_blocking, read_fd_set(rd, entry));
}

static const struct key descriptors_keys[] = {
    {"open", read_each, .each = add_fd_open, .shape = &fd_open_shape},
    {"set_nonblocking", read_each, .each = add_set_nonblocking, .shape = &fd_set_shape},
    {"set_blocking", read_each, .each = add_set_blocking, .shape = &fd_set_shape},
    {0},
};
const struct shape rules_descriptors_shape = {"descriptors", {{descriptors_keys, 0}}};

/* ---- locks ---- */

static const struct shape acquire_shape = {"acquire", {{rules_callee_keys, 0}}};

void rules_read_acquire(struct reader *rd, const struct key *key, const struct ynode *value,
                        void *at)
{
    struct callee *c = at;
    if (value->kind != YNODE_MAP) {
        read_names(rd, key, value, &c->functions);
        if (!c->functions.len && !rd->errors)
            reader_error(rd, value, "'%s' names no function", key->name);
        return;
    }
    reader_map(rd, &acquire_shape, value, c);
    rules_callee_close(rd, value, c);
}

static const struct choice lock_kind_choices[] = {{"thread", LOCK_THREAD},
                                                  {"coroutine", LOCK_COROUTINE},
                                                  {"exclusive", LOCK_EXCLUSIVE},
                                                  {"other", LOCK_OTHER},
                                                  {NULL, 0}};
static const struct choice lock_taken_choices[] = {
    {"always", TAKEN_ALWAYS}, {"zero", TAKEN_ZERO}, {"nonzero", TAKEN_NONZERO}, {NULL, 0}};

static const struct key lock_keys[] = {
    {"acquire", rules_read_acquire, .offset = offsetof(struct rule_lock, acquire),
     .need = KEY_REQUIRED},
    {"when", read_conditions, .offset = offsetof(struct rule_lock, when)},
    {"release", read_names, .offset = offsetof(struct rule_lock, release), .need = KEY_REQUIRED},
    {"release_when", read_conditions, .offset = offsetof(struct rule_lock, release_when)},
    {"arg", read_arg, .offset = offsetof(struct rule_lock, arg)},
    {"anonymous", read_bool, .offset = offsetof(struct rule_lock, anonymous)},
    {"loop", read_bool, .offset = offsetof(struct rule_lock, loop)},
    {"kind", read_choice, .offset = offsetof(struct rule_lock, kind), .choices = lock_kind_choices},
    {"taken", read_choice, .offset = offsetof(struct rule_lock, taken),
     .choices = lock_taken_choices},
    {0},
};
static const struct shape lock_shape = {
    "lock", {{lock_keys, 0}, {rules_origin_keys, offsetof(struct rule_lock, origin)}}};

void rules_add_lock(struct reader *rd, const struct ynode *entry)
{
    struct rule_lock l = {.kind = LOCK_THREAD, .origin = rules_origin(rd, entry)};
    rules_callee_init(&l.acquire);
    reader_map(rd, &lock_shape, entry, &l);
    vec_push(rd->arena, &rd->pack->locks, l);
}

static const struct key path_keys[] = {
    {"out", read_arg, .offset = offsetof(struct rule_path, out)},
    {"format", read_arg, .offset = offsetof(struct rule_path, format)},
    {"of", read_arg, .offset = offsetof(struct rule_path, of)},
    {"text", read_text, .offset = offsetof(struct rule_path, text)},
    {0},
};
static const struct shape path_shape = {"path_make",
                                        {{rules_callee_keys, offsetof(struct rule_path, callee)},
                                         {path_keys, 0},
                                         {rules_origin_keys, offsetof(struct rule_path, origin)}}};

void rules_add_path(struct reader *rd, const struct ynode *entry)
{
    struct rule_path p = {
        .out = INT32_MIN, .format = INT32_MIN, .of = INT32_MIN, .origin = rules_origin(rd, entry)};
    rules_callee_init(&p.callee);
    reader_map(rd, &path_shape, entry, &p);
    rules_callee_close(rd, entry, &p.callee);
    vec_push(rd->arena, &rd->pack->paths_made, p);
}

/* ---- cut ---- */

struct cut_entry {
    name_vec callers, callees;
    struct rule_cut rule;
};

static const struct key cut_keys[] = {
    {"caller", read_names, .offset = offsetof(struct cut_entry, callers), .need = KEY_REQUIRED},
    {"callee", read_names, .offset = offsetof(struct cut_entry, callees), .need = KEY_REQUIRED},
    {"reason", read_text, .offset = offsetof(struct cut_entry, rule.reason), .need = KEY_REQUIRED},
    {0},
};
static const struct shape cut_shape = {
    "cut", {{cut_keys, 0}, {rules_origin_keys, offsetof(struct cut_entry, rule.origin)}}};

void rules_add_cut(struct reader *rd, const struct ynode *entry)
{
    struct cut_entry e = {.rule.origin = rules_origin(rd, entry)};
    reader_map(rd, &cut_shape, entry, &e);
    for (uint32_t i = 0; i < e.callers.len; i++)
        for (uint32_t j = 0; j < e.callees.len; j++) {
            e.rule.caller = e.callers.at[i];
            e.rule.callee = e.callees.at[j];
            vec_push(rd->arena, &rd->pack->cuts, e.rule);
        }
}

const struct shape *const rules_call_shapes[] = {
    &blocking_shape,
    &sync_wrapper_shape,
    &fd_open_shape,
    &fd_set_shape,
    &rules_descriptors_shape,
    &acquire_shape,
    &path_shape,
    &lock_shape,
    &cut_shape,
    &duration_shape,
    NULL,
};
