/* Goal: another notation of the value of a cell is no change, and every other value is one, for
 * each type of column; what cannot be read is compared as it stands. */
#include "changes_told.h"

typedef struct CellPair {
    TableId table;
    u32 column;
    const char *left, *right;
} CellPair;

/* A table of one row that has only the columns of the key and the one that is asked for. */
static void put_cell(const char *folder, const CellPair *pair, const char *value)
{
    const TableSpec *spec = &table_specs[pair->table];
    TextBuilder header = {.arena = &arena}, row = {.arena = &arena};
    for (u32 c = 0; c < spec->column_count; c++) {
        bool key = false;
        for (size_t k = 0; k < row_keys[pair->table].count; k++)
            key = key || row_keys[pair->table].columns[k] == c;
        if (!key && c != pair->column) continue;
        build_text(&header, text_of(spec->columns[c].name));
        build_char(&header, ';');
        build_text(&row, c == pair->column ? text_of(value) : TEXT("K"));
        build_char(&row, ';');
    }
    Text file = JOIN(&arena, built(&header), TEXT("\n"), built(&row), TEXT("\n"));
    const char *name = text_zero_ended(&arena, JOIN(&arena, text_of(spec->name), TEXT(".csv")));
    temp_file(&arena, folder, name, file);
}

static void compare_pairs(const CellPair *pairs, size_t count, bool equal)
{
    for (size_t i = 0; i < count; i++) {
        before = temp_folder(&arena);
        after = temp_folder(&arena);
        put_cell(before, &pairs[i], pairs[i].left);
        put_cell(after, &pairs[i], pairs[i].right);
        find();
        if ((changes.count == 0) != equal)
            fail_msg("pair %zu: `%s` and `%s`", i, pairs[i].left, pairs[i].right);
    }
}

static void another_notation_is_no_change(void **state)
{
    (void)state;
    static const CellPair pairs[] = {
        {T_kosten, COL_kosten_begindatum, "01-10-2025", "2025-10-01"},
        {T_kosten, COL_kosten_einddatum, "1-10-2025", "01-10-2025"},
        {T_tellingen, COL_tellingen_peildatum, "01-10-2025", " 2025-10-01 "},
        {T_kosten, COL_kosten_bedrag, "1.000,00", "1000.00"},
        {T_kosten, COL_kosten_bedrag, "\xE2\x82\xAC 1.000,-", "1000"},
        {T_kosten, COL_kosten_bedrag, "-0,50", "-0.5"},
        {T_kosten, COL_kosten_bedrag, "0", "-0,00"},
        {T_kosten, COL_kosten_omschrijving, "\xC2\xA0 a b ", "a b"},
        {T_contracten, COL_contracten_maximum, "007", "7,0"},
        {T_contracten, COL_contracten_btw, "21 %", "21,00"},
        {T_contracten, COL_contracten_btw, "Vrijgesteld", "vrijgesteld"},
        {T_tarieven, COL_tarieven_tarief, "12,340000", "12.34"},
        {T_deelnames, COL_deelnames_volume, "0,5000", "0.5"},
        {T_deelnames, COL_deelnames_frequentie, "", "totaal"},
        {T_deelnames, COL_deelnames_frequentie, "Per_Week", "per_week"},
        {T_kengetallen, COL_kengetallen_waarde, "1.000.000", "1000000,000000"},
        {T_tellingen, COL_tellingen_aantal, "007", "7"},
        {T_woonplaatsbesluiten, COL_woonplaatsbesluiten_aandeel, "", "1"},
        {T_woonplaatsbesluiten, COL_woonplaatsbesluiten_aandeel, "100%", "1/1"},
        {T_woonplaatsbesluiten, COL_woonplaatsbesluiten_aandeel, "50%", "2/4"},
        {T_woonplaatsbesluiten, COL_woonplaatsbesluiten_aandeel, "0,125", "12,5 %"},
        {T_leerlingen, COL_leerlingen_geheim, "", "Nee"},
        {T_partijen, COL_partijen_soort, "GEMEENTE", "gemeente"},
        {T_verblijven, COL_verblijven_soort, "JJI", "jji"},
        {T_woonplaatsen, COL_woonplaatsen_aantekening, "Briefadres", "briefadres"},
    };
    compare_pairs(pairs, COUNT_OF(pairs), true);
}

static void another_value_is_a_change(void **state)
{
    (void)state;
    static const CellPair pairs[] = {
        {T_kosten, COL_kosten_begindatum, "2025-10-01", "2025-01-10"},
        {T_kosten, COL_kosten_einddatum, "31-02-2025", "2025-02-31"}, /* no dates */
        {T_kosten, COL_kosten_bedrag, "1", "-1"},
        {T_kosten, COL_kosten_bedrag, "1,01", "1,10"},
        {T_kosten, COL_kosten_bedrag, "", "0"},
        {T_kosten, COL_kosten_omschrijving, "1,0", "1.0"},
        {T_kosten, COL_kosten_omschrijving, "a  b", "a b"},
        {T_contracten, COL_contracten_einddatum, "", "2025-12-31"},
        {T_contracten, COL_contracten_maximum, "", "0"},
        {T_contracten, COL_contracten_btw, "", "vrijgesteld"},
        {T_contracten, COL_contracten_btw, "", "0%"},
        {T_contracten, COL_contracten_btw, "21", "2,1"},
        {T_contracten, COL_contracten_btw, "buiten_heffing", "gemene_rekening"},
        {T_tarieven, COL_tarieven_tarief, "0,000001", "0,00001"},
        {T_deelnames, COL_deelnames_volume, "", "0"},
        {T_tellingen, COL_tellingen_aantal, "-1", "1"},
        {T_deelnames, COL_deelnames_frequentie, "", "per_dag"},
        {T_deelnames, COL_deelnames_leerling, "l1", "L1"},
        {T_woonplaatsbesluiten, COL_woonplaatsbesluiten_aandeel, "", "50%"},
        {T_leerlingen, COL_leerlingen_geheim, "", "ja"},
        {T_partijen, COL_partijen_code, "a", "A"},
        {T_woonplaatsen, COL_woonplaatsen_aantekening, "", "briefadres"},
    };
    compare_pairs(pairs, COUNT_OF(pairs), false);
}

static void what_cannot_be_read_stays_as_it_is(void **state)
{
    (void)state;
    put(before, "kosten.csv", "kostenpost;bedrag\nK1; 1.234 \nK2;12x\n");
    put(after, "kosten.csv", "kostenpost;bedrag\nK1;1234\nK2;13x\n");
    assert_changes("~ kosten K1 bedrag: 1.234 > 1234.00 (2>2)\n"
                   "~ kosten K2 bedrag: 12x > 13x (3>3)\n");
}

#define TEST(test) cmocka_unit_test_setup(test, begin_test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(another_notation_is_no_change),
        TEST(another_value_is_a_change),
        TEST(what_cannot_be_read_stays_as_it_is),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
