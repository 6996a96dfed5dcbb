/* Goal: the one list of the tables that are written is what the README says and what the second
 * calculation, which has its own, takes. */
#include "tests/unit/testing.h"

#include "io/recount/recount.h"
#include "io/system/sys.h"
#include "io/write/outputs.h"

#include <stdlib.h>

/* `| pools.csv | contract; school; … |` in the README. */
static Text readme_row(Arena *arena, const OutputSpec *spec)
{
    TextBuilder out = {.arena = arena};
    build_text(&out, JOIN(arena, TEXT("\n| "), text_of(spec->file), TEXT(" | ")));
    for (size_t i = 0; i < spec->field_count; i++) {
        if (i) build_text(&out, TEXT("; "));
        build_text(&out, text_of(spec->fields[i].name));
    }
    build_text(&out, TEXT(" |"));
    return built(&out);
}

static void test_readme(void **state)
{
    (void)state;
    Arena arena = {0};
    const char *root = getenv("VERREKEN_ROOT");
    assert_non_null(root);
    const char *path = text_zero_ended(&arena, JOIN(&arena, text_of(root), TEXT("/README.md")));
    FileRead readme = sys_read_file(&arena, path, 1 << 24);
    assert_int_equal(readme.outcome, READ_OK);
    for (size_t i = 0; i < OUTPUT_COUNT; i++) {
        if (i == OUTPUT_vergelijking || i == OUTPUT_journaal) continue; /* told in words there */
        Text row = readme_row(&arena, &output_specs[i]);
        if (!strstr(readme.text.at, text_zero_ended(&arena, row)))
            fail_msg("README.md has no row%.*s", (int)row.length, row.at);
    }
    arena_free(&arena);
}

static void tell(void *context, const char *table, unsigned long line, const char *what)
{
    (void)context;
    fail_msg("%s:%lu: %s", table, line, what);
}

static void test_second_calculation(void **state)
{
    (void)state;
    Arena arena = {0};
    static const OutputId known[] = {OUTPUT_pools,         OUTPUT_gewichten,    OUTPUT_verdeling,
                                     OUTPUT_posities,      OUTPUT_stromen,      OUTPUT_facturen,
                                     OUTPUT_factuurregels, OUTPUT_grensverkeer, OUTPUT_controles};
    RecountTable tables[COUNT_OF(known)];
    for (size_t i = 0; i < COUNT_OF(known); i++) {
        const OutputSpec *spec = &output_specs[known[i]];
        Text header = JOIN(&arena, text_of(spec->header), TEXT("\n"));
        tables[i] = (RecountTable){spec->file, header.at, header.length};
    }
    RecountInput input = {.tables = tables, .count = COUNT_OF(known)};
    RecountResult result = recount(&input, NULL, tell, NULL);
    assert_true(result.readable);
    assert_int_equal(result.failed, 0);
    arena_free(&arena);
}

static void test_header(void **state)
{
    (void)state;
    assert_string_equal(output_specs[OUTPUT_stromen].header, "van;naar;bedrag");
    assert_string_equal(output_specs[OUTPUT_stromen].file, "stromen.csv");
    for (size_t i = 0; i < OUTPUT_COUNT; i++) {
        assert_true(*output_specs[i].description != 0);
        assert_int_equal(text_count(text_of(output_specs[i].header), ';') + 1,
                         output_specs[i].field_count);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_readme),
                                       cmocka_unit_test(test_second_calculation),
                                       cmocka_unit_test(test_header)};
    return RUN(tests);
}
