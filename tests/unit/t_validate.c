/* Goal: what the checks tell of tens of thousands of pupils or rows, which they look at in ranges,
 * is what they would tell of them one after the other, for any number of threads; and the day on
 * which besluiten do not add up to one is the first of the turns on which they do not. */
#include "testing.h"

#include "engine/work.h"
#include "io/pipe.h"

static Arena arena;

enum { PUPILS = 50000 };

static const char one_kosten[] = "kostenpost;contract;begindatum;einddatum;bedrag\n"
                                 "K1;C1;2023-01-01;2023-12-31;1000\n";

/* The tables of a settlement with these four; the report of its check, by `threads`. */
static Report *check_all(unsigned threads, Text kosten, Text woonplaatsen, Text inschrijvingen,
                         Text besluiten)
{
    const TestFile files[] = {
        {"settlement.ini", "[afrekening]\nnaam = x\nperiode = 2023\n[regel r]\n"
                           "methode = woonplaatsbeginsel\nsleutel = leerlingdagen\n"
                           "onbekend = schoolgemeente\n"},
        {"partijen.csv", "code;naam;soort\nAGB-1;Aanbieder;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\nS1;x;SO;GM0518\nS2;y;SO;GM0518\n"},
        {"contracten.csv", "contract;soort;omschrijving;aanbieder;begindatum;regel\n"
                           "C1;OJA;Klas;AGB-1;2023-01-01;r\n"},
        {"contract_scholen.csv", "contract;school\nC1;S1\nC1;S2\n"},
        {"kosten.csv", text_zero_ended(&arena, kosten)},
        {"woonplaatsen.csv", text_zero_ended(&arena, woonplaatsen)},
        {"inschrijvingen.csv", text_zero_ended(&arena, inschrijvingen)},
        {"woonplaatsbesluiten.csv", text_zero_ended(&arena, besluiten)},
    };
    work_set_width(threads);
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, COUNT_OF(files))});
    work_set_width(1);
    return outcome.run->batch->report;
}

static Report *check_tables(unsigned threads, Text woonplaatsen, Text inschrijvingen,
                            Text besluiten)
{
    return check_all(threads, TEXT(one_kosten), woonplaatsen, inschrijvingen, besluiten);
}

static TextBuilder begin_table(const char *header)
{
    TextBuilder table = {.arena = &arena};
    build_text(&table, text_of(header));
    return table;
}

static void build_row(TextBuilder *table, u32 number, const char *rest)
{
    build_char(table, 'L');
    build_integer(table, number);
    build_text(table, text_of(rest));
}

static const char no_besluiten[] = "leerling;gemeente;begindatum;einddatum;besluit;aandeel\n";

/* Every third pupil moves on a day that is told; its later address stands before its first. */
static void same_days_are_counted_over_all(void **state)
{
    (void)state;
    static const char school[] = "leerling;school;begindatum\nL0;S1;2023-01-01\n";
    TextBuilder homes = begin_table("leerling;gemeente;begindatum;einddatum\n");
    u32 first_line = 0, line = 1, same = 0;
    for (u32 pupil = 0; pupil < PUPILS; pupil++) {
        bool moves = pupil > PUPILS / 2 && pupil % 3 == 0;
        line++;
        if (moves && !same++) first_line = line;
        build_row(&homes, pupil, moves ? ";GM0363;2023-05-01;\n" : ";GM0363;2023-05-02;\n");
    }
    for (u32 pupil = PUPILS; pupil-- > 0;)
        build_row(&homes, pupil, ";GM0518;;2023-05-01\n");
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
        Report *report = check_tables(threads, built(&homes), TEXT(school), TEXT(no_besluiten));
        assert_int_equal(report->errors, 0);
        assert_int_equal(report->seen[W227_WOONPLAATS_SAME_DAY], 1);
        const Fault *fault = report->items;
        while (fault->id != W227_WOONPLAATS_SAME_DAY)
            fault++;
        assert_int_equal(fault->place.line, first_line);
        Text times = text_integer(&arena, same);
        assert_says(fault->text, text_zero_ended(&arena, times));
    }
    arena_free(&arena);
}

