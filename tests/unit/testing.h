/* What the unit tests share: cmocka, texts to compare, a generator of numbers, folders of input.
 *
 * A test program has one `main` that ends in RUN(tests). Its numbers come from a generator with a
 * fixed seed, so that a failure comes back; VERREKEN_SEED sets another.
 */
#ifndef VERREKEN_TESTS_UNIT_TESTING_H
#define VERREKEN_TESTS_UNIT_TESTING_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "engine/fault.h"
#include "engine/schema.h"

/* Runs the tests; an assertion of verreken that breaks fails the test. */
#define RUN(tests) (testing_begin(), cmocka_run_group_tests((tests), NULL, NULL))
void testing_begin(void);

/* That `call` breaks an assertion of verreken, or finds no memory. Its operands are static or
 * constants: cmocka's own expect_assert_failure() writes lines that are no TAP. */
#define assert_defect(call)                             \
    do {                                                \
        expecting_defect = true;                        \
        if (!setjmp(defect_jump)) {                     \
            (void)(call);                               \
            expecting_defect = false;                   \
            fail_msg("no assertion breaks: %s", #call); \
        }                                               \
    } while (0)
extern bool expecting_defect;
extern jmp_buf defect_jump;

/* That `text` is exactly the zero-ended `expected`. */
#define assert_text(text, expected) assert_text_at((text), (expected), __FILE__, __LINE__)
void assert_text_at(Text text, const char *expected, const char *file, int line);

/* That `part` stands in the text: messages are worded elsewhere (tests/golden). */
#define assert_says(text, part) assert_says_at((text), (part), __FILE__, __LINE__)
void assert_says_at(Text text, const char *part, const char *file, int line);

/* That two integers of up to 128 bits are equal. */
#define assert_number(a, b) assert_number_at((a), (b), #a, __FILE__, __LINE__)
void assert_number_at(i128 number, i128 expected, const char *what, const char *file, int line);

/* That the pipe went `ok`; when not, what is in the report is printed. */
#define assert_ok(ok, report) assert_ok_at((ok), (report), __FILE__, __LINE__)
void assert_ok_at(bool ok, const Report *report, const char *file, int line);

/* All that is told, in order, as `ID line`s: E321 4. */
Text told_lines(Arena *arena, Report *report);

/* A day, from the way people write it. */
Day day(const char *text);

/* The next number of the generator, and one of 0 … below - 1. */
u64 random_u64(void);
u64 random_below(u64 below);
/* A number of 1 to `bits` bits, each length as likely as another. */
i128 random_bits(int bits);

/* A new folder below TMPDIR; removed with all that is in it when the program ends. */
const char *temp_folder(Arena *arena);
/* Writes a file into a folder; its path. */
const char *temp_file(Arena *arena, const char *folder, const char *name, Text content);
const char *temp_path(Arena *arena, const char *folder, const char *name);
/* Leaves the first `bytes` bytes of a file. */
void temp_cut(const char *path, size_t bytes);
/* A whole file. */
Text temp_read(Arena *arena, const char *folder, const char *name);

typedef struct TestFile {
    const char *name, *content;
} TestFile;

/* Writes the files of a settlement into a new folder, and an empty table for each that must be
 * there and is not given; the path of its settlement.ini. */
Text temp_batch(Arena *arena, const TestFile *files, size_t count);

#endif
