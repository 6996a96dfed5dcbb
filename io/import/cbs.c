/* Lists of gemeenten and of herindelingen, of the CBS or in our own form. In: files; out: the table
 * gemeenten. Holds always: rows that contradict each other are all refused; opvolgers of the table
 * and the built-in list together lead nowhere round. */
#include "io/import/duo.h"

/* What a row says about a gemeente. */
typedef struct Claim {
    RowIn row;
    Place place;        /* of the row */
    int opvolger_field; /* -1: none */
    Text code, naam;    /* naam empty: it does not say */
    bool says_end;      /* whether it ends, and what its opvolger is */
    bool says_ingang;
    Day ingang, vervallen_per;
    Text opvolger;
    bool refused;
} Claim;

/* What is known of a gemeente by the way: the name of the one of today, the day of a new one. */
typedef struct Hint {
    Text naam;
    Day ingang;
} Hint;

typedef enum CbsRole {
    CBS_CODE,
    CBS_CODE_GM,
    CBS_NAAM,
    CBS_INGANG,
    CBS_VERVALLEN,
    CBS_OPVOLGER,
    CBS_TOT,
    CBS_JAAR,
    CBS_OUD,
    CBS_NIEUW,
    CBS_NU_CODE,
    CBS_NU_NAAM,
    CBS_ROLES
} CbsRole;

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

typedef struct Cbs {
    Import *import;
    int field_of[CBS_ROLES];
    bool herindelingen; /* the file is a list of these */
    struct {
        Claim *items;
        size_t count, capacity;
    } claims;
    Symbols hint_codes;
    struct {
        Hint *items;
        size_t count, capacity;
    } hints;
    u64 passed[3]; /* rows, by why */
    Place passed_at[3];
} Cbs;

enum { PASSED_OLD, PASSED_SELF, PASSED_SAME };

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

static void pass_over(Cbs *cbs, int why, Place place)
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
        pass_over(cbs, PASSED_OLD, row_place(rows, -1));
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
        pass_over(cbs, PASSED_SELF, row_place(rows, -1));
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

/* --- claims against each other ---------------------------------------------------------------- */

static int by_code(const void *left, const void *right)
{
    const Claim *a = left, *b = right;
    int order = text_compare(a->code, b->code);
    if (!order) order = (a->row.file > b->row.file) - (a->row.file < b->row.file);
    return order ? order : (a->row.line > b->row.line) - (a->row.line < b->row.line);
}

static bool agree(Arena *arena, const Claim *a, const Claim *b)
{
    if (a->naam.length && b->naam.length &&
        !text_equal(name_folded(arena, a->naam), name_folded(arena, b->naam)))
        return false;
    if (a->says_end && b->says_end &&
        (a->vervallen_per != b->vervallen_per || !text_equal(a->opvolger, b->opvolger)))
        return false;
    return !a->says_ingang || !b->says_ingang || a->ingang == b->ingang;
}

/* Whether `b` says nothing that `a` does not. */
static bool says_no_more(const Claim *a, const Claim *b)
{
    return (a->naam.length || !b->naam.length) && (a->says_end || !b->says_end) &&
           (a->says_ingang || !b->says_ingang);
}

/* Tells about a row that was read before and was not refused, and refuses it. */
static void refuse(Cbs *cbs, Claim *c, FaultId id, int at, const Text *arguments, size_t count)
{
    Import *import = cbs->import;
    Report *report = import->batch->report;
    Report one = {.arena = import->arena};
    Place place = c->place;
    Words words[FAULT_ARGUMENTS_MOST];
    for (size_t i = 0; i < count; i++)
        words[i] = words_same(arguments[i]);
    place.field = at;
    ASSERT(!c->refused);
    fault_add(&one, id, place, words, count);
    report_join(report, &one);
    refuse_earlier(import, &c->row, &one.items[0]);
    c->refused = true;
}

#define REFUSE(cbs, claim, id, at, ...) \
    refuse((cbs), (claim), (id), (at), (Text[]){__VA_ARGS__}, COUNT_OF(((Text[]){__VA_ARGS__})))

