/* Which file is opened depends on a name that functions hand down: the name is no descriptor, and
 * whoever made it does not matter. */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <uv.h>

static const char *file_name = "a.conf";

static char *load(const char *name, size_t *size)
{
    struct stat st;
    FILE *f = fopen(name, "r");
    if (!f)
        return NULL;
    if (fstat(fileno(f), &st) < 0) {
        fclose(f);
        return NULL;
    }
    char *text = malloc((size_t)st.st_size);
    *size = fread(text, 1, (size_t)st.st_size, f);
    fclose(f);
    return text;
}

static bool parse(const char *name)
{
    size_t size;
    if (name == NULL)
        return false;
    char *text = load(name, &size);
    if (text == NULL)
        return false;
    free(text);
    return true;
}

static bool reload(void)
{
    return parse(file_name);
}

static void on_reload(uv_signal_t *handle, int number)
{
    (void)handle, (void)number;
    reload(); // note: 5 NS106 "fopen"
}

int main(int argc, char **argv)
{
    uv_signal_t handle;
    file_name = argv[1];
    uv_signal_start(&handle, on_reload, 1);
    return uv_run(uv_default_loop(), UV_RUN_DEFAULT);
}
