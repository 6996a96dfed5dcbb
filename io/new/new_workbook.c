/* The workbook of a beginner. In: a few rows that are invented here, the lists of tables and
 * gemeenten; out: an xlsx file with a sheet per table, and one that explains them. Holds always: a
 * sheet has the name of a table, its first row the names of columns. */
#include "engine/batch.h"
#include "engine/gemeenten.h"
#include "io/documents/xlsx.h"
#include "io/new/new.h"

#define EXPLANATION "Uitleg"

enum { ROWS_PREPARED = 2000, CELLS_PREPARED = 8 }; /* for what people fill in */

typedef struct NewSheet {
    TableId table;
    const char *columns; /* of the table, that a beginner needs */
    const char *rows;    /* each ended by a line end */
} NewSheet;

static const NewSheet sheets[] = {
    {T_partijen, "code;naam;soort;adres;postcode;plaats;iban",
     "GM0518;'s-Gravenhage;gemeente;Postbus 12600;2500 DJ;Den Haag;NL78TEST0000000518\n"
     "GM0603;Rijswijk;gemeente;;;;\n"
     "GM1916;Leidschendam-Voorburg;gemeente;;;;\n"
     "ZORG-1;Stichting Zorg in de Klas;aanbieder;;;;\n"},
    {T_scholen, "school;naam;soort;gemeente",
     "99AA00;SBO De Eerste Stap;SBO;GM0518\n"
     "99BB00;SO De Proef;SO;GM0603\n"},
    {T_contracten, "contract;soort;omschrijving;aanbieder;begindatum;einddatum;regel",
     "C2026-1;OJA;Begeleiding in de klas;ZORG-1;2026-01-01;2026-12-31;begeleiding\n"},
    {T_contract_scholen, "contract;school", "C2026-1;99AA00\nC2026-1;99BB00\n"},
    {T_kosten, "kostenpost;contract;school;begindatum;einddatum;bedrag;omschrijving",
     "K2026-01;C2026-1;;2026-01-01;2026-12-31;96000,00;Budget 2026\n"},
    {T_voorschotten, "voorschot;contract;partij;datum;begindatum;einddatum;bedrag",
     "V2026-1-GM0518;C2026-1;GM0518;2026-01-15;2026-01-01;2026-03-31;12000,00\n"
     "V2026-1-GM0603;C2026-1;GM0603;2026-01-15;2026-01-01;2026-03-31;6000,00\n"
     "V2026-1-GM1916;C2026-1;GM1916;2026-01-15;2026-01-01;2026-03-31;6000,00\n"},
    {T_inschrijvingen, "leerling;school;begindatum;einddatum",
     "L001;99AA00;2025-08-01;\nL002;99AA00;2025-08-01;\nL003;99AA00;2025-08-01;\n"
     "L004;99AA00;2025-08-01;2026-02-13\nL005;99AA00;2025-08-01;\nL006;99AA00;2026-01-12;\n"
     "L007;99AA00;2026-03-02;\nL008;99BB00;2025-08-01;\nL009;99BB00;2025-08-01;\n"
     "L010;99BB00;2025-08-01;\nL011;99BB00;2025-08-01;2026-01-30\nL012;99BB00;2026-02-02;\n"},
    {T_woonplaatsen, "leerling;gemeente;begindatum;einddatum",
     "L001;GM0518;;\nL002;GM0518;;\nL003;GM0603;;\nL004;GM1916;;\nL005;GM0518;;\n"
     "L006;GM0518;;2026-02-28\nL006;GM1916;2026-03-01;\nL007;GM0518;;\nL008;GM0603;;\n"
     "L009;GM0603;;\nL010;GM1916;;\nL011;GM0518;;\nL012;GM0603;;\n"},
    {T_verblijven, "leerling;soort;begindatum;einddatum", "L005;pleegouder;2026-02-01;\n"},
    {T_woonplaatsbesluiten, "leerling;gemeente;begindatum;einddatum;besluit", ""},
};

/* --- columns ---------------------------------------------------------------------------------- */

static size_t column_named(TableId table, Text name)
{
    const TableSpec *spec = &table_specs[table];
    size_t c = 0;
    while (c < spec->column_count && !text_equal(text_of(spec->columns[c].name), name))
        c++;
    ASSERT(c < spec->column_count);
    return c;
}

