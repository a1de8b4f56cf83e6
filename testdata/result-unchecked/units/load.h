#include <gio/gio.h>

void load_finish(GFile *file, GAsyncResult *res);
