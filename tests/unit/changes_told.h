/* Two versions of the inputs, and what differs between them as text, kept for the tests of it. */
#ifndef VERREKEN_TESTS_UNIT_CHANGES_TOLD_H
#define VERREKEN_TESTS_UNIT_CHANGES_TOLD_H

#include "testing.h"

#include "io/changes/changes.h"

static Arena arena;
static Changes changes;            /* what find() found */
static const char *before, *after; /* the folders of the versions */

/* Before each test: two empty folders. */
static int begin_test(void **state)
{
    (void)state;
    arena_free(&arena);
    changes = (Changes){0};
    before = temp_folder(&arena);
    after = temp_folder(&arena);
    return 0;
}

/* Writes a file of a version. */
static void put(const char *folder, const char *name, const char *content)
{
    temp_file(&arena, folder, name, text_of(content));
}

/* Compares the versions; that they cannot be read fails the test. */
static void find(void)
{
    const char *bad_file, *bad_reason;
    changes = (Changes){0};
    if (!changes_find(&arena, before, after, &changes, &bad_file, &bad_reason))
        fail_msg("%s: %s", bad_file, bad_reason);
}

static void render_line(TextBuilder *out, const Change *change)
{
    build_text(out, TEXT(" ("));
    if (change->before.line) build_integer(out, change->before.line);
    build_text(out, TEXT(">"));
    if (change->after.line) build_integer(out, change->after.line);
    build_text(out, TEXT(")"));
}

/* `+ kosten K1 (>3)`, `~ kosten K1 bedrag: 1.00 > 2.00 (2>3)`, and with "" for no column. */
static Text render(bool lines)
{
    static const char *const kinds[] = {"+ ", "- ", "~ "};
    TextBuilder out = {.arena = &arena};
    for (size_t i = 0; i < changes.count; i++) {
        const Change *change = &changes.items[i];
        bool ini = change->table == CHANGED_INI;
        build_text(&out, text_of(kinds[change->kind]));
        build_text(&out, text_of(ini ? "ini" : table_specs[change->table].name));
        build_char(&out, ' ');
        build_text(&out, change_key(&arena, change));
        if (ini || change->kind == CHANGE_FIELD) {
            build_char(&out, ' ');
            build_text(&out, ini ? TEXT("") : change->key);
            build_text(&out, TEXT(": "));
            build_text(&out, change->old_value);
            build_text(&out, TEXT(" > "));
            build_text(&out, change->new_value);
        }
        if (lines) render_line(&out, change);
        build_char(&out, '\n');
    }
    return built(&out);
}

/* Compares the versions: that these lines tell all that differs. */
static void assert_changes(const char *expected)
{
    find();
    assert_text(render(true), expected);
}

#endif
