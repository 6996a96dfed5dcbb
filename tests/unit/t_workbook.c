/* Goal: what a workbook stores is read as it is meant, to the day, whatever its form. */
#include "workbook_shown.h"

#include "io/read/tables.h"
#include "io/workbook/remake.h"

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
    assert_shown("=1 -> #2;<c><f>1</f><v></v></c>;<c t=\"str\"><f>1</f><v></v></c>;"
                 "<c t=\"b\"><f>1</f></c>;<c t=\"s\"></c>;<c t=\"b\"><v>true</v></c>\n",
                 "A1f#2 B1f0 D1f0 F1?ja\n");
    assert_shown("!part xl/worksheets/sheet1.xml <worksheet><sheetData><row r=\"1\"><x/>"
                 "<c><v>7</v></c></row></sheetData></worksheet>\nx\n",
                 "A1#7\n");
    assert_shown("<c xml:space=\"preserve\"><v>1<extLst>2</extLst>3</v><t>4</t></c>\n", "A1#13\n");
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
    assert_shown("!part xl/sharedStrings.xml <sst><t>los</t><si><t>Samen</t></si></sst>\n"
                 "<c t=\"s\"><v>0</v></c>\n",
                 "A1=Samen\n");
    assert_shown("<c t=\"inlineStr\"><is><t>&#10;a&#13;&#10;b</t></is></c>;"
                 "<c t=\"inlineStr\"><is><t>a&#13;b</t></is></c>\n",
                 "A1= a b B1=a b\n");
}

