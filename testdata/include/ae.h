/* Excerpt of redis 7.0, src/ae.h, with calls of anet.h and server.h (BSD licence). */
#ifndef __AE_H__
#define __AE_H__

#define AE_NONE 0
#define AE_READABLE 1
#define AE_WRITABLE 2

struct aeEventLoop;
typedef void aeFileProc(struct aeEventLoop *eventLoop, int fd, void *clientData, int mask);
typedef int aeTimeProc(struct aeEventLoop *eventLoop, long long id, void *clientData);
typedef void aeEventFinalizerProc(struct aeEventLoop *eventLoop, void *clientData);
typedef void aeBeforeSleepProc(struct aeEventLoop *eventLoop);
typedef struct aeEventLoop aeEventLoop;

int aeCreateFileEvent(aeEventLoop *eventLoop, int fd, int mask,
        aeFileProc *proc, void *clientData);
long long aeCreateTimeEvent(aeEventLoop *eventLoop, long long milliseconds,
        aeTimeProc *proc, void *clientData,
        aeEventFinalizerProc *finalizerProc);
void aeMain(aeEventLoop *eventLoop);
int aeProcessEvents(aeEventLoop *eventLoop, int flags);
int aeWait(int fd, int mask, long long milliseconds);
void aeSetBeforeSleepProc(aeEventLoop *eventLoop, aeBeforeSleepProc *beforesleep);

#define ANET_NONE 0
#define ANET_IP_ONLY (1<<0)
int anetResolve(char *err, char *host, char *ipbuf, unsigned long ipbuf_len, int flags);
int anetTcpNonBlockConnect(char *err, const char *addr, int port);
int anetNonBlock(char *err, int fd);
long syncReadLine(int fd, char *ptr, long size, long long timeout);

#endif