/* The part of a list up to the next `separator`, from *at on, which then stands behind it. */
static Text next_part(Text list, char separator, size_t *at)
{
    size_t end = text_find(list, separator, *at);
    Text part = text_slice(list, *at, end);
    *at = end + 1;
    return part;
}

static Style style_of(ColumnType type)
{
    switch (type) {
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST: return STYLE(DATE, PLAIN);
    case TYPE_MONEY:
    case TYPE_MAXIMUM: return STYLE(EURO, PLAIN);
    case TYPE_TEXT:
    case TYPE_PARTIJ_SOORT:
    case TYPE_VERBLIJF_SOORT: return STYLE(TEXT, PLAIN);
    default: return STYLE(CODE, PLAIN);
    }
}

/* In tenths of a character. */
static u32 width_of(ColumnType type, Text name)
{
    u32 least = (u32)name.length * 10 + 30;
    u32 wish = type == TYPE_TEXT           ? 260
               : type == TYPE_PARTIJ_SOORT ? 200
               : type == TYPE_ID           ? 180
                                           : 130;
    return wish > least ? wish : least;
}

static void write_cell(Sheet *sheet, u32 row, u32 column, ColumnType type, Text value)
{
    Style style = style_of(type);
    Day day;
    i64 cents;
    if (!value.length)
        return; /* the column has the form of it */
    else if (style.form == FORM_DATE && day_parse(value, &day))
        sheet_date(sheet, row, column, day, style);
    else if (style.form == FORM_EURO && decimal_parse(value, 13, 2, &cents) == DECIMAL_OK)
        sheet_cents(sheet, row, column, cents, style);
    else
        sheet_text(sheet, row, column, value, style);
}

/* --- choices ---------------------------------------------------------------------------------- */

/* Where the explanation has the words of a choice: a column of its own for each. */
enum { CHOICES_COLUMN = 7, CHOICES_ROW = 3 };

static const ColumnType choices[] = {TYPE_PARTIJ_SOORT, TYPE_VERBLIJF_SOORT};

/* The range that the cells of a column are chosen from; NULL: anything may be filled in. */
static const char *range_of(ColumnType type, char room[64])
{
    switch (type) {
    case TYPE_PARTIJ: return "=partijen!$A$2:$A$2000";
    case TYPE_SCHOOL: return "=scholen!$A$2:$A$2000";
    case TYPE_CONTRACT: return "=contracten!$A$2:$A$2000";
    default: break;
    }
    for (u32 i = 0; i < COUNT_OF(choices); i++) {
        if (choices[i] != type) continue;
        u32 count = 0;
        while (column_choices(type)[count])
            count++;
        static const char sheet[] = "=" EXPLANATION "!";
        memcpy(room, sheet, sizeof sheet);
        char *end = cell_name(room + sizeof sheet - 1, CHOICES_ROW, CHOICES_COLUMN + i, true);
        *end++ = ':';
        cell_name(end, CHOICES_ROW + count - 1, CHOICES_COLUMN + i, true);
        return room;
    }
    return NULL;
}

/* --- sheets of tables ------------------------------------------------------------------------- */

static void write_table(Book *book, const NewSheet *new)
{
    const TableSpec *spec = &table_specs[new->table];
    Sheet *sheet = book_sheet(book, spec->name);
    Text columns = text_of(new->columns), rows = text_of(new->rows);
    ColumnType types[COLUMNS_MOST];
    u32 count = 0;
    for (size_t at = 0; at < columns.length; count++) {
        Text name = next_part(columns, ';', &at);
        const ColumnSpec *column = &spec->columns[column_named(new->table, name)];
        char room[64];
        const char *range = range_of(column->type, room);
        types[count] = column->type;
        sheet_column(sheet, count, width_of(column->type, name), style_of(column->type));
        sheet_text(sheet, 0, count, name, STYLE(TEXT, HEADER));
        if (range) sheet_choices(sheet, 1, count, ROWS_PREPARED - 1, range);
    }
    u32 row = 1;
    for (size_t at = 0; at < rows.length; row++) {
        Text line = next_part(rows, '\n', &at);
        size_t cell = 0;
        for (u32 c = 0; c < count; c++)
            write_cell(sheet, row, c, types[c], next_part(line, ';', &cell));
    }
    sheet_freeze(sheet, 1, 0);
    sheet_print(sheet, true, 1, text_of(spec->name));
}

