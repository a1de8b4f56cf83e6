/* A fuzz target: one file fuzz_<what>.c that defines this. Built with libFuzzer (preset fuzz) and,
 * everywhere, as a program that replays files (replay.c). It must not crash, leak or hang, whatever
 * the bytes are. */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
