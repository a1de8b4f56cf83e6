/* Excerpt of libtask, task.h (MIT licence), git c78f4b7 of 0intro/libtask. */
#ifndef _TASK_H_
#define _TASK_H_ 1

typedef struct Task Task;
typedef struct Tasklist Tasklist;
struct Tasklist { Task *head; Task *tail; };

int taskcreate(void (*f)(void *arg), void *arg, unsigned int stacksize);
void taskexitall(int);
void taskmain(int argc, char *argv[]);
int taskyield(void);
unsigned int taskdelay(unsigned int);

typedef struct QLock QLock;
struct QLock { Task *owner; Tasklist waiting; };
void qlock(QLock*);
void qunlock(QLock*);

typedef struct Channel Channel;
Channel* chancreate(int elemsize, int elemcnt);
int chanrecv(Channel *c, void *v);
int chansendul(Channel *c, unsigned long v);

int fdread(int, void*, int);
int fdread1(int, void*, int);
int fdwrite(int, void*, int);
void fdwait(int, int);
int fdnoblock(int);

enum { UDP = 0, TCP = 1 };
int netannounce(int, char*, int);
int netaccept(int, char*, int*);
int netdial(int, char*, int);
int netlookup(char*, unsigned char*);

#endif
