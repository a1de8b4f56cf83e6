/* Excerpt of tcp_wrappers 7.6, tcpd.h (BSD-like). */
#ifndef _TCPWRAPPERS_TCPD_H
#define _TCPWRAPPERS_TCPD_H

struct request_info {
    int fd;
    char user[128];
};

#define fromhost sock_host
extern void sock_host(struct request_info *);
extern int hosts_access(struct request_info *request);
extern int hosts_ctl(char *daemon, char *client_name, char *client_addr, char *client_user);
extern struct request_info *request_init(struct request_info *, ...);
extern char *eval_user(struct request_info *);

#define RQ_FILE 1
#define RQ_DAEMON 2

#endif
