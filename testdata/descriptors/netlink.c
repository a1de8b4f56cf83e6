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

struct hash {
    int transform, operation;
};

/* What a cipher accepts is an operation, which the kernel works out too. */
static void hash(struct hash *h)
{
    h->transform = socket(AF_ALG, SOCK_SEQPACKET, 0);
    h->operation = accept4(h->transform, NULL, 0, SOCK_CLOEXEC);
    send(h->operation, buf, 16, 0);        // ok: NS102
    recv(h->operation, buf, sizeof buf, 0); // ok: NS102
}

static int operation_of(const char *name)
{
    int transform = socket(AF_ALG, SOCK_SEQPACKET, 0);
    return *name ? accept(transform, NULL, 0) : -1;
}

static void on_hash(uv_timer_t *t)
{
    struct hash h;
    int operation = operation_of(t->data);
    int server = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK, 0), client;
    hash(&h);
    ask(operation); // ok: NS102
    client = accept(server, NULL, 0);
    ask(client); // error: 5 NS102 "ask"
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
    uv_timer_start(t, on_hash, 0, 0);
}
