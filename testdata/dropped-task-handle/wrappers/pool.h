#include <st.h>
#include <stddef.h>

st_thread_t pool_run(void *(*work)(void *), void *data);
st_thread_t pool_start(void *(*work)(void *), void *data, int joinable);
int pool_make(st_thread_t *ret_thread, void *(*work)(void *), void *data);
st_thread_t pool_listed(void *(*work)(void *), void *data);
void pool_finish(st_thread_t thread);
void pool_describe(st_thread_t thread);
