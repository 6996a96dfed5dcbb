/* The balance on a day, for who closes a year. In: all rows, and a day; out: per boekjaar,
 * crediteur and partij what was billed by then and what was still to bill. Holds always: an amount
 * belongs to the days of the tijdvak that it is booked in, whatever the date of its factuur; what
 * is billed for a tijdvak that ends after the day is kept apart, so that billed and ahead together
 * are all facturen up to the day. A boekjaar begins on the day and month that the boeking's own
 * begins on. */
#include "io/answer/answer.h"
#include "io/grootboek/grootboek_parts.h"
#include "io/tell/dutch.h"

typedef enum Kind { KIND_FACTUUR, KIND_OWN, KIND_SPECIFICATIE, KIND_COUNT } Kind;
enum { OF_KIND, OF_YEAR, OF_CREDITEUR, OF_PARTIJ }; /* parts of the key */
enum { BILLED, TO_BILL, AHEAD };

typedef struct Balance {
    const Booked *booked;
    Day day;
    Sums sums;
    size_t later; /* regels of a later tijdvak on a later factuur */
} Balance;

/* The first day of the boekjaar that `day` lies in, when one begins on `begin`. */
static Day year_of(Day day, Day begin)
{
    Civil first = civil_of(begin);
    for (int year = civil_of(day).year;; year--) {
        int most = days_in_month(year, first.month);
        Day start = day_of(year, first.month, first.day < most ? first.day : most);
        if (start <= day) return start;
    }
}

static void take_regel(void *context, const BookedRegel *regel)
{
    Balance *balance = context;
    const Booked *b = balance->booked;
    const BookedBoeking *boeking = &b->boekingen.items[regel->boeking];
    Interval days = booked_days(b, regel->days);
    bool ended = days.last <= balance->day, dated = boeking->factuurdatum <= balance->day;
    if (!ended && !dated) {
        balance->later++;
        return;
    }
    u32 year = (u32)year_of(days.first, boeking->boekjaar);
    u32 key[KEY_PARTS] = {KIND_OWN, year, regel->post->crediteur, regel->partij};
    if (regel->factuur != NONE) {
        const BookedFactuur *f = &b->facturen.items[regel->factuur];
        key[OF_KIND] = f->soort == SPECIFICATIE ? KIND_SPECIFICATIE : KIND_FACTUUR;
        key[OF_CREDITEUR] = f->crediteur;
        key[OF_PARTIJ] = f->debiteur;
    }
    sum_of(&balance->sums, key)->cents[!ended ? AHEAD : dated ? BILLED : TO_BILL] += regel->cents;
}

static const Booked *sorted; /* for by_key(): sort_array() has no context */

static int by_key(const void *left, const void *right)
{
    const u32 *a = ((const Sum *)left)->key, *b = ((const Sum *)right)->key;
    if (a[OF_KIND] != b[OF_KIND]) return (a[OF_KIND] > b[OF_KIND]) - (a[OF_KIND] < b[OF_KIND]);
    if (a[OF_YEAR] != b[OF_YEAR]) return (Day)a[OF_YEAR] < (Day)b[OF_YEAR] ? -1 : 1;
    int order = by_code(&sorted->partijen, a[OF_CREDITEUR], b[OF_CREDITEUR]);
    return order ? order : by_code(&sorted->partijen, a[OF_PARTIJ], b[OF_PARTIJ]);
}

/* 2025, or when it does not begin on 1 January 2024-08-01. */
static Text year_label(Arena *arena, u32 year)
{
    Civil first = civil_of((Day)year);
    return first.month == 1 && first.day == 1 ? text_integer(arena, first.year)
                                              : day_text(arena, (Day)year);
}

static void add_amounts(Grid *grid, bool ruled, Text year, Text crediteur, Text partij,
                        const i128 cents[SUM_PARTS])
{
    Arena *arena = grid->arena;
    ADD_ROW(grid, ruled, year, crediteur, partij, amount_text(arena, cents[BILLED]),
            amount_text(arena, cents[TO_BILL]), amount_text(arena, cents[BILLED] + cents[TO_BILL]),
            amount_text(arena, cents[AHEAD]));
}

