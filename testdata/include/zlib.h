/* Excerpt of zlib 1.2.13, zlib.h (zlib licence). */
#ifndef ZLIB_H
#define ZLIB_H

typedef unsigned char Bytef;
typedef unsigned long uLong;
typedef unsigned long uLongf;

extern int compress2(Bytef *dest, uLongf *destLen, const Bytef *source, uLong sourceLen, int level);
extern uLong crc32(uLong crc, const Bytef *buf, unsigned int len);

#endif
