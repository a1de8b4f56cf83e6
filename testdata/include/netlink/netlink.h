/* Excerpt of libnl 3.7.0, netlink/netlink.h, handlers.h, socket.h and cache.h (LGPL-2.1). */
#ifndef NETLINK_NETLINK_H_
#define NETLINK_NETLINK_H_

struct nl_sock;
struct nl_msg;
struct nl_cache_mngr;
typedef int (*nl_recvmsg_msg_cb_t)(struct nl_msg *msg, void *arg);
enum nl_cb_type { NL_CB_VALID };
enum nl_cb_kind { NL_CB_CUSTOM = 3 };

int nl_socket_modify_cb(struct nl_sock *, enum nl_cb_type, enum nl_cb_kind, nl_recvmsg_msg_cb_t, void *);
int nl_socket_set_nonblocking(const struct nl_sock *);
int nl_recvmsgs_default(struct nl_sock *);
int nl_cache_mngr_poll(struct nl_cache_mngr *, int timeout);

#endif
