/* Goal: a percentage of btw is one of 0 to 100, and a total is told by its first word. */
#include "testing.h"

#include "io/read/cells.h"

static void btw_is_a_word_or_a_percentage(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        i32 btw;
    } good[] = {{"vrijgesteld", BTW_VRIJGESTELD},
                {"Buiten_Heffing", BTW_BUITEN_HEFFING},
                {"gemene_rekening", BTW_GEMENE_REKENING},
                {"21%", 210000},
                {"21 %", 210000},
                {"9", 90000},
                {"0", 0},
                {"5,5%", 55000},
                {"0.0001%", 1},
                {"100%", 1000000}};
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        i32 btw = 7;
        if (!btw_parse(text_of(good[i].text), &btw)) fail_msg("%s is btw", good[i].text);
        assert_int_equal(btw, good[i].btw);
    }
    static const char *const bad[] = {"",   "%",  " %",       "%%",        "x",    "vrij",
                                      "-1", "-%", "100,0001", "100.0001%", "1000", "0,00001"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        i32 btw = 7;
        if (btw_parse(text_of(bad[i]), &btw)) fail_msg("%s is no btw", bad[i]);
        assert_int_equal(btw, 7);
    }
}

static void a_total_is_a_whole_word(void **state)
{
    (void)state;
    static const char *const totals[] = {"Totaal",    " totaal ",   "TOTAAL:", "totaal-generaal",
                                         "Total 5",   "subtotaal.", "som/2",   "Eindtotaal[1]",
                                         "totaal`x`", "totaal{x}",  "som@x"};
    static const char *const others[] = {"",        "tota",     "Totaalzorg",    "totaalZorg",
                                         "totaal9", "totaal0a", "totaalA",       "somma",
                                         "Somer",   "x totaal", "totaal\xC3\xA9"};
    for (size_t i = 0; i < COUNT_OF(totals); i++)
        if (!begins_as_total(text_of(totals[i]))) fail_msg("%s is a total", totals[i]);
    for (size_t i = 0; i < COUNT_OF(others); i++)
        if (begins_as_total(text_of(others[i]))) fail_msg("%s is no total", others[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(btw_is_a_word_or_a_percentage),
        cmocka_unit_test(a_total_is_a_whole_word),
    };
    return RUN(tests);
}
