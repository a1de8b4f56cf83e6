/* Code that is loaded, and keys that a library reads and writes, in callbacks of the loop. */
#include <stddef.h>
#include <uv.h>

/* libltdl 2.4.7, ltdl.h */
typedef struct lt__handle *lt_dlhandle;
lt_dlhandle lt_dlopen(const char *filename);
lt_dlhandle lt_dlopenext(const char *filename);

/* libotr 4.1.1, userstate.h, privkey.h, instag.h */
typedef struct s_OtrlUserState *OtrlUserState;
typedef unsigned int gcry_error_t;
gcry_error_t otrl_privkey_generate(OtrlUserState us, const char *filename, const char *accountname, const char *protocol);
gcry_error_t otrl_privkey_write_fingerprints(OtrlUserState us, const char *filename);
gcry_error_t otrl_instag_generate(OtrlUserState us, const char *filename, const char *accountname, const char *protocol);

static OtrlUserState state;

static lt_dlhandle load_module(const char *path)
{
    return lt_dlopen(path);
}

static void on_timer(uv_timer_t *t)
{
    load_module(t->data);                                  // warning: 5 NS106 "lt_dlopen"
    lt_dlopenext(t->data);                                 // warning: 5 NS106 "lt_dlopenext"
    load_module(NULL);                                     // ok: NS106
    otrl_privkey_write_fingerprints(state, t->data);       // note: 5 NS106 "otrl_privkey_write_fingerprints"
    otrl_instag_generate(state, t->data, "a", "irc");      // note: 5 NS106 "otrl_instag_generate"
    otrl_instag_generate(state, "/dev/null", "a", "irc");  // ok: NS106
    otrl_privkey_generate(state, t->data, "a", "irc");     // note: 5 NS120 "otrl_privkey_generate"
}

static void generate(uv_work_t *work)
{
    otrl_privkey_generate(state, work->data, "a", "irc"); // ok: NS120
}

int main(void)
{
    uv_timer_t t;
    uv_work_t work;
    load_module("first"); // ok: NS106
    uv_timer_init(uv_default_loop(), &t);
    uv_timer_start(&t, on_timer, 1, 1);
    uv_queue_work(uv_default_loop(), &work, generate, NULL);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
