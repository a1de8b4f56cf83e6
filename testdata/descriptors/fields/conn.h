#ifndef CONN_H
#define CONN_H

struct conn {
    int fd;
    int control;
    int log;
};

void conn_open(struct conn *c);
int conn_fd(const struct conn *c);

#endif
