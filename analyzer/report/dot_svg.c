#include "report/dot.h"

#ifdef NOSTALL_GRAPHVIZ

#include "base/fd.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

/* ---- in the child ---- */

static bool draw(const char *dot, int to)
{
    GVC_t *gvc = gvContext();
    Agraph_t *g = gvc ? agmemread(dot) : NULL;
    char *svg = NULL;
    unsigned len = 0;
    return g && gvLayout(gvc, g, "dot") == 0 && gvRenderData(gvc, g, "svg", &svg, &len) == 0 &&
           svg && fd_write_all(to, svg, len);
}

/* ---- in the caller ---- */

static bool read_all(int fd, struct buf *out)
{
    char bytes[4096];
    for (;;) {
        ssize_t n = read(fd, bytes, sizeof bytes);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        buf_add(out, bytes, (size_t)n);
    }
}

static bool fail(struct diags *diags, const char *why)
{
    diag_add(diags, DIAG_ERROR, NULL, 0, 0, "cannot draw the picture: %s", why);
    return false;
}

/* In a process of its own: Graphviz and what it loads for fonts keep memory, and a second drawing
 * would use what the first one freed (2.43 with its pango plugin). */
bool dot_render_svg(const char *dot, struct buf *out, struct diags *diags)
{
    int fds[2];
    struct buf svg = {0};
    if (pipe(fds) != 0)
        return fail(diags, strerror(errno));
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        close(fds[0]);
        _exit(draw(dot, fds[1]) ? 0 : 1);
    }
    close(fds[1]);
    bool ok = child > 0 && read_all(fds[0], &svg);
    close(fds[0]);
    int status = 1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    ok = ok && WIFEXITED(status) && !WEXITSTATUS(status) && svg.len;
    if (ok)
        buf_add(out, svg.at, svg.len);
    buf_release(&svg);
    return ok || fail(diags, "Graphviz fails; is its plugin for dot and SVG installed?");
}

#else

bool dot_render_svg(const char *dot, struct buf *out, struct diags *diags)
{
    (void)dot, (void)out;
    diag_add(diags, DIAG_ERROR, NULL, 0, 0,
             "--svg needs the Graphviz library (libgvc), and this nostall was built without it; "
             "nostall graph FUNCTION --dot works, and 'dot -Tsvg' draws what it writes");
    return false;
}

#endif
