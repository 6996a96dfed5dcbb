/* DUO's open data on pupils (PO with SBO, SO and VSO; VO). In: files with a row per vestiging, home
 * gemeente and postcode; out: tellingen, summed over postcodes, and scholen. Holds always: a
 * telling is the sum of all rows of its school, gemeente and peildatum, or it is not there; rows of
 * which the gemeente is not known are told for their school. */
#include "io/import/duo.h"

/* --- schools and counts ----------------------------------------------------------------------- */

/* The school with this code; *index is its number. */
static DuoSchool *school_of(Duo *duo, Text code, u32 *index)
{
    Import *import = duo->import;
    *index = symbols_find(&duo->school_codes, code);
    if (*index == NONE) {
        Text kept = text_copy(import->arena, code);
        *index = symbols_intern(&duo->school_codes, kept);
        *PUSH(import->arena, &duo->schools) =
            (DuoSchool){.code = kept, .naam_day = DAY_OPEN_START, .gemeente_day = DAY_OPEN_START};
    }
    return &duo->schools.items[*index];
}

static DuoCount *count_of(Duo *duo, u32 school, Day peildatum, const Gemeente *gemeente)
{
    Import *import = duo->import;
    Text key = JOIN(&import->scratch, text_integer(&import->scratch, school), TEXT(";"),
                    text_integer(&import->scratch, peildatum), TEXT(";"), gemeente->code);
    u32 index = symbols_find(&duo->count_keys, key);
    if (index == NONE) {
        index = symbols_intern(&duo->count_keys, text_copy(import->arena, key));
        *PUSH(import->arena, &duo->counts) =
            (DuoCount){.school = school, .gemeente = gemeente, .peildatum = peildatum};
    }
    return &duo->counts.items[index];
}

/* Of two names of one day the one that comes first; of two days the later. */
static void set_naam(Duo *duo, const DuoFile *file, DuoSchool *school, Text naam, Day day)
{
    Import *import = duo->import;
    if (!naam.length || day < school->naam_day) return;
    bool same_day = school->naam.length && day == school->naam_day;
    if (same_day && text_equal(naam, school->naam)) return;
    if (same_day)
        FAULT_AT(import->batch->report, W274_SCHOOL_DIFFERS,
                 row_place(&file->rows, file->field_of[ROLE_NAAM]), school->code, school->naam,
                 text_copy(import->arena, naam), TEXT("naam"),
                 WORDS("the first in the alphabet is taken"));
    if (!same_day || text_compare(naam, school->naam) < 0)
        school->naam = text_copy(import->arena, naam);
    school->naam_day = day;
}

/* Of two days the later; two of one day contradict each other, and that leaves it open. */
static void set_gemeente(Duo *duo, const DuoFile *file, DuoSchool *school, const Gemeente *gemeente,
                         Day day)
{
    if (!gemeente || day < school->gemeente_day) return;
    bool same_day = school->gemeente && day == school->gemeente_day;
    if (same_day && (school->gemeente_open || gemeente == school->gemeente)) return;
    if (same_day)
        FAULT_AT(duo->import->batch->report, W274_SCHOOL_DIFFERS,
                 row_place(&file->rows, file->field_of[ROLE_GEMEENTE]), school->code,
                 school->gemeente->code, gemeente->code, TEXT("gemeente"),
                 WORDS("it is left empty in scholen.csv, fill it in there"));
    if (!same_day || text_compare(gemeente->code, school->gemeente->code) < 0)
        school->gemeente = gemeente;
    school->gemeente_open = same_day;
    school->gemeente_day = day;
}

/* What the row says of its school; a gemeente that cannot be read leaves the cell to be filled in,
 * and is told once, by duo_make(). */
static void describe_school(Duo *duo, const DuoFile *file, DuoSchool *school, Day day)
{
    const int *at = file->field_of;
    const Text *fields = file->rows.row.fields;
    if (at[ROLE_NAAM] >= 0) set_naam(duo, file, school, fields[at[ROLE_NAAM]], day);
    if (at[ROLE_GEMEENTE] < 0) return;
    Text code = gemeente_code_of(&duo->import->scratch, fields[at[ROLE_GEMEENTE]]);
    set_gemeente(duo, file, school, gemeente_find(&duo->import->list, code), day);
}

