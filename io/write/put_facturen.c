/* Facturen and their regels. In: a run; out: rows of facturen.csv and factuurregels.csv. Holds
 * always: the regels of a factuur are its lines, then what comes off or on, numbered from 1. */
#include "engine/books.h"
#include "io/write/format.h"
#include "io/write/put_rows.h"

/* CONCEPT-0001; or SPECIFICATIE-0001; with the digits that it needs, and four at least. */
static Code concept_of(const Factuur *f)
{
    Code code = {.length = 0};
    Text sequence = f->soort == SPECIFICATIE ? TEXT("SPECIFICATIE-") : TEXT("CONCEPT-");
    memcpy(code.bytes, sequence.at, sequence.length);
    char *at = code.bytes + sequence.length;
    for (u32 least = 1000; least > f->number && least > 1; least /= 10)
        *at++ = '0';
    at = format_u64(at, f->number);
    *at++ = ';';
    code.length = (u8)(at - code.bytes);
    return code;
}

/* The soort first: post numbers the specificaties on one thread while another sets is_final. */
static bool has_final_number(const Run *run, const Factuur *f)
{
    return f->soort != SPECIFICATIE && run->books && run->books->is_final;
}

Text factuur_nummer(Arena *arena, const Run *run, size_t factuur)
{
    const Factuur *f = &run->facturen.items[factuur];
    if (has_final_number(run, f)) return run->books->numbers[factuur];
    Code nummer = concept_of(f);
    return text_copy(arena, (Text){nummer.bytes, nummer.length - 1u}); /* without its separator */
}

static void put_nummer(Page *page, const Run *run, const Factuur *f)
{
    if (has_final_number(run, f)) {
        put_bytes(page, run->books->numbers[f - run->facturen.items]);
        put_char(page, ';');
    } else {
        Code nummer = concept_of(f);
        put_code(page, &nummer);
    }
}

void put_facturen(Page *page, const void *context, size_t first, size_t end)
{
    static const Code soorten[] = {[FACTUUR] = {"factuur;", 8},
                                   [CREDITFACTUUR] = {"creditfactuur;", 14},
                                   [SPECIFICATIE] = {"specificatie;", 13}};
    const Tables *t = context;
    const Settings *settings = t->run->settings;
    Arena scratch = {0};
    Text dates =
        JOIN(&scratch, day_text(&scratch, settings->factuurdatum), TEXT(";"),
             day_text(&scratch, settings->factuurdatum + (Day)settings->betaaltermijn), TEXT(";"));
    for (size_t i = first; i < end; i++) {
        const Factuur *f = &t->run->facturen.items[t->facturen[i]];
        put_nummer(page, t->run, f);
        put_code(page, &soorten[f->soort]);
        put_code(page, partij_field(t, f->crediteur));
        put_code(page, partij_field(t, f->debiteur));
        put_bytes(page, dates);
        put_amount(page, f->bedrag, ';');
        put_amount(page, f->btw, ';');
        put_amount(page, f->voorgefinancierd, ';');
        put_amount(page, f->bedrag + f->btw - f->voorgefinancierd, '\n');
    }
    arena_free(&scratch);
}

/* --- regels ----------------------------------------------------------------------------------- */

static void put_rate(Page *page, i32 rate)
{
    put_integer(page, rate / 10000);
    i32 rest = rate % 10000;
    if (rest) {
        put_char(page, ',');
        for (i32 unit = 1000; rest; rest %= unit, unit /= 10)
            put_char(page, (char)('0' + rest / unit));
    }
    put_char(page, '%');
}

/* What a correction is of: its soort, its tijdvak when it is booked in another, and what for. */
static Text correction_text(Arena *arena, const Run *run, const Entry *entry)
{
    const Batch *b = run->batch;
    bool closed = entry->booked.first != entry->days.first;
    bool known = entry->contract < b->contracten.rows.count;
    Text what = entry->soort == ENTRY_VOORSCHOT && entry->voorschot.length
                    ? JOIN(arena, TEXT("voorschot "), entry->voorschot)
                    : text_of(entry_soorten[entry->soort]);
    return JOIN(
        arena, entry->correction ? TEXT("correctie ") : TEXT(""), what,
        entry->is_gone ? TEXT(", teruggenomen") : TEXT(""), closed ? TEXT(" over ") : TEXT(""),
        closed ? interval_label(arena, entry->days) : TEXT(""),
        closed ? TEXT(" (afgesloten): ") : TEXT(": "),
        known ? b->contracten.omschrijving[entry->contract] : TEXT("contract is vervallen"));
}

/* What the regels of a run with a grootboek are put with: the last label, for most have the same.
 */
typedef struct Labels {
    Arena kept, scratch;
    Interval days;
    Text label;
} Labels;

static Text label_of(Labels *labels, Interval days)
{
    bool same =
        labels->label.length && labels->days.first == days.first && labels->days.last == days.last;
    if (!same) {
        arena_rewind(&labels->kept);
        labels->days = days;
        labels->label = interval_label(&labels->kept, days);
    }
    return labels->label;
}

