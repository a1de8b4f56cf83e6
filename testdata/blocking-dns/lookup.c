#include <netdb.h>
#include <uv.h>

static void on_connection(uv_stream_t *server, int status)
{
    struct addrinfo *res;
    char host[64];
    struct sockaddr_in peer = {0};
    (void)status;
    getaddrinfo("example.org", "80", NULL, &res); // error: 5 NS103 "getaddrinfo" "uv_getaddrinfo"
    gethostbyname("example.org");                 // error: 5 NS103 "gethostbyname"
    getnameinfo((struct sockaddr *)&peer, sizeof peer, host, sizeof host, NULL, 0, 0); // error: 5 NS103
    getnameinfo((struct sockaddr *)&peer, sizeof peer, host, sizeof host, NULL, 0, NI_NUMERICHOST | NI_NUMERICSERV); // ok: NS103
    getaddrinfo(NULL, "80", NULL, &res); // ok: NS103
    (void)server;
}

static void on_resolved(uv_getaddrinfo_t *req, int status, struct addrinfo *res)
{
    (void)req, (void)status;
    uv_freeaddrinfo(res); // ok: NS103
}

static void on_connection_good(uv_stream_t *server, int status)
{
    static uv_getaddrinfo_t req;
    (void)status;
    uv_getaddrinfo(server->loop, &req, on_resolved, "example.org", "80", NULL); // ok: NS103, NS109
}

void start(uv_stream_t *s)
{
    uv_listen(s, 16, on_connection);
    uv_listen(s, 16, on_connection_good);
}
