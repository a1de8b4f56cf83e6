/* libcurl: a transfer that is done at once, on no loop. */
#include <curl/curl.h>
#include <stddef.h>
#include <unistd.h>

static size_t on_data(char *data, size_t size, size_t n, void *user)
{
    (void)data, (void)user;
    pause(); // ok: NS101
    return size * n;
}

int main(void)
{
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_data);
    curl_easy_perform(easy); // ok: NS107
    curl_easy_cleanup(easy);
    return 0;
}
