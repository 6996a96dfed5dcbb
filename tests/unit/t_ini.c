/* Goal: the INI is read as iniparser reads it, each key with its line and columns; and what
 * iniparser passes in silence (a key twice, a cut value, a joined or overlong line) is told. */
#include "testing.h"

#include "io/read/ini.h"

#include <iniparser/iniparser.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>

static Arena arena;
static Report report;
static Batch batch;
static const char *path;

static IniDoc read_ini(Text content)
{
    static char folder[256];
    if (!folder[0]) strncpy(folder, temp_folder(&arena), sizeof folder - 1);
    arena_free(&arena);
    report = (Report){.arena = &arena};
    batch = (Batch){.arena = &arena, .report = &report};
    batch.sources = NEW(&arena, Source, SOURCE_TABLES + TABLE_COUNT);
    path = temp_file(&arena, folder, "settlement.ini", content);
    IniDoc doc = ini_read(&batch, text_of(path));
    report_sort(&report);
    return doc;
}

static IniEntry *entry_of(IniDoc *doc, const char *section, const char *key)
{
    IniSection *found = ini_section(doc, text_of(section));
    if (!found) fail_msg("no section %s", section);
    IniEntry *entry = ini_entry(found, text_of(key));
    if (!entry) fail_msg("no key %s", key);
    return entry;
}

static void sections_and_keys_have_places(void **state)
{
    (void)state;
    IniDoc doc = read_ini(TEXT("; een opmerking\n"
                               "[afrekening]\n"
                               "naam = Jeugdhulp op school\n"
                               "\n"
                               "  # nog een\n"
                               "\t Periode\t=2025-Q4  \n"
                               "[regel één]\r\n"
                               "sleutel=leerlingdagen\r\n"));
    assert_int_equal(report.errors + report.warnings, 0);
    assert_int_equal(doc.count, 2);
    assert_text(doc.items[0].name, "afrekening");
    assert_int_equal(doc.items[0].line, 2);
    assert_text(doc.items[1].name, "regel één");
    assert_int_equal(doc.items[1].line, 7);
    assert_int_equal(doc.items[0].count, 2);
    IniEntry *naam = entry_of(&doc, "afrekening", "naam");
    assert_text(naam->value, "Jeugdhulp op school");
    assert_int_equal(naam->line, 3);
    assert_int_equal(naam->key_column, 1);
    assert_int_equal(naam->value_column, 8);
    IniEntry *periode = entry_of(&doc, "AFREKENING", "pERIODE");
    assert_text(periode->key, "Periode");
    assert_text(periode->value, "2025-Q4");
    assert_int_equal(periode->line, 6);
    assert_int_equal(periode->key_column, 3);
    assert_int_equal(periode->value_column, 12);
    assert_text(entry_of(&doc, "Regel één", "sleutel")->value, "leerlingdagen");
}

static void the_last_line_may_lack_its_end(void **state)
{
    (void)state;
    IniDoc doc = read_ini(TEXT("[a]\r\nx = 5\r"));
    assert_int_equal(report.errors + report.warnings, 0);
    assert_text(entry_of(&doc, "a", "x")->value, "5");
}

static void comments_are_no_values(void **state)
{
    (void)state;
    IniDoc doc = read_ini(TEXT("[a]\nx = 1 ; een\ny = 2\t# twee\nz = ; niets\nleeg =\n"
                               "q = \"een; twee # drie\" ; vier\nr = 'vijf \"zes\"'\ns = \"\"\n"));
    assert_int_equal(report.errors + report.warnings, 0);
    assert_text(entry_of(&doc, "a", "x")->value, "1");
    assert_text(entry_of(&doc, "a", "y")->value, "2");
    assert_text(entry_of(&doc, "a", "z")->value, "");
    assert_text(entry_of(&doc, "a", "leeg")->value, "");
    assert_text(entry_of(&doc, "a", "q")->value, "een; twee # drie");
    assert_int_equal(entry_of(&doc, "a", "q")->value_column, 6);
    assert_text(entry_of(&doc, "a", "r")->value, "vijf \"zes\"");
    assert_text(entry_of(&doc, "a", "s")->value, "");
}

