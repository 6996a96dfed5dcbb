/* What verreken grootboek lists. In: all rows; out: the postings, and per partij and tijdvak what
 * is posted, with the corrections apart. Holds always: the totals are of all rows, also of those
 * that are not shown; a tijdvak is the one that an amount is booked in. */
#include "io/answer/answer.h"
#include "io/grootboek/grootboek_parts.h"

enum { OF_AFREKENING, OF_PARTIJ, OF_DAYS }; /* parts of the key */
enum { FRESH, CORRECTIONS };

/* --- the postings ----------------------------------------------------------------------------- */

typedef struct Billed {
    size_t facturen, specificaties;
    i128 asked;
} Billed;

/* By boeking, what it billed. */
static Billed *add_up_facturen(const Booked *b, size_t *without_number, size_t *specificaties)
{
    Billed *billed = NEW(b->arena, Billed, b->boekingen.count + 1);
    *without_number = *specificaties = 0;
    for (size_t i = 0; i < b->facturen.count; i++) {
        const BookedFactuur *f = &b->facturen.items[i];
        *specificaties += f->soort == SPECIFICATIE;
        if (f->soort == SPECIFICATIE) continue;
        *without_number += f->external && !f->given.length;
        billed[f->boeking].facturen++;
        billed[f->boeking].asked += asked_by(f);
    }
    return billed;
}

static void list_boekingen(const Booked *b, TextBuilder *out)
{
    Arena *arena = b->arena;
    size_t without_number, specificaties, count = b->boekingen.count;
    const Billed *billed = add_up_facturen(b, &without_number, &specificaties);
    Grid grid = {.arena = arena, .columns = 9, .left = 7};
    ADD_ROW(&grid, false, TEXT("boeking"), TEXT("afrekening"), TEXT("periode"),
            TEXT("factuurdatum"), TEXT("akkoord"), TEXT("zegel"), TEXT("map"), TEXT("facturen"),
            TEXT("te_betalen"));
    size_t first = count > SHOWN_MOST ? count - SHOWN_MOST : 0;
    for (size_t i = first; i < count; i++) {
        const BookedBoeking *row = &b->boekingen.items[i];
        ADD_ROW(&grid, i == first, text_integer(arena, row->number),
                b->afrekeningen.items[row->afrekening], interval_label(arena, row->periode),
                day_text(arena, row->factuurdatum), row->akkoord.length ? row->akkoord : TEXT("-"),
                text_slice(row->zegel, 0, row->zegel.length < 12 ? row->zegel.length : 12),
                row->map, text_integer(arena, (i128)billed[i].facturen),
                amount_text(arena, billed[i].asked));
    }
    build_text(out, grid_text(&grid));
    if (first)
        build_text(out, FILL(arena,
                             first == 1 ? TR("1 earlier boeking is not shown\n")
                                        : TR("%1 earlier boekingen are not shown\n"),
                             text_integer(arena, (i128)first)));
    if (specificaties)
        build_text(out, FILL(arena,
                             specificaties == 1
                                 ? TR("1 specificatie, whose crediteur bills itself, not among "
                                      "these facturen\n")
                                 : TR("%1 specificaties, whose crediteur bills itself, not among "
                                      "these facturen\n"),
                             text_integer(arena, (i128)specificaties)));
    if (without_number)
        build_text(out, FILL(arena,
                             without_number == 1
                                 ? TR("1 factuur has no number of the financial system yet; give "
                                      "them with verreken nummers\n")
                                 : TR("%1 facturen have no number of the financial system yet; "
                                      "give them with verreken nummers\n"),
                             text_integer(arena, (i128)without_number)));
}

static void put_boekingen(const Booked *b, Json *json)
{
    size_t without_number, specificaties;
    const Billed *billed = add_up_facturen(b, &without_number, &specificaties);
    json_list(json, "boekingen");
    for (size_t i = 0; i < b->boekingen.count; i++) {
        const BookedBoeking *row = &b->boekingen.items[i];
        json_record(json, NULL);
        json_number(json, "boeking", row->number);
        json_text_of(json, "afrekening", b->afrekeningen.items[row->afrekening]);
        json_text_of(json, "naam", row->naam);
        json_interval(json, "periode", row->periode);
        json_day(json, "factuurdatum", row->factuurdatum);
        json_text_or_nothing(json, "akkoord", row->akkoord);
        json_text_of(json, "zegel", row->zegel);
        json_text_of(json, "map", row->map);
        json_number(json, "facturen", (i128)billed[i].facturen);
        json_cents(json, "te_betalen", billed[i].asked);
        json_close(json);
    }
    json_close(json);
    json_number(json, "specificaties", (i128)specificaties);
    json_number(json, "without_number", (i128)without_number);
}

/* --- the stand per partij and tijdvak --------------------------------------------------------- */

