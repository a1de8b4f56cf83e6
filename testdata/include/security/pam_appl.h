/* Excerpt of Linux-PAM 1.5.2, security/pam_appl.h and _pam_types.h (BSD licence or GPL-2+). */
#ifndef _SECURITY_PAM_APPL_H
#define _SECURITY_PAM_APPL_H

typedef struct pam_handle pam_handle_t;
struct pam_message;
struct pam_response;

struct pam_conv {
    int (*conv)(int num_msg, const struct pam_message **msg, struct pam_response **resp, void *appdata_ptr);
    void *appdata_ptr;
};

int pam_start(const char *service_name, const char *user, const struct pam_conv *pam_conversation,
              pam_handle_t **pamh);
int pam_authenticate(pam_handle_t *pamh, int flags);
int pam_end(pam_handle_t *pamh, int pam_status);

#endif