static bool same_up_to(const Sum *a, const Sum *b, int part)
{
    return !memcmp(a->key, b->key, ((size_t)part + 1) * sizeof(u32));
}

/* The rows of one kind, which are items[0] … items[count - 1]. */
static Text kind_grid(const Booked *b, const Sum *items, size_t count, const Text headers[2])
{
    Arena *arena = b->arena;
    i128 year[SUM_PARTS] = {0}, all[SUM_PARTS] = {0};
    size_t years = 0;
    Grid grid = {.arena = arena, .columns = 7, .left = 3};
    ADD_ROW(&grid, false, TEXT("boekjaar"), TEXT("crediteur"), TEXT("partij"), headers[0],
            headers[1], TR("together"), TR("ahead"));
    for (size_t i = 0; i < count; i++) {
        const Sum *s = &items[i];
        bool same_year = i && same_up_to(s, s - 1, OF_YEAR);
        bool same = i && same_up_to(s, s - 1, OF_CREDITEUR);
        for (int c = 0; c < SUM_PARTS; c++)
            year[c] += s->cents[c], all[c] += s->cents[c];
        if (i < SHOWN_MOST)
            add_amounts(&grid, !same_year,
                        same_year ? TEXT("") : year_label(arena, s->key[OF_YEAR]),
                        same ? TEXT("") : b->partijen.items[s->key[OF_CREDITEUR]],
                        b->partijen.items[s->key[OF_PARTIJ]], s->cents);
        if (i + 1 < count && same_up_to(s, s + 1, OF_YEAR)) continue;
        add_amounts(&grid, false, TEXT(""), TR("total"), year_label(arena, s->key[OF_YEAR]), year);
        memset(year, 0, sizeof year);
        years++;
    }
    if (years > 1) add_amounts(&grid, true, TR("total"), TEXT(""), TEXT(""), all);
    return grid_text(&grid);
}

static void build_kinds(const Booked *b, const Sums *sums, TextBuilder *out)
{
    static const char *const titles[KIND_COUNT] = {
        SAID("\nfacturen: above 0 the crediteur receives, below 0 it pays\n\n"),
        SAID("\nown shares: borne by the crediteur itself, without a factuur\n\n"),
        SAID("\nspecificaties: the crediteur bills these itself, and they are no debt to us\n\n"),
    };
    const Text headers[2][2] = {{TR("billed"), TR("still to bill")},
                                {TR("posted"), TR("posted later")}};
    size_t count = sums->rows.count;
    for (size_t i = 0, end; i < count; i = end) {
        const Sum *items = sums->rows.items;
        for (end = i + 1; end < count && same_up_to(&items[i], &items[end], OF_KIND);)
            end++;
        build_text(out, taal_text(titles[items[i].key[OF_KIND]]));
        build_text(
            out, kind_grid(b, items + i, end - i, headers[items[i].key[OF_KIND] != KIND_FACTUUR]));
        build_more_rows(out, end - i);
    }
}

/* --- what is not in it ------------------------------------------------------------------------ */

static i128 btw_up_to(const Booked *b, Day day)
{
    i128 btw = 0;
    for (size_t i = 0; i < b->facturen.count; i++) {
        const BookedFactuur *f = &b->facturen.items[i];
        if (f->soort != SPECIFICATIE && b->boekingen.items[f->boeking].factuurdatum <= day)
            btw += f->btw;
    }
    return btw;
}

static void build_btw(const Booked *b, Day day, TextBuilder *out)
{
    i128 btw = btw_up_to(b, day);
    build_text(out, FILL(b->arena, TR("  btw: on the facturen up to this day %1\n"),
                         dutch_amount(b->arena, btw)));
}

