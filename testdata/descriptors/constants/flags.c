#include <sys/socket.h>
#include <time.h>

#include "flags.h"

const int shared_flags = MSG_DONTWAIT | MSG_NOSIGNAL;
const struct timespec shared_none = {0}, shared_some = {.tv_nsec = 5};
