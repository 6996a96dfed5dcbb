/* Goal: what is no workbook, or a damaged one, or too large a one, is said to be that, with the
 * part where it is; whatever its bytes are. */
#include "workbook_shown.h"

#include <stdio.h>
#include <string.h>

/* A workbook that was opened, and its first sheet read, as far as that went; closed. */
static Workbook *problem_of(const char *path)
{
    Workbook *book = xlsx_open(&arena, text_of(path));
    Shown s = {.book = book, .text = {.arena = &arena}};
    SheetFacts facts;
    if (book->problem == WORKBOOK_GOOD)
        (void)sheet_read(book, &book->sheets[0], show_row, &s, &facts);
    xlsx_close(book);
    return book;
}

static void assert_problem(const char *form, WorkbookProblem problem, const char *detail)
{
    Workbook *book = problem_of(form_file(form));
    if (book->problem != problem) fail_msg("problem %d: %s", book->problem, form);
    assert_text(book->detail, detail);
}

static void others_are_told_as_what_they_are(void **state)
{
    (void)state;
    char form[512];
    snprintf(form, sizeof form, "!part mimetype application/vnd.oasis.opendocument%0300d\n", 0);
    assert_problem(form, WORKBOOK_GOOD, "");
    assert_problem("!part _rels/.rels <Relationships/>\n", WORKBOOK_NONE, "");
    assert_problem("!omit _rels/.rels\n", WORKBOOK_NONE, "");
    assert_problem("!part word/document.xml <document/>\n", WORKBOOK_NONE, "");
    assert_problem("!part mimetype application/vnd.oasis.opendocument.spreadsheet\n",
                   WORKBOOK_OTHER, "OpenDocument (.ods)");
    assert_problem("!part xl/workbook.bin x\n", WORKBOOK_OTHER, "Excel binary (.xlsb)");
    const char *folder = temp_folder(&arena);
    Text old = TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                    "W\0o\0r\0k\0b\0o\0o\0k\0"),
         odd = TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                    "E\0n\1E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0"),
         locked = TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                       "\0E\0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0");
    assert_int_equal(problem_of(temp_file(&arena, folder, "old", old))->problem, WORKBOOK_OLD);
    assert_int_equal(problem_of(temp_file(&arena, folder, "odd", odd))->problem, WORKBOOK_OLD);
    assert_int_equal(problem_of(temp_file(&arena, folder, "locked", locked))->problem,
                     WORKBOOK_PASSWORD);
    assert_int_equal(problem_of(temp_file(&arena, folder, "csv", TEXT("a;b\n")))->problem,
                     WORKBOOK_NONE);
    assert_int_equal(problem_of(temp_file(&arena, folder, "none", TEXT("")))->problem,
                     WORKBOOK_NONE);
    assert_int_equal(problem_of(temp_file(&arena, folder, "pk", TEXT("PK\3\4")))->problem,
                     WORKBOOK_DAMAGED);
    assert_int_equal(problem_of(folder)->problem, WORKBOOK_NOT_REGULAR);
    assert_int_equal(problem_of(temp_path(&arena, folder, "gone.xlsx"))->problem, WORKBOOK_MISSING);
}

/* --- damage ----------------------------------------------------------------------------------- */

