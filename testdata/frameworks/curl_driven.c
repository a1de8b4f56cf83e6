/* libcurl: what drives a transfer calls its callbacks. One is driven by a timer, the other is not on any loop. */
#include <curl/curl.h>
#include <stddef.h>
#include <unistd.h>
#include <uv.h>

static CURLM *multi;

static size_t on_data(char *data, size_t size, size_t n, void *user)
{
    (void)data, (void)user;
    pause(); // error: 5 NS101 related: "and 'curl_multi_perform' calls it"
    return size * n;
}

static void on_tick(uv_timer_t *timer)
{
    int running;
    (void)timer;
    curl_multi_perform(multi, &running); // ok: NS107
}

void start(uv_timer_t *timer, CURL *easy);

void start(uv_timer_t *timer, CURL *easy)
{
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_data);
    uv_timer_start(timer, on_tick, 1, 1);
}