/* A regel of a run with a grootboek: the difference with what is posted. */
static void put_entry_regel(Page *page, const Tables *t, Labels *labels, Entry entry)
{
    bool margin = entry.soort == ENTRY_NIET_VERREKEND;
    put_code(page, contract_field(t, entry.contract));
    put_code(page, school_field(t, entry.school));
    put_field(page, margin ? TEXT("") : label_of(labels, entry.booked));
    put_field(page, entry.laag);
    put_bytes(page, entry.correction ? TEXT("correctie") : text_of(entry_soorten[entry.soort]));
    put_char(page, ';');
    if (entry.correction || entry.is_gone)
        put_field(page, correction_text(&labels->scratch, t->run, &entry));
    else if (margin)
        put_bytes(page, TEXT("verschil binnen de verrekenmarge;"));
    else if (entry.soort != ENTRY_VOORSCHOT &&
             entry.contract < t->run->batch->contracten.rows.count)
        put_bytes(page, t->omschrijvingen[entry.contract]);
    else if (entry.soort != ENTRY_VOORSCHOT)
        put_bytes(page, TEXT("contract is vervallen;"));
    else if (entry.voorschot.length)
        put_field(page, JOIN(&labels->scratch, TEXT("voorschot "), entry.voorschot));
    else
        put_bytes(page, TEXT("voorgefinancierd;"));
    put_amount(page, entry.cents, '\n');
    if (labels->scratch.block) arena_rewind(&labels->scratch);
}

static void put_line_regel(Page *page, const Tables *t, const Line *line)
{
    Prefix prefix = put_prefix(page, t, line->pool, line->laag);
    page_end(page, add_soort(begin_row(page, prefix), line->soort));
    put_bytes(page, t->omschrijvingen[t->run->pools.items[line->pool].contract]);
    put_amount(page, line->cents, '\n');
}

static void put_voorschot_regel(Page *page, const Tables *t, const Prefinanced *p)
{
    put_pool(page, t, p->contract, p->school, p->tijdvak);
    put_bytes(page, TEXT("-;voorschot;"));
    if (p->voorschot == NONE) {
        put_bytes(page, TEXT("voorgefinancierd;"));
    } else {
        put_bytes(page, TEXT("voorschot "));
        put_field(page, t->run->batch->voorschotten.voorschot[p->voorschot]);
    }
    put_amount(page, -p->cents, '\n');
}

static void put_unsettled_regel(Page *page, const Tables *t, const Position *p)
{
    put_pool(page, t, p->contract, NONE, NONE);
    put_bytes(page, TEXT("-;niet_verrekend;verschil binnen de verrekenmarge;"));
    put_amount(page, -p->niet_verrekend, '\n');
}

static void put_btw_regel(Page *page, const BtwAmount *btw)
{
    put_bytes(page, TEXT(";;;-;btw;btw ")); /* no contract, school or tijdvak */
    put_rate(page, btw->rate);
    put_char(page, ';');
    put_amount(page, btw->btw, '\n');
}

static void put_other_regel(Page *page, const Tables *t, Labels *labels, const Factuurregel *regel)
{
    const Run *run = t->run;
    switch (regel->soort) {
    case REGEL_GONE: put_entry_regel(page, t, labels, entry_of_gone(run, regel->index)); break;
    case REGEL_VOORSCHOT:
        if (run->books)
            put_entry_regel(page, t, labels, entry_of_prefinanced(run, regel->index));
        else
            put_voorschot_regel(page, t, &run->prefinanced.items[regel->index]);
        break;
    case REGEL_NIET_VERREKEND:
        if (run->books)
            put_entry_regel(page, t, labels, entry_of_unsettled(run, regel->index));
        else
            put_unsettled_regel(page, t, &run->positions.items[regel->index]);
        break;
    case REGEL_BTW: put_btw_regel(page, &run->btw.items[regel->index]); break;
    }
}

enum { AHEAD = 8 };

/* The lines of a factuur lie far apart: asks for those that come soon. */
static void ask_ahead(const Run *run, const u32 *lines, size_t count, size_t i)
{
    if (i + 2 * AHEAD < count) __builtin_prefetch(&run->lines.items[lines[i + 2 * AHEAD]]);
    if (i + AHEAD < count)
        __builtin_prefetch(&run->pools.items[run->lines.items[lines[i + AHEAD]].pool]);
}

/* Regels first … end - 1 of a factuur, counted from 0. */
static void put_regels(Page *page, const Tables *t, Labels *labels, const Factuur *f, size_t first,
                       size_t end)
{
    const Run *run = t->run;
    const u32 *lines = run->factuur_lines + f->first_line;
    for (size_t i = first; i < end; i++) {
        put_nummer(page, run, f);
        char *at = format_u64(page_room(page, FORMAT_ROOM + 1), i + 1);
        *at++ = ';';
        page_end(page, at);
        ask_ahead(run, lines, f->line_count, i);
        if (i < f->line_count && run->books)
            put_entry_regel(page, t, labels, entry_of_line(run, lines[i]));
        else if (i < f->line_count)
            put_line_regel(page, t, &run->lines.items[lines[i]]);
        else
            put_other_regel(page, t, labels,
                            &run->regels.items[f->first_regel + i - f->line_count]);
    }
}

void put_factuurregels(Page *page, const void *context, size_t first, size_t end)
{
    const Tables *t = context;
    Labels labels = {.label = {0}};
    size_t i = group_of_row(t->regels_before, t->run->facturen.count, first);
    for (size_t row = first; row < end; i++) {
        size_t before = t->regels_before[i], after = t->regels_before[i + 1];
        size_t stop = after < end ? after : end;
        put_regels(page, t, &labels, &t->run->facturen.items[t->facturen[i]], row - before,
                   stop - before);
        row = stop;
    }
    arena_free(&labels.kept);
    arena_free(&labels.scratch);
}