static void damage_is_told(void **state)
{
    (void)state;
    static const char sheet[] = "xl/worksheets/sheet1.xml";
    static const char *const damaged[] = {
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData>\n",
        "!part xl/worksheets/sheet1.xml <chartsheet/>\n",
        "!part xl/worksheets/sheet1.xml <!DOCTYPE worksheet><worksheet/>\n",
        "!part xl/worksheets/sheet1.xml <!DOCTYPE worksheet [<!ENTITY a \"b\">]>"
        "<worksheet><sheetData><row><c t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>\n",
        "!part xl/worksheets/sheet1.xml <worksheet>&a;</worksheet>\n",
        "!omit xl/worksheets/sheet1.xml\n",
        "<c t=\"s\"><v>7</v></c>\n",
        "<c t=\"s\"><v>-1</v></c>\n",
        "<c t=\"x\"><v>7</v></c>\n",
        "<c s=\"9\"><v>7</v></c>\n",
        "<c s=\"999\"><v>7</v></c>\n",
        "<c s=\"-1\"><v>7</v></c>\n",
        "!merge A1\n!merge B2:A1\n",
        "!merge A2:A1\n",
        "!merge B1:A1\n",
        "!merge A1:\n",
        "!merge A1x\n",
        "!after <mergeCells><mergeCell/></mergeCells>\n",
        "!cols <cols><col max=\"2\" hidden=\"1\"/></cols>\n",
        "!cols <cols><col min=\"2\" max=\"1\" hidden=\"1\"/></cols>\n",
        "!cols <cols><col min=\"2x\" max=\"2\" hidden=\"1\"/></cols>\n",
        "!cols <cols><col min=\"/\" max=\"2\" hidden=\"1\"/></cols>\n",
        "<c t=\"s\"><v>x</v></c>\n",
        "<c t=\"s\"><v>99999999999999999999999</v></c>\n",
        "<c s=\"a\"><v>7</v></c>\n",
        "<c s=\"0x\"><v>7</v></c>\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"1048576\"/><row/>"
        "</sheetData></worksheet>\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row><c r=\"XFD1\"/><c/></row>"
        "</sheetData></worksheet>\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row><c><row/></c></row></sheetData>"
        "</worksheet>\n",
        "!merge XFE1:XFE2\n",
        "!merge A1048577\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"3\"/><row r=\"3\"/>"
        "</sheetData></worksheet>\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"1048577\"/></sheetData>"
        "</worksheet>\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"1\"><c r=\"A2\"/></row>"
        "</sheetData></worksheet>\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"1\"><c r=\"B1\"/>"
        "<c r=\"A1\"/></row></sheetData></worksheet>\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"1\"><c r=\"a1\"/></row>"
        "</sheetData></worksheet>\n",
        "!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"1\"><c><c/></c></row>"
        "</sheetData></worksheet>\n"};
    for (size_t i = 0; i < COUNT_OF(damaged); i++)
        assert_problem(damaged[i], WORKBOOK_DAMAGED, sheet);
    assert_problem("!part xl/workbook.xml <workbook><sheets/></workbook>\n", WORKBOOK_DAMAGED,
                   "xl/workbook.xml");
    assert_problem("sheet a\nsheet A\n", WORKBOOK_DAMAGED, "xl/workbook.xml");
    static const char *const sheets[] = {"<sheet id=\"rId1\"/>", "<sheet name=\"\" id=\"rId1\"/>",
                                         "<sheet name=\"a\"/>", "<sheet name=\"a\" id=\"rId7\"/>"};
    for (size_t i = 0; i < COUNT_OF(sheets); i++) {
        char form[256];
        snprintf(form, sizeof form, "!part xl/workbook.xml <workbook>%s</workbook>\n", sheets[i]);
        assert_problem(form, WORKBOOK_DAMAGED, "xl/workbook.xml");
    }
    assert_problem("!part xl/styles.xml <styleSheet>\n", WORKBOOK_DAMAGED, "xl/styles.xml");
    assert_problem("!omit xl/_rels/workbook.xml.rels\n", WORKBOOK_DAMAGED,
                   "xl/_rels/workbook.xml.rels");
    assert_problem("a\n!part xl/sharedStrings.xml <sst>\n", WORKBOOK_DAMAGED,
                   "xl/sharedStrings.xml");
    assert_problem("a\n!end 30\n", WORKBOOK_DAMAGED, "zip");
}

/* The first damage is what is told, and nothing more is read. */
static void damage_stays(void **state)
{
    (void)state;
    Workbook *book =
        xlsx_open(&arena, text_of(form_file("sheet a\nsheet b\n1\n!part "
                                            "xl/worksheets/sheet1.xml <worksheet>\n")));
    Shown s = {.book = book, .text = {.arena = &arena}};
    assert_int_equal(book->sheet_count, 2);
    assert_false(sheet_read(book, &book->sheets[0], show_row, &s, NULL));
    assert_text(book->detail, "xl/worksheets/sheet1.xml");
    assert_false(sheet_read(book, &book->sheets[1], show_row, &s, NULL));
    assert_text(book->detail, "xl/worksheets/sheet1.xml");
    assert_int_equal(s.rows, 0);
    xlsx_close(book);
    book = xlsx_open(&arena, TEXT("/nowhere.xlsx"));
    assert_false(sheet_read(book, &(Sheet){.part = TEXT("x")}, show_row, &s, NULL));
    assert_int_equal(book->problem, WORKBOOK_MISSING);
    xlsx_close(book);
}

