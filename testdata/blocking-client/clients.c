#include <curl/curl.h>
#include <event2/event.h>
#include <libpq-fe.h>

struct service {
    CURL *easy;
    CURLM *multi;
    PGconn *db;
};

static void on_request(evutil_socket_t fd, short what, void *arg)
{
    struct service *s = arg;
    (void)fd, (void)what;
    curl_easy_perform(s->easy);   // error: 5 NS107 "curl_easy_perform"
    PQclear(PQexec(s->db, "X"));  // error: 13 NS107 "PQexec"
}

static void on_request_good(evutil_socket_t fd, short what, void *arg)
{
    struct service *s = arg;
    int running;
    (void)what;
    curl_multi_add_handle(s->multi, s->easy);             // ok: NS107
    curl_multi_socket_action(s->multi, fd, 0, &running);  // ok: NS107
    PQsendQuery(s->db, "X");                              // ok: NS107
    if (PQconsumeInput(s->db) && PQisBusy(s->db))         // ok: NS107
        return;
}

void start(struct event_base *base, struct service *s)
{
    event_new(base, 3, EV_READ | EV_PERSIST, on_request, s);
    event_new(base, 3, EV_READ | EV_PERSIST, on_request_good, s);
}