/* Refuses all claims of one gemeente that contradict another of them. */
static bool refuse_contradictions(Cbs *cbs, Claim *group, size_t count)
{
    Import *import = cbs->import;
    Arena *arena = import->arena;
    bool good = true;
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < count; j++) {
            if (agree(arena, &group[i], &group[j])) continue;
            const RowIn *other = &group[j].row;
            REFUSE(cbs, &group[i], E256_CONTRADICTS, -1, group[i].code,
                   place_label(arena, import, other->file, other->line));
            good = false;
            break;
        }
    return good;
}

/* What all claims of one gemeente say together, which agree. */
static Claim merge(Cbs *cbs, Claim *group, size_t count)
{
    Claim all = group[0];
    for (size_t i = 1; i < count; i++) {
        const Claim *c = &group[i];
        if (says_no_more(&all, c)) pass_over(cbs, PASSED_SAME, c->place);
        if (!all.naam.length) all.naam = c->naam;
        if (!all.says_ingang) all.says_ingang = c->says_ingang, all.ingang = c->ingang;
        if (all.says_end || !c->says_end) continue;
        all.says_end = true;
        all.vervallen_per = c->vervallen_per;
        all.opvolger = c->opvolger;
        all.opvolger_field = c->opvolger_field;
        all.row = c->row;
        all.place = c->place;
    }
    return all;
}

static Text ending(Arena *arena, Day day, Text opvolger)
{
    if (day == DAY_OPEN_END) return TEXT("-");
    return JOIN(arena, day_text(arena, day), TEXT(" "), opvolger);
}

static void tell_difference(Cbs *cbs, const Claim *c, const Gemeente *known)
{
    Arena *arena = cbs->import->arena;
    Report *report = cbs->import->batch->report;
    if (c->naam.length && !text_equal(name_folded(arena, c->naam), name_folded(arena, known->naam)))
        FAULT_AT(report, W277_OTHER_THAN_BUILT_IN, c->place, c->code, known->naam, c->naam);
    if (c->says_end && known->vervallen_per != DAY_OPEN_END &&
        (c->vervallen_per != known->vervallen_per || !text_equal(c->opvolger, known->opvolger)))
        FAULT_AT(report, W277_OTHER_THAN_BUILT_IN, c->place, c->code,
                 ending(arena, known->vervallen_per, known->opvolger),
                 ending(arena, c->vervallen_per, c->opvolger));
}

/* Fills in what no claim says, from the built-in list and by the way. False: it has no name. */
static bool complete(Cbs *cbs, Claim *c)
{
    const Gemeente *known = gemeente_find(&cbs->import->list, c->code);
    u32 index = symbols_find(&cbs->hint_codes, c->code);
    const Hint *hint = index == NONE ? NULL : &cbs->hints.items[index];
    if (known) tell_difference(cbs, c, known);
    if (!c->naam.length && known) c->naam = known->naam;
    if (!c->naam.length && hint) c->naam = hint->naam;
    if (!c->says_ingang) c->ingang = known ? known->ingang : hint ? hint->ingang : DAY_OPEN_START;
    if (!c->says_end) {
        c->vervallen_per = known ? known->vervallen_per : DAY_OPEN_END;
        c->opvolger = known ? known->opvolger : TEXT("");
    }
    return c->naam.length > 0;
}

/* Adds the gemeenten that only are opvolgers, when their names are known; each with the claim that
 * names it first. */
static void add_new(Cbs *cbs, Claim *kept, size_t *count)
{
    size_t claims = *count;
    Symbols codes = {.arena = cbs->import->arena};
    for (size_t i = 0; i < claims; i++)
        (void)symbols_intern(&codes, kept[i].code);
    for (size_t i = 0; i < claims; i++) {
        Claim new = {.row = kept[i].row,
                     .place = kept[i].place,
                     .opvolger_field = -1,
                     .code = kept[i].opvolger};
        if (!new.code.length || gemeente_find(&cbs->import->list, new.code) ||
            symbols_find(&codes, new.code) != NONE)
            continue;
        if (complete(cbs, &new)) {
            (void)symbols_intern(&codes, new.code);
            kept[(*count)++] = new;
        } else {
            REFUSE(cbs, &kept[i], E257_NAMELESS, kept[i].opvolger_field, new.code);
        }
    }
}

