/* Excerpt of OpenSSL 3.0, openssl/bio.h (Apache-2.0). */
#ifndef OPENSSL_BIO_H
#define OPENSSL_BIO_H

typedef struct bio_st BIO;
typedef struct bio_method_st BIO_METHOD;

#define BIO_C_SET_FD 104
#define BIO_set_fd(b, fd, c) BIO_int_ctrl(b, BIO_C_SET_FD, c, fd)

BIO *BIO_new(const BIO_METHOD *type);
int BIO_free(BIO *a);
int BIO_read(BIO *b, void *data, int dlen);
int BIO_write(BIO *b, const void *data, int dlen);
long BIO_int_ctrl(BIO *bp, int cmd, long larg, int iarg);
BIO *BIO_push(BIO *b, BIO *append);
void BIO_free_all(BIO *a);
const BIO_METHOD *BIO_s_mem(void);
BIO *BIO_new_mem_buf(const void *buf, int len);
const BIO_METHOD *BIO_s_socket(void);
BIO *BIO_new_connect(const char *host_port);

#endif
