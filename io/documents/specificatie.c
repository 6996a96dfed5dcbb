/* The workbook of a specificatie. In: groups and rows; out: an xlsx file with what it is for, the
 * pupils and the totals. Holds always: a total is a formula over the rows, and equals the weight of
 * gewichten.csv. */
#include "io/documents/specificatie.h"

#include "engine/exact.h"
#include "io/documents/specificatie_rows.h"
#include "io/documents/xlsx.h"
#include "io/tell/dutch.h"

#include <string.h>

bool specificatie_is_needed(const SpecificatieUnits *units, size_t factuur)
{
    return units->first[factuur + 1] > units->first[factuur];
}

bool specificatie_any(const SpecificatieUnits *units)
{
    return units->first[units->run->facturen.count] > 0;
}

enum { HEADER_ROWS = 4 }; /* title, two notes, the names of the columns */

enum { TITLE_POINTS = 24, HEADER_POINTS = 28 };

typedef struct Writing {
    Arena *arena;
    const Specificatie *s;
    const Run *run;
    const Invoice *invoice;
    SpecRows rows;
    Book *book;
    Text document; /* factuur CONCEPT-0001 */
    u32 per_sheet; /* rows of pupils */
} Writing;

static Text partij_text(Arena *arena, const Batch *b, u32 partij)
{
    return JOIN(arena, b->partijen.naam[partij], TEXT(" ("), partij_code(b, partij), TEXT(")"));
}

static Text lower(Arena *arena, Text title)
{
    char *text = text_zero_ended(arena, title);
    if (*text >= 'A' && *text <= 'Z') *text = (char)(*text + 'a' - 'A');
    return (Text){text, title.length};
}

/* n/d as a number, or as a text when a cell cannot hold it. */
static void put_number(Writing *w, Sheet *sheet, u32 row, u32 column, i128 number, i64 of)
{
    i128 common = (i128)greatest_common_divisor((u128)number, (u128)of);
    i128 n = common ? number / common : number, d = common ? of / common : of;
    if (number >= EXACT_MOST) {
        Text fraction = text_integer(w->arena, n);
        if (d != 1) fraction = JOIN(w->arena, fraction, TEXT("/"), text_integer(w->arena, d));
        sheet_text(sheet, row, column, fraction, STYLE(TEXT, PLAIN));
    } else if (d == 1) {
        sheet_integer(sheet, row, column, (i64)n, STYLE(INTEGER, PLAIN));
    } else {
        const char *formula =
            text_zero_ended(w->arena, JOIN(w->arena, TEXT("="), text_integer(w->arena, n),
                                           TEXT("/"), text_integer(w->arena, d)));
        sheet_formula_ratio(sheet, row, column, formula, (i64)n, (i64)d, STYLE(DECIMAL, PLAIN));
    }
}

/* Begins a sheet; a name with > before it is of a column of numbers. */
static void put_heading(Writing *w, Sheet *sheet, Text title, Text note, const char *const *names,
                        u32 columns)
{
    Text about = JOIN(w->arena, TEXT("Bij "), w->document, TEXT(" aan "),
                      partij_text(w->arena, w->run->batch, w->invoice->debiteur),
                      TEXT(". Bevat persoonsgegevens van minderjarigen."));
    sheet_row_height(sheet, 0, TITLE_POINTS);
    sheet_text(sheet, 0, 0, title, STYLE(TEXT, TITLE));
    sheet_text(sheet, 1, 0, about, STYLE(TEXT, NOTE));
    sheet_text(sheet, 2, 0, note, STYLE(TEXT, NOTE));
    sheet_row_height(sheet, HEADER_ROWS - 1, HEADER_POINTS);
    for (u32 c = 0; c < columns; c++) {
        bool number = names[c][0] == '>';
        sheet_text(sheet, HEADER_ROWS - 1, c, text_of(names[c] + number),
                   (Style){number ? FORM_INTEGER : FORM_TEXT, LOOK_HEADER});
    }
    sheet_freeze(sheet, HEADER_ROWS, 0);
}

static Text school_text(const Run *run, u32 school)
{
    return school == SCHOOL_SHIELDED ? TEXT("afgeschermd") : school_code(run->batch, school);
}

