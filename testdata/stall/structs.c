/* A limit in a struct counts where all ways to the call write constants into it. */
#include <string.h>
#include <sys/select.h>
#include <time.h>
#include <uv.h>

static const struct timespec short_rest = {.tv_nsec = 2000000};
static const struct timespec long_rest = {2, 0};
static struct timespec changed = {0, 1000};

void next_timeout(struct timeval *tv);
void show_timeout(const struct timeval *tv);
extern struct timeval *kept;

static void on_known(uv_timer_t *t)
{
    struct timespec ms = {0, 1000 * 1000};
    struct timeval tv;
    fd_set set;
    FD_ZERO(&set);
    nanosleep(&ms, NULL);                          // note: 5 NS101 "nanosleep"
    nanosleep(&(struct timespec){.tv_sec = 1}, 0); // warning: 5 NS101 "nanosleep"
    nanosleep(&short_rest, NULL);                  // note: 5 NS101 "nanosleep"
    nanosleep(&long_rest, NULL);                   // warning: 5 NS101 "nanosleep"
    tv.tv_sec = 0;
    tv.tv_usec = 5000;
    select(4, &set, NULL, NULL, &tv); // note: 5 NS102 "select"
    tv.tv_usec = t->data ? 5000 : 7000;
    select(4, &set, NULL, NULL, &tv); // note: 5 NS102 "select"
    tv.tv_usec = t->data ? 5000 : 50000;
    tv.tv_sec = 0;
    show_timeout(&tv);
    select(4, &set, NULL, NULL, &tv); // warning: 5 NS102 "select"
    select(4, &set, NULL, NULL, NULL); // error: 5 NS102 "select"
}

static void on_ways(uv_timer_t *t)
{
    struct timeval tv = {0, 1000};
    fd_set set;
    FD_ZERO(&set);
    if (t->data)
        tv.tv_usec = 9000;
    select(4, &set, NULL, NULL, &tv); // note: 5 NS102 "select"
}

static void on_rounds(uv_timer_t *t)
{
    fd_set set;
    struct timeval tv = {0, 1000};
    FD_ZERO(&set);
    while (t->data) {
        if (select(4, &set, NULL, NULL, &tv) < 0) // warning: 13 NS102 "select"
            break;
        tv.tv_usec = 100000;
    }
}

/* Not known: written by other code, by value of something else, or through an alias. Of a known number
 * of seconds the rest is less than one. */
static void on_unknown(uv_timer_t *t)
{
    struct timeval tv = {0, 1000}, copy, shared = {0, 1000}, part;
    fd_set set;
    FD_ZERO(&set);
    next_timeout(&tv);
    select(4, &set, NULL, NULL, &tv); // error: 5 NS102 "select"
    copy = *(struct timeval *)t->data;
    select(4, &set, NULL, NULL, &copy); // error: 5 NS102 "select"
    kept = &shared;
    select(4, &set, NULL, NULL, &shared); // error: 5 NS102 "select"
    memset(&part, 0, sizeof part);
    part.tv_sec = 1;
    select(4, &set, NULL, NULL, &part); // warning: 5 NS102 "select"
    nanosleep(&changed, NULL);          // error: 5 NS101 "nanosleep"
}

static void on_alias(uv_timer_t *t)
{
    struct timeval early, own;
    kept = &early;
    early.tv_sec = 0;
    early.tv_usec = 1000;
    own.tv_sec = 0;
    own.tv_usec = 1000;
    select(0, NULL, NULL, NULL, &early); // error: 5 NS102 "select"
    select(0, NULL, NULL, NULL, &own);   // note: 5 NS102 "select"
}

void start(uv_timer_t *t, long ns)
{
    uv_timer_start(t, on_alias, 0, 0);
    changed.tv_nsec = ns;
    uv_timer_start(t, on_known, 0, 0);
    uv_timer_start(t, on_ways, 0, 0);
    uv_timer_start(t, on_rounds, 0, 0);
    uv_timer_start(t, on_unknown, 0, 0);
}
