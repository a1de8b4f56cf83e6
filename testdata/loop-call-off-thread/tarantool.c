/* What coio_call runs is on a thread of a pool: no fibers there. */
#include <stdarg.h>
#include <stdio.h>
#include <tarantool/module.h>

struct import {
    const char *path;
    struct fiber *waiter;
    struct fiber_cond *done;
    long rows;
};

static void wake(struct import *im)
{
    im->rows++;
    fiber_wakeup(im->waiter); // warning: 5 NS601 "fiber_wakeup" step: "'load' calls 'wake'"
}

static ssize_t load(va_list ap)
{
    struct import *im = va_arg(ap, struct import *);
    char line[256];
    FILE *f = fopen(im->path, "r");
    if (!f)
        return -1;
    while (fgets(line, sizeof(line), f)) {
        if (box_insert(512, line, line + 1, NULL)) // warning: 13 NS601 "box_insert"
            goto out;
        if (im->rows % 1000 == 999)
            fiber_sleep(0); // warning: 13 NS601 "fiber_sleep"
        wake(im);
    }
out:
    fclose(f);
    return im->rows;
}

static ssize_t count(va_list ap)
{
    struct import *im = va_arg(ap, struct import *);
    FILE *f = fopen(im->path, "r");
    if (!f)
        return -1;
    for (int c; (c = getc(f)) != EOF;)
        im->rows += c == '\n'; // ok: NS601
    fclose(f);
    return im->rows;
}

static int import_f(va_list ap)
{
    struct import *im = va_arg(ap, struct import *);
    im->waiter = fiber_self();
    if (coio_call(load, im) < 0 || coio_call(count, im) < 0)
        return -1;
    fiber_cond_signal(im->done); // ok: NS601
    fiber_sleep(0.1);            // ok: NS601
    return box_insert(513, im->path, im->path + 1, NULL); // ok: NS601
}

int start_import(struct import *im);
int start_import(struct import *im)
{
    struct fiber *f = fiber_new("import", import_f);
    if (!f)
        return -1;
    fiber_start(f, im); // ok: NS601
    return 0;
}
