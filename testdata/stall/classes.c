/* What the packs say: one access to one file is short, a flush or a whole tree long, a peer, a process or
 * a person unbounded; names that files answer are long. */
#include <ftw.h>
#include <netdb.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <fcntl.h>
#include <uv.h>

static void on_files(uv_timer_t *t)
{
    struct stat st;
    int fd = open(t->data, O_RDONLY); // note: 14 NS106 "open"
    char b[10];
    stat(t->data, &st);       // note: 5 NS106 "stat"
    read(fd, b, sizeof b);    // note: 5 NS106 "read"
    rename("a", "b");         // note: 5 NS106 "rename"
    fsync(fd);                // warning: 5 NS106 "fsync"
    nftw(t->data, NULL, 1, 0); // warning: 5 NS106 "nftw"
    copy_file_range(fd, NULL, fd, NULL, 1, 0); // warning: 5 NS106 "copy_file_range"
}

static void on_others(uv_timer_t *t)
{
    struct addrinfo *ai;
    int s = socket(AF_INET, SOCK_STREAM, 0);
    char b[10], name[NI_MAXHOST];
    struct sockaddr_storage a = {0};
    recv(s, b, sizeof b, 0);                // error: 5 NS102 "recv"
    system("true");                         // error: 5 NS104 "system"
    waitpid(1, NULL, 0);                    // error: 5 NS104 "waitpid"
    getchar();                              // error: 5 NS108 "getchar"
    getaddrinfo(t->data, "1", NULL, &ai);   // error: 5 NS103 "getaddrinfo"
    getpwnam("root");                       // warning: 5 NS103 "getpwnam"
    getnameinfo((void *)&a, sizeof a, name, sizeof name, NULL, 0, 0); // error: 5 NS103 "getnameinfo"
    getnameinfo((void *)&a, sizeof a, name, sizeof name, b, sizeof b, NI_NUMERICHOST); // warning: 5 NS103 "getnameinfo"
    getnameinfo((void *)&a, sizeof a, name, sizeof name, NULL, 0, NI_NUMERICHOST); // ok: NS103
}

void start(uv_timer_t *t)
{
    uv_timer_start(t, on_files, 0, 0);
    uv_timer_start(t, on_others, 0, 0);
}
