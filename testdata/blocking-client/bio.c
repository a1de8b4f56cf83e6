// args: --min-certainty depends
/* A BIO in memory never waits, nor does a filter on one; one on a socket does. */
#include <openssl/bio.h>
#include <openssl/evp.h>
#include <uv.h>

static int decode(const char *in, int len, unsigned char *out)
{
    BIO *b64 = BIO_new(BIO_f_base64());
    BIO *bmem = BIO_new(BIO_s_mem());
    b64 = BIO_push(b64, bmem);
    BIO_write(bmem, in, len);        // ok: NS107
    int n = BIO_read(b64, out, len); // ok: NS107
    BIO_free_all(b64);
    return n;
}
static int buf(const char *in, int len, unsigned char *out)
{
    BIO *b = BIO_new_mem_buf(in, len);
    int n = BIO_read(b, out, len); // ok: NS107
    BIO_free(b);
    return n;
}
static int sock(int fd, const char *in, int len)
{
    BIO *b = BIO_new(BIO_s_socket());
    BIO_set_fd(b, fd, 0);
    int n = BIO_write(b, in, len);
    BIO_free(b);
    return n;
}
static int conn(const char *in, int len)
{
    BIO *b = BIO_new_connect("x:1");
    int n = BIO_write(BIO_push(BIO_new(BIO_f_base64()), b), in, len);
    BIO_free(b);
    return n;
}
static void on(uv_timer_t *t)
{
    unsigned char o[20];
    (void)t;
    decode("a", 1, o);
    buf("a", 1, o);
    sock(3, "a", 1); // error: 5 NS107 "BIO_write"
    conn("a", 1);    // error: 5 NS107 "BIO_write"
}
void start(uv_timer_t *t)
{
    uv_timer_start(t, on, 0, 0);
}
