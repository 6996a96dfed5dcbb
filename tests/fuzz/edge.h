/* The edge of verreken in memory, for fuzzers: what io/system/sys.h reads and writes by a path, and
 * what tests/second opens, is a list of texts here; nothing of the disk is seen.
 *
 * The linker puts these functions in the place of the real ones (--wrap, meson.build). A file that
 * is not in the list does not exist. A text that is printed must be well-formed UTF-8 without
 * control characters but line ends: each edge promises that to a terminal. What breaks ends the
 * fuzzer; with FUZZ_DUMP=FOLDER in the environment the files are then found there, and
 * with FUZZ_SHOW=1 it shows what is printed.
 */
#ifndef VERREKEN_TESTS_FUZZ_EDGE_H
#define VERREKEN_TESTS_FUZZ_EDGE_H

#include "engine/text.h"

#include <stdint.h>

/* What a fuzzer gives libFuzzer, or replay.c. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Forgets every file whose path begins with `below`; frees what they held. */
void edge_forget(const char *below);

/* Adds a file, or puts other bytes in one. */
void edge_put(const char *path, Text bytes);

/* The bytes of a file; at NULL: there is none of that name. */
Text edge_get(const char *path);

/* Makes a defect of verreken, and memory that ends, what ends the fuzzer. */
void edge_begin(void);

/* Ends the fuzzer unless `holds`, with what a person reads first. */
#define MUST(holds, what) ((holds) ? (void)0 : edge_broken((what), __FILE__, __LINE__))
_Noreturn void edge_broken(const char *what, const char *file, int line);

#endif
