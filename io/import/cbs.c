/* Lists of gemeenten and of herindelingen, of the CBS or in our own form. In: files; out: the table
 * gemeenten. Holds always: a row is refused, passed over, or a claim about a gemeente
 * (cbs_claims.c), of which the table says what is left. */
#include "io/import/cbs.h"
#include "io/import/duo.h"

/* Names of columns, folded. */
static const struct {
    CbsRole role;
    const char *name;
} columns[] = {
    {CBS_CODE, "gemeentecode"}, {CBS_CODE, "code"},           {CBS_CODE_GM, "gemeentecodegm"},
    {CBS_CODE_GM, "gmcode"},    {CBS_NAAM, "gemeentenaam"},   {CBS_NAAM, "naam"},
    {CBS_NAAM, "gmnaam"},       {CBS_INGANG, "ingang"},       {CBS_VERVALLEN, "vervallenper"},
    {CBS_OPVOLGER, "opvolger"}, {CBS_TOT, "bestaantot"},      {CBS_JAAR, "eindjaar"},
    {CBS_OUD, "oude"},          {CBS_OUD, "oudecode"},        {CBS_NIEUW, "nieuwe"},
    {CBS_NIEUW, "nieuwecode"},  {CBS_NU_CODE, "huidigecode"}, {CBS_NU_NAAM, "huidigenaam"},
};

/* --- rows ------------------------------------------------------------------------------------- */

static bool recognise(Cbs *cbs, RowsIn *rows)
{
    Import *import = cbs->import;
    Report *report = import->batch->report;
    u64 errors = report->errors;
    rows->row.line = rows->csv.record_line;
    for (size_t r = 0; r < CBS_ROLES; r++)
        cbs->field_of[r] = -1;
    for (size_t i = 0; i < rows->header_count; i++) {
        Text name = name_folded(import->arena, rows->header[i]);
        for (size_t c = 0; c < COUNT_OF(columns); c++) {
            if (!text_equal(name, text_of(columns[c].name))) continue;
            int *field = &cbs->field_of[columns[c].role];
            if (*field >= 0)
                FAULT_AT(report, E122_COLUMN_TWICE, row_place(rows, (int)i), rows->header[i]);
            *field = (int)i;
        }
    }
    const int *has = cbs->field_of;
    cbs->herindelingen = has[CBS_TOT] >= 0 && has[CBS_OUD] >= 0 && has[CBS_NIEUW] >= 0;
    bool list = (has[CBS_CODE] >= 0 || has[CBS_CODE_GM] >= 0) && has[CBS_NAAM] >= 0;
    if (cbs->herindelingen || list) return report->errors == errors;
    FAULT_AT(report, E254_UNKNOWN_HEADER, row_place(rows, -1),
             TEXT("Gemeentecode + Gemeentenaam, code + naam, Bestaan tot + Oude + Nieuwe"),
             TEXT("CBS"), header_text(import->arena, rows));
    return false;
}

static Text field(const Cbs *cbs, const RowsIn *rows, CbsRole role)
{
    return cbs->field_of[role] < 0 ? TEXT("") : rows->row.fields[cbs->field_of[role]];
}

/* A code of the row, empty when it is none, which is told. */
static Text code_in(Cbs *cbs, const RowsIn *rows, CbsRole role)
{
    Import *import = cbs->import;
    Text code = gemeente_code_of(import->arena, field(cbs, rows, role));
    if (!code.length)
        ROW_FAULT(import, E241_GEMEENTE_CODE, row_place(rows, cbs->field_of[role]),
                  shown_cell(field(cbs, rows, role)));
    return code;
}

static bool day_in(Cbs *cbs, const RowsIn *rows, CbsRole role, Day open, Day *day)
{
    Text value = field(cbs, rows, role);
    *day = open;
    if (!value.length && (role == CBS_INGANG || role == CBS_VERVALLEN)) return true;
    if (duo_day(value, day)) return true;
    ROW_FAULT(cbs->import, E205_BAD_DATE, row_place(rows, cbs->field_of[role]), shown_cell(value));
    return false;
}

