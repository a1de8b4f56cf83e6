/* The module; its test includes the file, so that parts of it are in the test's program, too. */
#include "server.h"

#include <pwd.h>
#include <unistd.h>

static const char *const names[] = {"root", "nobody"};

static int look(int i)
{
    return getpwnam(names[i]) != NULL;
}

static int on_request(int fd)
{
    struct request r = {fd};
    server_log(names[0]);
    sleep(1);             // warning: 5 NS101
    return look(request_fd(&r) & 1); // warning: 12 NS103 "look"
}

void module_init(struct module *m)
{
    m->on_request = on_request;
}
