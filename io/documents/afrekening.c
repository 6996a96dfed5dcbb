/* The settlement workbook. In: a complete run with its controls; out: a workbook. Holds always:
 * where the rows of each sheet stand is known before any is written, so that each is written in
 * order, and memory does not grow with them. */
#include "io/documents/afrekening.h"

#include "io/documents/afrekening_parts.h"
#include "io/tell/dutch.h"

enum { STREAMS_FROM = 20000 }; /* lines: below it the workbook is made in memory */

/* --- names ------------------------------------------------------------------------------------ */

Text partij_naam(const Afrekening *a, u32 partij)
{
    if (partij == NONE) return TEXT("");
    if (partij == ABROAD) return TEXT("buitenland");
    return a->run->batch->partijen.naam[partij];
}

Text school_naam(const Afrekening *a, u32 school)
{
    const Batch *b = a->run->batch;
    return school < b->scholen.rows.count ? b->scholen.naam[school] : TEXT("");
}

Text contract_naam(const Afrekening *a, u32 contract)
{
    const Batch *b = a->run->batch;
    return contract < b->contracten.rows.count
               ? without_pupils(a->words, b->contracten.omschrijving[contract])
               : TEXT("contract is vervallen");
}

Text pool_tijdvak(const Afrekening *a, const Pool *pool)
{
    return tijdvak_of(a->run, pool->contract, pool->tijdvak)->label;
}

/* --- codes that a spreadsheet reads as something else ------------------------------------------
 */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Whether SUMIFS compares an identifier, which holds no pattern, as the text that it is: it begins
 * with a letter, and is no month and no word for true or false. */
static bool is_plain(Text code)
{
    static const char *const words[] = {"jan", "feb", "maa", "mrt", "mar", "apr", "mei", "may",
                                        "jun", "jul", "aug", "sep", "okt", "oct", "nov", "dec",
                                        "tru", "fal", "waa", "onw", "inf", "nan"};
    ASSERT(text_is_identifier(code));
    if (code.at[0] <= '9') return false; /* a letter or a digit begins it */
    for (size_t w = 0; w < COUNT_OF(words); w++) {
        bool begins = code.length >= 3;
        for (size_t i = 0; i < 3 && begins; i++)
            begins = lower(code.at[i]) == words[w][i];
        if (begins) return false;
    }
    return true;
}

static int by_letters(const void *left, const void *right)
{
    Text a = *(const Text *)left, b = *(const Text *)right;
    size_t least = a.length < b.length ? a.length : b.length;
    for (size_t i = 0; i < least; i++)
        if (lower(a.at[i]) != lower(b.at[i])) return lower(a.at[i]) < lower(b.at[i]) ? -1 : 1;
    return (a.length > b.length) - (a.length < b.length);
}

/* Whether two partijen with a position have codes that differ in upper and lower case alone. */
static bool codes_are_plain(const Run *run)
{
    Arena scratch = {0};
    size_t partijen = run->batch->partijen.rows.count, count = 0;
    u8 *seen = NEW(&scratch, u8, partijen + 1);
    Text *codes = NEW(&scratch, Text, partijen + 1);
    for (size_t i = 0; i < run->positions.count; i++)
        seen[run->positions.items[i].partij] = seen[run->positions.items[i].crediteur] = 1;
    for (size_t i = 0; i < run->facturen.count; i++)
        seen[run->facturen.items[i].debiteur] = seen[run->facturen.items[i].crediteur] = 1;
    bool plain = true;
    for (u32 p = 0; p < partijen; p++) {
        if (!seen[p]) continue;
        codes[count++] = partij_code(run->batch, p);
        plain = plain && is_plain(codes[count - 1]);
    }
    sort_array(codes, count, sizeof *codes, by_letters);
    for (size_t i = 1; i < count && plain; i++)
        plain = by_letters(&codes[i - 1], &codes[i]) != 0;
    arena_free(&scratch);
    return plain;
}

/* Whether the names of lagen can be told apart; a rule with and one without lagen mix `-` with
 * them. */
static bool lagen_are_plain(const Run *run)
{
    for (size_t r = 0; r < run->settings->rules.count; r++) {
        const Rule *rule = &run->settings->rules.items[r];
        bool named = false, unnamed = false;
        for (size_t v = 0; v < rule->count; v++)
            for (size_t l = 0; l < rule->items[v].laag_count; l++) {
                Text name = rule->items[v].lagen[l].name;
                bool dash = text_equal(name, TEXT("-"));
                named = named || !dash, unnamed = unnamed || dash;
                if (!dash && !is_plain(name)) return false;
            }
        if (named && (unnamed || rule->count > 1)) return false;
    }
    return true;
}

