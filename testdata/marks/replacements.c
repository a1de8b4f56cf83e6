/* A marked function belongs to no framework: the replacement is that of the only one whose header is seen. What
 * threads say of cancellation (pthread.h comes with uv.h) is no replacement of a blocking call. */
#include <nostall.h>
#include <pthread.h>
#include <unistd.h>
#include <uv.h>

NOSTALL_ASYNC void on_packet(int fd);

void on_packet(int fd)
{
    (void)fd;
    sleep(1); // warning: 5 NS101 "uv_timer_start"
    usleep(0); // ok: NS101
}