static void a_comment_may_follow_a_section(void **state)
{
    (void)state;
    IniDoc doc = read_ini(TEXT("[a] ; een\nx = 1\n[b]# twee ]\ny = 2\n[ c ]\t; [d]\nz = 3\n"));
    assert_int_equal(report.errors + report.warnings, 0);
    assert_int_equal(doc.count, 3);
    assert_text(entry_of(&doc, "a", "x")->value, "1");
    assert_text(entry_of(&doc, "b", "y")->value, "2");
    assert_text(entry_of(&doc, "c", "z")->value, "3");
    assert_int_equal(entry_of(&doc, "c", "z")->line, 6);
}

static void a_byte_order_mark_is_passed(void **state)
{
    (void)state;
    IniDoc doc = read_ini(TEXT("\xEF\xBB\xBF[a]\nx = 1\n"));
    assert_int_equal(report.errors, 0);
    assert_int_equal(entry_of(&doc, "a", "x")->line, 2);
}

static void the_name_of_a_sheet_is_no_comment(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"lijst.xlsx#Leerlingen", "lijst.xlsx#Leerlingen"},
        {"lijst.XLSM#Groep 3", "lijst.XLSM#Groep 3"},
        {"lijst.xlsx#Groep 3 # opmerking", "lijst.xlsx#Groep 3"},
        {"lijst.xlsx#Groep 3; opmerking", "lijst.xlsx#Groep 3"},
        {"lijst.xlsx#Groep#3", "lijst.xlsx#Groep#3"},
        {"lijst.xlsx#\"Groep\"", "lijst.xlsx#\"Groep\""},
        {"map 1/lijst.xlsx#a'b", "map 1/lijst.xlsx#a'b"},
        {"\"lijst.xlsx#Groep 3\"", "lijst.xlsx#Groep 3"},
        {"\"lijst.xlsx#Groep;3\" # opmerking", "lijst.xlsx#Groep;3"},
        {"lijst.xlsx # opmerking", "lijst.xlsx"},
        {"lijst.xlsx ; opmerking#", "lijst.xlsx"},
        {"lijst.xlsx#Een\t# opmerking", "lijst.xlsx#Een"},
        {"lijst.xlsx#Een #", "lijst.xlsx#Een"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Arena own = {0};
        IniDoc doc =
            read_ini(JOIN(&own, TEXT("[Invoer]\nkosten = "), text_of(cases[i][0]), TEXT("\n")));
        arena_free(&own);
        assert_int_equal(report.errors + report.warnings, 0);
        assert_text(entry_of(&doc, "invoer", "kosten")->value, cases[i][1]);
    }
    static const char *const nameless[] = {"lijst.xlsx# opmerking", "lijst.xlsx#\topmerking",
                                           "lijst.xlsx#"};
    for (size_t i = 0; i < COUNT_OF(nameless); i++) { /* a comment, with no blank before it */
        Arena own = {0};
        IniDoc doc = read_ini(JOIN(&own, TEXT("[invoer]\nkosten =\t"), text_of(nameless[i])));
        arena_free(&own);
        assert_int_equal(report.warnings, 1);
        assert_text(entry_of(&doc, "invoer", "kosten")->value, "lijst.xlsx");
    }
    (void)read_ini(TEXT("[invoer]\nkosten = lijst.xlsx#Een #Twee\n")); /* which is its name? */
    assert_int_equal(report.warnings, 1);
    IniDoc doc = read_ini(TEXT("[afrekening]\nnaam = lijst.xlsx#Een\n")); /* no file */
    assert_int_equal(report.warnings, 1);
    assert_text(entry_of(&doc, "afrekening", "naam")->value, "lijst.xlsx");
}

