#ifndef STORE_H
#define STORE_H

void store_lock(void);
void store_unlock(void);
void store_flush(void);

#endif
