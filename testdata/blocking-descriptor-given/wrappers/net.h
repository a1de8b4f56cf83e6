int net_open(int nonblocking);
void conn_adopt(void *loop, int fd);
