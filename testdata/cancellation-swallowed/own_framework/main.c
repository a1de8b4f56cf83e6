/* A framework that the project describes itself: the result tells of cancellation, and nothing else does. */
struct conn {
    int fd, closed;
};

int task_read(struct conn *c, char *into, int n);
int task_start(void (*entry)(void *), void *arg);
void task_cancel(int task);

static void serve(void *arg)
{
    struct conn *c = arg;
    char bytes[8];
    task_read(c, bytes, 8); // warning: 5 NS304 "task_read"
    if (c->closed)
        return;
    if (task_read(c, bytes, 8) < 0) // ok: NS304
        return;
}

int main(void)
{
    struct conn c = {0};
    int task = task_start(serve, &c);
    task_cancel(task);
    return 0;
}