static void a_value_is_that_of_iniparser(void **state)
{
    (void)state;
    static const char *const values[] = {"GM0518 50%, GM1916 1/3, GM0603 1/6",
                                         "10-01 jaar-1",
                                         "a = b = c",
                                         "[x]",
                                         "x]",
                                         "a\tb",
                                         "één € ",
                                         "1.234,56",
                                         "it's",
                                         "a \"b\" c",
                                         "%",
                                         "\\n",
                                         "a\\b",
                                         "= =",
                                         "kengetal:X"};
    Arena own = {0};
    TextBuilder text = {.arena = &own};
    build_text(&text, TEXT("[Sectie]\n"));
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        build_text(&text, TEXT("Sleutel"));
        build_integer(&text, (i128)i);
        build_text(&text, TEXT(" = "));
        build_text(&text, text_of(values[i]));
        build_char(&text, '\n');
    }
    IniDoc doc = read_ini(built(&text));
    arena_free(&own);
    assert_int_equal(report.errors, 0);
    dictionary *theirs = iniparser_load(path);
    assert_non_null(theirs);
    for (size_t i = 0; i < COUNT_OF(values); i++) {
        Text key = JOIN(&arena, TEXT("sectie:sleutel"), text_integer(&arena, (i128)i));
        const char *value = iniparser_getstring(theirs, text_zero_ended(&arena, key), "missing");
        const char *ours = text_zero_ended(&arena, text_slice(key, 7, key.length));
        assert_text(entry_of(&doc, "sectie", ours)->value, value);
        assert_text(text_trim(text_of(values[i])), value);
    }
    iniparser_freedict(theirs);
}

typedef struct Wrong {
    const char *content;
    FaultId id;
    u32 line, column;
} Wrong;

static void what_iniparser_would_pass_is_told(void **state)
{
    (void)state;
    static const Wrong cases[] = {
        {"[a]\nx = 1\ny = 2\nX = 3\n", E304_KEY_TWICE, 4, 1},
        {"[a]\nx = 1\n[b]\ny = 1\n[A]\nz = 1\n", E303_SECTION_TWICE, 5, 1},
        {"x = 1\n[a]\n", E302_KEY_OUTSIDE_SECTION, 1, 1},
        {"[a]\n  zomaar iets\n", E301_INI_SYNTAX, 2, 3},
        {"[a]\n = 5\n", E301_INI_SYNTAX, 2, 2},
        {"[a]\n\v\f = 5\n", E301_INI_SYNTAX, 2, 1},
        {"[a]\n\vb = 5\n", E312_VALUE_UNREADABLE, 2, 6},
        {"[a]\n[b\nx = 1\n", E301_INI_SYNTAX, 2, 1},
        {"[b]\n[a] b\nx = 1\n", E301_INI_SYNTAX, 2, 1},
        {"[]\nx = 1\n", E305_UNKNOWN_SECTION, 1, 1},
        {"[a:b]\nx = 1\n", E305_UNKNOWN_SECTION, 1, 1},
        {"[a]\nx = \"open\n", E308_QUOTE_OPEN, 2, 5},
        {"[a]\nx = 'open\n", E308_QUOTE_OPEN, 2, 5},
        {"[a]\nx = \"a\" b\n", E308_QUOTE_OPEN, 2, 7},
        {"[a]\nx = 1 \\\ny = 2\n", E309_BACKSLASH, 2, 7},
        {"[a]\nx = 1\\  \ny = 2\n", E309_BACKSLASH, 2, 6},
        {"[a]\nx = a;b\n", W307_COMMENT_IN_VALUE, 2, 6},
        {"[a]\nx = nr#5\n", W307_COMMENT_IN_VALUE, 2, 7},
        {"[a]\nx = \xC3\n", E106_NOT_UTF8, 2, 0},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const Wrong *c = &cases[i];
        read_ini(text_of(c->content));
        if (report.count != 1 || report.items[0].id != c->id)
            fail_msg("case %zu: %zu faults, %s", i, report.count,
                     report.count ? fault_specs[report.items[0].id].id : "none");
        const Place *place = &report.items[0].place;
        if (place->source != SOURCE_INI || place->line != c->line || place->column != c->column)
            fail_msg("case %zu: at %u:%u", i, place->line, place->column);
    }
    read_ini((Text){"[a]\nx = 1\0002\n", 12});
    assert_int_equal(report.items[0].id, E107_NUL_BYTE);
}