static Text school_naam(const Run *run, u32 school)
{
    return school >= SCHOOL_SHIELDED ? TEXT("") : run->batch->scholen.naam[school];
}

/* --- the pupils ------------------------------------------------------------------------------- */

enum {
    ROW_NR,
    ROW_CONTRACT,
    ROW_SCHOOL,
    ROW_NAAM,
    ROW_TIJDVAK,
    ROW_LAAG,
    ROW_LEERLING,
    ROW_FIRST,
    ROW_LAST,
    ROW_COUNT,
    ROW_UNIT,
    ROW_STEP,
    ROW_REMARK,
    ROW_COLUMNS
};

static const char *const row_names[ROW_COLUMNS] = {
    "Nr.",     "Contract",           "School",     "Naam van de school", "Tijdvak",
    "Laag",    "Leerling",           "Eerste dag", "Laatste dag",        ">Geteld",
    "Eenheid", "Woonplaats volgens", "Opmerking"};

/* Leerlingen, Leerlingen 2 … */
static const char *sheet_name(Arena *arena, size_t number)
{
    if (!number) return "Leerlingen";
    return text_zero_ended(arena,
                           JOIN(arena, TEXT("Leerlingen "), text_integer(arena, (i128)number + 1)));
}

static void put_row(Writing *w, Sheet *sheet, u32 at, const SpecRow *row)
{
    const Run *run = w->run;
    const SpecGroup *group = &w->rows.groups[row->group];
    const SpecUnit *unit = row->unit;
    Style plain = STYLE(TEXT, PLAIN);
    bool telling = unit->table == T_tellingen;
    Text leerling = telling          ? TEXT("(telling)")
                    : row->is_hidden ? TEXT("afgeschermd")
                                     : row->leerling;
    sheet_integer(sheet, at, ROW_NR, row->group + 1, STYLE(ORDINAL, PLAIN));
    sheet_text(sheet, at, ROW_CONTRACT, contract_code(run->batch, group->contract), plain);
    sheet_text(sheet, at, ROW_SCHOOL, school_text(run, row->school), plain);
    sheet_text(sheet, at, ROW_NAAM, school_naam(run, row->school), plain);
    sheet_text(sheet, at, ROW_TIJDVAK, tijdvak_of(run, group->contract, group->tijdvak)->label,
               plain);
    sheet_text(sheet, at, ROW_LAAG, group->term->name, plain);
    sheet_text(sheet, at, ROW_LEERLING, leerling, plain);
    sheet_date(sheet, at, ROW_FIRST, row->days.first, STYLE(DATE, PLAIN));
    sheet_date(sheet, at, ROW_LAST, row->days.last, STYLE(DATE, PLAIN));
    put_number(w, sheet, at, ROW_COUNT, unit->units, group->denominator);
    sheet_text(sheet, at, ROW_UNIT, text_of(group->term->laag->sleutel->unit), plain);
    sheet_text(sheet, at, ROW_STEP, specificatie_step(w->arena, group, unit), plain);
    sheet_text(sheet, at, ROW_REMARK, specificatie_remark(w->arena, run, group, unit), plain);
}

static void put_pupils(Writing *w)
{
    static const u32 widths[ROW_COLUMNS] = {60,  160, 110, 230, 100, 110, 0,
                                            105, 105, 90,  150, 480, 330};
    Text note = TEXT("Elke rij is een aaneengesloten periode die voor de ontvanger telt. Nr. "
                     "verwijst naar het blad Totalen.");
    u32 leerling_width = w->s->pseudonyms ? 320 : 160;
    size_t next = 0;
    for (size_t number = 0; next < w->rows.row_count; number++) {
        Sheet *sheet = book_sheet(w->book, sheet_name(w->arena, number));
        for (u32 c = 0; c < ROW_COLUMNS; c++)
            sheet_width(sheet, c, c, c == ROW_LEERLING ? leerling_width : widths[c]);
        put_heading(w, sheet, TEXT("Leerlingen"), note, row_names, ROW_COLUMNS);
        u32 at = HEADER_ROWS;
        for (; next < w->rows.row_count && at < HEADER_ROWS + w->per_sheet; next++, at++)
            put_row(w, sheet, at, &w->rows.rows[next]);
        sheet_filter(sheet, HEADER_ROWS - 1, 0, at - 1, ROW_COLUMNS - 1);
        sheet_print(sheet, true, HEADER_ROWS, JOIN(w->arena, TEXT("Leerlingen bij "), w->document));
    }
}

