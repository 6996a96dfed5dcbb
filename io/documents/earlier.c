/* Facturen that are corrected. In: the entries of a run and the grootboek; out: numbers by factuur.
 * Holds always: a factuur that corrects nothing names none. */
#include "io/documents/earlier.h"

/* A contract and tijdvak that a factuur corrects. */
typedef struct Correction {
    u32 factuur, contract;
    Day first;
} Correction;

typedef struct Search {
    Arena *arena;
    const Run *run;
    Corrected *found;
    LIST(Correction) corrections;
} Search;

static int by_place(const void *left, const void *right)
{
    const Correction *a = left, *b = right;
    if (a->first != b->first) return (a->first > b->first) - (a->first < b->first);
    if (a->contract != b->contract)
        return (a->contract > b->contract) - (a->contract < b->contract);
    return (a->factuur > b->factuur) - (a->factuur < b->factuur);
}

/* What is billed now of what was posted before, or of an earlier tijdvak. */
static void list_corrections(Search *s)
{
    const Books *books = s->run->books;
    for (size_t i = 0; i < books->entries.count; i++) {
        const Entry *e = &books->entries.items[i];
        bool is_first = !e->posted && !e->is_gone && !e->correction;
        if (e->factuur == NONE || is_first) continue;
        *PUSH(s->arena, &s->corrections) = (Correction){e->factuur, e->contract, e->days.first};
    }
    size_t kept = 0;
    Correction *all = s->corrections.items;
    sort_array(all, s->corrections.count, sizeof *all, by_place);
    for (size_t i = 0; i < s->corrections.count; i++)
        if (!kept || by_place(&all[kept - 1], &all[i])) all[kept++] = all[i];
    s->corrections.count = kept;
}

static bool is_group_v(Text btw)
{
    return !text_equal(btw, TEXT("buiten_heffing")) && !text_equal(btw, TEXT("gemene_rekening"));
}

/* Adds a number to those of a factuur: they come in the order of their posting. */
static void add_number(Search *s, u32 factuur, Text number)
{
    Corrected *c = &s->found[factuur];
    if (c->count && text_equal(c->numbers[c->count - 1], number)) return;
    Text *more = NEW(s->arena, Text, c->count + 1);
    if (c->count) memcpy(more, c->numbers, c->count * sizeof *more);
    more[c->count] = text_copy(s->arena, number);
    c->numbers = more;
    c->count++;
}

/* Whether a code of then is a partij of now: itself, or one that it has as its opvolger. */
static bool is_now(const Search *s, Text code, u32 partij)
{
    u32 then = symbols_find(&s->run->batch->partij_codes, code);
    return then != NONE &&
           successor_on(s->run->batch, then, s->run->settings->factuurdatum) == partij;
}

static u32 contract_of(const Batch *b, Text code)
{
    u32 number = symbols_find(&b->contract_codes, code);
    if (number != NONE || !b->gone_contracts.count) return number;
    number = symbols_find(&b->gone_contracts, code);
    return number == NONE ? NONE : number + (u32)b->contract_codes.count;
}

/* The first correction of a day and contract, or behind all that come before it. */
static size_t first_of(const Search *s, Day first, u32 contract)
{
    Correction wanted = {0, contract, first};
    size_t low = 0, high = s->corrections.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_place(&s->corrections.items[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A contract of an earlier factuur: to those that correct it there. */
static void take_row(Search *s, DbQuery *query)
{
    enum { NUMMER, CREDITEUR, DEBITEUR, CONTRACT, EERSTE, BTW };
    const Batch *b = s->run->batch;
    Day first;
    if (!day_parse(db_text(query, EERSTE), &first)) return;
    u32 contract = contract_of(b, db_text(query, CONTRACT));
    for (size_t i = first_of(s, first, contract); i < s->corrections.count; i++) {
        const Correction *c = &s->corrections.items[i];
        const Factuur *f = &s->run->facturen.items[c->factuur];
        if (c->first != first || c->contract != contract) break;
        if (f->group_v != is_group_v(db_text(query, BTW)) ||
            !is_now(s, db_text(query, CREDITEUR), f->crediteur) ||
            !is_now(s, db_text(query, DEBITEUR), f->debiteur))
            continue;
        add_number(s, c->factuur, db_text(query, NUMMER));
    }
}

Corrected *find_corrected(Arena *arena, Grootboek *grootboek, const Run *run, i64 upto)
{
    Search s = {.arena = arena, .run = run};
    if (!run->books || !grootboek->db) return NULL;
    list_corrections(&s);
    if (!s.corrections.count) return NULL;
    s.found = NEW(arena, Corrected, run->facturen.count);
    DbQuery *query = db_query(
        grootboek->db,
        "SELECT DISTINCT coalesce(n.extern, f.nummer), f.crediteur, f.debiteur, p.contract,"
        " p.eerste, p.btw, f.factuur FROM regel r JOIN post p USING (post)"
        " JOIN factuur f ON f.factuur = r.factuur"
        " LEFT JOIN nummer n ON n.factuur = f.factuur AND n.boeking <= ?2"
        " WHERE p.afrekening = ?1 AND f.soort <> 'specificatie' AND f.boeking <= ?2"
        " ORDER BY f.factuur");
    db_set_text(query, 1, run->settings->id);
    db_set_integer(query, 2, upto);
    while (db_row(query))
        take_row(&s, query);
    db_end(query);
    return s.found;
}