/* Refuses every row of a circle: none of them is known to be the wrong one. */
static void refuse_round(Cbs *cbs, Claim *kept, size_t count, Claim *c)
{
    while (!c->refused) {
        Text next = c->opvolger;
        REFUSE(cbs, c, E214_OPVOLGER_CIRCLE, c->opvolger_field, c->code);
        for (size_t i = 0; i < count; i++)
            if (text_equal(kept[i].code, next)) c = &kept[i];
    }
}

/* Refuses rows whose opvolgers lead round or are on no list, or that end before they begin: as a
 * settlement would. False: there are no such rows. The built-in list has no fault, so each that is
 * found is of a row. */
static bool refuse_circle(Cbs *cbs, Claim *kept, size_t count)
{
    Import *import = cbs->import;
    Arena scratch = {0};
    Report report = {.arena = &scratch};
    Batch trial = {.arena = &scratch, .report = &report};
    Table_gemeenten *t = &trial.gemeenten;
    t->code = NEW(&scratch, Text, count + 1);
    t->naam = NEW(&scratch, Text, count + 1);
    t->opvolger = NEW(&scratch, Text, count + 1);
    t->ingang = NEW(&scratch, Day, count + 1);
    t->vervallen_per = NEW(&scratch, Day, count + 1);
    t->rows.line = NEW(&scratch, u32, count + 1);
    for (size_t i = 0; i < count; i++) {
        if (kept[i].refused) continue;
        size_t row = t->rows.count++;
        t->code[row] = kept[i].code;
        t->naam[row] = kept[i].naam;
        t->ingang[row] = kept[i].ingang;
        t->vervallen_per[row] = kept[i].vervallen_per;
        t->opvolger[row] = kept[i].opvolger;
        t->rows.line[row] = (u32)i + 1;
    }
    (void)gemeenten_list(&scratch, &trial);
    for (size_t f = 0; f < report.count; f++) {
        u32 line = report.items[f].place.line;
        ASSERT(line);
        Claim *c = &kept[line - 1];
        if (report.items[f].id == E203_UNKNOWN_CODE)
            REFUSE(cbs, c, E257_NAMELESS, c->opvolger_field, c->opvolger);
        else if (report.items[f].id == E243_GEMEENTE_DATES)
            REFUSE(cbs, c, E243_GEMEENTE_DATES, -1, day_text(import->arena, c->vervallen_per),
                   day_text(import->arena, c->ingang));
        else
            refuse_round(cbs, kept, count, c);
    }
    bool found = report.errors > 0;
    arena_free(&scratch);
    return found;
}

/* --- the table -------------------------------------------------------------------------------- */

static Made make_table(Import *import, Claim *kept, size_t count)
{
    Page page = {0};
    Made made = {.name = "gemeenten.csv"};
    sort_array(kept, count, sizeof *kept, by_code);
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

static void make_results(Cbs *cbs, Results *results)
{
    Import *import = cbs->import;
    size_t count = cbs->claims.count, kept_count = 0, end;
    Claim *all = cbs->claims.items;
    Claim *kept = NEW(import->arena, Claim, 2 * count + 1);
    sort_array(all, count, sizeof *all, by_code);
    for (size_t i = 0; i < count; i = end) {
        for (end = i + 1; end < count && text_equal(all[end].code, all[i].code); end++)
            ;
        if (!refuse_contradictions(cbs, &all[i], end - i)) continue;
        Claim one = merge(cbs, &all[i], end - i);
        if (complete(cbs, &one))
            kept[kept_count++] = one;
        else
            REFUSE(cbs, &one, E257_NAMELESS, -1, one.code);
    }
    add_new(cbs, kept, &kept_count);
    while (refuse_circle(cbs, kept, kept_count))
        ; /* of those that were not refused: there are fewer each time */
    tell_passed(cbs);
    results->items[results->count++] = make_table(import, kept, kept_count);
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
    if (understood) make_results(cbs, results);
    return understood;
}
