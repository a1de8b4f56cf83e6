#ifndef FLAGS_H
#define FLAGS_H

extern const int shared_flags;
extern const struct timespec shared_none, shared_some;

#endif
