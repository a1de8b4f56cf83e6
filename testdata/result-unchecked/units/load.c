#include "load.h"

void load_finish(GFile *file, GAsyncResult *res)
{
    char *text;
    g_file_load_contents_finish(file, res, &text, NULL, NULL, NULL);
}
