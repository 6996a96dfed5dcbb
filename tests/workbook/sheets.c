/* The CSV tables of a settlement as the sheets of one workbook, typed as a person would have them
 * in Excel. In: an INI; out: the workbook, by libxlsxwriter. Dates and amounts are numbers in a
 * format, codes and words texts.
 *
 *   sheets INI BOOK [formulas]     formulas: amounts are the value of a formula
 */
#include "io/read/cells.h"
#include "io/read/csv.h"
#include "io/read/ini.h"
#include "io/read/input_files.h"
#include "io/system/sys.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

typedef struct Maker {
    Arena *arena;
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *date, *money, *percent;
    bool formulas;
} Maker;

static _Noreturn void fail(const char *what, const char *why)
{
    fprintf(stderr, "sheets: %s: %s\n", what, why);
    exit(1);
}

static void put_number(const Maker *m, u32 row, u16 column, double number, lxw_format *format)
{
    char formula[64];
    snprintf(formula, sizeof formula, "=%.10f+0", number);
    lxw_error error =
        m->formulas ? worksheet_write_formula_num(m->sheet, row, column, formula, format, number)
                    : worksheet_write_number(m->sheet, row, column, number, format);
    if (error) fail("a number", "is refused");
}

/* Writes it as a number when it is one in that column; false: it is not. */
static bool put_typed(const Maker *m, u32 row, u16 column, ColumnType type, Text value)
{
    Day day;
    i64 scaled;
    Fraction share;
    switch (type) {
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST:
        if (!day_parse(value, &day)) return false;
        return !worksheet_write_number(m->sheet, row, column, day - day_of(1899, 12, 30), m->date);
    case TYPE_MONEY:
    case TYPE_MAXIMUM:
    case TYPE_TARIEF:
    case TYPE_VOLUME:
    case TYPE_WAARDE:
    case TYPE_AANTAL: {
        NumberSpec spec = number_spec(type);
        if (decimal_parse(value, spec.digits, spec.decimals, &scaled) != DECIMAL_OK) return false;
        double number = (double)scaled;
        for (int i = 0; i < spec.decimals; i++)
            number /= 10;
        put_number(m, row, column, number, m->money);
        return true;
    }
    case TYPE_AANDEEL:
    case TYPE_BTW:
        if (!value.length || value.at[value.length - 1] != '%') return false;
        if (!fraction_parse(value, true, &share)) return false;
        put_number(m, row, column, (double)share.numerator / (double)share.denominator, m->percent);
        return true;
    default: return false;
    }
}

static void put_cell(const Maker *m, u32 row, u16 column, const ColumnSpec *spec, Text value)
{
    value = text_trim(value);
    if (!value.length) return;
    if (row && spec && put_typed(m, row, column, spec->type, value)) return;
    if (worksheet_write_string(m->sheet, row, column, text_zero_ended(m->arena, value), NULL))
        fail("a text", "is refused");
}

static const ColumnSpec *column_named(const TableSpec *spec, Text name)
{
    for (size_t c = 0; c < spec->column_count; c++)
        if (text_equal_nocase(text_of(spec->columns[c].name), text_trim(name)))
            return &spec->columns[c];
    return NULL;
}

static void put_table(Maker *m, TableId table, Text text)
{
    const ColumnSpec *columns[CSV_FIELDS_MOST];
    CsvReader *csv = NEW(m->arena, CsvReader, 1);
    csv_begin(csv, m->arena, text, csv_separator(text));
    m->sheet = workbook_add_worksheet(m->book, table_specs[table].name);
    for (u32 row = 0; csv_next(csv); row++)
        for (size_t i = 0; i < csv->count; i++) {
            if (!row) columns[i] = column_named(&table_specs[table], csv->fields[i]);
            put_cell(m, row, (u16)i, columns[i], csv->fields[i]);
        }
}

int main(int argc, char **argv)
{
    enum { BYTES_MOST = 1 << 28 };
    if (argc < 3) fail("usage", "sheets INI BOOK [formulas]");
    Arena arena = {0};
    Report report = {.arena = &arena};
    Batch batch = {.arena = &arena, .report = &report};
    batch.sources = NEW(&arena, Source, SOURCE_COUNT);
    Text path = text_of(argv[1]);
    IniDoc doc = ini_read(&batch, path);
    InputFiles files = input_files(&batch, &doc, path, TEXT(""));
    if (report.errors) fail(argv[1], "is refused");
    Maker m = {.arena = &arena, .book = workbook_new(argv[2]), .formulas = argc > 3};
    m.date = workbook_add_format(m.book);
    m.money = workbook_add_format(m.book);
    m.percent = workbook_add_format(m.book);
    format_set_num_format(m.date, "dd\\-mm\\-yyyy");
    format_set_num_format(m.money, "#,##0.00");
    format_set_num_format(m.percent, "0.0##%");
    for (TableId table = 0; table < TABLE_COUNT; table++) {
        FileRead file =
            sys_read_file(&arena, text_zero_ended(&arena, files.path[table]), BYTES_MOST);
        if (file.outcome == READ_OK) put_table(&m, table, file.text);
    }
    if (workbook_close(m.book)) fail(argv[2], "cannot be written");
    arena_free(&arena);
    return 0;
}
