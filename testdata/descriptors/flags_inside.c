/* A flag counts however it is named: inside a macro of flags, an enumerator or a constant, and where
 * the call is the argument of the project's own retry macro. */
#include <errno.h>
#include <sys/wait.h>
#include <uv.h>

#define RETRY(call)                                                                                \
    ({                                                                                             \
        __typeof__(call) rc_;                                                                      \
        do                                                                                         \
            rc_ = (call);                                                                          \
        while (rc_ == -1 && errno == EINTR);                                                       \
        rc_;                                                                                       \
    })
#define REAP_FLAGS (WNOHANG | WUNTRACED)
#define WAIT_FLAGS (WCONTINUED | WUNTRACED)

enum { REAP_NOW = WNOHANG, REAP_LATER = WUNTRACED };

static void reap(uv_timer_t *t)
{
    const int flags = WNOHANG;
    int status;
    RETRY(waitpid(-1, &status, REAP_FLAGS)); // ok: NS104
    RETRY(waitpid(-1, &status, REAP_NOW));   // ok: NS104
    RETRY(waitpid(-1, &status, flags));      // ok: NS104
    waitpid(-1, &status, REAP_FLAGS);        // ok: NS104
    waitpid(-1, &status, REAP_NOW);          // ok: NS104
    (void)t;
}

static void hang(uv_timer_t *t)
{
    const int flags = WUNTRACED;
    int status;
    RETRY(waitpid(-1, &status, WAIT_FLAGS));   // error: 11 NS104 "waitpid"
    RETRY(waitpid(-1, &status, REAP_LATER));   // error: 11 NS104 "waitpid"
    RETRY(waitpid(-1, &status, flags));        // error: 11 NS104 "waitpid"
    waitpid(-1, &status, WAIT_FLAGS);          // error: 5 NS104 "waitpid"
    waitpid(-1, &status, REAP_NOW & ~WNOHANG); // error: 5 NS104 "waitpid"
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, reap, 0, 0);
    uv_timer_start(t, hang, 0, 0);
}