static void expect_lines(const Report *report, FaultId id, const u32 *lines, size_t count)
{
    size_t next = 0;
    for (size_t i = 0; i < report->count; i++) {
        if (report->items[i].id != id) continue;
        assert_true(next < count);
        assert_int_equal(report->items[i].place.line, lines[next++]);
    }
    assert_int_equal(next, count);
}

/* Faults of pupils far apart, told in the order of the pupils; rows that end before they begin in
 * the order of the file. */
static void faults_come_in_their_order(void **state)
{
    (void)state;
    enum { EVERY = 9973 };
    TextBuilder homes = begin_table("leerling;gemeente;begindatum;einddatum\n");
    TextBuilder enrolled = begin_table("leerling;school;begindatum;einddatum\n");
    u32 *overlaps = NEW(&arena, u32, PUPILS), *twice = NEW(&arena, u32, PUPILS);
    u32 *backward = NEW(&arena, u32, PUPILS);
    u32 overlap_count = 0, twice_count = 0, backward_count = 0, home_line = 1, school_line = 1;
    for (u32 pupil = 0; pupil < PUPILS; pupil++) {
        bool faulty = pupil % EVERY == EVERY - 1;
        build_row(&homes, pupil, ";GM0363;2023-05-02;\n");
        build_row(&homes, pupil, faulty ? ";GM0518;;2023-05-03\n" : ";GM0518;;2023-05-01\n");
        home_line += 2;
        if (faulty) overlaps[overlap_count++] = home_line;
        build_row(&enrolled, pupil, pupil % 2 ? ";S1;2023-01-01;\n" : ";S2;2023-01-01;\n");
        school_line++;
        if (!faulty) continue;
        build_row(&enrolled, pupil, pupil % 2 ? ";S1;2023-02-01;\n" : ";S2;2023-02-01;\n");
        twice[twice_count++] = ++school_line;
        build_row(&enrolled, pupil + 1,
                  pupil % 4 < 2 ? ";S1;2022-02-01;2022-01-01\n" : ";S2;2022-02-01;2022-01-01\n");
        backward[backward_count++] = ++school_line;
    }
    assert_int_equal(overlap_count, PUPILS / EVERY);
    for (unsigned threads = 1; threads <= 8; threads *= 2) {
        Report *report = check_tables(threads, built(&homes), built(&enrolled), TEXT(no_besluiten));
        expect_lines(report, E221_OVERLAP_WOONPLAATSEN, overlaps, overlap_count);
        expect_lines(report, E223_OVERLAP_INSCHRIJVINGEN, twice, twice_count);
        expect_lines(report, E216_END_BEFORE_BEGIN, backward, backward_count);
        assert_int_equal(report->errors, overlap_count + twice_count + backward_count);
    }
    arena_free(&arena);
}

/* --- besluiten -------------------------------------------------------------------------------- */

/* Days 1 … 28 of 2023-03; parts in twelfths. */
typedef struct Besluit {
    int first, last, part;
    u32 line;
} Besluit;

static int covered(const Besluit *list, int count, int on)
{
    int sum = 0;
    for (int i = 0; i < count; i++)
        if (list[i].first <= on && on <= list[i].last) sum += list[i].part;
    return sum;
}

static int by_first(const void *left, const void *right)
{
    const Besluit *a = left, *b = right;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    return a->line < b->line ? -1 : 1; /* as their numbers run */
}

/* The day of the first turn on which the sum is neither 0 nor 1, or 0: the first day of each, and
 * the day after its last, in the order in which they begin. */
static int wrong_day(Besluit *list, int count)
{
    sort_array(list, (size_t)count, sizeof *list, by_first);
    for (int i = 0; i < count; i++)
        for (int end = 0; end < 2; end++) {
            int on = end ? list[i].last + 1 : list[i].first, sum = covered(list, count, on);
            if (sum != 0 && sum != 12) return on;
        }
    return 0;
}