/* iniparser's buffer for a line has 1024 bytes. */
static void a_line_has_at_most_1000_bytes(void **state)
{
    (void)state;
    char line[1100];
    for (size_t length = 1000; length <= 1001; length++) {
        memset(line, 'v', sizeof line);
        memcpy(line, "[a]\nx = ", 8);
        line[4 + length] = '\n';
        IniDoc doc = read_ini((Text){line, 4 + length + 1});
        assert_int_equal(report.errors, length - 1000);
        if (length > 1000)
            assert_int_equal(report.items[0].id, E310_LINE_TOO_LONG);
        else
            assert_int_equal(entry_of(&doc, "a", "x")->value.length, 996);
    }
    memset(line, ' ', sizeof line);
    memcpy(line, "[a]\nx = 1", 9);
    memcpy(line + 1090, "\ny = 2\n", 7); /* blanks are bytes of the line, too */
    IniDoc doc = read_ini((Text){line, 1097});
    if (!report.errors) {
        assert_text(entry_of(&doc, "a", "x")->value, "1");
        assert_text(entry_of(&doc, "a", "y")->value, "2");
    }
    memset(line, 'c', sizeof line);
    memcpy(line, "[a]\n;", 5);
    memcpy(line + 1090, "\ny = 2\n", 7);
    doc = read_ini((Text){line, 1097});
    if (!report.errors) assert_text(entry_of(&doc, "a", "y")->value, "2");
}

static void sections_and_keys_have_a_limit(void **state)
{
    (void)state;
    for (int keys = 4998; keys <= 5001; keys++) {
        Arena own = {0};
        TextBuilder text = {.arena = &own};
        build_text(&text, TEXT("[a]\n"));
        for (int i = 0; i < keys; i++) {
            build_char(&text, 'k');
            build_integer(&text, i);
            build_text(&text, TEXT("=\n"));
        }
        read_ini(built(&text));
        arena_free(&own);
        assert_int_equal(report.errors, keys > 4999); /* the section counts */
        if (keys > 4999) assert_int_equal(report.items[0].id, E311_INI_TOO_LARGE);
    }
}

/* The text goes to iniparser through a file in memory, for which there is no room here. */
static void a_system_without_room_is_told(void **state)
{
    (void)state;
    struct rlimit all, none;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &all), 0);
    none = all;
    none.rlim_cur = 4;
    read_ini(TEXT("[a]\nx = 1\n"));
    Report again = {.arena = &arena};
    batch.report = &again;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &none), 0);
    (void)ini_read(&batch, text_of(path));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &all), 0);
    assert_int_equal(again.count, 1);
    assert_int_equal(again.items[0].id, E104_FILE_UNREADABLE);
}

static void a_file_that_is_not_there_is_told(void **state)
{
    (void)state;
    read_ini(TEXT("[a]\n"));
    Report again = {.arena = &arena};
    batch.report = &again;
    IniDoc doc = ini_read(&batch, JOIN(&arena, text_of(path), TEXT(".not")));
    assert_int_equal(doc.count, 0);
    assert_int_equal(again.count, 1);
    assert_int_equal(again.items[0].id, E110_INI_MISSING);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sections_and_keys_have_places),
        cmocka_unit_test(the_last_line_may_lack_its_end),
        cmocka_unit_test(comments_are_no_values),
        cmocka_unit_test(a_comment_may_follow_a_section),
        cmocka_unit_test(a_byte_order_mark_is_passed),
        cmocka_unit_test(a_value_is_that_of_iniparser),
        cmocka_unit_test(the_name_of_a_sheet_is_no_comment),
        cmocka_unit_test(what_iniparser_would_pass_is_told),
        cmocka_unit_test(a_line_has_at_most_1000_bytes),
        cmocka_unit_test(sections_and_keys_have_a_limit),
        cmocka_unit_test(a_system_without_room_is_told),
        cmocka_unit_test(a_file_that_is_not_there_is_told),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
