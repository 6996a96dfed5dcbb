/* Goal: a cell holds what it is given, as a workbook can hold it: no character that XML has not, no
 * text longer than a cell, no day where none is known; and XML that is read is whole or refused. */
#include "testing.h"

#include "io/documents/xlsx.h"
#include "io/documents/xml.h"

#include <string.h>
#include <unzip.h>

static Arena arena;

/* --- workbooks -------------------------------------------------------------------------------- */

/* A part of a workbook, whole. */
static Text part_of(const char *path, const char *name)
{
    enum { MOST = 1 << 20 };
    char *bytes = NEW(&arena, char, MOST);
    unzFile file = unzOpen64(path);
    assert_int_equal(unzLocateFile(file, name, 1), UNZ_OK);
    assert_int_equal(unzOpenCurrentFile(file), UNZ_OK);
    int count = unzReadCurrentFile(file, bytes, MOST);
    assert_true(count > 0);
    unzCloseCurrentFile(file);
    unzClose(file);
    return (Text){bytes, (size_t)count};
}

static const char *folder, *path;

static Book *begin(const char *title)
{
    folder = temp_folder(&arena);
    path = temp_path(&arena, folder, "t.xlsx");
    return book_begin(&arena, path, folder,
                      &(BookInfo){.title = text_of(title), .created = day("2025-10-01")});
}

static void end(Book *book)
{
    const char *reason = NULL;
    if (!book_end(book, &reason)) fail_msg("%s", reason);
}

static Text repeated(const char *text, size_t times)
{
    TextBuilder out = {.arena = &arena};
    for (size_t i = 0; i < times; i++)
        build_text(&out, text_of(text));
    return built(&out);
}

static void texts_are_what_a_cell_can_hold(void **state)
{
    (void)state;
    static const char cut[] = " … (ingekort: te lang voor een cel)</t>";
    Book *book = begin("Titel");
    Sheet *sheet = book_sheet(book, "Blad");
    sheet_text(sheet, 0, 0, TEXT("plain"), STYLE(TEXT, PLAIN));
    sheet_text(sheet, 1, 0, TEXT("a\x7F\x01 b\xEF\xBF\xBE"), STYLE(TEXT, PLAIN));
    sheet_text(sheet, 2, 0, repeated("\xC3\xA9", 32767), STYLE(TEXT, PLAIN)); /* as many as fit */
    sheet_text(sheet, 3, 0, JOIN(&arena, TEXT("x"), repeated("\xC3\xA9", 32767)),
               STYLE(TEXT, PLAIN));
    sheet_text(sheet, 4, 0, repeated("y", 32768), STYLE(TEXT, PLAIN));
    end(book);
    Text strings = part_of(path, "xl/sharedStrings.xml");
    assert_says(strings, "<t>plain</t>");
    assert_says(strings, "<t>a b</t>");
    const char *all = text_zero_ended(&arena, strings);
    size_t cuts = 0;
    for (const char *c = strstr(all, cut); c; c = strstr(c + 1, cut))
        cuts++;
    assert_int_equal(cuts, 2);
    assert_int_equal(text_utf8_fault(strings), strings.length); /* no character is cut in two */
}

static void a_day_that_is_open_is_no_day(void **state)
{
    (void)state;
    Book *book = begin("Titel");
    Sheet *sheet = book_sheet(book, "Blad");
    sheet_date(sheet, 0, 0, day("2025-10-01"), STYLE(DATE, PLAIN));
    sheet_date(sheet, 0, 1, DAY_OPEN_START, STYLE(DATE, PLAIN));
    sheet_date(sheet, 0, 2, DAY_OPEN_END, STYLE(DATE, PLAIN));
    end(book);
    Text rows = part_of(path, "xl/worksheets/sheet1.xml");
    assert_says(rows, "<v>45931</v>");
    const char *first = strstr(text_zero_ended(&arena, rows), "<v>");
    assert_null(strstr(first + 1, "<v>"));
}

/* Over one column, and over more: by a text and by a formula. */
static void cells_are_merged_when_there_are_more(void **state)
{
    (void)state;
    Book *book = begin("Titel");
    Sheet *sheet = book_sheet(book, "Blad");
    sheet_merge(sheet, 0, 2, 2, TEXT("een"), STYLE(TEXT, PLAIN));
    sheet_merge(sheet, 1, 2, 4, TEXT("meer"), STYLE(TEXT, PLAIN));
    sheet_merge_formula(sheet, 2, 2, 2, "=\"x\"", TEXT("x"), STYLE(TEXT, PLAIN));
    sheet_merge_formula(sheet, 3, 2, 4, "=\"y\"", TEXT("y"), STYLE(TEXT, PLAIN));
    end(book);
    Text rows = part_of(path, "xl/worksheets/sheet1.xml");
    assert_says(rows, "<mergeCells count=\"2\"><mergeCell ref=\"C2:E2\"/><mergeCell "
                      "ref=\"C4:E4\"/></mergeCells>");
}