/* --- the sheet that explains ------------------------------------------------------------------ */

static Text what_may_stand(Arena *arena, ColumnType type)
{
    const char *const *words = column_choices(type);
    TextBuilder list = {.arena = arena};
    for (size_t i = 0; words && words[i]; i++) {
        if (!*words[i]) continue;
        if (list.count) build_text(&list, TEXT(", "));
        build_text(&list, text_of(words[i]));
    }
    switch (type) {
    case TYPE_KEY:
    case TYPE_ID:
    case TYPE_PRODUCT:
    case TYPE_KENGETAL: return TEXT("een code: letters, cijfers en . _ / -, hoogstens 32 tekens");
    case TYPE_LEERLING: return TEXT("een eigen nummer van de leerling: een code als hierboven");
    case TYPE_TEXT: return TEXT("tekst");
    case TYPE_PARTIJ: return TEXT("een code van het blad partijen");
    case TYPE_GEMEENTE: return TEXT("een code van een gemeente, zie de lijst rechts");
    case TYPE_WOONPLAATS: return TEXT("een code van een gemeente, of BUITENLAND");
    case TYPE_SCHOOL: return TEXT("een school van het blad scholen");
    case TYPE_CONTRACT: return TEXT("een contract van het blad contracten");
    case TYPE_DATE_FIRST:
    case TYPE_DATE_LAST: return TEXT("een datum");
    case TYPE_MONEY: return TEXT("een bedrag in euro, hoogstens 2 decimalen");
    case TYPE_MAXIMUM: return TEXT("een bedrag in euro, niet negatief");
    case TYPE_TARIEF: return TEXT("een bedrag in euro, hoogstens 6 decimalen");
    case TYPE_VOLUME: return TEXT("een getal, hoogstens 4 decimalen");
    case TYPE_WAARDE: return TEXT("een getal, hoogstens 6 decimalen");
    case TYPE_AANTAL: return TEXT("een geheel getal; geen <5 of -1");
    case TYPE_AANDEEL: return TEXT("een deel: 50%, 12,5% of 1/3");
    case TYPE_BTW: return TEXT("vrijgesteld, buiten_heffing, gemene_rekening of 21%");
    default: return built(&list);
    }
}

/* Characters in a line of these columns, and its height. */
enum { WHAT_WIDTH = 70, MAY_WIDTH = 54, LINE_POINTS = 13 };

static u32 explain_table(Arena *arena, Sheet *sheet, u32 row, TableId table)
{
    const TableSpec *spec = &table_specs[table];
    sheet_text(sheet, row, 0, text_of(spec->name), STYLE(TEXT, BOLD));
    sheet_text(sheet, row, 1, TEXT(""), STYLE(TEXT, BOLD));
    sheet_text(sheet, row, 2, text_of(table_words[table]), STYLE(TEXT, BOLD));
    row++;
    for (size_t c = 0; c < spec->column_count; c++, row++) {
        const ColumnSpec *column = &spec->columns[c];
        Text what = text_of(column_words[table][c]), may = what_may_stand(arena, column->type);
        size_t lines = what.length / WHAT_WIDTH > may.length / MAY_WIDTH ? what.length / WHAT_WIDTH
                                                                         : may.length / MAY_WIDTH;
        if (lines) sheet_row_height(sheet, row, (u32)(lines + 1) * LINE_POINTS);
        sheet_text(sheet, row, 0, text_of(spec->name), STYLE(TEXT, NOTE));
        sheet_text(sheet, row, 1, text_of(column->name), STYLE(TEXT, PLAIN));
        sheet_text(sheet, row, 2, what, STYLE(WRAP, PLAIN));
        sheet_text(sheet, row, 3, column->need == NEED_MUST ? TEXT("ja") : TEXT("mag leeg"),
                   STYLE(TEXT, PLAIN));
        sheet_text(sheet, row, 4, may, STYLE(WRAP, PLAIN));
    }
    return row + 1;
}

