/* Excerpt of neco 0.3.2-10, neco.h (MIT licence), git 9e8e19e. */
#ifndef NECO_H
#define NECO_H

#include <netdb.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>
#include <sys/types.h>

int neco_start(void(*coroutine)(int argc, void *argv[]), int argc, ...);
int neco_yield(void);
int neco_sleep(int64_t nanosecs);
int64_t neco_getid(void);
int64_t neco_lastid(void);
int neco_join(int64_t id);
int neco_cancel(int64_t id);
typedef struct neco_chan neco_chan;
int neco_chan_make(neco_chan **chan, size_t data_size, size_t capacity);
int neco_chan_release(neco_chan *chan);
int neco_chan_recv(neco_chan *chan, void *data);
int neco_setcanceltype(int type, int *oldtype);
int neco_setcancelstate(int state, int *oldstate);
#define neco_cleanup_push(routine, arg) {char __neco_handler[32]={0};\
    __neco_c0(__neco_handler,routine,arg);
#define neco_cleanup_pop(execute) __neco_c1(execute);}
void __neco_c0(void *, void(*)(void*), void *);
void __neco_c1(int);
typedef struct neco_gen neco_gen;
int neco_gen_start(neco_gen **gen, size_t data_size, void(*coroutine)(int argc, void *argv[]), int argc, ...);
int neco_gen_release(neco_gen *gen);
int neco_gen_yield(void *data);
int neco_gen_next(neco_gen *gen, void *data);
typedef struct { int64_t _0; intptr_t _1[5]; } neco_mutex;
#define NECO_MUTEX_INITIALIZER { 0 }
int neco_mutex_lock(neco_mutex *mutex);
int neco_mutex_unlock(neco_mutex *mutex);
ssize_t neco_write(int fd, const void *data, size_t nbytes);
int neco_accept(int sockfd, struct sockaddr *addr, socklen_t *addrlen);
ssize_t neco_read(int fd, void *data, size_t nbytes);
int neco_getaddrinfo(const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **res);
int neco_setnonblock(int fd, bool nonblock, bool *oldnonblock);
int neco_dial(const char *network, const char *address);
int neco_work(int64_t pin, void(*work)(void *udata), void *udata);
void neco_env_setpaniconerror(bool paniconerror);
void neco_env_setcanceltype(int type);
#define NECO_CANCEL_ASYNC      1
#define NECO_CANCEL_INLINE     2
#define NECO_CANCEL_ENABLE     3
#define NECO_CANCEL_DISABLE    4
#define NECO_MILLISECOND INT64_C(1000000)
#define NECO_OK              0
const char *neco_strerror(ssize_t errcode);

#include <stdio.h>
#include <stdlib.h>

#define neco_main \
__neco_main(int argc, char *argv[]); \
static void _neco_main(int argc, void *argv[]) { \
    (void)argc; \
    __neco_exit_prog(__neco_main(*(int*)argv[0], *(char***)argv[1])); \
} \
int main(int argc, char *argv[]) { \
    neco_env_setpaniconerror(true); \
    neco_env_setcanceltype(NECO_CANCEL_ASYNC); \
    int ret = neco_start(_neco_main, 2, &argc, &argv); \
    fprintf(stderr, "neco_start: %s (code %d)\n", neco_strerror(ret), ret); \
    return -1; \
}; \
int __neco_main

void __neco_exit_prog(int);

#endif