/* --- the totals ------------------------------------------------------------------------------- */

enum {
    SUM_NR,
    SUM_CONTRACT,
    SUM_TITLE,
    SUM_SCHOOL,
    SUM_NAAM,
    SUM_TIJDVAK,
    SUM_LAAG,
    SUM_PARTIJ,
    SUM_COUNTED,
    SUM_WEIGHT,
    SUM_DIFFERENCE,
    SUM_TOTAL,
    SUM_UNIT,
    SUM_REMARK,
    SUM_COLUMNS
};

static const char *const sum_names[SUM_COLUMNS] = {"Nr.",
                                                   "Contract",
                                                   "Omschrijving",
                                                   "School",
                                                   "Naam van de school",
                                                   "Tijdvak",
                                                   "Laag",
                                                   "Partij",
                                                   ">Geteld",
                                                   ">In de verdeling",
                                                   ">Verschil",
                                                   ">Alle partijen samen",
                                                   "Eenheid",
                                                   "Opmerking"};

static void build_range(TextBuilder *out, const char *sheet, u32 column, u32 last_row)
{
    char first[24], last[24];
    cell_name(first, HEADER_ROWS, column, true);
    cell_name(last, last_row, column, true);
    build_text(out, TEXT("'"));
    build_text(out, text_of(sheet));
    build_text(out, TEXT("'!"));
    build_text(out, text_of(first));
    build_text(out, TEXT(":"));
    build_text(out, text_of(last));
}

/* =SUMIFS('Leerlingen'!$J$5:$J$90,'Leerlingen'!$A$5:$A$90,A5)+… over all sheets of pupils. */
static const char *sum_formula(Writing *w, u32 row)
{
    TextBuilder out = {.arena = w->arena};
    char own[24];
    cell_name(own, row, SUM_NR, false);
    for (size_t done = 0, number = 0; done < w->rows.row_count; number++) {
        size_t here =
            w->rows.row_count - done < w->per_sheet ? w->rows.row_count - done : w->per_sheet;
        const char *name = sheet_name(w->arena, number);
        u32 last = HEADER_ROWS + (u32)here - 1;
        build_text(&out, number ? TEXT("+SUMIFS(") : TEXT("=SUMIFS("));
        build_range(&out, name, ROW_COUNT, last);
        build_text(&out, TEXT(","));
        build_range(&out, name, ROW_NR, last);
        build_text(&out, TEXT(","));
        build_text(&out, text_of(own));
        build_text(&out, TEXT(")"));
        done += here;
    }
    return text_zero_ended(w->arena, built(&out));
}

/* What was counted, as a formula over the rows, and its difference with the weight: 0. */
static void put_counted(Writing *w, Sheet *sheet, u32 at, const SpecGroup *group)
{
    char counted[24], weight[24];
    if (!group->has_units || group->is_inexact) {
        sheet_blank(sheet, at, SUM_COUNTED, STYLE(INTEGER, PLAIN));
        sheet_blank(sheet, at, SUM_DIFFERENCE, STYLE(INTEGER, PLAIN));
        return;
    }
    i64 sum = (i64)group->counted, of = group->denominator;
    const char *formula = sum_formula(w, at);
    if (sum % of == 0)
        sheet_formula_integer(sheet, at, SUM_COUNTED, formula, sum / of, STYLE(INTEGER, PLAIN));
    else
        sheet_formula_ratio(sheet, at, SUM_COUNTED, formula, sum, of, STYLE(DECIMAL, PLAIN));
    cell_name(counted, at, SUM_COUNTED, false);
    cell_name(weight, at, SUM_WEIGHT, false);
    formula = text_zero_ended(w->arena, JOIN(w->arena, TEXT("=ROUND("), text_of(counted), TEXT("-"),
                                             text_of(weight), TEXT(",6)")));
    sheet_formula_integer(sheet, at, SUM_DIFFERENCE, formula, 0, STYLE(INTEGER, PLAIN));
}

