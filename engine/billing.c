/* What is billed. In: positions, and with a grootboek what was posted; out: items in the order of
 * their facturen. Holds always: what is billed, what waits and what the crediteur bears himself are
 * together the netto of all positions. */
#include "engine/billing.h"

#include "engine/sort.h"
#include "engine/work.h"

enum { RATE_MOST = 1000000 };

i32 btw_of(const Run *run, u32 contract, u32 crediteur)
{
    const Batch *b = run->batch;
    i32 btw = b->contracten.btw[contract];
    if (btw != BTW_LEEG) return btw;
    u32 now = successor_on(b, crediteur, run->settings->factuurdatum);
    return b->partijen.soort[now] == SOORT_AANBIEDER ? BTW_VRIJGESTELD : BTW_BUITEN_HEFFING;
}

static void bill(const Run *run, const Billing *all, size_t index, u32 crediteur, u32 debiteur,
                 i32 btw)
{
    Day day = run->settings->factuurdatum;
    all->crediteur[index] = successor_on(run->batch, crediteur, day);
    all->debiteur[index] = successor_on(run->batch, debiteur, day);
    all->group_v[index] = btw == BTW_VRIJGESTELD || btw >= 0;
    if (btw > 0) all->rate[index] = (u32)btw;
}

typedef struct BillingAll {
    const Run *run;
    const Billing *billing;
    size_t part_count;
} BillingAll;

static void bill_part(void *context, size_t task, unsigned worker)
{
    (void)worker;
    const BillingAll *all = context;
    WorkRange range = work_range(all->run->positions.count, all->part_count, task);
    for (size_t i = range.first; i < range.end; i++) {
        const Position *p = &all->run->positions.items[i];
        bool known = p->contract < all->run->batch->contracten.rows.count;
        bill(all->run, all->billing, i, p->crediteur, p->partij,
             known ? btw_of(all->run, p->contract, p->crediteur) : BTW_BUITEN_HEFFING);
    }
}

enum { POSITIONS_LEAST = 1 << 12 }; /* that are worth a task */

/* --- differences ------------------------------------------------------------------------------ */

bool is_line_billed(const Run *run, size_t line)
{
    const Line *l = &run->lines.items[line];
    const Pool *pool = &run->pools.items[l->pool];
    return l->cents != run->books->line[line] &&
           !waits_for_year_end(run, tijdvak_of(run, pool->contract, pool->tijdvak)->days);
}

bool is_gone_billed(const Run *run, size_t gone)
{
    const PostedPost *post = &run->books->posted.posts[run->books->gone.items[gone].post];
    return post->soort == ENTRY_NIET_VERREKEND || !waits_for_year_end(run, post->days);
}

bool is_unsettled_billed(const Run *run, size_t position)
{
    i64 posted = run->books ? run->books->unsettled[position] : 0;
    return run->positions.items[position].niet_verrekend != -posted;
}

bool is_prefinanced_billed(const Run *run, size_t prefinanced)
{
    const Prefinanced *p = &run->prefinanced.items[prefinanced];
    if (!run->books) return true;
    return p->cents != -run->books->prefinanced[prefinanced] &&
           !waits_for_year_end(run, tijdvak_of(run, p->contract, p->tijdvak)->days);
}

/* Adds up by item what is billed now. */
static void add_differences(const Run *run, const Billing *all)
{
    const Books *books = run->books;
    for (size_t i = 0; i < run->lines.count; i++)
        if (is_line_billed(run, i))
            all->bedrag[books->position_of_line[i]] += run->lines.items[i].cents - books->line[i];
    for (size_t i = 0; i < run->prefinanced.count; i++)
        if (is_prefinanced_billed(run, i))
            all->paid[run->prefinanced.items[i].position] +=
                run->prefinanced.items[i].cents + books->prefinanced[i];
    for (size_t i = 0; i < run->positions.count; i++)
        all->bedrag[i] -= run->positions.items[i].niet_verrekend + books->unsettled[i];
    for (size_t g = 0; g < books->gone.count; g++) {
        const Gone *gone = &books->gone.items[g];
        bool voorschot = books->posted.posts[gone->post].soort == ENTRY_VOORSCHOT;
        if (!is_gone_billed(run, g)) continue;
        if (voorschot)
            all->paid[run->positions.count + g] = gone->cents;
        else
            all->bedrag[run->positions.count + g] = -gone->cents;
    }
}

/* Tells, for each two partijen, the corrections that wait for the end of the boekjaar: what is not
 * billed of their netto. */
static void tell_waiting(Run *run, const Billing *all, Arena *scratch)
{
    i64 *waiting = NEW(scratch, i64, all->items);
    for (size_t i = 0; i < run->positions.count; i++)
        waiting[i] = netto_of(&run->positions.items[i]) - (all->bedrag[i] - all->paid[i]);
    for (size_t g = 0; g < run->books->gone.count; g++) {
        size_t item = run->positions.count + g; /* what is billed of it is not its position's */
        waiting[run->books->gone.items[g].position] -= all->bedrag[item] - all->paid[item];
    }
    for (size_t i = 0; i < run->positions.count; i++) {
        if (!waiting[i] || all->crediteur[i] == all->debiteur[i]) continue;
        *PUSH(run->arena, &run->signals) = (Signal){.kind = SIGNAL_JAAREINDE,
                                                    .contract = run->positions.items[i].contract,
                                                    .crediteur = all->crediteur[i],
                                                    .debiteur = all->debiteur[i],
                                                    .cents = waiting[i]};
    }
}

/* What is gone has the btw with which it was posted. */
static void bill_gone(const Run *run, const Billing *all)
{
    for (size_t g = 0; g < run->books->gone.count; g++) {
        const Gone *gone = &run->books->gone.items[g];
        const PostedPost *post = &run->books->posted.posts[gone->post];
        bill(run, all, run->positions.count + g, post->crediteur, gone->partij, post->btw);
    }
}

/* --- all -------------------------------------------------------------------------------------- */

Billing make_billing(Run *run, Arena *scratch)
{
    size_t positions = run->positions.count, partijen = run->batch->partijen.rows.count;
    size_t items = positions + (run->books ? run->books->gone.count : 0);
    Billing all = {.items = items,
                   .crediteur = NEW(scratch, u32, items),
                   .debiteur = NEW(scratch, u32, items),
                   .group_v = NEW(scratch, u32, items),
                   .rate = NEW(scratch, u32, items),
                   .order = NEW(scratch, u32, items)};
    BillingAll parts = {run, &all, work_parts(positions, POSITIONS_LEAST)};
    work_each(parts.part_count, bill_part, &parts);
    if (run->books) {
        all.bedrag = NEW(scratch, i64, items);
        all.paid = NEW(scratch, i64, items);
        bill_gone(run, &all);
        add_differences(run, &all);
        tell_waiting(run, &all, scratch);
    }
    bool rates = false;
    for (size_t i = 0; i < items; i++) {
        rates = rates || all.rate[i];
        if (all.crediteur[i] != all.debiteur[i]) all.order[all.count++] = (u32)i;
    }
    if (rates) sort_by_key(scratch, all.order, all.count, all.rate, RATE_MOST + 1);
    sort_by_key(scratch, all.order, all.count, all.group_v, 2);
    sort_by_key(scratch, all.order, all.count, all.debiteur, partijen);
    sort_by_key(scratch, all.order, all.count, all.crediteur, partijen);
    return all;
}
