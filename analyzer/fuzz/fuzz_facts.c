/* Facts: what is accepted satisfies facts_verify, and survives being written and read again. The
 * first byte says what the rest is: "#" the text form, "+" a file without its header, which is put
 * before it so that a fuzzer gets past it, else a file.
 * For: ir/facts_*.c */
#include "fuzz/fuzz.h"
#include "ir/facts_format.h"
#include "ir/facts_io.h"
#include "ir/facts_text.h"
#include "ir/facts_verify.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

static void read_back(struct strs *strs, const struct facts *f, struct diags *diags)
{
    struct buf bytes = {0};
    facts_write(strs, f, &bytes);
    struct facts *again = facts_read(strs, NULL, bytes.at, bytes.len, "again", NULL, diags);
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

/* The header that belongs before the LEN bytes behind it. */
static void put_header(uint8_t *file, size_t len)
{
    memset(file, 0, FACTS_HEADER_SIZE);
    memcpy(file, FACTS_MAGIC, FACTS_MAGIC_SIZE);
    file[FACTS_AT_FORMAT] = FACTS_FORMAT;
    memcpy(file + FACTS_AT_VERSION, NOSTALL_VERSION, strlen(NOSTALL_VERSION));
    put_number(file + FACTS_AT_LENGTH, len);
    put_number(file + FACTS_AT_CHECKSUM, XXH3_64bits(file + FACTS_HEADER_SIZE, len));
}

static struct facts *read_file(struct strs *strs, const uint8_t *data, size_t size,
                               struct diags *diags)
{
    size_t head = data[0] == '+' ? FACTS_HEADER_SIZE : 0;
    uint8_t *file = malloc(head + size);
    if (!file)
        abort();
    memcpy(file + head, data + 1, size - 1);
    if (head)
        put_header(file, size - 1);
    struct facts *f = facts_read(strs, NULL, file, head + size - 1, "fuzz.facts", NULL, diags);
    free(file);
    return f;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    struct strs *strs = strs_new();
    struct diags *diags = diags_new();
    struct facts *f = NULL;
    if (data[0] != '#')
        f = read_file(strs, data, size, diags);
    else if (!facts_parse((const char *)data, size, "fuzz.facts", strs, &f, diags))
        f = NULL;
    if (!f && diags_count(diags, DIAG_ERROR) == 0)
        abort(); /* it failed and did not say why */
    if (f) {
        read_back(strs, f, diags);
        facts_free(f);
    }
    diags_free(diags);
    strs_free(strs);
    return 0;
}
