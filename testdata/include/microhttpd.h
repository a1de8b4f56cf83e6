/* Excerpt of libmicrohttpd 0.9.75, microhttpd.h (LGPL-2.1+). */
#ifndef MHD_MICROHTTPD_H
#define MHD_MICROHTTPD_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct MHD_Daemon;
struct MHD_Connection;
struct MHD_Response;
struct sockaddr;
enum MHD_Result { MHD_NO = 0, MHD_YES = 1 };
enum MHD_FLAG {
    MHD_NO_FLAG = 0,
    MHD_USE_THREAD_PER_CONNECTION = 4,
    MHD_USE_INTERNAL_POLLING_THREAD = 8,
};
enum MHD_OPTION { MHD_OPTION_END = 0 };
typedef enum MHD_Result (*MHD_AcceptPolicyCallback)(void *cls, const struct sockaddr *addr, unsigned int addrlen);
typedef enum MHD_Result (*MHD_AccessHandlerCallback)(void *cls, struct MHD_Connection *connection, const char *url,
                                                     const char *method, const char *version,
                                                     const char *upload_data, size_t *upload_data_size,
                                                     void **con_cls);
typedef ssize_t (*MHD_ContentReaderCallback)(void *cls, uint64_t pos, char *buf, size_t max);
typedef void (*MHD_ContentReaderFreeCallback)(void *cls);

struct MHD_Daemon *MHD_start_daemon(unsigned int flags, uint16_t port, MHD_AcceptPolicyCallback apc, void *apc_cls,
                                    MHD_AccessHandlerCallback dh, void *dh_cls, ...);
struct MHD_Response *MHD_create_response_from_callback(uint64_t size, size_t block_size,
                                                       MHD_ContentReaderCallback crc, void *crc_cls,
                                                       MHD_ContentReaderFreeCallback crfc);
enum MHD_Result MHD_run(struct MHD_Daemon *daemon);
enum MHD_Result MHD_run_wait(struct MHD_Daemon *daemon, int32_t millisec);

#endif
