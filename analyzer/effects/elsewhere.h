/* What runs beside the loop: functions that threads and pools of them reach, and those that
 * handlers of signals reach, each with the calls that lead there from an entry.
 *
 * Entries are what the packs' `offload` hands away, and what `signal_handlers` registers. Calls are
 * followed where no guard says that this is the loop's thread. A thread that runs a loop of a
 * framework itself is one of that loop, and so is for a while one that has taken the loop's big
 * lock (a lock with `loop` in the packs), with all that it calls meanwhile. Made on demand by the
 * checks that ask; no thread that is started and joined before a loop runs, or started after it, is
 * beside it.
 */
#ifndef EFFECTS_ELSEWHERE_H
#define EFFECTS_ELSEWHERE_H

#include "contexts/context.h"
#include "effects/locks.h"

enum elsewhere_kind { ELSEWHERE_THREAD, ELSEWHERE_SIGNAL };

struct elsewhere_entry {
    struct node_id node;
    const char *why; /* "'work' is passed to 'uv_queue_work' here" */
    struct loc loc;
    struct node_id by; /* the function that hands it away; FACTS_NONE: it is stored in a field */
    uint32_t event;    /* and the call */
    bool runs_loop;    /* itself, or what it calls */
    bool apart;        /* never beside a loop */
};

struct elsewhere_reached {
    uint32_t entry;        /* number plus one, 0: not reached */
    struct node_id caller; /* FACTS_NONE: it is the entry */
    uint32_t event;
    uint32_t choices; /* calls on the way through pointers that may hold several functions; such a
                         call that the loop makes, too, counts twice */
    bool own_loop;    /* a thread that runs a loop reaches it */
    bool unlocked;    /* some way there does not hold a lock of the loop; the callers are of it */
};

struct elsewhere {
    struct arena *arena;
    const struct contexts *contexts;
    const struct locks *locks;
    enum elsewhere_kind kind;
    VEC(struct elsewhere_entry) entries;
    struct elsewhere_reached *at; /* by node */
    bool **live;                  /* by node, by block; NULL: not asked yet */
    bool **holds;                 /* by node, by event: a lock of the loop; NULL: not asked yet */
};

struct elsewhere *elsewhere_new(const struct contexts *c, const struct locks *locks,
                                enum elsewhere_kind kind);
void elsewhere_free(struct elsewhere *e);
/* Can the event run there, as far as guards say? */
bool elsewhere_live(struct elsewhere *e, struct node_id n, uint32_t event);
/* Does N hold a lock of the loop at the event, taken in N itself or by what it has called? */
bool elsewhere_holds(struct elsewhere *e, struct node_id n, uint32_t event);
/* Reach, by number of ENTRY plus one, all that the call EVENT of N leads to. */
void elsewhere_follow(struct elsewhere *e, uint32_t entry, struct node_id n, uint32_t event);

#endif
