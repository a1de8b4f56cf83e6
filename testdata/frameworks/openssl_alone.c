/* OpenSSL: where no loop drives the connection, its callbacks may wait. */
#include <openssl/ssl.h>
#include <unistd.h>

static int on_verify(int ok, X509_STORE_CTX *store)
{
    (void)store;
    pause(); // ok: NS101
    return ok;
}

int connect_now(SSL_CTX *ctx, SSL *ssl);

int connect_now(SSL_CTX *ctx, SSL *ssl)
{
    SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, on_verify);
    return SSL_do_handshake(ssl);
}
