/* libcurl: in a program that gives it sockets and timers, the callbacks of multi handle and transfers run on its loop. */
#include <curl/curl.h>
#include <stddef.h>
#include <unistd.h>

static int on_socket(CURL *easy, curl_socket_t s, int what, void *data, void *socket_data)
{
    (void)easy, (void)s, (void)what, (void)data, (void)socket_data;
    pause(); // error: 5 NS101 related: "curl_multi_setopt"
    return 0;
}

static int on_timer(CURLM *multi, long timeout_ms, void *data)
{
    (void)multi, (void)timeout_ms, (void)data; // ok: NS101
    return 0;
}

static size_t on_data(char *data, size_t size, size_t n, void *user)
{
    (void)data, (void)user;
    pause(); // error: 5 NS101 related: "curl_easy_setopt"
    return size * n;
}

void start(CURLM *multi, CURL *easy);

void start(CURLM *multi, CURL *easy)
{
    curl_multi_setopt(multi, CURLMOPT_SOCKETFUNCTION, on_socket);
    curl_multi_setopt(multi, CURLMOPT_TIMERFUNCTION, on_timer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_data);
    curl_multi_add_handle(multi, easy);
}
