/* Goal: random pupils, with woonplaatsen, verblijven and besluiten that touch, are open or have
 * gaps, live on every day where the law says that they do (SPEC §4), which is counted here day by
 * day. */
#include "resolved.h"

#include <stdio.h>

enum { PUPILS = 80, ROWS_MOST = 5, SPAN = 420 };

typedef struct Row {
    int first, last; /* days from 2023-01-01; last < 0: open */
    int gemeente;    /* index, 4: BUITENLAND */
    bool noted, deeltijd;
} Row;

typedef struct Life {
    Row homes[ROWS_MOST], stays[ROWS_MOST], rulings[ROWS_MOST];
    int home_count, stay_count, ruling_count;
    int birth, request; /* -1: none */
} Life;

static const char *const codes[] = {"GM0518", "GM0603", "GM1916", "GM0637", "BUITENLAND"};

static int make_rows(Row *rows, int gap, bool touching)
{
    int count = (int)random_below(ROWS_MOST), at = (int)random_below(60);
    for (int i = 0; i < count; i++) {
        rows[i].first = at;
        rows[i].last = at + (int)random_below(70);
        rows[i].gemeente = (int)random_below(5);
        rows[i].noted = random_below(5) == 0;
        rows[i].deeltijd = random_below(5) == 0;
        at = rows[i].last + (touching && random_below(3) == 0 ? 0 : 1) +
             (random_below(2) ? 0 : (int)random_below((u64)gap));
    }
    if (count && random_below(3) == 0) rows[count - 1].last = -1;
    return count;
}

static bool covers(const Row *row, int on)
{
    return row->first <= on && (row->last < 0 || on <= row->last);
}

/* Codes of who(): 0 … 3 a gemeente, and these. */
enum { OF_ROW = -1, UNKNOWN = -2 };

static int home_on(const Life *life, int on)
{
    int found = UNKNOWN, begun = -1;
    for (int i = 0; i < life->home_count; i++) {
        const Row *row = &life->homes[i];
        if (!covers(row, on) || row->first < begun) continue;
        begun = row->first;
        found = row->noted ? UNKNOWN : row->gemeente;
    }
    return found;
}

static int law(const Life *life, int on, int gap, bool address_only)
{
    for (int i = 0; i < life->ruling_count && !address_only; i++)
        if (covers(&life->rulings[i], on)) return life->rulings[i].gemeente;
    int asked = on, chain = -1, end = -1;
    for (int i = 0; i < life->stay_count && !address_only; i++) {
        const Row *row = &life->stays[i];
        if (row->deeltijd || row->first > on) continue;
        if (chain < 0 || row->first > end + 1 + gap) chain = row->first, end = row->first;
        end = row->last < 0 ? 100000 : row->last > end ? row->last : end;
    }
    /* a day in the gap between two joined stays belongs to the chain when the next one joins */
    for (int i = 0; i < life->stay_count && chain >= 0 && !address_only; i++) {
        const Row *row = &life->stays[i];
        if (!row->deeltijd && row->first > on && row->first <= end + 1 + gap && end < on)
            end = row->first;
    }
    if (chain >= 0 && on <= end) asked = chain - 1;
    if (!life->home_count) return OF_ROW;
    int home = home_on(life, asked);
    if (home >= 0 && home < 4) return home;
    int found = home == 4 || life->birth < 0 ? life->request : life->birth;
    return found < 0 ? UNKNOWN : found;
}

static void build_row(TextBuilder *out, int pupil, const char *second, const Row *row)
{
    build_text(out, TEXT("P"));
    build_integer(out, pupil);
    build_char(out, ';');
    build_text(out, text_of(second));
    build_char(out, ';');
    build_text(out, day_text(out->arena, day("2023-01-01") + row->first));
    build_char(out, ';');
    if (row->last >= 0) build_text(out, day_text(out->arena, day("2023-01-01") + row->last));
}

static void make_life(Life *life, int pupil, TextBuilder *tables)
{
    *life = (Life){.birth = (int)random_below(5) - 1, .request = (int)random_below(5) - 1};
    life->home_count = make_rows(life->homes, 20, true);
    life->stay_count = make_rows(life->stays, 6, false);
    life->ruling_count = make_rows(life->rulings, 90, false);
    for (int i = 0; i < life->home_count; i++) {
        build_row(&tables[0], pupil, codes[life->homes[i].gemeente], &life->homes[i]);
        build_text(&tables[0], life->homes[i].noted ? TEXT(";briefadres\n") : TEXT(";\n"));
    }
    for (int i = life->stay_count; i-- > 0;) {
        build_row(&tables[1], pupil, life->stays[i].deeltijd ? "deeltijd" : "jji", &life->stays[i]);
        build_char(&tables[1], '\n');
    }
    for (int i = 0; i < life->ruling_count; i++) {
        life->rulings[i].gemeente %= 4;
        build_row(&tables[2], pupil, codes[life->rulings[i].gemeente], &life->rulings[i]);
        build_text(&tables[2], TEXT(";b\n"));
    }
    build_text(&tables[3], TEXT("P"));
    build_integer(&tables[3], pupil);
    build_char(&tables[3], ';');
    if (life->birth >= 0) build_text(&tables[3], text_of(codes[life->birth]));
    build_char(&tables[3], ';');
    if (life->request >= 0) build_text(&tables[3], text_of(codes[life->request]));
    build_char(&tables[3], '\n');
}

static void compare_life(const Life *life, int number, int gap)
{
    char name[16];
    snprintf(name, sizeof name, "P%d", number);
    u32 leerling = leerling_of(text_of(name));
    assert_true(leerling != NONE);
    for (int address_only = 0; address_only < 2; address_only++) {
        for (int on = -3; on < SPAN; on++) {
            u32 found = on_day(address_only, leerling, day("2023-01-01") + on).who;
            int expected = law(life, on, gap, address_only);
            u32 wanted = expected == OF_ROW ? WHO_OF_ROW
                         : expected == UNKNOWN
                             ? WHO_UNKNOWN
                             : symbols_find(&run->batch->partij_codes, text_of(codes[expected]));
            if (found != wanted)
                fail_msg("%s, day %d, address %d: %u, not %u", name, on, address_only, found,
                         wanted);
        }
    }
}

static void random_pupils_live_where_the_law_says(void **state)
{
    (void)state;
    static Life lives[PUPILS];
    for (int gap = 0; gap < 4; gap += 3) {
        Arena own = {0};
        TextBuilder tables[4] = {
            {.arena = &own}, {.arena = &own}, {.arena = &own}, {.arena = &own}};
        build_text(&tables[0], TEXT("leerling;gemeente;begindatum;einddatum;aantekening\n"));
        build_text(&tables[1], TEXT("leerling;soort;begindatum;einddatum\n"));
        build_text(&tables[2], TEXT("leerling;gemeente;begindatum;einddatum;besluit\n"));
        build_text(&tables[3], TEXT("leerling;gemeente_bij_geboorte;gemeente_hulpvraag\n"));
        for (int i = 0; i < PUPILS; i++)
            make_life(&lives[i], i, tables);
        for (int t = 0; t < 4; t++)
            build_char(&tables[t], 0);
        resolve_tables(gap ? "3" : "0", tables[0].items, tables[1].items, tables[2].items,
                       tables[3].items);
        arena_free(&own);
        for (int i = 0; i < PUPILS; i++)
            compare_life(&lives[i], i, gap);
        stretches_are_complete();
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_pupils_live_where_the_law_says),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
