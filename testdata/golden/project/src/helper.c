#include "helper.h"

static int resolve(const char *host)
{
    return getaddrinfo(host, NULL, NULL, &result);
}

void helper_refresh(void *data)
{
    resolve(data);
}
