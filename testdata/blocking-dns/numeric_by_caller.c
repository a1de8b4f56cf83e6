/* Whether AI_NUMERICHOST stands in the hints is what a caller's flag says: or-ed in under a test, chosen, stored as it is
 * handed over, negated, and through a helper between. */
#include <netdb.h>
#include <stdbool.h>
#include <string.h>
#include <uv.h>

#define LOOK_NUMERIC 1
#define LOOK_IPV6 2

static struct addrinfo *list;

static int by_bit(const char *host, unsigned flags)
{
    struct addrinfo hints;

    memset(&hints, 0, sizeof hints);
    hints.ai_socktype = SOCK_STREAM;
    if (flags & LOOK_NUMERIC)
        hints.ai_flags |= AI_NUMERICHOST;
    if (flags & LOOK_IPV6)
        hints.ai_family = AF_INET6;
    return getaddrinfo(host, NULL, &hints, &list);
}

static int by_choice(const char *host, bool names)
{
    struct addrinfo hints = {.ai_flags = AI_PASSIVE | (names ? 0 : AI_NUMERICHOST)};

    return getaddrinfo(host, NULL, &hints, &list);
}

static int by_value(const char *host, int flags)
{
    struct addrinfo hints = {.ai_family = AF_UNSPEC};

    hints.ai_flags = flags;
    return getaddrinfo(host, NULL, &hints, &list);
}

static int ask(const char *host, const struct addrinfo *hints)
{
    return getaddrinfo(host, "80", hints, &list);
}

static int by_helper(const char *host, bool numeric)
{
    struct addrinfo hints = {0};

    if (numeric)
        hints.ai_flags = AI_NUMERICHOST | AI_NUMERICSERV;
    else
        hints.ai_flags = AI_ADDRCONFIG;
    return ask(host, &hints);
}

static int by_either(const char *host, bool numeric)
{
    struct addrinfo hints = {0};

    if (numeric)
        hints.ai_flags |= AI_NUMERICHOST;
    strcpy((char *)&hints, host); /* and what else it writes */
    return ask(host, &hints);
}

static void on_address(uv_timer_t *t)
{
    by_bit(t->data, LOOK_NUMERIC | LOOK_IPV6); // ok: NS103
    by_choice(t->data, false); // ok: NS103
    by_value(t->data, AI_NUMERICHOST); // ok: NS103
    by_helper(t->data, true); // ok: NS103
}

static void on_name(uv_timer_t *t)
{
    by_bit(t->data, LOOK_IPV6); // error: 5 NS103 "by_bit"
    by_choice(t->data, true); // error: 5 NS103 "by_choice"
    by_value(t->data, AI_PASSIVE); // error: 5 NS103 "by_value"
    by_helper(t->data, false); // error: 5 NS103 "by_helper"
    by_either(t->data, true); // error: 5 NS103 "by_either"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_address, 1, 1);
    uv_timer_start(t, on_name, 1, 1);
}
