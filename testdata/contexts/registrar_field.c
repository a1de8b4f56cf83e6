// args: --rules registrar_field.yaml
/* Registrars, calls that wait and calls that hand work to a thread, all of them functions in the fields of an API's
 * struct; a field of another struct with the same name is none of them. */
#include <unistd.h>

struct poll_api {
    void (*timeout_new)(const struct poll_api *api, long ms, void (*fn)(void *), void *data);
    void (*run_in_thread)(const struct poll_api *api, void (*fn)(void *), void *data);
    int (*ask_user)(const struct poll_api *api, const char *question, int wait);
};

struct other_api {
    void (*timeout_new)(const struct other_api *api, long ms, void (*fn)(void *), void *data);
};

static const struct poll_api *the_api;

static void on_timeout(void *data)
{
    (void)data;
    pause(); // error: 5 NS101 related: "poll_api.timeout_new"
}

static void on_second_timeout(void *data)
{
    (void)data;
    the_api->ask_user(the_api, "ready?", 1); // error: 14 NS107 "poll_api.ask_user"
    the_api->ask_user(the_api, "ready?", 0); // ok: NS107
}

static void in_thread(void *data)
{
    (void)data;
    pause(); // ok: NS101
}

static void of_other_api(void *data)
{
    (void)data;
    pause(); // ok: NS101
}

static void add_timeout(const struct poll_api *api, void (*fn)(void *))
{
    api->timeout_new(api, 10, fn, NULL);
}

void start(const struct poll_api *api, const struct other_api *other)
{
    the_api = api;
    the_api->ask_user(the_api, "start?", 1); // ok: NS107
    (*api->timeout_new)(api, 10, on_timeout, NULL);
    add_timeout(api, on_second_timeout);
    api->run_in_thread(api, in_thread, NULL);
    other->timeout_new(other, 10, of_other_api, NULL);
}