typedef struct Stand {
    const Booked *booked;
    Sums sums;
} Stand;

static void take_regel(void *context, const BookedRegel *regel)
{
    Stand *stand = context;
    const BookedBoeking *boeking = &stand->booked->boekingen.items[regel->boeking];
    const u32 key[KEY_PARTS] = {boeking->afrekening, regel->partij, regel->days};
    sum_of(&stand->sums, key)->cents[regel->correction ? CORRECTIONS : FRESH] += regel->cents;
}

static const Booked *sorted; /* for by_key(): sort_array() has no context */

static int by_key(const void *left, const void *right)
{
    const Sum *a = left, *b = right;
    int order = by_code(&sorted->afrekeningen, a->key[OF_AFREKENING], b->key[OF_AFREKENING]);
    if (!order) order = by_code(&sorted->partijen, a->key[OF_PARTIJ], b->key[OF_PARTIJ]);
    return order ? order : by_days(sorted, a->key[OF_DAYS], b->key[OF_DAYS]);
}

/* The cells of a row from its afrekening on; without that when there is only one. */
static void add_row(Grid *grid, bool several, bool ruled, const Text cells[6])
{
    grid_add(grid, ruled, several ? cells : cells + 1);
}

static Text stand_grid(const Booked *b, const Sums *sums)
{
    Arena *arena = b->arena;
    bool several = b->afrekeningen.count > 1;
    i128 fresh = 0, corrections = 0;
    Grid grid = {.arena = arena, .columns = several ? 6 : 5, .left = several ? 3 : 2};
    add_row(&grid, several, false,
            (Text[]){TEXT("afrekening"), TEXT("partij"), TEXT("tijdvak"), TR("new"),
                     TR("corrections"), TR("together")});
    for (size_t i = 0; i < sums->rows.count; i++) {
        const Sum *s = &sums->rows.items[i], *before = i ? s - 1 : NULL;
        fresh += s->cents[FRESH], corrections += s->cents[CORRECTIONS];
        if (i >= SHOWN_MOST) continue;
        bool same = before && before->key[OF_AFREKENING] == s->key[OF_AFREKENING];
        bool same_partij = same && before->key[OF_PARTIJ] == s->key[OF_PARTIJ];
        add_row(&grid, several, i == 0,
                (Text[]){same ? TEXT("") : b->afrekeningen.items[s->key[OF_AFREKENING]],
                         same_partij ? TEXT("") : b->partijen.items[s->key[OF_PARTIJ]],
                         interval_label(arena, booked_days(b, s->key[OF_DAYS])),
                         amount_text(arena, s->cents[FRESH]),
                         amount_text(arena, s->cents[CORRECTIONS]),
                         amount_text(arena, s->cents[FRESH] + s->cents[CORRECTIONS])});
    }
    Text total[] = {several ? TR("total") : TEXT(""),
                    several ? TEXT("") : TR("total"),
                    TEXT(""),
                    amount_text(arena, fresh),
                    amount_text(arena, corrections),
                    amount_text(arena, fresh + corrections)};
    add_row(&grid, several, true, total);
    return grid_text(&grid);
}

static void put_stand(const Booked *b, const Sums *sums, Json *json)
{
    Arena scratch = {0};
    json_list(json, "stand");
    for (size_t i = 0; i < sums->rows.count; i++) {
        const Sum *s = &sums->rows.items[i];
        json_record(json, NULL);
        json_text_of(json, "afrekening", b->afrekeningen.items[s->key[OF_AFREKENING]]);
        json_text_of(json, "partij", b->partijen.items[s->key[OF_PARTIJ]]);
        json_text_of(json, "tijdvak", interval_label(&scratch, booked_days(b, s->key[OF_DAYS])));
        json_cents(json, "new", s->cents[FRESH]);
        json_cents(json, "corrections", s->cents[CORRECTIONS]);
        json_cents(json, "together", s->cents[FRESH] + s->cents[CORRECTIONS]);
        json_close(json);
    }
    json_close(json);
    arena_free(&scratch);
}

Text grootboek_list(Booked *b, Text *problem)
{
    TextBuilder out = {.arena = b->arena};
    Stand stand = {.booked = b, .sums.arena = b->arena};
    Json *json = answer_json();
    list_boekingen(b, &out);
    if (!booked_each(b, take_regel, &stand, problem)) return TEXT("");
    sorted = b;
    sort_array(stand.sums.rows.items, stand.sums.rows.count, sizeof(Sum), by_key);
    if (json) {
        put_boekingen(b, json);
        put_stand(b, &stand.sums, json);
        return TEXT("");
    }
    build_text(&out, TR("\nposted per partij and tijdvak that it is booked in, own shares "
                        "included, before btw\n\n"));
    build_text(&out, stand_grid(b, &stand.sums));
    build_more_rows(&out, stand.sums.rows.count);
    return built(&out);
}
