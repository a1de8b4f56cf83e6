// args: --rules tasklet.yaml
/* A project's own mark that expands to nothing, known from its own pack; and its body macro. */
#include <unistd.h>

#define tasklet_fn
#define TASKLET_BEGIN(t) switch ((t)->state) { case 0:
#define TASKLET_END(t) }

struct tasklet {
    int state;
};

static tasklet_fn void marked(struct tasklet *t) // note: 24 NS203 "never suspends"
{
    (void)t;
    usleep(1); // note: 5 NS101 related: "tasklet_fn"
}

static void by_body(struct tasklet *t)
{
    TASKLET_BEGIN(t)
    usleep(2); // note: 5 NS101 related: "TASKLET_BEGIN"
    TASKLET_END(t)
}

static void plain(struct tasklet *t)
{
    (void)t;
    usleep(3); // ok: NS101
}

void start(struct tasklet *t)
{
    marked(t); // error: 5 NS201 "marked"
    by_body(t);
    plain(t);
}