/* One pupil; its besluiten are often parts of one. */
static int random_besluiten(Besluit *list)
{
    static const int parts[][3] = {{12}, {6, 6}, {4, 8}, {3, 3, 6}, {4, 4, 4}, {6}, {8, 6}};
    int count = 0, first = 1;
    for (u64 group = 1 + random_below(4); group; group--) {
        const int *part = parts[random_below(random_below(3) ? 5 : COUNT_OF(parts))];
        int last = first + (int)random_below(6);
        for (int i = 0; i < 3 && part[i]; i++)
            list[count++] = (Besluit){first, last + !random_below(12), part[i], 0};
        first = last + 1 + (int)random_below(2);
    }
    return count;
}

static void build_day(TextBuilder *table, int on)
{
    build_text(table, TEXT(";2023-03-"));
    build_padded(table, (u64)on, 2);
}

static void the_first_wrong_turn_is_told(void **state)
{
    (void)state;
    enum { DECIDED = 4000, MOST = 12 };
    static const char school[] = "leerling;school;begindatum\nL0;S1;2023-01-01\n";
    TextBuilder table = begin_table(no_besluiten);
    int *wrong = NEW(&arena, int, DECIDED);
    u32 line = 1, wrong_count = 0;
    for (u32 pupil = 0; pupil < DECIDED; pupil++) {
        Besluit list[MOST];
        int count = random_besluiten(list);
        for (int i = 0; i < count; i++) {
            list[i].line = ++line;
            build_row(&table, pupil, ";GM0518");
            build_day(&table, list[i].first);
            build_day(&table, list[i].last);
            build_text(&table, TEXT(";B"));
            build_padded(&table, line, 9);
            build_char(&table, ';');
            build_integer(&table, list[i].part);
            build_text(&table, TEXT("/12\n"));
        }
        wrong[pupil] = wrong_day(list, count);
        wrong_count += wrong[pupil] != 0;
    }
    assert_in_range(wrong_count, DECIDED / 10, DECIDED * 9 / 10);
    for (unsigned threads = 1; threads <= 8; threads *= 8) {
        Report *report =
            check_tables(threads, TEXT("leerling;gemeente\n"), TEXT(school), built(&table));
        assert_int_equal(report->seen[E224_BESLUIT_AANDELEN], wrong_count);
        const Fault *fault = report->items;
        for (u32 pupil = 0; pupil < DECIDED; pupil++) {
            if (!wrong[pupil]) continue;
            while (fault->id != E224_BESLUIT_AANDELEN)
                fault++;
            TextBuilder day_told = {.arena = &arena};
            build_day(&day_told, wrong[pupil]);
            assert_says(fault->text, text_zero_ended(&arena, text_slice(built(&day_told), 1, 11)));
            fault++;
        }
    }
    arena_free(&arena);
}

/* Of all rows of a long table only the one whose key has stood far above it is told. */
static void a_key_that_comes_back_is_told_of_its_row(void **state)
{
    (void)state;
    enum { ROWS = 40000, FIRST = 17 };
    TextBuilder kosten = begin_table("kostenpost;contract;begindatum;einddatum;bedrag\n");
    for (u32 row = 0; row < ROWS; row++)
        build_row(&kosten, row, ";C1;2023-01-01;2023-12-31;10\n");
    build_row(&kosten, FIRST, ";C1;2023-01-01;2023-12-31;10\n");
    Report *report = check_all(1, built(&kosten), TEXT("leerling;gemeente\n"),
                               TEXT("leerling;school;begindatum\n"), TEXT(no_besluiten));
    assert_int_equal(report->errors, 1);
    assert_int_equal(report->seen[E211_DUPLICATE_KEY], 1);
    const Fault *fault = report->items;
    while (fault->id != E211_DUPLICATE_KEY)
        fault++;
    assert_int_equal(fault->place.line, ROWS + 2);
    assert_says(fault->text, " line 19;"); /* of the first, below the header */
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(same_days_are_counted_over_all),
        cmocka_unit_test(faults_come_in_their_order),
        cmocka_unit_test(the_first_wrong_turn_is_told),
        cmocka_unit_test(a_key_that_comes_back_is_told_of_its_row),
    };
    return RUN(tests);
}
