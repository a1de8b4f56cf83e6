// args: --disable NS304 --disable NS205 --disable NS1
#include <arpa/inet.h>
#include <errno.h>
#include <libdill.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static void use(const char *text);
static void use(const char *text)
{
    puts(text);
}

static const char *text_of(struct in_addr a)
{
    return inet_ntoa(a);
}

static coroutine void errors(int fd)
{
    char c = 0;
    if (write(fd, &c, 1) < 0) {
        msleep(now() + 10);
        if (errno == EPIPE) // warning: 13 NS308 "errno is read after a suspension" related: "the task gives way"
            return;
    }
    if (write(fd, &c, 1) < 0) {
        int error = errno; // ok: NS308
        msleep(now() + 10);
        if (error == EPIPE)
            return;
    }
    if (fdin(fd, now() + 10) < 0 && errno == ETIMEDOUT) // ok: NS308
        return;
    ssize_t n = read(fd, &c, 1);
    yield();
    if (n < 0 && errno == EINTR) // warning: 18 NS308
        return;
    yield();
    n = read(fd, &c, 1);
    if (n < 0 && errno == EINTR) // ok: NS308
        return;
    if (read(fd, &c, 1) < 0) {
        if (msleep(now() + 10) < 0 && errno == ECANCELED) // ok: NS308
            return;
        errno = 0;
        if (errno) // ok: NS308
            return;
    }
    while (write(fd, &c, 1) < 0) {
        if (errno != EAGAIN) // ok: NS308
            return;
        fdout(fd, -1);
    }
    if (read(fd, &c, 1) < 0) {
        yield();
        perror("read"); // warning: 9 NS308
    }
}

static coroutine void buffers(struct in_addr a, time_t t)
{
    char copy[32];
    const char *text = inet_ntoa(a), *own = text_of(a);
    struct tm *tm = localtime(&t);
    use(text); // ok: NS308
    strcpy(copy, text);
    yield();
    use(text); // warning: 5 NS308 "what 'inet_ntoa' returned is read after a suspension"
    use(copy); // ok: NS308
    use(own);  // warning: 5 NS308 "what 'text_of' returned"
    if (tm->tm_hour > 3) // warning: 9 NS308 "what 'localtime' returned"
        return;
    text = inet_ntoa(a);
    use(text); // ok: NS308
}

/* A first look in time is none that makes a second one right. */
static coroutine void looks_again(int fd)
{
    ssize_t n = write(fd, "x", 1);
    while (n < 0 && errno == EAGAIN) { // warning: 21 NS308
        if (fdin(fd, now() + 10) < 0)
            return;
    }
    while ((n = write(fd, "x", 1)) < 0 && errno == EAGAIN) { // ok: NS308
        if (fdin(fd, now() + 10) < 0)
            return;
    }
}

int main(void)
{
    struct in_addr a = {0};
    int h = go(errors(3)), k = go(buffers(a, 0)), l = go(looks_again(3));
    hclose(l);
    hclose(h);
    hclose(k);
    return 0;
}
