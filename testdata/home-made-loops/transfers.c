/* A client's transfers: it waits until none runs any more. A service that makes transfers for
 * others goes on, or waits for more than them. */
#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <unistd.h>

static void meter(void)
{
    sleep(1);
}

void fetch(CURLM *multi)
{
    int running = 1;
    while (running) {
        if (curl_multi_perform(multi, &running) != CURLM_OK)
            break;
        curl_multi_poll(multi, NULL, 0, 1000, NULL);
        meter(); // ok: NS101
    }
}

void fetch_checked(CURLM *multi)
{
    bool done = false;
    CURLMcode code = CURLM_OK;
    while (!done && !code) {
        int running = 0;
        code = curl_multi_poll(multi, NULL, 0, 1000, NULL);
        if (!code)
            code = curl_multi_perform(multi, &running);
        meter(); // ok: NS101
        if (!code && !running)
            done = true;
    }
}

static volatile bool stop;
static bool wanted(void);

void serve(CURLM *multi)
{
    int running = 0;
    while (!stop) {
        curl_multi_perform(multi, &running);
        if (running)
            curl_multi_poll(multi, NULL, 0, 1000, NULL); // ok: NS107
        meter();                                         // warning: 9 NS101 "meter"
    }
}

void serve_while_wanted(CURLM *multi)
{
    int running = 1;
    while (running) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, NULL, 0, 1000, NULL); // ok: NS107
        meter();                                     // warning: 9 NS101 "meter"
        if (!wanted())
            break;
    }
}

static bool wanted(void)
{
    return !stop;
}

void serve_without_asking(CURLM *multi, bool (*next)(void))
{
    bool more = true;
    int running;
    while (more) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, NULL, 0, 1000, NULL); // ok: NS107
        meter();                                     // warning: 9 NS101 "meter"
        more = next();
    }
}

void serve_commands(CURLM *multi, struct curl_waitfd *commands)
{
    int running = 1;
    while (running) {
        curl_multi_perform(multi, &running);
        curl_multi_poll(multi, commands, 1, 1000, NULL); // ok: NS107
        meter();                                         // warning: 9 NS101 "meter"
    }
}