/* --- what is of what -------------------------------------------------------------------------- */

static void find_nummers(Afrekening *a)
{
    a->nummers = NEW(a->arena, Text, a->run->facturen.count + 1);
    for (size_t i = 0; i < a->run->facturen.count; i++)
        a->nummers[i] = factuur_nummer(a->arena, a->run, i);
}

/* --- all -------------------------------------------------------------------------------------- */

static void plan_sheets(Afrekening *a)
{
    a->tables = tables_begin(a->arena, a->run);
    plan_contracts(a);
    a->exact = !codes_are_plain(a->run) || !lagen_are_plain(a->run);
    find_nummers(a);
    a->factuur_of_line = factuur_of_lines(a->arena, a->run);
    a->summary = book_sheet(a->book, "Samenvatting");
    plan_contracten(a);
    plan_verdeling(a);
    plan_gewichten(a);
    plan_posities(a);
    plan_facturen(a);
    plan_voorschotten(a);
    plan_kosten(a);
    plan_stromen(a);
    plan_controles(a);
}

static void define_column(const Afrekening *a, const char *name, const RowTable *table, u32 column)
{
    const TablePart *part = &table->parts.items[0];
    if (part->end == part->first) return;
    char first[24], last[24];
    cell_name(first, HEAD_ROWS, column, true);
    cell_name(last, HEAD_ROWS + (u32)(part->end - part->first) - 1, column, true);
    Text range = JOIN(a->arena, TEXT("='"), part->name, TEXT("'!"), text_of(first), TEXT(":"),
                      text_of(last));
    book_define(a->book, name, text_zero_ended(a->arena, range));
}

static void write_sheets(Afrekening *a)
{
    write_verdeling(a);
    write_gewichten(a);
    write_posities(a);
    write_facturen(a);
    write_voorschotten(a);
    write_overig(a);
    write_kosten(a);
    write_stromen(a);
    write_grensverkeer(a);
    write_controles(a);
    write_contracten(a);
    write_samenvatting(a);
    define_column(a, "Verdeling_bedrag", &a->verdeling, V_BEDRAG);
    define_column(a, "Verdeling_gewicht", &a->verdeling, V_GEWICHT);
    define_column(a, "Verdeling_partij", &a->verdeling, V_PARTIJ);
    define_column(a, "Posities_netto", &a->posities, P_NETTO);
    define_column(a, "Facturen_te_betalen", &a->facturen, F_TE_BETALEN);
    define_column(a, "Kosten_in_tijdvak", &a->kosten, K_KOSTEN);
}

/* Who made it: the organisatie whose books they are, else the kassier, else the first opsteller. */
static Text author_of(const Afrekening *a)
{
    const Settings *s = a->run->settings;
    Text organisatie = s->booking.organisatie;
    u32 partij =
        organisatie.length ? symbols_find(&a->run->batch->partij_codes, organisatie) : s->kassier;
    return partij == NONE ? organisatie : partij_naam(a, partij);
}

bool afrekening_write_rows(Arena *arena, const Run *run, const Controls *controls, u32 rows_most,
                           const char *path, const char *folder, const char **reason)
{
    Afrekening *a = NEW(arena, Afrekening, 1);
    *a = (Afrekening){.arena = arena, .run = run, .controls = controls, .rows_most = rows_most};
    PupilWords words = pupil_words(arena, run->batch);
    a->words = &words;
    const BookInfo info = {
        .title = JOIN(arena, TEXT("Afrekening "), run->settings->naam),
        .subject = JOIN(arena, TEXT("Periode "), dutch_period(arena, run->settings->periode)),
        .author = author_of(a),
        .created = run->settings->factuurdatum,
        .streams = run->lines.count > STREAMS_FROM};
    a->book = book_begin(arena, path, folder, &info);
    plan_sheets(a);
    write_sheets(a);
    arena_free(&a->scratch);
    return book_end(a->book, reason);
}

bool afrekening_write(Arena *arena, const Run *run, const Controls *controls, const char *path,
                      const char *folder, const char **reason)
{
    u32 rows = SHEET_ROWS_MOST - HEAD_ROWS - 1; /* the last is for totals */
    return afrekening_write_rows(arena, run, controls, rows, path, folder, reason);
}
