/* OpenSSL: callbacks run inside the calls that drive the connection. */
#include <event2/event.h>
#include <openssl/ssl.h>
#include <stddef.h>
#include <unistd.h>

static int on_verify(int ok, X509_STORE_CTX *store)
{
    (void)store;
    pause(); // error: 5 NS101 related: "and 'SSL_do_handshake' calls it"
    return ok;
}

static int on_session(struct ssl_st *ssl, SSL_SESSION *session)
{
    (void)ssl, (void)session;
    pause(); // error: 5 NS101 related: "SSL_CTX_sess_set_new_cb"
    return 0;
}

static void on_info(const SSL *ssl, int type, int value)
{
    (void)ssl, (void)type, (void)value; // ok: NS101
}

static void on_readable(evutil_socket_t fd, short what, void *ssl)
{
    (void)fd, (void)what;
    SSL_do_handshake(ssl);
}

void start(struct event_base *base, SSL_CTX *ctx, SSL *ssl);

void start(struct event_base *base, SSL_CTX *ctx, SSL *ssl)
{
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, on_verify);
    SSL_CTX_sess_set_new_cb(ctx, on_session);
    SSL_CTX_set_info_callback(ctx, on_info);
    event_new(base, 3, EV_READ, on_readable, ssl);
}
