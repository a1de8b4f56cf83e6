/* OpenSSL on a bufferevent: libevent's loop drives the connection, where the program does not. */
#include <event2/bufferevent_ssl.h>
#include <openssl/ssl.h>
#include <stddef.h>
#include <unistd.h>

static int on_verify(int ok, X509_STORE_CTX *store)
{
    (void)store;
    pause(); // error: 5 NS101 related: "SSL_CTX_set_verify"
    return ok;
}

static void on_info(const SSL *ssl, int type, int value)
{
    (void)ssl, (void)type, (void)value; // ok: NS101
}

struct bufferevent *start(struct event_base *base, SSL_CTX *ctx, SSL *ssl);

struct bufferevent *start(struct event_base *base, SSL_CTX *ctx, SSL *ssl)
{
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, on_verify);
    SSL_CTX_set_info_callback(ctx, on_info);
    return bufferevent_openssl_socket_new(base, 3, ssl, BUFFEREVENT_SSL_CONNECTING, 0);
}
