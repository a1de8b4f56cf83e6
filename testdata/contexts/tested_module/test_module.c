#include "module.c"

/* A log of the test's own. */
void server_log(const char *text)
{
    (void)text;
}

static void settle(void)
{
    sleep(1); // ok: NS101
}

int main(void)
{
    struct request r = {0};
    settle();
    return look(request_fd(&r)) + on_request(1);
}
