/* The text of an IP address needs no look-up, and AI_NUMERICHOST forbids it, if the last store on every way to the call
 * sets it. */
#include <netdb.h>
#include <string.h>
#include <uv.h>

static struct addrinfo *list;
static const struct addrinfo numeric = {.ai_family = AF_INET, .ai_flags = AI_NUMERICHOST | AI_NUMERICSERV};
static const struct addrinfo passive = {.ai_family = AF_INET, .ai_flags = AI_PASSIVE};

static void on_literal(uv_timer_t *t)
{
    t->data = gethostbyname("10.0.0.1"); // ok: NS103
    getaddrinfo("::1", "80", NULL, &list); // ok: NS103
    getaddrinfo("10.0.0.1.example.org", "80", NULL, &list); // error: 5 NS103 "getaddrinfo"
    getaddrinfo("10.0.0", "80", NULL, &list); // error: 5 NS103 "getaddrinfo"
}

static void on_constant_hints(uv_timer_t *t)
{
    getaddrinfo(t->data, "80", &numeric, &list); // ok: NS103
    getaddrinfo(t->data, "80", &passive, &list); // error: 5 NS103 "getaddrinfo"
}

static void on_stored_hints(uv_timer_t *t)
{
    struct addrinfo hints;
    memset(&hints, 0, sizeof hints);
    hints.ai_flags = AI_PASSIVE;
    hints.ai_flags |= AI_NUMERICHOST;
    getaddrinfo(t->data, "80", &hints, &list); // ok: NS103
    hints.ai_flags = 0;
    getaddrinfo(t->data, "80", &hints, &list); // error: 5 NS103 "getaddrinfo"
}

static void on_perhaps_hints(uv_timer_t *t)
{
    struct addrinfo hints = {.ai_family = AF_INET};
    if (uv_is_active((uv_handle_t *)t))
        hints.ai_flags = AI_NUMERICHOST;
    getaddrinfo(t->data, "80", &hints, &list); // error: 5 NS103 "getaddrinfo"
    if (uv_is_active((uv_handle_t *)t))
        hints.ai_flags = AI_NUMERICHOST;
    else
        hints.ai_flags = AI_NUMERICHOST | AI_PASSIVE;
    getaddrinfo(t->data, "80", &hints, &list); // ok: NS103
}

static int look_up(const char *host, const struct addrinfo *hints)
{
    return getaddrinfo(host, "80", hints, &list);
}

static void on_helper(uv_timer_t *t)
{
    struct addrinfo hints = {.ai_flags = AI_NUMERICHOST};
    struct addrinfo any = {.ai_flags = 0};
    look_up("example.org", &hints); // ok: NS103
    look_up("127.0.0.1", &any); // ok: NS103
    look_up(t->data, &any); // error: 5 NS103 "look_up"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_literal, 1, 1);
    uv_timer_start(t, on_constant_hints, 1, 1);
    uv_timer_start(t, on_stored_hints, 1, 1);
    uv_timer_start(t, on_perhaps_hints, 1, 1);
    uv_timer_start(t, on_helper, 1, 1);
}
