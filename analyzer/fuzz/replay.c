/* Runs a fuzz target on the files named, once each: what a fuzzer found, or its corpus, without a
 * fuzzer. A folder stands for the files in it. */
#include "fuzz/fuzz.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

static void replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(2);
    }
    uint8_t *data = NULL;
    size_t len = 0, got;
    do {
        data = realloc(data, len + 65536);
        if (!data)
            exit(2);
        got = fread(data + len, 1, 65536, f);
        len += got;
    } while (got);
    fclose(f);
    LLVMFuzzerTestOneInput(data, len);
    free(data);
}

static int replay_folder(DIR *d, const char *dir)
{
    int files = 0;
    for (struct dirent *e; (e = readdir(d));) {
        char path[4096];
        if (e->d_name[0] == '.')
            continue;
        snprintf(path, sizeof path, "%s/%s", dir, e->d_name);
        replay_file(path);
        files++;
    }
    return files;
}

int main(int argc, char **argv)
{
    int files = 0;
    for (int i = 1; i < argc; i++) {
        DIR *d = opendir(argv[i]);
        if (d) {
            files += replay_folder(d, argv[i]);
            closedir(d);
        } else {
            replay_file(argv[i]);
            files++;
        }
    }
    printf("%d passed, 0 failed\n", files);
    return files == 0;
}
