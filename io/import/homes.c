/* The gemeente that a row names. In: a code, a name, a day; out: a gemeente of the list, or a fault
 * of the row. Holds always: nothing is guessed: a gemeente that is given was there on the day, and
 * its code and name agree. */
#include "io/import/import.h"
#include "io/read/cells.h"

/* What became of a gemeente that was not there on the day. */
static Words fate(Arena *arena, const Import *import, const Gemeente *g, Day day)
{
    if (day < g->ingang)
        return WORDS_FILL(arena, WORDS("it began on %1"), day_text(arena, g->ingang));
    const Gemeente *next = g->opvolger.length ? gemeente_find(&import->list, g->opvolger) : NULL;
    if (!next) return WORDS_FILL(arena, WORDS("it ended on %1"), day_text(arena, g->vervallen_per));
    return WORDS_FILL(arena, WORDS("from %1 on it is %2"), day_text(arena, g->vervallen_per),
                      gemeente_label(arena, next));
}

static const Gemeente *tell_not_then(Import *import, Place place, const Gemeente *g, Day day)
{
    Arena *arena = &import->scratch;
    ROW_FAULT(import, E246_GEMEENTE_NOT_THEN, place, gemeente_label(arena, g), day_text(arena, day),
              fate(arena, import, g, day));
    return NULL;
}

/* By its name; NULL: a fault was told, or *abroad. */
static const Gemeente *by_name(Import *import, Place place, Text name, Day day, bool *abroad)
{
    Arena *arena = &import->scratch;
    NameFinding found = gemeente_by_name(arena, &import->names, name, day);
    Text value = text_shortened(arena, name, SHOWN_BYTES);
    Words hint = words_same(TEXT(""));
    if (found.outcome == NAME_FOUND) return found.gemeente;
    if (found.outcome == NAME_NOT_THEN) return tell_not_then(import, place, found.gemeente, day);
    if (found.outcome == NAME_ABROAD && abroad) return *abroad = true, NULL;
    if (found.outcome == NAME_AMBIGUOUS) {
        ROW_FAULT(import, E245_NAME_AMBIGUOUS, place, value, found.candidates);
    } else if (found.outcome == NAME_UNKNOWN) {
        if (found.candidates.length)
            hint = WORDS_FILL(arena, WORDS(" (is it %1?)"), found.candidates);
        ROW_FAULT(import, E244_NAME_UNKNOWN, place, value, hint);
    } else {
        ROW_FAULT(import, E247_NO_HOME, place, shown_cell(value));
    }
    return NULL;
}

/* By its code; NULL: a fault was told. */
static const Gemeente *by_code(Import *import, Place place, Text value, Day day)
{
    Arena *arena = &import->scratch;
    Text code = gemeente_code_of(arena, value);
    const Gemeente *g = code.length ? gemeente_find(&import->list, code) : NULL;
    if (!code.length) {
        ROW_FAULT(import, E241_GEMEENTE_CODE, place, text_shortened(arena, value, SHOWN_BYTES));
    } else if (!g) {
        ROW_FAULT(import, E203_UNKNOWN_CODE, place, JOIN(arena, TEXT("gemeente "), code),
                  TEXT("gemeenten"));
    } else if (day != DAY_OPEN_END && !gemeente_exists(g, day)) {
        return tell_not_then(import, place, g, day);
    }
    return g;
}

const Gemeente *cell_gemeente(Import *import, Place place, Text value, Day day, bool *abroad)
{
    bool code = gemeente_code_of(&import->scratch, value).length > 0;
    return code ? by_code(import, place, value, day) : by_name(import, place, value, day, abroad);
}

/* Whether a name that was found, or that several share, can be that of a gemeente. */
static bool name_fits(const NameFinding *found, const Gemeente *gemeente)
{
    if (found->outcome == NAME_FOUND) return found->gemeente == gemeente;
    Text all = found->candidates;
    for (size_t at = text_find(all, 'G', 0); at < all.length; at = text_find(all, 'G', at + 1))
        if (text_starts(text_slice(all, at, all.length), gemeente->code)) return true;
    return false;
}

const Gemeente *row_gemeente(Import *import, const RowsIn *rows, HomeFields fields, Day day)
{
    Arena *arena = &import->scratch;
    Text code = fields.code < 0 ? TEXT("") : rows->row.fields[fields.code];
    Text name = fields.name < 0 ? TEXT("") : rows->row.fields[fields.name];
    int name_field = fields.name < 0 ? fields.code : fields.name;
    if (!code.length) return by_name(import, row_place(rows, name_field), name, day, NULL);
    if (!name.length) return by_code(import, row_place(rows, fields.code), code, day);
    NameFinding found = gemeente_by_name(arena, &import->names, name, day);
    if (found.outcome != NAME_FOUND && found.outcome != NAME_AMBIGUOUS)
        return by_name(import, row_place(rows, name_field), name, day, NULL);
    const Gemeente *g = by_code(import, row_place(rows, fields.code), code, day);
    if (!g || name_fits(&found, g)) return g;
    ROW_FAULT(import, E248_CODE_AND_NAME, row_place(rows, fields.code), g->code, g->naam,
              found.candidates);
    return NULL;
}