/* _xHHHH_ is a character when it can be one; else it is what it is. */
static void escapes_are_characters(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"_x0041_", "A"},
        {"_x00e9_", "\xC3\xA9"},
        {"_x00E9_x", "\xC3\xA9x"},
        {"_x20AC_", "\xE2\x82\xAC"},
        {"_xE000_", "\xEE\x80\x80"},
        {"_xFFFD_", "\xEF\xBF\xBD"},
        {"_xD83D__xDE00_", "\xF0\x9F\x98\x80"},
        {"_x0000_", "_x0000_"},
        {"_xD83D_", "_xD83D_"},
        {"_xD83D_x", "_xD83D_x"},
        {"_xD83D__x0041_", "_xD83D_A"},
        {"_xD83D__xE000_", "_xD83D_\xEE\x80\x80"},
        {"_xDE00__xDE00_", "_xDE00__xDE00_"},
        {"_x00G1_", "_x00G1_"},
        {"_x00g1_", "_x00g1_"},
        {"_x00/1_", "_x00/1_"},
        {"_x00:1_", "_x00:1_"},
        {"_x00@1_", "_x00@1_"},
        {"_x00`1_", "_x00`1_"},
        {"_x00411", "_x00411"},
        {"_y0041_", "_y0041_"},
        {"_x004", "_x004"},
        {"a_", "a_"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(stored_text(&arena, text_of(cases[i][0])), cases[i][1]);
    assert_text(stored_text(&arena, TEXT("a\rb")), "a b");
    assert_text(stored_text(&arena, TEXT("\n\na\n")), " a ");
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
    assert_shown("!1904\n#2957003{14};#2957004{14};#10000000000{14};#0.999999{14};#0.9999999{14};"
                 "#0.01{14};#1E-40{14};#45931.0000001{14}\n",
                 "A1@9999-12-31 B1@2957004 C1@10000000000 D1@1904-01-01 23:59:59 "
                 "E1@1904-01-01 23:59:59 F1@1904-01-01 00:14:24 G1@1904-01-01 00:00:01 "
                 "H1@2029-10-02 00:00:01\n");
    assert_shown(
        "@2025-10-01T13:30;@2025-10-01T13:30Z;@2025-10-01T13:30:05.5;@2025-10-01T23:59:59\n",
        "A1@2025-10-01 13:30:00 B1@2025-10-01 13:30:00 C1@2025-10-01 13:30:05 "
        "D1@2025-10-01 23:59:59\n");
    static const char *const none[] = {
        "2025-10-0",        "2025-10-01 13:30",    "2025-10-01T13",      "2025-10-01T13-30",
        "2025-10-01T1x:30", "2025-10-01T/3:30",    "2025-10-01T13:x0",   "2025-10-01T24:00:00",
        "2025-10-01T23:60", "2025-10-01T23:59:60", "2025-10-01T23:59:5", "2025-10-01T"};
    for (size_t i = 0; i < COUNT_OF(none); i++) {
        SheetCell cell = {.kind = CELL_DATE, .iso = true, .text = text_of(none[i])};
        Day found;
        u32 seconds;
        if (cell_day(&(Workbook){0}, &cell, &found, &seconds) != CELL_NO_DAY)
            fail_msg("%s is no day", none[i]);
    }
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
    /* formats: none, none for cells, and one within them */
    assert_shown(
        "!omit xl/styles.xml\n!part xl/_rels/workbook.xml.rels <Relationships>"
        "<Relationship Id=\"rId1\" Type=\"worksheet\" Target=\"./worksheets//sheet1.xml\"/>"
        "<Relationship Id=\"rId2\" Type=\"a/sharedStrings\" "
        "Target=\"../../xl/./x/../sharedStrings.xml\" TargetMode=\"Internal\"/>"
        "<Relationship Id=\"rId3\" Type=\"a/sharedStrings\" Target=\"b\" "
        "TargetMode=\"External\"/><Relationship Type=\"a\" Target=\"b\"/>"
        "<Relationship Id=\"rId4\" Target=\"b\"/><Relationship Id=\"rId5\" Type=\"a\"/>"
        "</Relationships>\na;#1\n!gap 2\nb\n",
        same);
    assert_shown("!part xl/styles.xml <styleSheet/>\na;#1\n!gap 2\nb\n", same);
    assert_shown("!omit xl/sharedStrings.xml\n!omit xl/styles.xml\n"
                 "!part xl/_rels/workbook.xml.rels <Relationships><Relationship Id=\"rId1\" "
                 "Type=\"worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>\n#1\n",
                 "A1#1\n");
    assert_shown("a;#1\n!gap 2\nb\n!merge A4:B9\n", same); /* nobody asks what is known of it */
    assert_shown("!part xl/styles.xml <styleSheet><cellXfs><xf/><numFmt numFmtId=\"0\" "
                 "formatCode=\"yyyy\"/><xf numFmtId=\"0\"/></cellXfs><xf/></styleSheet>\n"
                 "a;<c s=\"1\"><v>1</v></c>\n!gap 2\nb\n",
                 same);
    assert_shown("!cols <cols><col min=\"1\" max=\"1\" hidden=\"1\"/></cols>\na;#1\n!gap 2\nb\n",
                 same);
}

static void what_is_known_of_a_sheet(void **state)
{
    (void)state;
    Workbook *book = xlsx_open(
        &arena, text_of(form_file("sheet Een\na\n!row hidden=\"1\"\nb\n!merge A1:B2\n!merge C3:C9\n"
                                  "!cols <cols><col min=\"2\" max=\"4\" hidden=\"true\"/>"
                                  "<col min=\"7\" max=\"7\" hidden=\"1\"/>"
                                  "<col min=\"5\" max=\"5\"/></cols>\n!compute\n"
                                  "sheet Geheim & co\n!hidden\nx\n")));
    assert_int_equal(book->problem, WORKBOOK_GOOD);
    assert_int_equal(book->sheet_count, 2);
    assert_text(book->sheets[1].name, "Geheim & co");
    assert_true(book->sheets[1].hidden);
    assert_false(book->sheets[0].hidden);
    assert_true(book->to_be_computed);
    assert_null(xlsx_sheet(book, TEXT("Twee")));
    assert_ptr_equal(xlsx_sheet(book, TEXT(" een ")), &book->sheets[0]);
    SheetFacts facts;
    Shown s = {.book = book, .text = {.arena = &arena}, .most = 1};
    assert_true(sheet_read(book, xlsx_sheet(book, TEXT("EEN")), show_row, &s, &facts));
    assert_text(built(&s.text), "A1=a\n"); /* one was enough */
    s = (Shown){.book = book, .text = {.arena = &arena}};
    assert_true(sheet_read(book, &book->sheets[0], show_row, &s, &facts));
    assert_text(built(&s.text), "A1=a\nA2=b (hidden)\n");
    assert_int_equal(facts.merged.count, 2);
    assert_text(range_address(&arena, facts.merged.items[1]), "C3:C9");
    assert_int_equal(facts.hidden_columns.count, 2);
    assert_int_equal(facts.hidden_columns.items[0].first_column, 1);
    assert_int_equal(facts.hidden_columns.items[0].last_column, 3);
    xlsx_close(book);
    xlsx_close(book);
    assert_text(book->sheets[0].name, "Een");
}

