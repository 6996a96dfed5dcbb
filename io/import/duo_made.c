/* What DUO's files become. In: schools and counts; out: tellingen.csv and scholen.csv, sorted.
 * Holds always: what is not known is empty or absent there, and told. */
#include "io/import/duo.h"

static int by_school(const void *left, const void *right)
{
    return text_compare(((const DuoSchool *)left)->code, ((const DuoSchool *)right)->code);
}

/* A count with the code of its school, to be sorted. */
typedef struct Telling {
    Text school;
    const DuoCount *count;
} Telling;

static int by_telling(const void *left, const void *right)
{
    const Telling *a = left, *b = right;
    Day first = a->count->peildatum, second = b->count->peildatum;
    int order = text_compare(a->school, b->school);
    if (!order) order = (first > second) - (first < second);
    return order ? order : text_compare(a->count->gemeente->code, b->count->gemeente->code);
}

static void tell_incomplete(Import *import, const Telling *telling)
{
    const DuoCount *count = telling->count;
    FAULT_AT(import->batch->report, W271_TELLING_INCOMPLETE, count->place, telling->school,
             gemeente_label(import->arena, count->gemeente),
             day_text(import->arena, count->peildatum),
             text_integer(import->arena, count->refused));
}

/* The other rows of a telling that is not written go back too: from what comes back the whole of
 * it can be made. */
static void refuse_the_rest(Duo *duo)
{
    Import *import = duo->import;
    for (size_t i = 0; i < duo->rows.count; i++) {
        const DuoRow *row = &duo->rows.items[i];
        const DuoCount *count = &duo->counts.items[row->count];
        if (!count->refused) continue;
        size_t first = (size_t)(count->place.source - SOURCE_COUNT);
        Text line = text_integer(import->arena, count->place.line);
        Words at = first == row->file
                       ? WORDS_FILL(import->arena, WORDS("line %1"), line)
                       : words_same(place_label(import->arena, import, first, count->place.line));
        Words why = WORDS_FILL(
            import->arena,
            WORDS("this row is understood, but not the one at %1, of the same school and gemeente; "
                  "together they make the telling"),
            at);
        refuse_understood(import, row->file, row->line, row->cells, why.in[TAAL_NL]);
        import->files[row->file].pupils -= row->aantal;
    }
}

static Made make_tellingen(Duo *duo, Results *results)
{
    Import *import = duo->import;
    Page page = {0};
    Made made = {.name = "tellingen.csv"};
    Telling *all = NEW(import->arena, Telling, duo->counts.count + 1);
    Symbols gemeenten = {.arena = import->arena}, schools = {.arena = import->arena};
    for (size_t i = 0; i < duo->counts.count; i++)
        all[i] =
            (Telling){duo->schools.items[duo->counts.items[i].school].code, &duo->counts.items[i]};
    sort_array(all, duo->counts.count, sizeof *all, by_telling);
    put_bytes(&page, TEXT("school;peildatum;gemeente;aantal\n"));
    for (size_t i = 0; i < duo->counts.count; i++) {
        const DuoCount *count = all[i].count;
        if (count->refused) {
            tell_incomplete(import, &all[i]);
            continue;
        }
        put_text(&page, all[i].school);
        put_char(&page, ';');
        put_bytes(&page, day_text(import->arena, count->peildatum));
        put_char(&page, ';');
        put_text(&page, count->gemeente->code);
        put_char(&page, ';');
        put_integer(&page, count->aantal);
        put_char(&page, '\n');
        (void)symbols_intern(&gemeenten, count->gemeente->code);
        (void)symbols_intern(&schools, all[i].school);
        made.rows++;
    }
    results->schools = schools.count;
    results->gemeenten = gemeenten.count;
    made.bytes = text_copy(import->arena, page_text(&page));
    page_free(&page);
    return made;
}

static void tell_school(Import *import, const DuoSchool *school)
{
    Report *report = import->batch->report;
    if (school->soorten & (school->soorten - 1))
        FAULT_AT(report, W272_SCHOOL_SOORTEN, school->place, school->code,
                 duo_soort_names(import->arena, school->soorten));
    if (school->homeless)
        FAULT_AT(report, W278_SCHOOL_WITHOUT_HOMES, school->homeless_at, school->code,
                 text_integer(import->arena, school->homeless));
    if (!school->naam.length)
        FAULT_AT(report, W273_SCHOOL_INCOMPLETE, school->place, TEXT("naam"), school->code);
    if (!school->gemeente)
        FAULT_AT(report, W273_SCHOOL_INCOMPLETE, school->place, TEXT("gemeente"), school->code);
}

static Made make_scholen(Duo *duo)
{
    Import *import = duo->import;
    Page page = {0};
    Made made = {.name = "scholen.csv"};
    sort_array(duo->schools.items, duo->schools.count, sizeof *duo->schools.items, by_school);
    put_bytes(&page, TEXT("school;naam;soort;gemeente\n"));
    for (size_t i = 0; i < duo->schools.count; i++) {
        const DuoSchool *school = &duo->schools.items[i];
        bool several = school->soorten & (school->soorten - 1);
        if (!school->soorten) continue; /* without pupils in these files */
        tell_school(import, school);
        put_text(&page, school->code);
        put_char(&page, ';');
        put_text(&page, school->naam);
        put_char(&page, ';');
        if (!several) put_text(&page, duo_soort_names(import->arena, school->soorten));
        put_char(&page, ';');
        if (school->gemeente && !school->gemeente_open) put_text(&page, school->gemeente->code);
        put_char(&page, '\n');
        made.rows++;
    }
    made.bytes = text_copy(import->arena, page_text(&page));
    page_free(&page);
    return made;
}

void duo_make(Duo *duo, Results *results)
{
    results->pupils = true;
    refuse_the_rest(duo);
    results->items[results->count++] = make_tellingen(duo, results);
    results->items[results->count++] = make_scholen(duo);
}
