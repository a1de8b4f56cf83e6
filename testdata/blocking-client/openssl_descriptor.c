/* OpenSSL: a connection waits as the descriptor does that it was given. */
#include <fcntl.h>
#include <openssl/ssl.h>
#include <stdbool.h>
#include <sys/socket.h>
#include <uv.h>

struct peer {
    SSL *ssl;
    int fd;
};

static char buf[100];
static struct peer quick, slow, other;

static int set_nonblocking(int fd)
{
    return fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) | O_NONBLOCK);
}

static bool attach(SSL *ssl, int fd)
{
    return ssl != NULL && SSL_set_fd(ssl, fd) == 1;
}

static void on_connections(uv_timer_t *t)
{
    SSL_read(quick.ssl, buf, sizeof buf); // ok: NS107
    SSL_read(slow.ssl, buf, sizeof buf); // error: 5 NS107 "SSL_read"
    SSL_write(other.ssl, buf, sizeof buf); // ok: NS107
}

static void on_local(uv_timer_t *t)
{
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    SSL *ssl = SSL_new(t->data);

    attach(ssl, fd);
    SSL_do_handshake(ssl); // error: 5 NS107 "SSL_do_handshake"
    set_nonblocking(fd);
    attach(ssl, fd);
    SSL_do_handshake(ssl); // ok: NS107
    SSL_free(ssl);
}

int start(uv_timer_t *t, SSL_CTX *ctx, int given)
{
    quick.fd = socket(AF_INET, SOCK_STREAM, 0);
    slow.fd = socket(AF_INET, SOCK_STREAM, 0);
    set_nonblocking(quick.fd);
    quick.ssl = SSL_new(ctx);
    slow.ssl = SSL_new(ctx);
    other.ssl = SSL_new(ctx);
    SSL_set_fd(quick.ssl, quick.fd);
    attach(slow.ssl, slow.fd);
    SSL_set_fd(other.ssl, given);
    uv_timer_start(t, on_connections, 1, 1);
    return uv_timer_start(t, on_local, 1, 1);
}
