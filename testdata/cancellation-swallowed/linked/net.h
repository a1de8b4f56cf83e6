#ifndef NET_H
#define NET_H

int net_wait(int ms);
int net_wait_for_some_time(int ms);

#endif
