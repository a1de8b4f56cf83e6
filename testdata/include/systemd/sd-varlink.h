/* Excerpt of systemd 257, src/systemd/sd-varlink.h (LGPL-2.1-or-later). */
#ifndef foosdvarlinkhfoo
#define foosdvarlinkhfoo

#include <stdint.h>

typedef struct sd_json_variant sd_json_variant;
typedef struct sd_varlink sd_varlink;
typedef struct sd_varlink_server sd_varlink_server;
typedef uint64_t sd_varlink_method_flags_t;
typedef int (*sd_varlink_method_t)(sd_varlink *link, sd_json_variant *parameters, sd_varlink_method_flags_t flags,
                                   void *userdata);
typedef void (*sd_varlink_disconnect_t)(sd_varlink_server *server, sd_varlink *link, void *userdata);

int sd_varlink_call(sd_varlink *v, const char *method, sd_json_variant *parameters, sd_json_variant **reply,
                    const char **error_id);
int sd_varlink_invoke(sd_varlink *v, const char *method, sd_json_variant *parameters);
int sd_varlink_server_bind_method(sd_varlink_server *s, const char *method, sd_varlink_method_t callback);
int sd_varlink_server_bind_disconnect(sd_varlink_server *s, sd_varlink_disconnect_t callback);

#endif
