/* The form of DUO's files. In: a header and cells; out: what columns are, counts, days, codes of
 * schools. Holds always: a suppressed count is never a number. */
#include "io/import/duo.h"

#include "io/read/cells.h"

static const struct {
    DuoRole role;
    const char *names[4]; /* up to a NULL */
} columns[] = {
    {ROLE_PEILDATUM, {"PEILDATUM"}},
    {ROLE_BRIN, {"BRIN NUMMER", "BRINNUMMER", "BRIN"}},
    {ROLE_VESTIGING, {"VESTIGINGSNUMMER", "VESTIGINGSCODE", "VESTIGING"}},
    {ROLE_NAAM, {"INSTELLINGSNAAM VESTIGING", "VESTIGINGSNAAM", "INSTELLINGSNAAM"}},
    {ROLE_SOORT, {"SOORT PO"}},
    {ROLE_GEMEENTE, {"GEMEENTENUMMER"}},
    {ROLE_GEMEENTENAAM, {"GEMEENTENAAM"}},
    {ROLE_WOONGEMEENTE, {"GEMEENTENUMMER LEERLING"}},
    {ROLE_WOONNAAM, {"GEMEENTENAAM LEERLING"}},
    {ROLE_TOTAAL, {"TOTAAL"}},
};

/* Columns about the school or its bestuur: they do not tell one row from another. */
static const char *const about_school[] = {"POSTCODE VESTIGING", "PLAATSNAAM", "PROVINCIE",
                                           "DENOMINATIE VESTIGING", "BEVOEGD GEZAG NUMMER"};

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool ends_in(Text text, Text end)
{
    return text.length >= end.length &&
           text_equal(text_slice(text, text.length - end.length, text.length), end);
}

/* Pupils of one age: LEEFTIJD 4 JAAR, L3 MIN, L25 PLUS. */
static bool is_age(Text name)
{
    if (text_starts(name, TEXT("LEEFTIJD "))) return true;
    if (!text_starts(name, TEXT("L")) || name.length < 2) return false;
    size_t at = 1;
    while (at < name.length && is_digit(name.at[at]))
        at++;
    Text rest = text_slice(name, at, name.length);
    return at > 1 &&
           (!rest.length || text_equal(rest, TEXT(" MIN")) || text_equal(rest, TEXT(" PLUS")));
}

/* Pupils of one year: LEER- OF VERBLIJFSJAAR 1. */
static bool is_year(Text name)
{
    return text_starts(name, TEXT("LEER- OF VERBLIJFSJAAR")) ||
           text_starts(name, TEXT("LEER OF VERBLIJFSJAAR"));
}

static bool is_about_school(Text name)
{
    for (size_t i = 0; i < COUNT_OF(about_school); i++)
        if (text_equal(name, text_of(about_school[i]))) return true;
    return false;
}

static bool take_role(DuoFile *file, size_t field, Text name)
{
    for (size_t c = 0; c < COUNT_OF(columns); c++)
        for (size_t n = 0; columns[c].names[n]; n++) {
            DuoRole role = columns[c].role;
            if (!text_equal(name, text_of(columns[c].names[n]))) continue;
            if (file->field_of[role] >= 0 && n == 0)
                FAULT_AT(file->rows.import->batch->report, E122_COLUMN_TWICE,
                         row_place(&file->rows, (int)field), name);
            if (file->field_of[role] < 0) file->field_of[role] = (int)field;
            file->is_key[field] = role == ROLE_SOORT;
            return true;
        }
    return false;
}

/* The first column that a file of this kind must have and has not; NULL: none. */
static const char *missing_column(const DuoFile *file, bool counts)
{
    const int *has = file->field_of;
    if (has[ROLE_BRIN] < 0) return "BRIN NUMMER";
    if (has[ROLE_VESTIGING] < 0) return "VESTIGINGSNUMMER";
    if (file->kind == DUO_VESTIGINGEN)
        return has[ROLE_GEMEENTE] < 0 && has[ROLE_GEMEENTENAAM] < 0 ? "GEMEENTENUMMER" : NULL;
    if (has[ROLE_WOONNAAM] < 0 && has[ROLE_WOONGEMEENTE] < 0) return "GEMEENTENAAM LEERLING";
    if (file->kind == DUO_VO)
        return counts || has[ROLE_TOTAAL] >= 0 ? NULL : "LEER- OF VERBLIJFSJAAR 1";
    if (has[ROLE_SOORT] < 0) return "SOORT PO";
    return has[ROLE_TOTAAL] < 0 ? "TOTAAL" : NULL;
}

