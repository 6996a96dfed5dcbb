/* Claims about gemeenten against each other. In: what each row says of a gemeente, and the built-in
 * list; out: one claim for each gemeente, complete. Holds always: rows that contradict each other
 * are all refused; opvolgers of what is left and the built-in list together lead nowhere round. */
#include "io/import/cbs.h"

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
        if (says_no_more(&all, c)) cbs_pass_over(cbs, PASSED_SAME, c->place);
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

const Claim *cbs_gemeenten(Cbs *cbs, size_t *count)
{
    size_t claims = cbs->claims.count, end;
    Claim *all = cbs->claims.items;
    Claim *kept = NEW(cbs->import->arena, Claim, 2 * claims + 1);
    *count = 0;
    sort_array(all, claims, sizeof *all, by_code);
    for (size_t i = 0; i < claims; i = end) {
        for (end = i + 1; end < claims && text_equal(all[end].code, all[i].code); end++)
            ;
        if (!refuse_contradictions(cbs, &all[i], end - i)) continue;
        Claim one = merge(cbs, &all[i], end - i);
        if (complete(cbs, &one))
            kept[(*count)++] = one;
        else
            REFUSE(cbs, &one, E257_NAMELESS, -1, one.code);
    }
    add_new(cbs, kept, count);
    while (refuse_circle(cbs, kept, *count))
        ; /* of those that were not refused: there are fewer each time */
    sort_array(kept, *count, sizeof *kept, by_code);
    return kept;
}