void cbs_pass_over(Cbs *cbs, int why, Place place)
{
    if (!cbs->passed[why]++) cbs->passed_at[why] = place;
}

/* What is known by the way of the gemeente with this code. */
static Hint *hint_of(Cbs *cbs, Text code)
{
    Arena *arena = cbs->import->arena;
    u32 index = symbols_find(&cbs->hint_codes, code);
    if (index != NONE) return &cbs->hints.items[index];
    (void)symbols_intern(&cbs->hint_codes, code);
    Hint *hint = PUSH(arena, &cbs->hints);
    *hint = (Hint){.ingang = DAY_OPEN_START};
    return hint;
}

static void claim(Cbs *cbs, const RowsIn *rows, Claim made)
{
    Arena *arena = cbs->import->arena;
    made.row = row_kept(arena, rows);
    made.place = row_place(rows, -1);
    *PUSH(arena, &cbs->claims) = made;
}

/* A row of the list of herindelingen. */
static void take_herindeling(Cbs *cbs, const RowsIn *rows)
{
    Import *import = cbs->import;
    Day day, since;
    bool is_date = day_parse(TEXT(GEMEENTEN_SINCE), &since);
    ASSERT(is_date);
    bool dated = day_in(cbs, rows, CBS_TOT, DAY_OPEN_END, &day);
    Text year = field(cbs, rows, CBS_JAAR);
    if (dated && year.length &&
        !text_equal(year, text_integer(&import->scratch, civil_of(day).year)))
        ROW_FAULT(import, E258_YEAR_DIFFERS, row_place(rows, cbs->field_of[CBS_JAAR]), year,
                  field(cbs, rows, CBS_TOT));
    if (dated && day < since && !import->row_report.errors) {
        cbs_pass_over(cbs, PASSED_OLD, row_place(rows, -1));
        return;
    }
    Text old = code_in(cbs, rows, CBS_OUD), new = code_in(cbs, rows, CBS_NIEUW);
    Text now = gemeente_code_of(import->arena, field(cbs, rows, CBS_NU_CODE));
    if (!row_end(import, rows)) return;
    if (now.length) {
        Text naam = field(cbs, rows, CBS_NU_NAAM);
        if (!hint_of(cbs, now)->naam.length) hint_of(cbs, now)->naam = naam;
    }
    if (text_equal(old, new)) {
        cbs_pass_over(cbs, PASSED_SELF, row_place(rows, -1));
        return;
    }
    Hint *hint = hint_of(cbs, new);
    if (hint->ingang == DAY_OPEN_START || day < hint->ingang) hint->ingang = day;
    claim(cbs, rows,
          (Claim){.opvolger_field = cbs->field_of[CBS_NIEUW],
                  .code = old,
                  .says_end = true,
                  .vervallen_per = day,
                  .opvolger = new});
}

