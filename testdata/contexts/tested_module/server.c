/* A server that loads modules at run time: no main refers to them. */
#include "server.h"

#include <dlfcn.h>
#include <poll.h>
#include <stddef.h>

static struct module module;

void server_log(const char *text)
{
    (void)text;
}

int main(int argc, char **argv)
{
    struct pollfd fds[8];
    void *library = argc > 1 ? dlopen(argv[1], RTLD_NOW) : NULL;
    void (*init)(struct module *);
    if (!library || !(init = (void (*)(struct module *))dlsym(library, "module_init")))
        return 1;
    init(&module);
    for (int i = 0; i < argc; i++)
        fds[i % 8].fd = i;
    while (poll(fds, (nfds_t)argc, -1) >= 0)
        for (int i = 0; i < argc; i++)
            if (fds[i].revents)
                module.on_request(fds[i].fd);
    return 0;
}
