/* The differences that a run bills and posts (SPEC §9). In: lines, prefinancings, margins, what is
 * gone, and what was posted of each; out: entries. Holds always: an entry is today's amount less
 * the posted one; all entries of a run together are its netto. */
#include "engine/books.h"

/* The first tijdvak that is open: the one itself, unless the books over it are closed. */
static Interval booked_in(const Run *run, u32 contract, Interval days)
{
    const Settings *s = run->settings;
    if (days.last > s->booking.afgesloten) return days;
    TijdvakKind kind = s->tijdvak;
    if (contract < run->batch->contracten.rows.count)
        kind = s->rules.items[s->rule_of_contract[contract]].tijdvak;
    return calendar_unit(kind, s->booking.afgesloten + 1);
}

static void place_in_time(const Run *run, Entry *entry)
{
    entry->booked = booked_in(run, entry->contract, entry->days);
    entry->correction =
        entry->days.last < run->settings->periode.first || entry->booked.first != entry->days.first;
}

Entry entry_of_line(const Run *run, size_t index)
{
    const Line *line = &run->lines.items[index];
    const Pool *pool = &run->pools.items[line->pool];
    const Terms *terms = terms_of(run, pool->contract, pool->tijdvak);
    Entry entry = {.contract = pool->contract,
                   .school = pool->school,
                   .crediteur = pool->crediteur,
                   .partij = line->partij,
                   .days = tijdvak_of(run, pool->contract, pool->tijdvak)->days,
                   .laag = line->laag == NO_LAAG ? TEXT("-") : terms->lagen[line->laag].name,
                   .soort = (EntrySoort)line->soort,
                   .btw = btw_of(run, pool->contract, pool->crediteur),
                   .factuur = run->books->factuur_of[run->books->position_of_line[index]],
                   .posted = run->books->line[index],
                   .cents = line->cents - run->books->line[index]};
    place_in_time(run, &entry);
    return entry;
}

Entry entry_of_prefinanced(const Run *run, size_t index)
{
    const Prefinanced *p = &run->prefinanced.items[index];
    Entry entry = {.contract = p->contract,
                   .school = p->school,
                   .crediteur = p->crediteur,
                   .partij = p->partij,
                   .days = tijdvak_of(run, p->contract, p->tijdvak)->days,
                   .laag = TEXT("-"),
                   .soort = ENTRY_VOORSCHOT,
                   .btw = btw_of(run, p->contract, p->crediteur),
                   .factuur = run->books->factuur_of[p->position],
                   .posted = run->books->prefinanced[index],
                   .cents = -p->cents - run->books->prefinanced[index]};
    if (p->voorschot != NONE) entry.voorschot = run->batch->voorschotten.voorschot[p->voorschot];
    place_in_time(run, &entry);
    return entry;
}

Entry entry_of_unsettled(const Run *run, size_t index)
{
    const Position *p = &run->positions.items[index];
    Day boekjaar = run->settings->settled.first;
    Entry entry = {.contract = p->contract,
                   .school = NONE,
                   .crediteur = p->crediteur,
                   .partij = p->partij,
                   .days = {boekjaar, boekjaar},
                   .booked = {boekjaar, boekjaar},
                   .laag = TEXT("-"),
                   .soort = ENTRY_NIET_VERREKEND,
                   .btw = BTW_LEEG,
                   .factuur = run->books->factuur_of[index],
                   .posted = run->books->unsettled[index],
                   .cents = -p->niet_verrekend - run->books->unsettled[index]};
    if (entry.cents) entry.btw = btw_of(run, p->contract, p->crediteur);
    return entry;
}

Entry entry_of_gone(const Run *run, size_t index)
{
    const Gone *gone = &run->books->gone.items[index];
    const PostedPost *post = &run->books->posted.posts[gone->post];
    Entry entry = {.contract = post->contract,
                   .school = post->school,
                   .crediteur = post->crediteur,
                   .partij = gone->partij,
                   .days = post->days,
                   .booked = post->days,
                   .laag = post->laag,
                   .soort = post->soort,
                   .voorschot = post->voorschot,
                   .btw = post->btw,
                   .factuur = run->books->factuur_of[run->positions.count + index],
                   .is_gone = true,
                   .posted = gone->cents,
                   .cents = -gone->cents};
    if (post->soort != ENTRY_NIET_VERREKEND) place_in_time(run, &entry);
    return entry;
}

bool waits_for_year_end(const Run *run, Interval days)
{
    const Settings *s = run->settings;
    if (!s->booking.corrections_at_year_end || days.last >= s->periode.first) return false;
    Civil first = civil_of(s->settled.first);
    return s->periode.last < day_of(first.year + 1, first.month, first.day) - 1;
}

Text interval_label(Arena *arena, Interval days)
{
    static const TijdvakKind kinds[] = {TIJDVAK_MAAND, TIJDVAK_KWARTAAL, TIJDVAK_JAAR};
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        Interval unit = calendar_unit(kinds[i], days.first);
        if (unit.first == days.first && unit.last == days.last)
            return unit_label(arena, kinds[i], unit);
    }
    return JOIN(arena, day_text(arena, days.first), TEXT(".."), day_text(arena, days.last));
}

/* --- all of them ------------------------------------------------------------------------------ */

static void add_entry(Run *run, Entry entry)
{
    if (!entry.cents || entry.factuur == WAITS) return;
    if (entry.soort != ENTRY_NIET_VERREKEND && waits_for_year_end(run, entry.days)) return;
    *PUSH(run->arena, &run->books->entries) = entry;
}

void list_entries(Run *run)
{
    Books *books = run->books;
    for (size_t i = 0; i < run->lines.count; i++)
        if (run->lines.items[i].cents != books->line[i]) add_entry(run, entry_of_line(run, i));
    for (size_t i = 0; i < run->prefinanced.count; i++)
        add_entry(run, entry_of_prefinanced(run, i));
    for (size_t i = 0; i < run->positions.count; i++)
        if (run->positions.items[i].niet_verrekend || books->unsettled[i])
            add_entry(run, entry_of_unsettled(run, i));
    for (size_t i = 0; i < books->gone.count; i++)
        add_entry(run, entry_of_gone(run, i));
}
