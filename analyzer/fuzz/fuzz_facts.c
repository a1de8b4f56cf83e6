/* Facts files: what is accepted satisfies facts_verify, and survives being written and read again.
 * A first byte in front of the file says whether the checksum in the header is to be made right, so
 * that a fuzzer gets past it. */
#include "fuzz/fuzz.h"
#include "ir/facts_format.h"
#include "ir/facts_io.h"
#include "ir/facts_verify.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static void read_back(struct strs *strs, const struct facts *f, struct diags *diags)
{
    struct buf bytes = {0};
    facts_write(strs, f, &bytes);
    struct facts *again = facts_read(strs, bytes.at, bytes.len, "again", NULL, diags);
    if (!again)
        abort(); /* we wrote what we cannot read */
    facts_free(again);
    buf_release(&bytes);
}

static void put_number(uint8_t *at, uint64_t value)
{
    for (int i = 0; i < 8; i++)
        at[i] = (uint8_t)(value >> 8 * i);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    uint8_t *file = malloc(size);
    if (!file)
        abort();
    bool mend = data[0] == '+';
    size -= 1;
    memcpy(file, data + 1, size);
    if (mend && size >= FACTS_HEADER_SIZE) {
        uint64_t rest = size - FACTS_HEADER_SIZE;
        put_number(file + FACTS_AT_LENGTH, rest);
        put_number(file + FACTS_AT_CHECKSUM, XXH3_64bits(file + FACTS_HEADER_SIZE, rest));
    }
    struct strs *strs = strs_new();
    struct diags *diags = diags_new();
    struct facts *f = facts_read(strs, file, size, "fuzz.facts", NULL, diags);
    if (!f && diags_count(diags, DIAG_ERROR) == 0)
        abort(); /* it failed and did not say why */
    if (f) {
        read_back(strs, f, diags);
        facts_free(f);
    }
    diags_free(diags);
    strs_free(strs);
    free(file);
    return 0;
}
