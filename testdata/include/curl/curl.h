/* Excerpt of libcurl 7.88.1, include/curl/curl.h, easy.h and multi.h (curl licence). */
#ifndef CURLINC_CURL_H
#define CURLINC_CURL_H

#include <stddef.h>

typedef void CURL;
typedef void CURLM;
typedef int curl_socket_t;
typedef enum { CURLE_OK = 0 } CURLcode;
typedef enum { CURLM_OK } CURLMcode;
typedef enum { CURLOPT_WRITEFUNCTION = 20011 } CURLoption;
typedef enum { CURLMOPT_SOCKETFUNCTION = 20001, CURLMOPT_TIMERFUNCTION = 20004 } CURLMoption;

CURL *curl_easy_init(void);
CURLcode curl_easy_setopt(CURL *curl, CURLoption option, ...);
CURLcode curl_easy_perform(CURL *curl);
void curl_easy_cleanup(CURL *curl);
CURLMcode curl_multi_setopt(CURLM *multi_handle, CURLMoption option, ...);
CURLMcode curl_multi_add_handle(CURLM *multi_handle, CURL *curl_handle);
CURLMcode curl_multi_perform(CURLM *multi_handle, int *running_handles);
struct curl_waitfd {
    curl_socket_t fd;
    short events;
    short revents;
};

CURLMcode curl_multi_poll(CURLM *multi_handle, struct curl_waitfd extra_fds[], unsigned int extra_nfds,
                          int timeout_ms, int *ret);
CURLMcode curl_multi_socket_action(CURLM *multi_handle, int s, int ev_bitmask, int *running_handles);

#endif
