#ifndef NET_H
#define NET_H
#include <libdill.h>
#include <stdint.h>
struct link { int fd; int64_t timeout; char name[32]; volatile int *stop; };
int link_wait(struct link *l, int64_t deadline);
int link_wait_for(struct link *l, int64_t ms);
void link_pause(int64_t ms);
const char *link_peer(struct link *l);
#endif
