/* Goal: what a workbook stores is read as it is meant, to the digit and the day; and what is no
 * workbook, or a damaged one, is said to be that. */
#include "testing.h"

#include "io/workbook/workbook.h"
#include "tests/workbook/form.h"

#include <stdio.h>
#include <string.h>

static Arena arena, lasting; /* lasting: of all tests */

static const char *form_file(const char *form)
{
    static const char *folder;
    if (!folder) folder = temp_folder(&lasting);
    const char *path = temp_path(&arena, folder, "t.xlsx");
    const char *fault = make_workbook(path, form);
    if (fault) fail_msg("%s", fault);
    return path;
}

/* --- numbers ---------------------------------------------------------------------------------- */

static void stored_numbers_become_decimal_texts(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"0", "0"},
        {"-0", "0"},
        {"0.000", "0"},
        {"12", "12"},
        {"1.234", "1,234"},
        {"1234.5", "1234,5"},
        {"-1234.56", "-1234,56"},
        {"+5", "5"},
        {"100", "100"},
        {"0.1", "0,1"},
        {"0.05", "0,05"},
        {"1E3", "1000"},
        {"1.5e3", "1500"},
        {"1E-2", "0,01"},
        {"5.0000000000000001E-2", "0,05"},
        {"1.2E+20", "120000000000000000000"},
        {"0.30000000000000004", "0,3"},
        {"8884.299999999999", "8884,3"},
        {"4503599627370.4971", "4503599627370,5"},
        {"999999999999999.9", "1000000000000000"},
        {"9.9999999999999995E-1", "1"},
        {"123456789012345", "123456789012345"},
        {"1234567890123456", "1234567890123460"},
        {"0012", "12"},
        {"1234567.0000000001", "1234567"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        StoredNumber number;
        if (!stored_number(text_of(cases[i][0]), &number)) fail_msg("%s is a number", cases[i][0]);
        assert_text(number_text(&arena, &number, 1), cases[i][1]);
    }
    static const char *const none[] = {"",    "-",     "1,5",  "abc",   "1e",     "1e+",
                                       "NAN", "1.2.3", "0x10", "1E999", "1E-999", "1 2"};
    StoredNumber number;
    for (size_t i = 0; i < COUNT_OF(none); i++)
        if (stored_number(text_of(none[i]), &number)) fail_msg("%s is no number", none[i]);
}

/* By another route: digits that a generator makes, put down with the point and exponent anywhere.
 */
static void the_place_of_the_point_does_not_matter(void **state)
{
    (void)state;
    for (int i = 0; i < 2000; i++) {
        u64 digits = random_below(1000000000000000) + 1;
        int decimals = (int)random_below(12);
        u64 unit = 1;
        for (int d = 0; d < decimals; d++)
            unit *= 10;
        TextBuilder plain = {.arena = &arena}, moved = {.arena = &arena}, expected = plain;
        build_integer(&plain, (i128)(digits / unit));
        build_text(&expected, built(&plain));
        if (digits % unit) {
            u64 rest = digits % unit, width = (u64)decimals;
            while (rest % 10 == 0)
                rest /= 10, width--;
            build_char(&expected, ',');
            build_padded(&expected, rest, (int)width);
        }
        build_integer(&moved, (i128)digits);
        build_text(&moved, TEXT("E-"));
        build_integer(&moved, decimals);
        StoredNumber number;
        assert_true(stored_number(built(&moved), &number));
        assert_text(number_text(&arena, &number, 1), text_zero_ended(&arena, built(&expected)));
        arena_rewind(&arena);
    }
}

static void percentages_and_padding(void **state)
{
    (void)state;
    StoredNumber number;
    assert_true(stored_number(TEXT("0.21"), &number));
    assert_text(percent_text(&arena, &number), "21%");
    assert_true(stored_number(TEXT("0.125"), &number));
    assert_text(percent_text(&arena, &number), "12,5%");
    assert_true(stored_number(TEXT("0.29"), &number)); /* 28.999999999999996 when it is binary */
    assert_text(percent_text(&arena, &number), "29%");
    assert_true(stored_number(TEXT("0"), &number));
    assert_text(percent_text(&arena, &number), "0%");
    assert_true(stored_number(TEXT("503"), &number));
    assert_text(number_text(&arena, &number, 4), "0503");
    assert_true(stored_number(TEXT("12345"), &number));
    assert_text(number_text(&arena, &number, 4), "12345");
}

