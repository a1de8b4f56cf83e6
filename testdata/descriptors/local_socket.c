/* connect() waits for a peer anywhere, but on a local socket only for room in the listener's queue; on a local datagram socket for
 * nothing. */
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <uv.h>

static int kept;

static int make(int family)
{
    return socket(family, SOCK_STREAM, 0);
}

static void on_timer(uv_timer_t *t)
{
    struct sockaddr_un a;
    struct sockaddr_in in = {.sin_family = AF_INET};
    memset(&a, 0, sizeof a);
    a.sun_family = AF_UNIX;
    int s = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    connect(s, (struct sockaddr *)&a, sizeof a); // note: 5 NS102
    kept = socket(a.sun_family, SOCK_SEQPACKET, 0);
    if (kept < 0)
        return;
    connect(kept, (struct sockaddr *)&a, sizeof a); // note: 5 NS102
    int d = socket(PF_LOCAL, SOCK_DGRAM, 0);
    connect(d, (struct sockaddr *)&a, sizeof a); // ok: NS102
    int n = socket(in.sin_family, SOCK_STREAM, 0);
    connect(n, (struct sockaddr *)&in, sizeof in); // error: 5 NS102
    int m = make(AF_LOCAL);
    connect(m, (struct sockaddr *)&a, sizeof a); // note: 5 NS102
    char c;
    recv(s, &c, 1, 0); // error: 5 NS102
    (void)t;
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_timer, 0, 0);
}

static void on_datagram(uv_timer_t *t)
{
    struct sockaddr_in in = {.sin_family = AF_INET};
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    struct msghdr m = {0};
    int d = socket(AF_INET, SOCK_DGRAM, 0), l = socket(AF_UNIX, SOCK_DGRAM, 0), s = socket(AF_INET, SOCK_STREAM, 0);
    sendto(d, "x", 1, 0, (struct sockaddr *)&in, sizeof in); // ok: NS102
    connect(d, (struct sockaddr *)&in, sizeof in);           // ok: NS102
    send(d, "x", 1, 0);                                      // ok: NS102
    sendmsg(d, &m, 0);                                       // ok: NS102
    sendto(l, "x", 1, 0, (struct sockaddr *)&a, sizeof a);   // note: 5 NS102
    sendmsg(l, &m, 0);                                       // note: 5 NS102
    send(s, "x", 1, 0);                                      // error: 5 NS102
    sendmsg(s, &m, 0);                                       // error: 5 NS102
    recvmsg(d, &m, 0);                                       // error: 5 NS102
    (void)t;
}

void start_datagrams(uv_timer_t *t)
{
    uv_timer_start(t, on_datagram, 0, 0);
}