static void put_total(Writing *w, Sheet *sheet, u32 at, const SpecGroup *group)
{
    const Batch *b = w->run->batch;
    Style plain = STYLE(TEXT, PLAIN);
    sheet_integer(sheet, at, SUM_NR, at - HEADER_ROWS + 1, STYLE(ORDINAL, PLAIN));
    sheet_text(sheet, at, SUM_CONTRACT, contract_code(b, group->contract), plain);
    sheet_text(sheet, at, SUM_TITLE, b->contracten.omschrijving[group->contract], plain);
    sheet_text(sheet, at, SUM_SCHOOL, school_text(w->run, group->school), plain);
    sheet_text(sheet, at, SUM_NAAM, school_naam(w->run, group->school), plain);
    sheet_text(sheet, at, SUM_TIJDVAK, tijdvak_of(w->run, group->contract, group->tijdvak)->label,
               plain);
    sheet_text(sheet, at, SUM_LAAG, group->term->name, plain);
    sheet_text(sheet, at, SUM_PARTIJ, partij_code(b, group->partij), plain);
    put_counted(w, sheet, at, group);
    put_number(w, sheet, at, SUM_WEIGHT, group->weight, group->denominator);
    if (group->soort == LINE_APART)
        sheet_blank(sheet, at, SUM_TOTAL, STYLE(INTEGER, PLAIN));
    else
        put_number(w, sheet, at, SUM_TOTAL, group->total, group->denominator);
    sheet_text(sheet, at, SUM_UNIT, text_of(group->term->laag->sleutel->unit), plain);
    sheet_text(sheet, at, SUM_REMARK, specificatie_group_remark(w->arena, group), plain);
}

static void put_totals(Writing *w)
{
    static const u32 widths[SUM_COLUMNS] = {60,  160, 300, 110, 230, 100, 110,
                                            100, 90,  100, 80,  110, 150, 400};
    Sheet *sheet = book_sheet(w->book, "Totalen");
    for (u32 c = 0; c < SUM_COLUMNS; c++)
        sheet_width(sheet, c, c, widths[c]);
    put_heading(w, sheet, TEXT("Totalen"),
                TEXT("Geteld is de som van de rijen met hetzelfde nummer. In de verdeling is het "
                     "gewicht waarmee het aandeel is berekend."),
                sum_names, SUM_COLUMNS);
    u32 at = HEADER_ROWS;
    for (size_t g = 0; g < w->rows.group_count; g++)
        put_total(w, sheet, at++, &w->rows.groups[g]);
    sheet_filter(sheet, HEADER_ROWS - 1, 0, at - 1, SUM_COLUMNS - 1);
    sheet_print(sheet, true, HEADER_ROWS, JOIN(w->arena, TEXT("Totalen bij "), w->document));
}

/* --- what it is for --------------------------------------------------------------------------- */

static u32 put_line(Sheet *sheet, u32 row, const char *label, Text text)
{
    enum { IN_A_LINE = 110, LINE_POINTS = 13 }; /* nobody else makes room for what is wrapped */
    u32 lines = (u32)((text_characters(text) + IN_A_LINE - 1) / IN_A_LINE);
    sheet_row_height(sheet, row, (lines ? lines : 1) * LINE_POINTS + 5);
    sheet_text(sheet, row, 0, text_of(label), STYLE(TEXT, BOLD));
    sheet_text(sheet, row, 1, text, STYLE(WRAP, PLAIN));
    return row + 1;
}

/* Whom to ask: what [factuur] says, else the crediteur. */
static Text contact_text(const Writing *w)
{
    const Invoicing *v = &w->run->settings->invoicing;
    const Text parts[] = {v->contact, v->telefoon, v->email};
    TextBuilder out = {.arena = w->arena};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        if (!parts[i].length) continue;
        if (out.count) build_text(&out, TEXT(", "));
        build_text(&out, parts[i]);
    }
    return out.count ? built(&out) : partij_text(w->arena, w->run->batch, w->invoice->crediteur);
}

static Text pupils_text(const Writing *w)
{
    if (!w->s->pseudonyms)
        return TEXT("Een leerling staat er onder het nummer uit de aangeleverde lijst. Wie het is "
                    "weet de school of de aanbieder.");
    return TEXT("Een leerling staat er onder een pseudoniem: dezelfde leerling heeft er overal "
                "hetzelfde. Wie het is kan alleen de opsteller nagaan; vraag het langs een "
                "beveiligde weg.");
}