/* By afrekening, up to where it was posted. */
static const Day *last_days(const Booked *b)
{
    Day *last = NEW(b->arena, Day, b->afrekeningen.count + 1);
    for (size_t a = 0; a < b->afrekeningen.count; a++)
        last[a] = DAY_OPEN_START;
    for (size_t i = 0; i < b->boekingen.count; i++) {
        const BookedBoeking *row = &b->boekingen.items[i];
        last[row->afrekening] = day_max(last[row->afrekening], row->periode.last);
    }
    return last;
}

static void build_unposted(const Booked *b, Day day, TextBuilder *out)
{
    const Day *last = last_days(b);
    for (size_t a = 0; a < b->afrekeningen.count && a < SHOWN_MOST; a++) {
        build_text(out, FILL(b->arena,
                             last[a] < day ? TR("  afrekening %1: posted up to %2, so the days "
                                                "after it are not here\n")
                                           : TR("  afrekening %1: what was not posted yet; there "
                                                "is a boeking up to %2\n"),
                             b->afrekeningen.items[a], day_text(b->arena, last[a])));
    }
}

static void put_balance(const Balance *balance, Json *json)
{
    static const char *const kinds[KIND_COUNT] = {"factuur", "eigen", "specificatie"};
    const Booked *b = balance->booked;
    const Day *last = last_days(b);
    json_day(json, "datum", balance->day);
    json_list(json, "balance");
    for (size_t i = 0; i < balance->sums.rows.count; i++) {
        const Sum *s = &balance->sums.rows.items[i];
        json_record(json, NULL);
        json_text_of(json, "soort", text_of(kinds[s->key[OF_KIND]]));
        json_day(json, "boekjaar", (Day)s->key[OF_YEAR]);
        json_text_of(json, "crediteur", b->partijen.items[s->key[OF_CREDITEUR]]);
        json_text_of(json, "partij", b->partijen.items[s->key[OF_PARTIJ]]);
        json_cents(json, "billed", s->cents[BILLED]);
        json_cents(json, "to_bill", s->cents[TO_BILL]);
        json_cents(json, "together", s->cents[BILLED] + s->cents[TO_BILL]);
        json_cents(json, "ahead", s->cents[AHEAD]);
        json_close(json);
    }
    json_close(json);
    json_cents(json, "btw", btw_up_to(b, balance->day));
    json_number(json, "later_regels", (i128)balance->later);
    json_list(json, "afrekeningen");
    for (size_t a = 0; a < b->afrekeningen.count; a++) {
        json_record(json, NULL);
        json_text_of(json, "afrekening", b->afrekeningen.items[a]);
        json_day(json, "posted_up_to", last[a]);
        json_close(json);
    }
    json_close(json);
}

Text grootboek_balance(Booked *b, Day day, Text *problem)
{
    TextBuilder out = {.arena = b->arena};
    Balance balance = {.booked = b, .day = day, .sums.arena = b->arena};
    if (!booked_each(b, take_regel, &balance, problem)) return TEXT("");
    sorted = b;
    sort_array(balance.sums.rows.items, balance.sums.rows.count, sizeof(Sum), by_key);
    if (answer_json()) {
        put_balance(&balance, answer_json());
        return TEXT("");
    }
    build_text(&out, FILL(b->arena,
                          TR("balance on %1: the tijdvakken that ended by then, before btw, less "
                             "what was paid beforehand\n"),
                          day_text(b->arena, day)));
    build_kinds(b, &balance.sums, &out);
    build_text(&out, TR("\nbilled: on facturen dated up to this day; still to bill: posted with "
                        "a later factuurdatum;\nahead: on facturen dated up to this day, for a "
                        "tijdvak that ends after it, so not of this balance\n\nnot in it:\n"));
    build_btw(b, day, &out);
    if (balance.later)
        build_text(&out, FILL(b->arena,
                              TR("  later: %1 regels of a tijdvak that ends, and a factuur that is "
                                 "dated, after this day\n"),
                              text_integer(b->arena, (i128)balance.later)));
    build_unposted(b, day, &out);
    return built(&out);
}
