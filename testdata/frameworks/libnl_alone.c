/* libnl: a tool without a loop may wait in its callback. */
#include <netlink/netlink.h>
#include <stddef.h>
#include <unistd.h>

static int on_answer(struct nl_msg *msg, void *arg)
{
    (void)msg, (void)arg;
    pause(); // ok: NS101
    return 0;
}

int ask(struct nl_sock *socket);

int ask(struct nl_sock *socket)
{
    nl_socket_modify_cb(socket, NL_CB_VALID, NL_CB_CUSTOM, on_answer, NULL);
    return nl_recvmsgs_default(socket); // ok: NS102
}
