/* Excerpt of lwIP 2.1.3, lwip/tcp.h and what it includes (BSD licence). */
#ifndef LWIP_HDR_TCP_H
#define LWIP_HDR_TCP_H

#include <stdint.h>

typedef int8_t err_t;
typedef uint8_t u8_t;
typedef uint16_t u16_t;
struct tcp_pcb;
struct pbuf;
typedef err_t (*tcp_recv_fn)(void *arg, struct tcp_pcb *tpcb, struct pbuf *p, err_t err);
typedef err_t (*tcp_accept_fn)(void *arg, struct tcp_pcb *newpcb, err_t err);
typedef void (*tcp_err_fn)(void *arg, err_t err);

void tcp_recv(struct tcp_pcb *pcb, tcp_recv_fn recv);
void tcp_accept(struct tcp_pcb *pcb, tcp_accept_fn accept);
void tcp_err(struct tcp_pcb *pcb, tcp_err_fn err);
void tcp_recved(struct tcp_pcb *pcb, u16_t len);

#endif