/* --- rows ------------------------------------------------------------------------------------- */

/* The peildatum of the row; false: a fault was told. */
static bool row_peildatum(Import *import, const DuoFile *file, Day *day)
{
    int field = file->field_of[ROLE_PEILDATUM];
    Text value = field < 0 ? TEXT("") : file->rows.row.fields[field];
    *day = import->peildatum;
    if (value.length) {
        if (duo_day(value, day)) return true;
        ROW_FAULT(import, E205_BAD_DATE, row_place(&file->rows, field), value);
        return false;
    }
    if (*day != DAY_OPEN_END) return true;
    ROW_FAULT(import, E253_NO_PEILDATUM, row_place(&file->rows, field), TEXT(""));
    return false;
}

/* The pupils of the row: its total, which the counts before it must add up to. */
static bool row_count(Import *import, const DuoFile *file, i64 *total)
{
    i64 sum = 0, count;
    bool good = true, some = false;
    int first = -1, total_field = file->field_of[ROLE_TOTAAL];
    for (size_t i = 0; i < file->rows.header_count; i++) {
        if (!file->is_count[i]) continue;
        good = duo_count(file, (int)i, true, &count) && good;
        sum += count;
        if (first < 0) first = (int)i;
        some |= file->rows.row.fields[i].length > 0;
    }
    *total = sum;
    if (total_field >= 0) {
        good = duo_count(file, total_field, false, total) && good;
    } else if (good && !some) {
        ROW_FAULT(import, E215_SUPPRESSED_COUNT, row_place(&file->rows, first), WORDS("(empty)"));
        return false;
    }
    if (!good || first < 0 || sum == *total) return good;
    ROW_FAULT(import, E252_TOTAL_DIFFERS, row_place(&file->rows, total_field),
              text_integer(&import->scratch, *total), text_integer(&import->scratch, sum));
    return false;
}

static u32 row_soort(Import *import, const DuoFile *file)
{
    if (file->kind == DUO_VO) return SOORT_BITS_VO;
    int field = file->field_of[ROLE_SOORT];
    u32 soort = duo_soort(file->rows.row.fields[field]);
    if (!soort)
        ROW_FAULT(import, E251_BAD_SOORT, row_place(&file->rows, field),
                  file->rows.row.fields[field]);
    return soort;
}

/* What tells the row from others, of this file and of the next: the gemeente that is meant,
 * however it is written. */
static Text row_key(Import *import, const DuoFile *file, Text school, const DuoCount *row)
{
    Arena *arena = &import->scratch;
    TextBuilder key = {.arena = arena};
    build_text(&key, school);
    build_char(&key, '\n');
    build_integer(&key, row->peildatum);
    build_char(&key, '\n');
    build_text(&key, row->gemeente->code);
    for (size_t i = 0; i < file->rows.header_count; i++) {
        if (!file->is_key[i]) continue;
        build_char(&key, '\n');
        build_text(&key, column_name(arena, file->rows.header[i]));
        build_char(&key, '=');
        build_text(&key, column_name(arena, file->rows.row.fields[i]));
    }
    return built(&key);
}

/* Whether the row was there before, which is told; *same: with the same count. */
static bool is_repeated(Duo *duo, const DuoFile *file, Text school, const DuoCount *row, i64 count,
                        bool *same)
{
    Import *import = duo->import;
    Text key = row_key(import, file, school, row);
    u32 known = symbols_find(&duo->row_keys, key);
    if (known == NONE) {
        (void)symbols_intern(&duo->row_keys, text_copy(import->arena, key));
        *PUSH(import->arena, &duo->seen) =
            (DuoSeen){file->rows.row.file, file->rows.row.line, count};
        return false;
    }
    const DuoSeen *first = &duo->seen.items[known];
    *same = count >= 0 && first->count == count;
    ROW_FAULT(import, E255_SAME_ROW, row_place(&file->rows, -1),
              WORDS("school, gemeente and postcode"),
              place_label(&import->scratch, import, first->file, first->line));
    return true;
}