static bool has_sheet(TableId table)
{
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        if (sheets[i].table == table) return true;
    return false;
}

/* The words of choices and the gemeenten of today, on the right. */
static void write_lists(Arena *arena, Sheet *sheet)
{
    static const char *const names[] = {"partijen.soort", "verblijven.soort"};
    for (u32 i = 0; i < COUNT_OF(choices); i++) {
        const char *const *words = column_choices(choices[i]);
        sheet_text(sheet, CHOICES_ROW - 1, CHOICES_COLUMN + i, text_of(names[i]),
                   STYLE(TEXT, HEADER));
        for (u32 w = 0; words[w]; w++)
            sheet_text(sheet, CHOICES_ROW + w, CHOICES_COLUMN + i, text_of(words[w]),
                       STYLE(TEXT, PLAIN));
    }
    u32 column = CHOICES_COLUMN + COUNT_OF(choices) + 1, row = CHOICES_ROW;
    sheet_text(sheet, CHOICES_ROW - 1, column, TEXT("gemeente"), STYLE(TEXT, HEADER));
    sheet_text(sheet, CHOICES_ROW - 1, column + 1, TEXT("naam"), STYLE(TEXT, HEADER));
    Batch none = {.arena = arena};
    Gemeenten all = gemeenten_list(arena, &none);
    for (size_t i = 0; i < all.count; i++) {
        if (all.items[i].vervallen_per != DAY_OPEN_END) continue;
        sheet_text(sheet, row, column, all.items[i].code, STYLE(TEXT, PLAIN));
        sheet_text(sheet, row++, column + 1, all.items[i].naam, STYLE(TEXT, PLAIN));
    }
}

static void write_explanation(Arena *arena, Book *book)
{
    static const char *const headers[] = {"tabel", "kolom", "wat er staat", "verplicht",
                                          "wat er mag staan"};
    static const u32 widths[] = {210, 220, WHAT_WIDTH * 9, 100, MAY_WIDTH * 9, 40, 40, 270, 170, 40,
                                 110, 260};
    Sheet *sheet = book_sheet(book, EXPLANATION);
    sheet_text(sheet, 0, 0, TEXT("Uitleg bij de tabellen"), STYLE(TEXT, TITLE));
    sheet_text(sheet, 1, 0,
               TEXT("Dit blad wordt niet gelezen. De rijen op de andere bladen zijn een verzonnen "
                    "voorbeeld: vervang ze door die van uzelf. De namen van bladen en kolommen "
                    "blijven zo."),
               STYLE(TEXT, NOTE));
    for (u32 i = 0; i < COUNT_OF(widths); i++)
        sheet_width(sheet, i, i, widths[i]);
    for (u32 i = 0; i < COUNT_OF(headers); i++)
        sheet_text(sheet, 2, i, text_of(headers[i]), STYLE(TEXT, HEADER));
    u32 row = CHOICES_ROW;
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        row = explain_table(arena, sheet, row, sheets[i].table);
    sheet_text(sheet, row, 0,
               TEXT("Tabellen die u kunt toevoegen, als een blad met die naam en een kopregel"),
               STYLE(TEXT, SECTION));
    row += 2;
    for (TableId table = 0; table < TABLE_COUNT; table++)
        if (!has_sheet(table)) row = explain_table(arena, sheet, row, table);
    write_lists(arena, sheet);
    sheet_freeze(sheet, 3, 0);
    sheet_print(sheet, true, 3, TEXT("Uitleg bij de tabellen"));
    sheet_print_area(sheet, row - 1, COUNT_OF(headers) - 1);
}

bool new_workbook(Arena *arena, const char *path, const char *folder, const char **reason)
{
    BookInfo info = {.title = TEXT("Tabellen voor verreken"),
                     .subject = TEXT("Invoer van een afrekening"),
                     .author = TEXT("verreken"),
                     .created = day_of(2026, 1, 1)};
    Book *book = book_begin(arena, path, folder, &info);
    write_explanation(arena, book);
    for (size_t i = 0; i < COUNT_OF(sheets); i++)
        write_table(book, &sheets[i]);
    return book_end(book, reason);
}