/* minizip reads zeros where the last bytes of its last record are missing. */
static void every_byte_may_be_wrong(void **state)
{
    enum { END_RECORD = 22 };
    (void)state;
    const char *path = form_file("code;datum;uren\nL1;#45931{14};#1.5\nL2;;=A1 -> #7{0000}\n");
    FILE *file = fopen(path, "rb");
    static char bytes[1 << 16], changed[1 << 16];
    assert_non_null(file);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    const char *folder = temp_folder(&arena);
    for (size_t i = 0; i < 3 * length; i++) {
        memcpy(changed, bytes, length);
        size_t at = i % length, cut = length;
        if (i < length)
            changed[at] = (char)(changed[at] ^ (1 << random_below(8)));
        else if (i < 2 * length)
            changed[at] = (char)random_below(256);
        else
            cut = at;
        Arena kept = arena;
        arena = (Arena){0};
        Workbook *book =
            problem_of(temp_file(&arena, folder, "changed.xlsx", (Text){changed, cut}));
        if (cut + END_RECORD < length && book->problem == WORKBOOK_GOOD)
            fail_msg("%zu of %zu bytes will do", cut, length);
        arena_free(&arena);
        arena = kept;
    }
}

/* --- limits ----------------------------------------------------------------------------------- */

/* The form of a workbook of which a part has so many times the same piece. */
static char *long_part(const char *before, const char *(*piece)(size_t number), size_t count,
                       const char *behind)
{
    TextBuilder form = {.arena = &arena};
    build_text(&form, text_of(before));
    for (size_t i = 0; i < count; i++)
        build_text(&form, text_of(piece(i)));
    build_text(&form, text_of(behind));
    return text_zero_ended(&arena, built(&form));
}

static const char *sheet_piece(size_t number)
{
    static char piece[64];
    snprintf(piece, sizeof piece, "<sheet name=\"s%zu\" id=\"rId1\"/>", number);
    return piece;
}

static const char *random_piece(size_t number)
{
    static char piece[64];
    (void)number;
    snprintf(piece, sizeof piece, "%016llx%016llx<x/>", (unsigned long long)random_u64(),
             (unsigned long long)random_u64());
    return piece;
}

static void limits_of_a_workbook(void **state)
{
    (void)state;
    enum { SHEETS = 4096, PIECES = 500000 };
    static const char book[] = "!part xl/workbook.xml <workbook><sheets>";
    assert_problem(long_part(book, sheet_piece, SHEETS, "</sheets></workbook>\n"), WORKBOOK_GOOD,
                   "");
    assert_problem(long_part(book, sheet_piece, SHEETS + 1, "</sheets></workbook>\n"),
                   WORKBOOK_DAMAGED, "xl/workbook.xml");
    /* of 18 MB, which do not swell */
    assert_problem(
        long_part("#1\n!part xl/sharedStrings.xml <sst>", random_piece, PIECES, "</sst>\n"),
        WORKBOOK_GOOD, "");
    arena_free(&arena);
}

/* A megabyte of blanks takes a thousand bytes in a zip: what swells like that is refused. */
static void what_swells_is_refused(void **state)
{
    (void)state;
    enum { LARGE = 20 << 20 };
    static const char head[] = "!part xl/worksheets/sheet1.xml <worksheet><sheetData/>";
    char *form = NEW(&arena, char, LARGE + 128);
    memset(form, ' ', LARGE);
    memcpy(form, head, sizeof head - 1);
    strcpy(form + LARGE, "</worksheet>\n");
    assert_problem(form, WORKBOOK_TOO_LARGE, "xl/worksheets/sheet1.xml");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(others_are_told_as_what_they_are),
        cmocka_unit_test(damage_is_told),
        cmocka_unit_test(damage_stays),
        cmocka_unit_test(every_byte_may_be_wrong),
        cmocka_unit_test(limits_of_a_workbook),
        cmocka_unit_test(what_swells_is_refused),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    arena_free(&lasting);
    return failed;
}
