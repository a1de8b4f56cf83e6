#ifndef SERVER_H
#define SERVER_H

struct module {
    int (*on_request)(int fd);
};

struct request {
    int fd;
};

/* Only the module and its test use it. */
static inline int request_fd(const struct request *r)
{
    return r->fd;
}

void server_log(const char *text);

#endif
