/* A client's transfers in the program that has the library's own source; a function of the program's that says whether
 * to go on is none of the library's. */
#include <curl/curl.h>
#include <stddef.h>
#include <unistd.h>

CURLMcode curl_multi_perform(CURLM *multi_handle, int *running_handles)
{
    *running_handles = multi_handle != NULL;
    return CURLM_OK;
}

static int stop;

static int go_on(CURLM *multi, int *running)
{
    *running = multi != NULL;
    return !stop;
}

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

void serve(CURLM *multi)
{
    int running = 1;
    while (running) {
        if (!go_on(multi, &running))
            break;
        curl_multi_poll(multi, NULL, 0, 1000, NULL); // ok: NS107
        meter();                                     // warning: 9 NS101 "meter"
    }
}