bool duo_recognise(DuoFile *file, Import *import, bool vestigingen)
{
    static const char *const kinds[] = {"DUO (PO)", "DUO (VO)", "DUO (vestigingen)"};
    RowsIn *rows = &file->rows;
    Report *report = import->batch->report;
    u64 errors = report->errors;
    bool ages = false, years = false;
    rows->row.line = rows->csv.record_line;
    for (size_t r = 0; r < ROLE_COUNT; r++)
        file->field_of[r] = -1;
    for (size_t i = 0; i < rows->header_count; i++) {
        Text name = column_name(import->arena, rows->header[i]);
        if (is_added(rows, i)) continue;
        if (take_role(file, i, name)) continue;
        bool age = is_age(name), year = is_year(name);
        ages |= age, years |= year;
        file->is_count[i] = age || year;
        file->is_key[i] = !age && !year && !is_about_school(name);
    }
    file->kind = vestigingen                                           ? DUO_VESTIGINGEN
                 : file->field_of[ROLE_SOORT] >= 0 || (ages && !years) ? DUO_PO
                                                                       : DUO_VO;
    const char *missing = missing_column(file, ages || years);
    if (file->kind != DUO_VESTIGINGEN && file->field_of[ROLE_PEILDATUM] < 0 &&
        import->peildatum == DAY_OPEN_END)
        FAULT_PLAIN(report, E253_NO_PEILDATUM, row_place(rows, -1));
    if (missing)
        FAULT_AT(report, E254_UNKNOWN_HEADER, row_place(rows, -1), text_of(missing),
                 text_of(kinds[file->kind]), header_text(import->arena, rows));
    return report->errors == errors;
}

/* --- cells ------------------------------------------------------------------------------------ */

/* Without a fraction of nothing: 12.0 and 12,0 are 12; 12.000 is not, it may be a thousand. */
static Text whole_of(Text value)
{
    if (ends_in(value, TEXT(".0")) || ends_in(value, TEXT(",0")))
        return text_slice(value, 0, value.length - 2);
    return value;
}

bool duo_count(const DuoFile *file, int field, bool may_be_empty, i64 *count)
{
    Import *import = file->rows.import;
    Text value = file->rows.row.fields[field];
    Place place = row_place(&file->rows, field);
    CellContext aantal = {.batch = &import->row_batch,
                          .table = T_tellingen,
                          .column = &table_specs[T_tellingen].columns[COL_tellingen_aantal],
                          .line = place.line,
                          .field = place.field,
                          .source = place.source,
                          .name = place.name};
    *count = 0;
    if (!value.length && may_be_empty) return true;
    bool good = read_cell(&aantal, whole_of(value), count);
    if (!good) *count = 0;
    return good;
}

bool duo_day(Text text, Day *day)
{
    Arena scratch = {0};
    bool digits = text.length == 8;
    for (size_t i = 0; digits && i < text.length; i++)
        digits = is_digit(text.at[i]);
    if (digits)
        text = JOIN(&scratch, text_slice(text, 0, 4), TEXT("-"), text_slice(text, 4, 6), TEXT("-"),
                    text_slice(text, 6, 8));
    bool is_day = day_parse(text, day);
    arena_free(&scratch);
    return is_day;
}

static bool is_brin(Text text)
{
    return text.length == 4 && is_digit(text.at[0]) && is_digit(text.at[1]) &&
           is_letter(text.at[2]) && is_letter(text.at[3]);
}

Text duo_school_code(const DuoFile *file)
{
    const RowsIn *rows = &file->rows;
    Import *import = rows->import;
    int brin_field = file->field_of[ROLE_BRIN], number_field = file->field_of[ROLE_VESTIGING];
    Text brin = rows->row.fields[brin_field], number = rows->row.fields[number_field];
    Arena *arena = &import->scratch;
    if (!is_brin(brin)) {
        ROW_FAULT(import, E249_BAD_BRIN, row_place(rows, brin_field), brin);
        return TEXT("");
    }
    Text given = number;
    if (number.length > 4 && text_equal_nocase(text_slice(number, 0, 4), brin))
        number = text_trim(text_slice(number, 4, number.length));
    number = whole_of(number);
    bool good = number.length == 1 || number.length == 2;
    for (size_t i = 0; good && i < number.length; i++)
        good = is_digit(number.at[i]);
    if (!good) {
        ROW_FAULT(import, E250_BAD_VESTIGING, row_place(rows, number_field), given, brin);
        return TEXT("");
    }
    return JOIN(arena, column_name(arena, brin), text_slice(TEXT("00"), number.length, 2), number);
}

static const char *const soorten[] = {"BO", "SBO", "SO", "VSO", "VO"};

u32 duo_soort(Text text)
{
    for (u32 i = 0; i + 1 < COUNT_OF(soorten); i++) /* VO has a file of its own */
        if (text_equal_nocase(text, text_of(soorten[i]))) return (u32)1 << i;
    return 0;
}

Text duo_soort_names(Arena *arena, u32 bits)
{
    TextBuilder out = {.arena = arena};
    for (u32 i = 0; i < COUNT_OF(soorten); i++) {
        if (!(bits >> i & 1)) continue;
        if (out.count) build_text(&out, TEXT(", "));
        build_text(&out, text_of(soorten[i]));
    }
    return built(&out);
}