/* What stands below a page: a sign that begins a command, a digit that would be a size, a title
 * that is longer than there is room for. */
static void a_title_is_no_command_of_a_footer(void **state)
{
    (void)state;
    static const struct {
        const char *title, *footer;
    } cases[] = {
        {"Toets", "&amp;L&amp;8Toets&amp;R"}, {"2026", "&amp;L&amp;8 2026&amp;R"},
        {"9", "&amp;L&amp;8 9&amp;R"},        {":R&R", "&amp;L&amp;8:R&amp;&amp;R&amp;R"},
        {"/R", "&amp;L&amp;8/R&amp;R"},       {"", "&amp;L&amp;8&amp;R"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Book *book = begin(cases[i].title);
        Sheet *sheet = book_sheet(book, "Blad");
        sheet_text(sheet, 0, 0, TEXT("x"), STYLE(TEXT, PLAIN));
        sheet_print(sheet, i % 2, (u32)i, text_of(cases[i].title));
        end(book);
        assert_says(part_of(path, "xl/worksheets/sheet1.xml"), cases[i].footer);
    }
    Book *book = begin("lang");
    Sheet *sheet = book_sheet(book, "Blad");
    sheet_text(sheet, 0, 0, TEXT("x"), STYLE(TEXT, PLAIN));
    sheet_print(sheet, true, 1, JOIN(&arena, TEXT("x"), repeated("\xC3\xA9", 100)));
    end(book);
    Text rows = part_of(path, "xl/worksheets/sheet1.xml");
    assert_says(rows, "\xC3\xA9&amp;R");
    assert_int_equal(text_utf8_fault(rows), rows.length);
}

/* --- XML -------------------------------------------------------------------------------------- */

static void what_xml_has_not_is_taken_out(void **state)
{
    (void)state;
    static const struct {
        const char *text, *clean;
    } cases[] = {
        {"", ""},
        {"a\tb\nc", "a\tb\nc"},
        {"a\rb\x1F"
         "c\x7F",
         "abc"},
        {"\xEF\xBF\xBD\xEF\xBF\xBE\xEF\xBF\xBF\xEF\xBE\xBF", "\xEF\xBF\xBD\xEF\xBE\xBF"},
        {"\xF0\x9F\x98\x80\xE2\x82\xAC\xC3\xA9", "\xF0\x9F\x98\x80\xE2\x82\xAC\xC3\xA9"},
        {"a\xFF"
         "b\xC3",
         "ab"},
        {"\xFF\x01\xFF", ""},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(xml_clean(&arena, text_of(cases[i].text)), cases[i].clean);
}

static void count_open(void *context, const char *name, const char *const *attributes)
{
    (void)name, (void)attributes;
    ++*(size_t *)context;
}

static void xml_is_whole_or_refused(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool whole;
    } cases[] = {
        {"<a><b/>x</a>", true},
        {"<a>", false},
        {"<a></b>", false},
        {"<a/><b/>", false},
        {"", false},
        {"<!DOCTYPE a [<!ENTITY e \"x\">]><a>&e;</a>", false},
    };
    static const XmlEvents counting = {.open = count_open}, nothing = {.open = NULL};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        for (int deaf = 0; deaf < 2; deaf++) {
            size_t opened = 0;
            XmlReader *reader = xml_reader_begin(deaf ? &nothing : &counting, &opened);
            bool fed = xml_reader_feed(reader, text_of(cases[i].text));
            bool whole = xml_reader_end(reader) && fed;
            assert_int_equal(whole, cases[i].whole);
            assert_int_equal(opened, whole && !deaf ? 2 : opened);
        }
    assert_true(xml_library_version(&arena).length >= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_what_a_cell_can_hold),
        cmocka_unit_test(a_day_that_is_open_is_no_day),
        cmocka_unit_test(cells_are_merged_when_there_are_more),
        cmocka_unit_test(a_title_is_no_command_of_a_footer),
        cmocka_unit_test(what_xml_has_not_is_taken_out),
        cmocka_unit_test(xml_is_whole_or_refused),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
