/* PAM: the conversation runs inside the call that waits for it. */
#include <security/pam_appl.h>
#include <stddef.h>
#include <unistd.h>
#include <uv.h>

static int on_loop(int n, const struct pam_message **messages, struct pam_response **responses, void *data)
{
    (void)n, (void)messages, (void)responses, (void)data;
    pause(); // error: 5 NS101 related: "and 'pam_authenticate' calls it"
    return 0;
}

static const struct pam_conv conversation = {.conv = on_loop};

static void on_timer(uv_timer_t *timer)
{
    pam_handle_t *pam;
    (void)timer;
    pam_start("demo", "user", &conversation, &pam);
    pam_authenticate(pam, 0); // error: 5 NS107 "pam_authenticate"
    pam_end(pam, 0);
}

void start(uv_timer_t *timer);

void start(uv_timer_t *timer)
{
    uv_timer_start(timer, on_timer, 1, 1);
}
