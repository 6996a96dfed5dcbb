/* Goal: every gemeente is found by its own name on a day on which it was there, and by the ways in
 * which files write it; no name that fits several gives one. */
#include "testing.h"

#include "engine/gemeente_names.h"

static Arena arena;
static Gemeenten list;
static GemeenteNames names;

static int set_up(void **state)
{
    (void)state;
    static Report report;
    static Batch batch;
    report.arena = batch.arena = &arena;
    batch.report = &report;
    list = gemeenten_list(&arena, &batch);
    names = gemeente_names(&arena, &list);
    assert_int_equal(list.count, gemeenten_count);
    assert_int_equal(report.errors, 0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(&arena);
    return 0;
}

static Text asked(const char *name, const char *on)
{
    NameFinding f = gemeente_by_name(&arena, &names, text_of(name), *on ? day(on) : DAY_OPEN_END);
    static const char *const outcomes[] = {"",         "unknown", "ambiguous",
                                           "not then", "nowhere", "abroad"};
    if (f.outcome == NAME_FOUND) return f.gemeente->code;
    if (f.candidates.length)
        return JOIN(&arena, text_of(outcomes[f.outcome]), TEXT(": "), f.candidates);
    if (!f.gemeente) return text_of(outcomes[f.outcome]);
    return JOIN(&arena, text_of(outcomes[f.outcome]), TEXT(": "), f.gemeente->code);
}

/* A day on which it was there. */
static Day day_of_gemeente(const Gemeente *g)
{
    if (g->ingang != DAY_OPEN_START) return g->ingang;
    return g->vervallen_per == DAY_OPEN_END ? day("2022-06-01") : g->vervallen_per - 1;
}

/* Names of several gemeenten, without what stands in brackets behind them; the two called Hengelo
 * were there at the same time until 2005. */
static const char *const shared[] = {"Bergen", "Hengelo"};

static bool is_shared(Text name)
{
    for (size_t i = 0; i < COUNT_OF(shared); i++)
        if (text_equal(name, text_of(shared[i]))) return true;
    return false;
}

static void each_finds_itself(void **state)
{
    (void)state;
    static const char *const none[] = {"", "GM0000", "GM0518x", "GM0519", "GM9999", "ZZ"};
    for (size_t i = 0; i < list.count; i++)
        assert_ptr_equal(gemeente_find(&list, list.items[i].code), &list.items[i]);
    for (size_t i = 0; i < COUNT_OF(none); i++)
        assert_null(gemeente_find(&list, text_of(none[i])));
    size_t with_province = 0;
    for (size_t i = 0; i < list.count; i++) {
        const Gemeente *g = &list.items[i];
        NameFinding f = gemeente_by_name(&arena, &names, g->naam, day_of_gemeente(g));
        if (f.outcome != NAME_FOUND || f.gemeente != g)
            fail_msg("%s finds %d", text_zero_ended(&arena, g->naam), f.outcome);
        Text bare = text_trim(text_slice(g->naam, 0, text_find(g->naam, '(', 0)));
        bool cut = bare.length < g->naam.length;
        with_province += cut;
        f = gemeente_by_name(&arena, &names, bare, DAY_OPEN_END);
        bool ambiguous = f.outcome == NAME_AMBIGUOUS;
        if (ambiguous != is_shared(bare))
            fail_msg("%s is%s shared", text_zero_ended(&arena, bare), ambiguous ? "" : " not");
        if (!ambiguous) assert_ptr_equal(f.gemeente, g);
    }
    assert_int_equal(with_province, 5);
}

static void upper_case_and_without_accents_too(void **state)
{
    (void)state;
    for (size_t i = 0; i < list.count; i++) {
        const Gemeente *g = &list.items[i];
        char *upper = text_zero_ended(&arena, g->naam);
        for (char *c = upper; *c; c++) {
            if (*c >= 'a' && *c <= 'z') *c = (char)(*c - 'a' + 'A');
            if (*c == '-') *c = ' ';
        }
        NameFinding f = gemeente_by_name(&arena, &names, text_of(upper), day_of_gemeente(g));
        if (f.gemeente != g || f.outcome != NAME_FOUND) fail_msg("%s", upper);
    }
}

static void as_files_write_them(void **state)
{
    (void)state;
    static const struct {
        const char *name, *on, *expected;
    } cases[] = {
        {"Den Haag", "2024-10-01", "GM0518"},
        {"'s-Gravenhage (gemeente)", "2024-10-01", "GM0518"},
        {"\xE2\x80\x99s Gravenhage", "2024-10-01", "GM0518"},
        {"den bosch", "2024-10-01", "GM0796"},
        {"  DEN\xC2\xA0HAAG ", "2024-10-01", "GM0518"},
        {"Rijswijk (ZH)", "2024-10-01", "GM0603"},
        {"Rijswijk (ZH.)", "2024-10-01", "GM0603"},
        {"RIJSWIJK ZH", "2024-10-01", "GM0603"},
        {"R\xC4\xB3swijk", "2024-10-01", "GM0603"},
        {"Rijswijk (NB)", "2024-10-01", "unknown: GM0603 Rijswijk"},
        {"Bergen (L.)", "2024-10-01", "GM0893"},
        {"Bergen (NH.)", "2024-10-01", "GM0373"},
        {"Bergen NH", "2024-10-01", "GM0373"},
        {"Bergen (Noord-Holland)", "2024-10-01", "GM0373"},
        {"Bergen, L", "2024-10-01", "GM0893"},
        {"Bergen (ZH)", "2024-10-01", "unknown: GM0373 Bergen (NH), GM0893 Bergen (L)"},
        {"Bergen", "2024-10-01", "ambiguous: GM0373 Bergen (NH), GM0893 Bergen (L)"},
        {"Hengelo", "2018-10-01", "GM0164"},
        {"Hengelo", "2004-10-01", "ambiguous: GM0164 Hengelo (O), GM0248 Hengelo (Gld)"},
        {"Hengelo (Gld)", "2018-10-01", "not then: GM0248"},
        {"Middelburg (Z.)", "2024-10-01", "GM0687"},
        {"Beek (Drenthe)", "2024-10-01", "unknown: GM0888 Beek"},
        {"Rotterxyz", "2024-10-01", "unknown"}, /* three letters are too many */
        {"Rotterdyz", "2024-10-01", "unknown: GM0599 Rotterdam"},
        {"Delyz", "2024-10-01", "unknown"}, /* of five, two are */
        {"Delfz", "2024-10-01", "unknown: GM0503 Delft"},
        {"Sudwest Fryslan", "2024-10-01", "GM1900"},
        {"Su\xCC\x81"
         "dwest-Frysla\xCC\x82n",
         "2024-10-01", "GM1900"},
        {"Nuenen c.a.", "2024-10-01", "GM0820"},
        {"Capelle a/d IJssel", "2024-10-01", "GM0502"},
        {"Brielle", "2022-12-31", "GM0501"},
        {"Brielle", "2023-01-01", "not then: GM0501"},
        {"Voorne aan Zee", "2022-12-31", "not then: GM1992"},
        {"Voorne aan Zee", "2023-01-01", "GM1992"},
        {"Brielle", "", "GM0501"},
        {"Rozenburg", "2010-03-17", "GM0600"},
        {"Rozenburg", "2010-03-18", "not then: GM0600"},
        {"Rotterdm", "2024-10-01", "unknown: GM0599 Rotterdam"},
        {"Delf", "2024-10-01", "unknown: GM0503 Delft"}, /* of a short one a letter less */
        {"Def", "2024-10-01", "unknown"},
        {"Bergen,NH", "2024-10-01", "GM0373"},
        {"Delft (ZH)", "2024-10-01", "GM0503"},
        {"Delft (NB)", "2024-10-01", "unknown: GM0503 Delft"},
        {"Delft (bij Rijswijk)", "2024-10-01", "unknown: GM0503 Delft"},
        {"Bergen (L) zuid", "2024-10-01", "unknown"},
        {"(Delft)", "2024-10-01", "GM0503"},
        {"Atlantis", "2024-10-01", "unknown"},
        {"Buitenland", "2024-10-01", "abroad"},
        {"BELGI\xC3\x8B", "2024-10-01", "abroad"},
        {"Onbekend", "2024-10-01", "nowhere"},
        {" - ", "2024-10-01", "nowhere"},
        {"", "2024-10-01", "nowhere"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        Text found = asked(cases[i].name, cases[i].on);
        if (!text_equal(found, text_of(cases[i].expected)))
            fail_msg("%s: %s", cases[i].name, text_zero_ended(&arena, found));
    }
}

/* Marks fall away, letters lose their accents, and a letter that no name has is a star. */
static void names_are_folded_letter_by_letter(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"AZaz09", "azaz09"},
        {"a:b;c@d[e`f{g/h~", "abcdefgh"},
        {"\xC4\xB2sselstein \xC4\xB3", "ijsselsteinij"}, /* U+0132, U+0133 */
        {"\xC3\x80\xC3\xBF\xC5\xBF", "ays"},             /* U+00C0, U+00FF, U+017F */
        {"\xC3\x97\xC3\xB7\xC3\x86\xC6\x80", "****"},    /* × ÷ Æ, U+0180 */
        {"a\xC2\x80\xC2\xA0\xC2\xBF"
         "b",
         "ab"},                                                       /* U+0080, U+00A0, U+00BF */
        {"a\xCA\xAF\xCA\xB0\xCB\xBF\xCC\x80\xCD\xAF\xCD\xB0", "a**"}, /* U+02B0 to U+036F */
        {"a\xE1\xBF\xBF\xE2\x80\x80\xE2\x81\xAF\xE2\x81\xB0", "a**"}, /* U+2000 to U+206F */
        {"\xEF\xBB\xBF"
         "a\xEF\xBB\xBE",
         "a*"},                        /* U+FEFF */
        {"a\xF0\x9F\x98\x80z", "a*z"}, /* U+1F600 */
        {"a\xC3", "a"},                /* cut off */
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(name_folded(&arena, text_of(cases[i][0])), cases[i][1]);
}

/* Of a shorter list: its own names alone; a gemeente that is called as its alias is one. */
static void a_list_has_its_own_names(void **state)
{
    (void)state;
    Gemeente few[3] = {{.code = TEXT("GM0503"), .naam = TEXT("Delft")},
                       {.code = TEXT("GM0518"), .naam = TEXT("Den Haag")},
                       {.code = TEXT("GM9990"), .naam = TEXT("Nieuwstad")}};
    for (size_t i = 0; i < COUNT_OF(few); i++)
        few[i].ingang = DAY_OPEN_START, few[i].vervallen_per = DAY_OPEN_END;
    Gemeenten own = {few, COUNT_OF(few)};
    GemeenteNames own_names = gemeente_names(&arena, &own);
    NameFinding found = gemeente_by_name(&arena, &own_names, TEXT("den haag"), DAY_OPEN_END);
    assert_int_equal(found.outcome, NAME_FOUND);
    assert_ptr_equal(found.gemeente, &few[1]);
    found = gemeente_by_name(&arena, &own_names, TEXT("Den Bosch"), DAY_OPEN_END);
    assert_int_equal(found.outcome, NAME_UNKNOWN);
    found = gemeente_by_name(&arena, &own_names, TEXT("Nieuwstad"), DAY_OPEN_END);
    assert_ptr_equal(found.gemeente, &few[2]);
    found = gemeente_by_name(&arena, &own_names, TEXT("Nieuwstad (ZH)"), DAY_OPEN_END);
    assert_int_equal(found.outcome, NAME_UNKNOWN); /* where it is was not told */
    assert_text(found.candidates, "GM9990 Nieuwstad");
    for (size_t i = 0; i < own_names.count; i++)
        assert_in_range(own_names.items[i].gemeente - few, 0, 2);
}

static void codes_get_their_zeros_back(void **state)
{
    (void)state;
    static const char *const cases[][2] = {{"518", "GM0518"},
                                           {"0518", "GM0518"},
                                           {"GM0518", "GM0518"},
                                           {"gm518", "GM0518"},
                                           {"3", "GM0003"},
                                           {"1992", "GM1992"},
                                           {"", ""},
                                           {"51 8", ""},
                                           {"05180", ""},
                                           {"GM", ""},
                                           {"Delft", ""}};
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_text(gemeente_code_of(&arena, text_of(cases[i][0])), cases[i][1]);
}

/* An alias of a code that is not built in, or that is another gemeente's name, is a mistake. */
static void every_alias_is_of_one_gemeente(void **state)
{
    (void)state;
    static const char *const aliases[][2] = {
#define ALIAS(code, name) {code, name},
#define PROVINCE(code, province)
#include "engine/gemeente_names.def"
#undef ALIAS
#undef PROVINCE
    };
    for (size_t i = 0; i < COUNT_OF(aliases); i++)
        assert_text(asked(aliases[i][1], ""), aliases[i][0]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_finds_itself),
        cmocka_unit_test(upper_case_and_without_accents_too),
        cmocka_unit_test(as_files_write_them),
        cmocka_unit_test(codes_get_their_zeros_back),
        cmocka_unit_test(names_are_folded_letter_by_letter),
        cmocka_unit_test(a_list_has_its_own_names),
        cmocka_unit_test(every_alias_is_of_one_gemeente),
    };
    testing_begin();
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
