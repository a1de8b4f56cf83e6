/* PAM: in a thread of its own it may wait, and so may the conversation. */
#include <pthread.h>
#include <security/pam_appl.h>
#include <stddef.h>
#include <unistd.h>

static int in_thread(int n, const struct pam_message **messages, struct pam_response **responses, void *data)
{
    (void)n, (void)messages, (void)responses, (void)data;
    pause(); // ok: NS101
    return 0;
}

static void *thread(void *user)
{
    struct pam_conv conversation = {.conv = in_thread};
    pam_handle_t *pam;
    pam_start("demo", user, &conversation, &pam);
    pam_authenticate(pam, 0); // ok: NS107
    pam_end(pam, 0);
    return NULL;
}

void start(pthread_t *t);

void start(pthread_t *t)
{
    pthread_create(t, NULL, thread, NULL);
}