static Text contents_text(const Writing *w)
{
    Text all = TEXT("Alleen wat voor de ontvanger telt in de regels waar dit bij hoort. Het blad "
                    "Totalen telt de rijen op met formules; de uitkomst is het gewicht in de "
                    "verdeling.");
    if (!w->run->books) return all;
    return JOIN(w->arena, all,
                TEXT(" Een regel waarvan het bedrag niet verschilt van wat al geboekt was staat er "
                     "niet bij; van een regel die wel verschilt staat alles wat nu in dat tijdvak "
                     "telt."));
}

static void put_explanation(Writing *w)
{
    Arena *arena = w->arena;
    const Batch *b = w->run->batch;
    Sheet *sheet = book_sheet(w->book, "Toelichting");
    sheet_width(sheet, 0, 0, 200);
    sheet_width(sheet, 1, 1, 900);
    sheet_row_height(sheet, 0, TITLE_POINTS);
    sheet_text(sheet, 0, 0, TEXT("Leerlingen per woonplaats"), STYLE(TEXT, TITLE));
    u32 row = 2;
    row = put_line(sheet, row, "Bij",
                   JOIN(arena, w->document, TEXT(" van "), dutch_date(arena, w->invoice->datum)));
    row = put_line(sheet, row, "Van", partij_text(arena, b, w->invoice->crediteur));
    row = put_line(sheet, row, "Aan", partij_text(arena, b, w->invoice->debiteur));
    row = put_line(sheet, row, "Afrekening", w->run->settings->naam);
    row = put_line(sheet, row, "Periode", dutch_period(arena, w->invoice->periode));
    row = put_line(sheet, row + 1, "Waarvoor",
                   TEXT("Om te controleren of de leerlingen die voor de ontvanger tellen op die "
                        "dagen daar hun woonplaats hadden, en of het aantal klopt. Per rij staat "
                        "welke stap van het woonplaatsbeginsel (art. 1.1 Jeugdwet) de doorslag "
                        "gaf."));
    row = put_line(sheet, row, "Wat erin staat", contents_text(w));
    row = put_line(sheet, row, "Leerlingen", pupils_text(w));
    if (w->rows.has_shielded)
        row =
            put_line(sheet, row, "Afgeschermd",
                     TEXT("In een contract met een leerling van wie de gegevens geheim zijn staat "
                          "bij geen enkele leerling de school: die van de geheime leerling zou "
                          "anders uit de totalen volgen. Is er maar één school, dan staat de "
                          "geheime leerling er zonder nummer."));
    row = put_line(sheet, row, "Persoonsgegevens",
                   TEXT("Dit bestand bevat gegevens van minderjarigen (AVG). Gebruik het alleen "
                        "voor deze controle, verstuur het alleen beveiligd, geef het niet door en "
                        "verwijder het als de controle klaar is. Het hoort niet bij de factuur in "
                        "de financiële administratie."));
    (void)put_line(sheet, row, "Vragen", contact_text(w));
    sheet_active(sheet);
    sheet_print(sheet, false, 0, JOIN(arena, TEXT("Toelichting bij "), w->document));
}

bool specificatie_write(Arena *arena, const Specificatie *s, const char *path, const char *folder,
                        const char **reason)
{
    const Invoice *invoice = s->invoice;
    const Run *run = s->units->run;
    u32 most = s->rows_most ? s->rows_most : SHEET_ROWS_MOST;
    Writing w = {.arena = arena, .s = s, .run = run, .invoice = invoice};
    w.per_sheet = most - HEADER_ROWS;
    w.document = JOIN(arena, lower(arena, invoice->titel), TEXT(" "), invoice->nummer);
    if (!specificatie_rows(arena, s, &w.rows, reason)) return false;
    BookInfo info = {.title = JOIN(arena, TEXT("Leerlingen bij "), w.document),
                     .subject = run->settings->naam,
                     .author = run->batch->partijen.naam[invoice->crediteur],
                     .created = invoice->datum,
                     .streams = true};
    w.book = book_begin(arena, path, folder, &info);
    put_explanation(&w);
    put_pupils(&w);
    put_totals(&w);
    return book_end(w.book, reason);
}
