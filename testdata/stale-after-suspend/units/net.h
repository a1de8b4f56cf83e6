int backoff(int tries);
int complain(const char *what);
