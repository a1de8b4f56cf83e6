/* lwIP: the raw API's callbacks run in the stack's own thread, for which the sequential API waits. */
#include <lwip/api.h>
#include <lwip/sys.h>
#include <lwip/tcp.h>
#include <stddef.h>

static struct netconn *other;

static err_t on_data(void *arg, struct tcp_pcb *pcb, struct pbuf *p, err_t err)
{
    struct netbuf *buf;
    (void)arg, (void)p;
    sys_msleep(100); // warning: 5 NS101 "sys_timeout" related: "tcp_recv"
    netconn_recv(other, &buf); // error: 5 NS102 "netconn_recv"
    tcp_recved(pcb, 1);
    return err;
}

static err_t on_connection(void *arg, struct tcp_pcb *pcb, err_t err)
{
    (void)arg;
    tcp_recv(pcb, on_data); // ok: NS101
    return err;
}

static void on_error(void *arg, err_t err)
{
    (void)arg, (void)err;
    sys_msleep(100); // warning: 5 NS101 related: "tcp_err"
}

static void thread(void *arg)
{
    struct netbuf *buf;
    sys_msleep(100);        // ok: NS101
    netconn_recv(arg, &buf); // ok: NS102
}

void start(struct tcp_pcb *pcb);

void start(struct tcp_pcb *pcb)
{
    tcp_accept(pcb, on_connection);
    tcp_err(pcb, on_error);
    sys_thread_new("t", thread, NULL, 0, 0);
}