/* A row of a list of gemeenten: with their codes and names, or all of our own table. */
static void take_gemeente(Cbs *cbs, const RowsIn *rows)
{
    Import *import = cbs->import;
    const int *has = cbs->field_of;
    Claim made = {.opvolger_field = has[CBS_OPVOLGER],
                  .says_end = has[CBS_VERVALLEN] >= 0,
                  .says_ingang = has[CBS_INGANG] >= 0};
    made.code = code_in(cbs, rows, has[CBS_CODE] >= 0 ? CBS_CODE : CBS_CODE_GM);
    if (has[CBS_CODE] >= 0 && has[CBS_CODE_GM] >= 0 && field(cbs, rows, CBS_CODE_GM).length) {
        Text other = code_in(cbs, rows, CBS_CODE_GM);
        if (made.code.length && other.length && !text_equal(made.code, other))
            ROW_FAULT(import, E248_CODE_AND_NAME, row_place(rows, has[CBS_CODE_GM]), other, other,
                      made.code);
    }
    made.naam = field(cbs, rows, CBS_NAAM);
    if (!made.naam.length)
        ROW_FAULT(import, E201_VALUE_EMPTY, row_place(rows, has[CBS_NAAM]),
                  rows->header[has[CBS_NAAM]]);
    (void)day_in(cbs, rows, CBS_INGANG, DAY_OPEN_START, &made.ingang);
    (void)day_in(cbs, rows, CBS_VERVALLEN, DAY_OPEN_END, &made.vervallen_per);
    if (field(cbs, rows, CBS_OPVOLGER).length) made.opvolger = code_in(cbs, rows, CBS_OPVOLGER);
    if (made.opvolger.length && made.vervallen_per == DAY_OPEN_END &&
        !text_equal(made.opvolger, made.code))
        ROW_FAULT(import, E242_GEMEENTE_OPVOLGER, row_place(rows, has[CBS_OPVOLGER]), made.code);
    if (made.ingang >= made.vervallen_per)
        ROW_FAULT(import, E243_GEMEENTE_DATES, row_place(rows, has[CBS_VERVALLEN]),
                  field(cbs, rows, CBS_VERVALLEN), field(cbs, rows, CBS_INGANG));
    if (text_equal(made.opvolger, made.code)) made.opvolger = TEXT("");
    if (row_end(import, rows)) claim(cbs, rows, made);
}

/* --- the table -------------------------------------------------------------------------------- */

static Made make_table(Import *import, const Claim *kept, size_t count)
{
    Page page = {0};
    Made made = {.name = "gemeenten.csv"};
    put_bytes(&page, TEXT("code;naam;ingang;vervallen_per;opvolger\n"));
    for (size_t i = 0; i < count; i++) {
        const Claim *c = &kept[i];
        if (c->refused) continue;
        const Text cells[] = {c->code, c->naam, day_text(import->arena, c->ingang),
                              day_text(import->arena, c->vervallen_per), c->opvolger};
        for (size_t k = 0; k < COUNT_OF(cells); k++) {
            if (k) put_char(&page, ';');
            put_text(&page, cells[k]);
        }
        put_char(&page, '\n');
        made.rows++;
    }
    made.bytes = text_copy(import->arena, page_text(&page));
    page_free(&page);
    return made;
}

static void tell_passed(Cbs *cbs)
{
    Import *import = cbs->import;
    const Words why[] = {
        [PASSED_OLD] = WORDS("about gemeenten that ended before 2005-01-01"),
        [PASSED_SELF] = WORDS("that lead a gemeente to itself"),
        [PASSED_SAME] = WORDS("that say the same as one before"),
    };
    for (size_t i = 0; i < COUNT_OF(why); i++)
        if (cbs->passed[i])
            FAULT_AT(import->batch->report, W276_ROWS_PASSED, cbs->passed_at[i],
                     text_integer(import->arena, cbs->passed[i]), why[i]);
}

bool import_cbs(Import *import, Results *results)
{
    Cbs *cbs = NEW(import->arena, Cbs, 1);
    *cbs = (Cbs){.import = import};
    cbs->hint_codes.arena = import->arena;
    bool understood = true;
    for (size_t f = 0; f < import->file_count; f++) {
        RowsIn *rows = NEW(import->arena, RowsIn, 1);
        if (!rows_in_begin(rows, import, f) || !recognise(cbs, rows)) {
            understood = false;
            continue;
        }
        while (rows_in_next(rows)) {
            if (cbs->herindelingen)
                take_herindeling(cbs, rows);
            else
                take_gemeente(cbs, rows);
        }
    }
    if (!understood) return false;
    size_t count;
    const Claim *kept = cbs_gemeenten(cbs, &count);
    tell_passed(cbs);
    results->items[results->count++] = make_table(import, kept, count);
    return true;
}
