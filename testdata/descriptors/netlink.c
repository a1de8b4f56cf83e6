/* The kernel answers on a netlink socket before send returns, and works out ciphers while it is called; a packet from elsewhere has
 * to come. */
#include <linux/if_ether.h>
#include <linux/netlink.h>
#include <sys/socket.h>
#include <uv.h>

static char buf[4096];

static void ask(int s)
{
    send(s, buf, 16, 0);
    recv(s, buf, sizeof buf, 0);
}

static void on_timer(uv_timer_t *t)
{
    int kernel = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    int datagrams = socket(PF_NETLINK, SOCK_DGRAM, NETLINK_ROUTE);
    int ciphers = socket(AF_ALG, SOCK_SEQPACKET | SOCK_CLOEXEC, 0);
    int line = socket(AF_PACKET, SOCK_RAW, ETH_P_ALL);
    (void)t;
    ask(kernel);    // ok: NS102
    ask(datagrams); // ok: NS102
    accept(ciphers, NULL, 0); // ok: NS102
    accept(line, NULL, 0);    // error: 5 NS102 "accept"
    ask(line);      // error: 5 NS102 "ask"
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}