static void a_chart_is_no_sheet(void **state)
{
    (void)state;
    Workbook *book = xlsx_open(
        &arena,
        text_of(form_file("a\n!part xl/_rels/workbook.xml.rels <Relationships>"
                          "<Relationship Id=\"rId1\" Type=\"t/worksheet\" Target=\"a.xml\"/>"
                          "<Relationship Id=\"rId2\" Type=\"t/chartsheet\" Target=\"b.xml\"/>"
                          "</Relationships>\n!part xl/workbook.xml <workbook><sheets>"
                          "<sheet name=\"Grafiek\" id=\"rId2\"/><sheet name=\"Blad\" id=\"rId1\"/>"
                          "</sheets></workbook>\n")));
    assert_int_equal(book->sheet_count, 1);
    assert_text(book->sheets[0].name, "Blad");
    xlsx_close(book);
}

/* --- tables ----------------------------------------------------------------------------------- */

static void a_table_is_made_again(void **state)
{
    (void)state;
    Workbook *book = xlsx_open(&arena, text_of(form_file("sheet goed\ncode;naam\nA;#N/A\n"
                                                         "sheet titel\nLijst\ncode;naam;soort\n")));
    Text text = {0};
    assert_true(remake_table(&arena, book, T_partijen, TEXT("goed"), &text));
    assert_text(text, "code;naam\n");
    assert_false(remake_table(&arena, book, T_partijen, TEXT("titel"), &text));
    assert_false(remake_table(&arena, book, T_partijen, TEXT("weg"), &text));
    xlsx_close(book);
}

/* Three cells of each of a million rows are one: that is told once, and of no more cells than can
 * be remembered nothing else. */
static void a_range_may_be_the_whole_sheet(void **state)
{
    (void)state;
    Report report = {.arena = &arena};
    Batch batch = {.arena = &arena, .report = &report};
    batch.sources = NEW(&arena, Source, SOURCE_COUNT);
    InputFiles files = {.chunk_bytes = CHUNK_BYTES};
    files.path[T_partijen] = text_of(form_file("code;naam;soort\nA1;Een;aanbieder\n!gap 1048573\n"
                                               "A2;Twee;aanbieder\n!merge A2:C1048575\n"));
    files.named[T_partijen] = true;
    read_one_table(&batch, T_partijen, &files);
    assert_int_equal(report.seen[E138_CELLS_MERGED], 1);
    assert_int_equal(report.errors, 1);
    assert_int_equal(batch.partijen.rows.count, 2);
    arena_free(&arena);
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
        cmocka_unit_test(addresses),
        cmocka_unit_test(cells_of_each_kind),
        cmocka_unit_test(texts_are_what_was_typed),
        cmocka_unit_test(escapes_are_characters),
        cmocka_unit_test(days_of_both_systems),
        cmocka_unit_test(forms_of_the_same),
        cmocka_unit_test(what_is_known_of_a_sheet),
        cmocka_unit_test(a_chart_is_no_sheet),
        cmocka_unit_test(a_table_is_made_again),
        cmocka_unit_test(a_range_may_be_the_whole_sheet),
        cmocka_unit_test(names_of_workbooks),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    arena_free(&lasting);
    return failed;
}