/* Adds a row of which school, gemeente and peildatum are known. */
static void add_pupils(Duo *duo, const DuoFile *file, Text code, const DuoCount *row, u32 soort,
                       bool understood)
{
    u32 index;
    DuoSchool *school = school_of(duo, code, &index);
    DuoCount *count = count_of(duo, index, row->peildatum, row->gemeente);
    if (!understood) {
        if (!count->refused++) count->place = row_place(&file->rows, -1);
        return;
    }
    count->aantal += row->aantal;
    *PUSH(duo->import->arena, &duo->rows) =
        (DuoRow){(u32)(count - duo->counts.items), row->aantal, file->rows.row.file,
                 file->rows.row.line, refused_cells(duo->import, &file->rows.row)};
    duo->import->files[file->rows.row.file].pupils += row->aantal;
    if (!school->soorten) school->place = row_place(&file->rows, -1);
    school->soorten |= soort;
    describe_school(duo, file, school, row->peildatum);
}

/* Notes a row of which the gemeente is not known: it is lacking in some telling of its school. */
static void note_homeless(Duo *duo, const DuoFile *file, Text code)
{
    u32 index;
    DuoSchool *school = school_of(duo, code, &index);
    if (!school->homeless++) school->homeless_at = row_place(&file->rows, -1);
}

/* Takes the row of a file of pupils, as far as it is understood. */
static void take_pupils(Duo *duo, const DuoFile *file)
{
    Import *import = duo->import;
    DuoCount row = {0};
    bool twice = false;
    Text code = duo_school_code(file);
    bool dated = row_peildatum(import, file, &row.peildatum);
    HomeFields home = {file->field_of[ROLE_WOONGEMEENTE], file->field_of[ROLE_WOONNAAM]};
    if (dated) row.gemeente = row_gemeente(import, &file->rows, home, row.peildatum);
    u32 soort = row_soort(import, file);
    bool counted = row_count(import, file, &row.aantal), known = code.length && row.gemeente;
    if (known) (void)is_repeated(duo, file, code, &row, counted ? row.aantal : -1, &twice);
    code = text_copy(import->arena, code); /* row_end() may let go of it */
    bool understood = row_end(import, &file->rows);
    if (known && !twice) add_pupils(duo, file, code, &row, soort, understood);
    if (code.length && dated && !row.gemeente) note_homeless(duo, file, code);
}

/* Takes the row of a list of vestigingen. */
static void take_vestiging(Duo *duo, const DuoFile *file)
{
    Import *import = duo->import;
    u32 index;
    Text code = duo_school_code(file);
    HomeFields where = {file->field_of[ROLE_GEMEENTE], file->field_of[ROLE_GEMEENTENAAM]};
    const Gemeente *gemeente = row_gemeente(import, &file->rows, where, DAY_OPEN_END);
    if (!row_end(import, &file->rows)) return;
    DuoSchool *school = school_of(duo, code, &index);
    int naam = file->field_of[ROLE_NAAM];
    if (naam >= 0) set_naam(duo, file, school, file->rows.row.fields[naam], DAY_OPEN_START);
    set_gemeente(duo, file, school, gemeente, DAY_OPEN_START);
}

bool import_duo(Import *import, Results *results)
{
    Duo duo = {.import = import};
    duo.school_codes.arena = duo.count_keys.arena = duo.row_keys.arena = import->arena;
    bool understood = true;
    for (size_t f = 0; f < import->file_count; f++) {
        bool vestigingen = f >= (size_t)import->options->argument_count - 1;
        DuoFile *file = NEW(import->arena, DuoFile, 1);
        if (!rows_in_begin(&file->rows, import, f) || !duo_recognise(file, import, vestigingen)) {
            understood = false;
            continue;
        }
        while (rows_in_next(&file->rows)) {
            if (vestigingen)
                take_vestiging(&duo, file);
            else
                take_pupils(&duo, file);
        }
    }
    if (understood) duo_make(&duo, results);
    return understood;
}
