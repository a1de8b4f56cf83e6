/* Excerpt of OpenSSL 3.0, openssl/evp.h (Apache-2.0). */
#ifndef OPENSSL_EVP_H
#define OPENSSL_EVP_H

#include <openssl/bio.h>

const BIO_METHOD *BIO_f_base64(void);

#endif
