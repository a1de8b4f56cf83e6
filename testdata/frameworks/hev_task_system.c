/* hev-task-system: tasks share a thread, and give way at its own calls. */
#include <fcntl.h>
#include <hev-task.h>
#include <netdb.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/socket.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static HevTaskMutex turn;

static void entry(void *data)
{
    struct addrinfo *found;
    char buf[16];
    int s = hev_task_io_socket_socket(AF_INET, SOCK_STREAM, 0);
    hev_task_sleep(1000);                             // ok: NS101
    usleep(200000);                                   // warning: 5 NS101 related: "entry"
    getaddrinfo(data, NULL, NULL, &found);            // error: 5 NS103 "hev_task_dns_getaddrinfo"
    recv(s, buf, sizeof buf, 0);                      // ok: NS102
    recv(socket(AF_INET, SOCK_STREAM, 0), buf, 1, 0); // error: 5 NS102
    hev_task_io_open("/etc/motd", O_RDONLY);          // note: 5 NS106
    hev_task_io_open("/dev/net/tun", O_RDWR);         // ok: NS106
}

static void locked(void *data)
{
    (void)data;
    pthread_mutex_lock(&lock); // error: 5 NS105
    hev_task_sleep(1); // error: 5 NS305
    pthread_mutex_unlock(&lock);
    hev_task_mutex_lock(&turn);
    hev_task_sleep(1); // ok: NS305
    hev_task_mutex_unlock(&turn);
}

static void borrower(void *data)
{
    hev_task_sleep(*(unsigned *)data);
}

static void gone(HevTask *t)
{
    unsigned local = 3;
    hev_task_run(t, borrower, &local); // warning: 5 NS306
}

static void waited_for(HevTask *t)
{
    static unsigned kept = 3;
    hev_task_run(t, borrower, &kept); // ok: NS306
}

static void parent(void *data)
{
    gone(data);
    waited_for(data);
    hev_task_system_run(); // error: 5 NS204
}

int main(void)
{
    hev_task_system_init();
    usleep(200000); // ok: NS101
    hev_task_run(hev_task_new(-1), entry, "example.net");
    hev_task_run(hev_task_new(-1), locked, NULL);
    hev_task_run(hev_task_new(-1), parent, hev_task_new(-1));
    hev_task_system_run(); // ok: NS204
    return 0;
}
