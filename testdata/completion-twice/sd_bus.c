/* A reply that could not be sent, which its negative result says, may be tried again with an error. */
#include <errno.h>
#include <systemd/sd-event.h>

typedef struct sd_bus_message sd_bus_message;
typedef struct sd_bus_error {
    const char *name;
} sd_bus_error;
typedef int (*sd_bus_message_handler_t)(sd_bus_message *m, void *userdata, sd_bus_error *error);
typedef struct sd_bus_vtable {
    union {
        struct {
            const char *member;
            sd_bus_message_handler_t handler;
        } method;
    } x;
} sd_bus_vtable;
int sd_bus_message_read(sd_bus_message *m, const char *types, ...);
int sd_bus_reply_method_return(sd_bus_message *call, const char *types, ...);
int sd_bus_reply_method_errno(sd_bus_message *call, int error, const sd_bus_error *e);

struct service {
    int level, known;
};

static int answers_again(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    struct service *s = userdata;
    int level;
    (void)error;
    int r = sd_bus_message_read(m, "i", &level);
    if (r < 0)
        return sd_bus_reply_method_errno(m, -r, NULL); // ok: NS209
    if (level > 7) {
        r = sd_bus_reply_method_return(m, "");
        if (r < 0)
            return sd_bus_reply_method_errno(m, -r, NULL); // ok: NS209
    }
    s->level = level;
    return sd_bus_reply_method_return(m, ""); // error: 12 NS209 "'sd_bus_message'"
}

static int answers_once(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    struct service *s = userdata;
    int level;
    (void)error;
    int r = sd_bus_message_read(m, "i", &level);
    if (r < 0)
        return sd_bus_reply_method_errno(m, -r, NULL);
    if (level > 7) {
        r = sd_bus_reply_method_return(m, "");
        if (r < 0)
            return sd_bus_reply_method_errno(m, -r, NULL); // ok: NS209
        return r;
    }
    s->level = level;
    return sd_bus_reply_method_return(m, ""); // ok: NS209
}

/* The same by a function of the program: it returns what the reply returned. */
static int reply_level(sd_bus_message *m, int level)
{
    return sd_bus_reply_method_return(m, "i", level);
}

static int asks_helper(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    struct service *s = userdata;
    (void)error;
    if (reply_level(m, s->level) < 0)
        return sd_bus_reply_method_errno(m, EIO, NULL); // ok: NS209
    return 0;
}

static int asks_helper_wrongly(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    struct service *s = userdata;
    (void)error;
    if (reply_level(m, s->level) >= 0)
        return sd_bus_reply_method_errno(m, EIO, NULL); // error: 16 NS209
    return 0;
}

/* What it returned is not asked for. */
static int never_asks(sd_bus_message *m, void *userdata, sd_bus_error *error)
{
    struct service *s = userdata;
    (void)error;
    sd_bus_reply_method_return(m, "i", s->level);
    if (s->known)
        return sd_bus_reply_method_errno(m, EIO, NULL); // error: 16 NS209
    return 1;
}

const sd_bus_vtable vtable[] = {{.x = {.method = {"a", answers_again}}},
                                {.x = {.method = {"b", answers_once}}},
                                {.x = {.method = {"c", asks_helper}}},
                                {.x = {.method = {"d", asks_helper_wrongly}}},
                                {.x = {.method = {"e", never_asks}}}};
