/* GitHub's line hash agrees with the values of GitHub's own action, testdata/linehash/vectors.txt.
 */
#include "report/linehash.h"
#include "report/source.h"
#include "test.h"

int main(void)
{
    struct test t = {0};
    struct strs *strs = strs_new();
    struct sources *sources = sources_new(strs, TESTDATA "/linehash");
    struct linehashes *hashes = linehashes_new(sources);
    FILE *vectors = fopen(TESTDATA "/linehash/vectors.txt", "r");
    char name[64], want[64];
    unsigned line;
    int count = 0;
    while (vectors && fscanf(vectors, "%63s %u %63s", name, &line, want) == 3) {
        const char *got = linehash_find(hashes, str_intern(strs, name), line);
        if (!CHECK_TEXT(&t, got, want))
            fprintf(stderr, "  in %s:%u\n", name, line);
        count++;
    }
    if (vectors)
        fclose(vectors);
    CHECK_NUMBER(&t, count, 80);
    CHECK(&t, !linehash_find(hashes, str_intern(strs, "nonl.txt"), 99));
    CHECK(&t, !linehash_find(hashes, str_intern(strs, "missing.txt"), 1));
    CHECK(&t, !linehash_find(hashes, str_intern(strs, "nonl.txt"), 0));
    linehashes_free(hashes);
    sources_free(sources);
    strs_free(strs);
    return test_end(&t);
}