/* --- formats ---------------------------------------------------------------------------------- */

static void formats_of_dates_are_known(void **state)
{
    (void)state;
    static const char *const dates[] = {"dd-mm-yyyy",         "yyyy\\-mm\\-dd",  "d/m/yy;@",
                                        "[$-413]d mmmm yyyy", "mm:ss.0",         "[h]:mm",
                                        "DD/MM/YYYY",         "\"op \"d\" \"mmm"};
    static const char *const others[] = {
        "General",           "0.00",      "#,##0.00", "[Red]0.00", "\"dag\" 0", "0\\d",    "_d0",
        "[$€-413] #,##0.00", "Standaard", "@",        "0%",        "*d0",       "0.00E+00"};
    for (size_t i = 0; i < COUNT_OF(dates); i++)
        if (!custom_format(text_of(dates[i])).is_date) fail_msg("%s is of dates", dates[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (custom_format(text_of(others[i])).is_date) fail_msg("%s is not of dates", others[i]);
    for (u32 id = 0; id < 100; id++) {
        bool date = (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
                    (id >= 50 && id <= 58);
        assert_int_equal(builtin_format(id).is_date, date);
        assert_int_equal(builtin_format(id).is_percent, id == 9 || id == 10);
    }
    static const char *const whole[] = {"dd-mm-yyyy", "[$-413]dddd d mmmm yyyy", "M/D/YY",
                                        "d/m/yy;@"};
    static const char *const parts[] = {"mmm-yy", "d-mmm", "dddd mmm yyyy", "[h]:mm", "yyyy"};
    for (size_t i = 0; i < COUNT_OF(whole); i++)
        assert_true(custom_format(text_of(whole[i])).shows_day);
    for (size_t i = 0; i < COUNT_OF(parts); i++)
        assert_false(custom_format(text_of(parts[i])).shows_day);
    for (u32 id = 14; id < 23; id++)
        assert_int_equal(builtin_format(id).shows_day, id < 16 || id == 22);
    static const char *const scaled[] = {"#,##0,", "0.0,,", "#,##0.00,\" mln\"", "0,;-0,"};
    static const char *const plain[] = {"#,##0", "#,##0.00;[Red]-#,##0.00", "0\",\"",
                                        "_(* #,##0_)"};
    for (size_t i = 0; i < COUNT_OF(scaled); i++)
        assert_true(custom_format(text_of(scaled[i])).is_scaled);
    for (size_t i = 0; i < COUNT_OF(plain); i++)
        assert_false(custom_format(text_of(plain[i])).is_scaled);
    assert_int_equal(custom_format(TEXT("0000")).zeros, 4);
    assert_int_equal(custom_format(TEXT("0000.0")).zeros, 0);
    assert_true(custom_format(TEXT("0.0%")).is_percent);
    assert_false(custom_format(TEXT("0.0\"%\"")).is_percent);
    assert_true(custom_format(TEXT("\"GM\"0000")).has_words);
    assert_false(custom_format(TEXT("\"€ \"0")).has_words);
}

/* --- addresses -------------------------------------------------------------------------------- */

static void addresses(void **state)
{
    (void)state;
    assert_text(cell_address(&arena, 1, 0), "A1");
    assert_text(cell_address(&arena, 14, 2), "C14");
    assert_text(cell_address(&arena, 3, 25), "Z3");
    assert_text(cell_address(&arena, 3, 26), "AA3");
    assert_text(cell_address(&arena, 3, 701), "ZZ3");
    assert_text(cell_address(&arena, 3, 702), "AAA3");
    assert_text(cell_address(&arena, 1048576, 16383), "XFD1048576");
    assert_text(cell_address(&arena, 0, 1), "B");
    assert_text(range_address(&arena, (SheetRange){1, 2, 0, 2}), "A1:C2");
    assert_text(range_address(&arena, (SheetRange){5, 5, 1, 1}), "B5");
}

/* --- whole workbooks -------------------------------------------------------------------------- */

typedef struct Shown {
    Workbook *book;
    TextBuilder text;
    size_t rows, most;
} Shown;

/* A1=text B1=… and a line end; kinds that cell_text() does not tell have a mark. */
static bool show_row(void *context, const SheetRow *row)
{
    static const char marks[] = {
        [CELL_EMPTY] = 'E', [CELL_TEXT] = '=',  [CELL_NUMBER] = '#',  [CELL_DATE] = '@',
        [CELL_BOOL] = '?',  [CELL_ERROR] = '!', [CELL_NO_VALUE] = '0'};
    Shown *s = context;
    for (size_t i = 0; i < row->count; i++) {
        const SheetCell *cell = &row->cells[i];
        if (i) build_char(&s->text, ' ');
        build_text(&s->text, cell_address(&arena, row->number, cell->column));
        if (cell->formula) build_char(&s->text, 'f');
        build_char(&s->text, marks[cell->kind]);
        build_text(&s->text, cell_text(&arena, s->book, cell));
        assert_ptr_equal(row_cell(row, cell->column), cell);
    }
    if (row->hidden) build_text(&s->text, TEXT(" (hidden)"));
    build_char(&s->text, '\n');
    return ++s->rows != s->most;
}

static Shown shown(const char *form, const char *sheet)
{
    Shown s = {.text = {.arena = &arena}};
    s.book = xlsx_open(&arena, text_of(form_file(form)));
    if (s.book->problem != WORKBOOK_GOOD)
        fail_msg("%.*s: %d", (int)s.book->detail.length, s.book->detail.at, s.book->problem);
    const Sheet *found = xlsx_sheet(s.book, text_of(sheet));
    assert_non_null(found);
    if (!sheet_read(s.book, found, show_row, &s, NULL))
        fail_msg("%.*s: %d", (int)s.book->detail.length, s.book->detail.at, s.book->problem);
    xlsx_close(s.book);
    return s;
}

#define assert_shown(form, expected)           \
    do {                                       \
        Shown s = shown((form), "blad1");      \
        assert_text(built(&s.text), expected); \
    } while (0)

static void cells_of_each_kind(void **state)
{
    (void)state;
    assert_shown("code;aantal\nL1;#1.5\n;#7{0000}\n\n#45931{14};?1;?0;#N/A;@2025-10-01\n",
                 "A1=code B1=aantal\nA2=L1 B2#1,5\nB3#0007\n"
                 "A5@2025-10-01 B5?ja C5?nee D5!#N/A E5@2025-10-01\n");
    assert_shown("=1+1 -> #2;=A1;=A1&\"x\" -> 2x;=NA() -> #N/A;=B1 -> #45931{14}\n",
                 "A1f#2 B1f0 C1f=2x D1f!#N/A E1f@2025-10-01\n");
    assert_shown("#0.21{9};#0.21{0.0%};#NAN;<c><v>INF</v></c>;<c><v></v></c>;<c></c>;x\n",
                 "A1#21% B1#21% C1!#NAN D1!INF G1=x\n");
}

static void texts_are_what_was_typed(void **state)
{
    (void)state;
    assert_shown("<c t=\"inlineStr\"><is><r><t>Den </t></r><r><rPr><b/></rPr><t>Haag</t></r>"
                 "<rPh sb=\"0\" eb=\"1\"><t>uit</t></rPh></is></c>;a_x000D__x000a_b;_x0041_;"
                 "_x005F_x0041_;_xD83D__xDE00_;_xD83D_x;_x00;   ;<c t=\"str\"><v></v></c>\n",
                 "A1=Den Haag B1=a b C1=A D1=_x0041_ E1=\xF0\x9F\x98\x80 F1=_xD83D_x G1=_x00\n");
    assert_shown("!part xl/sharedStrings.xml <sst><si><r><t>Sa</t></r><r><t>men</t></r>"
                 "<rPh sb=\"0\" eb=\"1\"><t>uit</t></rPh></si><si><t>een&#10;twee</t></si></sst>\n"
                 "<c t=\"s\"><v>0</v></c>;<c t=\"s\"><v>1</v></c>\n",
                 "A1=Samen B1=een twee\n");
}

static void days_of_both_systems(void **state)
{
    (void)state;
    assert_shown("#1{14};#59{14};#60{14};#61{14};#2958465{14};#2958466{14};#0{14};#-1{14}\n",
                 "A1@1900-01-01 B1@1900-02-28 C1@60 D1@1900-03-01 E1@9999-12-31 F1@2958466 G1@0 "
                 "H1@-1\n");
    assert_shown("!1904\n#0{14};#60{14};#44469{14}\n",
                 "A1@1904-01-01 B1@1904-03-01 C1@2025-10-01\n");
    assert_shown("#45931.5{22};#45931.00001{14};@2025-10-01T13:30:00;@2025-10-01T00:00:00.000;"
                 "@2025-13-01;@01-10-2025\n",
                 "A1@2025-10-01 12:00:00 B1@2025-10-01 00:00:01 C1@2025-10-01 13:30:00 "
                 "D1@2025-10-01 E1@2025-13-01 F1@01-10-2025\n");
}

static void forms_of_the_same(void **state)
{
    (void)state;
    const char *same = "A1=a B1#1\nA4=b\n";
    assert_shown("!strict\na;#1\n!gap 2\nb\n", same);
    assert_shown("!prefix\na;#1\n!gap 2\nb\n", same);
    assert_shown("!part xl/worksheets/sheet1.xml <worksheet><sheetData><row><c t=\"inlineStr\">"
                 "<is><t>a</t></is></c><c><v>1</v></c></row><row/><row/><row><c t=\"inlineStr\">"
                 "<is><t>b</t></is></c></row></sheetData></worksheet>\n",
                 same);
    assert_shown("!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"1\"><c r=\"A1\" "
                 "t=\"inlineStr\"><is><t>a</t></is><extLst><c><v>9</v></c></extLst></c><c r=\"B1\">"
                 "<v>1</v></c></row><row r=\"4\"><c r=\"A4\" t=\"inlineStr\"><is><t>b</t></is></c>"
                 "</row></sheetData><extLst><row/><sheetData><row><c><v>3</v></c></row></sheetData>"
                 "</extLst></worksheet>\n",
                 same);
}

static void what_is_known_of_a_sheet(void **state)
{
    (void)state;
    Workbook *book = xlsx_open(
        &arena, text_of(form_file("sheet Een\na\n!row hidden=\"1\"\nb\n!merge A1:B2\n!merge C3:C9\n"
                                  "!cols <cols><col min=\"2\" max=\"4\" hidden=\"true\"/>"
                                  "<col min=\"5\" max=\"5\"/></cols>\n!compute\n"
                                  "sheet Geheim & co\n!hidden\nx\n")));
    assert_int_equal(book->problem, WORKBOOK_GOOD);
    assert_int_equal(book->sheet_count, 2);
    assert_text(book->sheets[1].name, "Geheim & co");
    assert_true(book->sheets[1].hidden);
    assert_false(book->sheets[0].hidden);
    assert_true(book->to_be_computed);
    assert_null(xlsx_sheet(book, TEXT("Twee")));
    SheetFacts facts;
    Shown s = {.book = book, .text = {.arena = &arena}, .most = 1};
    assert_true(sheet_read(book, xlsx_sheet(book, TEXT("EEN")), show_row, &s, &facts));
    assert_text(built(&s.text), "A1=a\n"); /* one was enough */
    s = (Shown){.book = book, .text = {.arena = &arena}};
    assert_true(sheet_read(book, &book->sheets[0], show_row, &s, &facts));
    assert_text(built(&s.text), "A1=a\nA2=b (hidden)\n");
    assert_int_equal(facts.merged.count, 2);
    assert_text(range_address(&arena, facts.merged.items[1]), "C3:C9");
    assert_int_equal(facts.hidden_columns.count, 1);
    assert_int_equal(facts.hidden_columns.items[0].first_column, 1);
    assert_int_equal(facts.hidden_columns.items[0].last_column, 3);
    xlsx_close(book);
    xlsx_close(book);
    assert_text(book->sheets[0].name, "Een");
}

/* --- what is no workbook ---------------------------------------------------------------------- */

static Workbook *problem_of(const char *path)
{
    Workbook *book = xlsx_open(&arena, text_of(path));
    Shown s = {.book = book, .text = {.arena = &arena}};
    if (book->problem == WORKBOOK_GOOD)
        (void)sheet_read(book, &book->sheets[0], show_row, &s, NULL);
    xlsx_close(book);
    return book;
}

static void assert_problem(const char *form, WorkbookProblem problem, const char *detail)
{
    Workbook *book = problem_of(form_file(form));
    if (book->problem != problem) fail_msg("problem %d: %s", book->problem, form);
    assert_text(book->detail, detail);
}

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
        "<c s=\"-1\"><v>7</v></c>\n",
        "!merge A1\n!merge B2:A1\n",
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
    assert_problem("!omit xl/_rels/workbook.xml.rels\n", WORKBOOK_DAMAGED,
                   "xl/_rels/workbook.xml.rels");
    assert_problem("a\n!part xl/sharedStrings.xml <sst>\n", WORKBOOK_DAMAGED,
                   "xl/sharedStrings.xml");
    assert_problem("a\n!end 30\n", WORKBOOK_DAMAGED, "zip");
}

static void others_are_told_as_what_they_are(void **state)
{
    (void)state;
    assert_problem("!omit _rels/.rels\n", WORKBOOK_NONE, "");
    assert_problem("!part word/document.xml <document/>\n", WORKBOOK_NONE, "");
    assert_problem("!part mimetype application/vnd.oasis.opendocument.spreadsheet\n",
                   WORKBOOK_OTHER, "OpenDocument (.ods)");
    assert_problem("!part xl/workbook.bin x\n", WORKBOOK_OTHER, "Excel binary (.xlsb)");
    const char *folder = temp_folder(&arena);
    Text old = TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                    "W\0o\0r\0k\0b\0o\0o\0k\0"),
         locked = TEXT("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
                       "\0E\0E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0");
    assert_int_equal(problem_of(temp_file(&arena, folder, "old", old))->problem, WORKBOOK_OLD);
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

static void names_of_workbooks(void **state)
{
    (void)state;
    assert_true(is_workbook_name(TEXT("a.xlsx")));
    assert_true(is_workbook_name(TEXT("map/A.XLSM")));
    assert_true(is_workbook_name(TEXT("a.xls")));
    assert_false(is_workbook_name(TEXT(".xlsx")));
    assert_false(is_workbook_name(TEXT("a.xlsx.csv")));
    assert_false(is_workbook_name(TEXT("xlsx")));
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(stored_numbers_become_decimal_texts),
        cmocka_unit_test(the_place_of_the_point_does_not_matter),
        cmocka_unit_test(percentages_and_padding),
        cmocka_unit_test(formats_of_dates_are_known),
        cmocka_unit_test(addresses),
        cmocka_unit_test(cells_of_each_kind),
        cmocka_unit_test(texts_are_what_was_typed),
        cmocka_unit_test(days_of_both_systems),
        cmocka_unit_test(forms_of_the_same),
        cmocka_unit_test(what_is_known_of_a_sheet),
        cmocka_unit_test(damage_is_told),
        cmocka_unit_test(others_are_told_as_what_they_are),
        cmocka_unit_test(every_byte_may_be_wrong),
        cmocka_unit_test(what_swells_is_refused),
        cmocka_unit_test(names_of_workbooks),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    arena_free(&lasting);
    return failed;
}
