#include "net.h"

#include <errno.h>
#include <st.h>
#include <stdio.h>
#include <string.h>

int backoff(int tries)
{
    st_usleep(tries * 1000);
    return tries + 1;
}

int complain(const char *what)
{
    return printf("%s: %s\n", what, strerror(errno)); // ok: NS308
}
