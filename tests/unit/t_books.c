/* Goal: what was posted is taken off what today's inputs say, worked out by hand: each line,
 * voorschot and margin keeps what was posted of it, what is gone is taken back, what is closed or
 * waits is booked or billed when it may be. */
#include "testing.h"

#include "engine/books.h"
#include "io/pipe.h"

#include <stdio.h>

static Arena arena;
static Run *run;

/* What was posted before. Without a contract: a row more of the post before it. */
typedef struct Earlier {
    const char *contract, *school, *first, *last, *crediteur, *laag;
    EntrySoort soort;
    const char *voorschot;
    i32 btw;
    const char *partij;
    i64 cents;
} Earlier;
static const Earlier *earlier;
static size_t earlier_count;
static bool rows_turned; /* they stand in the order of their boekingen, not of their posts */

static u32 partij(const char *code)
{
    return symbols_find(&run->batch->partij_codes, text_of(code));
}

/* A number of the tables, or behind them that of what is gone. */
static u32 number_of(const Symbols *codes, size_t rows, Symbols *gone, const char *code)
{
    u32 known = symbols_find(codes, text_of(code));
    gone->arena = &arena;
    return known != NONE ? known : (u32)rows + symbols_intern(gone, text_of(code));
}

static void find_posted(void *context, Run *own)
{
    (void)context;
    run = own;
    Batch *b = own->batch;
    PostedPost *posts = NEW(&arena, PostedPost, earlier_count + 1);
    PostedRow *rows = NEW(&arena, PostedRow, earlier_count + 1);
    u32 count = 0;
    for (size_t i = 0; i < earlier_count; i++) {
        const Earlier *e = &earlier[i];
        rows[i] = (PostedRow){e->contract ? count : count - 1, partij(e->partij), e->cents};
        if (!e->contract) continue;
        posts[count] =
            (PostedPost){.contract = number_of(&b->contract_codes, b->contracten.rows.count,
                                               &b->gone_contracts, e->contract),
                         .school = *e->school ? number_of(&b->school_codes, b->scholen.rows.count,
                                                          &b->gone_scholen, e->school)
                                              : NONE,
                         .days = {day(e->first), day(e->last)},
                         .crediteur = partij(e->crediteur),
                         .laag = text_of(e->laag),
                         .soort = e->soort,
                         .voorschot = text_of(e->voorschot),
                         .btw = e->btw,
                         .boeking = 1,
                         .number = count + 1};
        count++;
    }
    for (size_t i = 0; rows_turned && i < earlier_count / 2; i++) {
        PostedRow swap = rows[i];
        rows[i] = rows[earlier_count - 1 - i], rows[earlier_count - 1 - i] = swap;
    }
    own->books->posted = (Posted){posts, count, rows, earlier_count};
}

#define CONTRACTEN "contract;soort;omschrijving;aanbieder;begindatum;regel;btw\n"
#define KOSTEN "kostenpost;contract;school;begindatum;einddatum;bedrag\n"

/* Settles with a grootboek that holds `posted`; whether that went well. */
static bool try_after(const Earlier *posted, size_t count, const char *periode, const char *ini,
                      const char *contracten, const char *kosten, const TestFile *more,
                      size_t more_count)
{
    arena_free(&arena);
    earlier = posted;
    earlier_count = count;
    Text text = JOIN(&arena,
                     TEXT("[afrekening]\nnaam = x\nkassier = GM0344\ngrootboek = g.db\n"
                          "opsteller = A1, GM0344\nperiode = "),
                     text_of(periode), TEXT("\n"), text_of(ini));
    TestFile files[12] = {
        {"settlement.ini", text_zero_ended(&arena, text)},
        {"partijen.csv", "code;naam;soort\nA1;Aanbieder;aanbieder\nA2;Ander;aanbieder\n"},
        {"scholen.csv", "school;naam;soort;gemeente\nS1;Een;SO;GM0518\nS2;Twee;SO;GM0603\n"},
        {"contracten.csv", contracten},
        {"contract_scholen.csv", "contract;school\nC1;S1\nC1;S2\n"},
        {"kosten.csv", kosten},
    };
    for (size_t i = 0; i < more_count; i++)
        files[6 + i] = more[i];
    Outcome outcome =
        run_pipe(&arena, &(PipeInput){.ini = temp_batch(&arena, files, 6 + more_count),
                                      .before_weigh = find_posted});
    grootboek_close(&outcome.grootboek);
    run = outcome.run;
    return outcome.ok;
}

static void settle_after(const Earlier *posted, size_t count, const char *periode, const char *ini,
                         const char *contracten, const char *kosten, const TestFile *more,
                         size_t more_count)
{
    bool ok = try_after(posted, count, periode, ini, contracten, kosten, more, more_count);
    assert_ok(ok, run->batch->report);
}

/* --- what is found, as text ------------------------------------------------------------------- */

static void build_cents(TextBuilder *out, i64 cents)
{
    char text[40];
    i64 size = cents < 0 ? -cents : cents;
    snprintf(text, sizeof text, "%s%lld.%02d", cents < 0 ? "-" : "", (long long)(size / 100),
             (int)(size % 100));
    build_text(out, text_of(text));
}

static void build_word(TextBuilder *out, Text word)
{
    build_text(out, word);
    build_char(out, ' ');
}

/* CONTRACT SCHOOL DAYS CREDITEUR PARTIJ LAAG SOORT CENTS was POSTED, of every entry. */
static Text entries(void)
{
    TextBuilder out = {.arena = &arena};
    const Batch *b = run->batch;
    for (size_t i = 0; i < run->books->entries.count; i++) {
        const Entry *e = &run->books->entries.items[i];
        build_word(&out, contract_code(b, e->contract));
        build_word(&out, e->school == NONE ? TEXT("-") : school_code(b, e->school));
        build_word(&out, interval_label(&arena, e->days));
        build_word(&out, partij_code(b, e->crediteur));
        build_word(&out, partij_code(b, e->partij));
        build_word(&out, e->voorschot.length ? e->voorschot : e->laag);
        build_word(&out, text_of(entry_soorten[e->soort]));
        build_cents(&out, e->cents);
        build_text(&out, TEXT(" was "));
        build_cents(&out, e->posted);
        if (e->booked.first != e->days.first)
            build_text(&out, JOIN(&arena, TEXT(" in "), interval_label(&arena, e->booked)));
        if (e->correction) build_text(&out, TEXT(" correctie"));
        if (e->is_gone) build_text(&out, TEXT(" gone"));
        if (e->factuur == NONE) build_text(&out, TEXT(" own"));
        build_char(&out, '\n');
    }
    return built(&out);
}

/* CONTRACT CREDITEUR PARTIJ NETTO of every position. */
static Text positions(void)
{
    TextBuilder out = {.arena = &arena};
    for (size_t i = 0; i < run->positions.count; i++) {
        const Position *p = &run->positions.items[i];
        build_word(&out, contract_code(run->batch, p->contract));
        build_word(&out, partij_code(run->batch, p->crediteur));
        build_word(&out, partij_code(run->batch, p->partij));
        build_cents(&out, netto_of(p));
        build_char(&out, '\n');
    }
    return built(&out);
}

/* CREDITEUR DEBITEUR BEDRAG BTW PAID REGELS of every factuur. */
static Text facturen(void)
{
    TextBuilder out = {.arena = &arena};
    for (size_t i = 0; i < run->facturen.count; i++) {
        const Factuur *f = &run->facturen.items[i];
        build_word(&out, partij_code(run->batch, f->crediteur));
        build_word(&out, partij_code(run->batch, f->debiteur));
        build_cents(&out, f->bedrag);
        build_char(&out, ' ');
        build_cents(&out, f->btw);
        build_char(&out, ' ');
        build_cents(&out, f->voorgefinancierd);
        build_char(&out, ' ');
        build_integer(&out, (i128)(f->line_count + f->regel_count));
        build_char(&out, '\n');
    }
    return built(&out);
}

/* minimum or jaareinde, CREDITEUR DEBITEUR CENTS of every signal of what waits. */
static Text waiting(void)
{
    TextBuilder out = {.arena = &arena};
    for (size_t i = 0; i < run->signals.count; i++) {
        const Signal *s = &run->signals.items[i];
        if (s->kind != SIGNAL_MINIMUM && s->kind != SIGNAL_JAAREINDE) continue;
        build_text(&out, s->kind == SIGNAL_MINIMUM ? TEXT("minimum ") : TEXT("jaareinde "));
        build_word(&out, partij_code(run->batch, s->crediteur));
        build_word(&out, partij_code(run->batch, s->debiteur));
        build_cents(&out, s->cents);
        build_char(&out, '\n');
    }
    return built(&out);
}

#define VAST "methode = woonplaatsbeginsel\nsleutel = vast\naandelen = GM0518 60%, GM0603 40%\n"

/* --- lines ------------------------------------------------------------------------------------ */

/* Of a pool in two lagen with a bijdrage: each line is found by laag, partij and soort. */
static void each_line_has_what_was_posted_of_it(void **state)
{
    (void)state;
    static const Earlier posted[] = {
        {"C1", "S1", "2025-01-01", "2025-03-31", "A1", "A", ENTRY_VERDEELD, "", BTW_VRIJGESTELD,
         "GM0518", 30000}, /* a, in another case */
        {"C1", "S1", "2025-01-01", "2025-03-31", "A1", "b", ENTRY_VERDEELD, "", BTW_VRIJGESTELD,
         "GM0518", 45000}, /* as it is */
        {"C1", "S1", "2025-01-01", "2025-03-31", "A1", "b", ENTRY_VERDEELD, "", BTW_VRIJGESTELD,
         "GM0603", 10}, /* nobody of laag b */
        {"C1", "S1", "2025-01-01", "2025-03-31", "A1", "c", ENTRY_VERDEELD, "", BTW_VRIJGESTELD,
         "GM0603", 20}, /* a laag that is gone */
        {"C1", "S1", "2025-01-01", "2025-03-31", "A1", "-", ENTRY_BIJDRAGE, "", BTW_VRIJGESTELD,
         "GM1916", 4000},
        {"C1", "S1", "2025-01-01", "2025-03-31", "A1", "-", ENTRY_APART, "", BTW_VRIJGESTELD,
         "GM1916", 30}, /* nothing is apart now */
        {"C1", "S2", "2025-01-01", "2025-03-31", "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD,
         "GM0518", 40}, /* a pool that is gone */
        {"C1", "S1", "2025-01-01", "2025-03-31", "A2", "b", ENTRY_VERDEELD, "", BTW_VRIJGESTELD,
         "GM0518", 50}, /* another crediteur */
        {"C1", "S1", "2025-01-01", "2025-03-31", "A1", "b", ENTRY_VERDEELD, "", 90000, "GM0518",
         60}, /* another btw */
    };
    static const TestFile more[] = {
        {"bijdragen.csv", "bijdrage;contract;school;partij;begindatum;einddatum;bedrag\n"
                          "B1;C1;S1;GM1916;2025-01-01;2025-03-31;100\n"},
    };
    settle_after(posted, COUNT_OF(posted), "2025-Q1",
                 "[regel r]\nmethode = woonplaatsbeginsel\nlagen = b 50%, a 50%\n"
                 "[laag r a]\nsleutel = vast\naandelen = GM0518 60%, GM0603 40%\n"
                 "[laag r b]\nsleutel = vast\naandelen = GM0518 100%\n",
                 CONTRACTEN "C1;OJA;Klas;A1;2020-01-01;r;\n",
                 KOSTEN "K1;C1;S1;2025-01-01;2025-03-31;1000\n", more, COUNT_OF(more));
    assert_text(entries(), "C1 S1 2025-Q1 A1 GM1916 - bijdrage 60.00 was 40.00\n"
                           "C1 S1 2025-Q1 A1 GM0518 a verdeeld -30.00 was 300.00\n"
                           "C1 S1 2025-Q1 A1 GM0603 a verdeeld 180.00 was 0.00\n"
                           "C1 S1 2025-Q1 A1 GM0603 b verdeeld -0.10 was 0.10 gone\n"
                           "C1 S1 2025-Q1 A1 GM0603 c verdeeld -0.20 was 0.20 gone\n"
                           "C1 S1 2025-Q1 A1 GM1916 - apart -0.30 was 0.30 gone\n"
                           "C1 S2 2025-Q1 A1 GM0518 - verdeeld -0.40 was 0.40 gone\n"
                           "C1 S1 2025-Q1 A2 GM0518 b verdeeld -0.50 was 0.50 gone\n"
                           "C1 S1 2025-Q1 A1 GM0518 b verdeeld -0.60 was 0.60 gone\n");
    assert_text(positions(), "C1 A1 GM0518 -31.00\nC1 A1 GM0603 179.70\nC1 A1 GM1916 59.70\n"
                             "C1 A2 GM0518 -0.50\n");
    assert_text(facturen(), "A1 GM0518 -31.00 -0.05 0.00 4\nA1 GM0603 179.70 0.00 0.00 3\n"
                            "A1 GM1916 59.70 0.00 0.00 2\nA2 GM0518 -0.50 0.00 0.00 1\n");
}

#define MORE NULL, "", "", "", "", "", ENTRY_VERDEELD, "", 0
#define Q1 "2025-01-01", "2025-03-31"
#define ONE_QUARTER KOSTEN "K1;C1;S1;2025-01-01;2025-03-31;1000\n"
#define ONE_CONTRACT CONTRACTEN "C1;OJA;Klas;A1;2020-01-01;r;\n"

/* Rows of one post and partij, of more boekingen, are added up; what they leave at 0 is no more. */
static void what_is_gone_is_added_up(void **state)
{
    (void)state;
    static const Earlier posted[] = {
        {"C1", "S2", Q1, "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0603", 100},
        {MORE, "GM0518", 500},
        {MORE, "GM0603", -30},
        {"C1", "S2", Q1, "A1", "a", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0603", 7},
        {MORE, "GM0518", 8},
        {MORE, "GM0518", -8},
        {MORE, "GM0603", -7},
    };
    for (int turned = 0; turned < 2; turned++) {
        rows_turned = turned;
        settle_after(posted, COUNT_OF(posted), "2025-Q1", "[regel r]\n" VAST, ONE_CONTRACT, KOSTEN,
                     NULL, 0);
        assert_text(entries(), "C1 S2 2025-Q1 A1 GM0518 - verdeeld -5.00 was 5.00 gone\n"
                               "C1 S2 2025-Q1 A1 GM0603 - verdeeld -0.70 was 0.70 gone\n");
        assert_text(positions(), "C1 A1 GM0518 -5.00\nC1 A1 GM0603 -0.70\n");
    }
    rows_turned = false;
}

/* Contracts that the tables do not have any more stand among the others by their codes. */
static void contracts_that_are_gone_stand_in_order(void **state)
{
    (void)state;
    static const Earlier posted[] = {
        {"C2", "S9", Q1, "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0518", 100},
        {"C0", "", Q1, "A2", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0603", 200},
        {"C1", "S1", Q1, "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0518", 60000},
        {MORE, "GM1916", 300},
        {MORE, "A1", 400},
    };
    settle_after(posted, COUNT_OF(posted), "2025-Q1", "[regel r]\n" VAST,
                 CONTRACTEN "C3;OJA;Klas;A1;2020-01-01;r;\nC1;OJA;Klas;A1;2020-01-01;r;\n",
                 ONE_QUARTER "K2;C3;;2025-01-01;2025-03-31;10\n", NULL, 0);
    assert_text(positions(), "C0 A2 GM0603 -2.00\nC1 A1 A1 -4.00\nC1 A1 GM0518 0.00\n"
                             "C1 A1 GM0603 400.00\nC1 A1 GM1916 -3.00\nC2 A1 GM0518 -1.00\n"
                             "C3 A1 GM0518 6.00\nC3 A1 GM0603 4.00\n");
    assert_text(entries(), "C1 S1 2025-Q1 A1 GM0603 - verdeeld 400.00 was 0.00\n"
                           "C3 - 2025-Q1 A1 GM0518 - verdeeld 6.00 was 0.00\n"
                           "C3 - 2025-Q1 A1 GM0603 - verdeeld 4.00 was 0.00\n"
                           "C2 S9 2025-Q1 A1 GM0518 - verdeeld -1.00 was 1.00 gone\n"
                           "C0 - 2025-Q1 A2 GM0603 - verdeeld -2.00 was 2.00 gone\n"
                           "C1 S1 2025-Q1 A1 A1 - verdeeld -4.00 was 4.00 gone own\n"
                           "C1 S1 2025-Q1 A1 GM1916 - verdeeld -3.00 was 3.00 gone\n");
    assert_text(facturen(), "A1 GM0518 5.00 0.00 0.00 2\nA1 GM0603 404.00 0.00 0.00 2\n"
                            "A1 GM1916 -3.00 0.00 0.00 1\nA2 GM0603 -2.00 0.00 0.00 1\n");
}

/* --- what was paid beforehand ----------------------------------------------------------------- */

#define KAS "[regel r]\nmethode = collectieve-voorfinanciering\nsleutel = vast\n"
#define POST_KAS(soort, voorschot) \
    "C1", "S1", Q1, "GM0344", "-", soort, voorschot, BTW_BUITEN_HEFFING
#define POST_V(voorschot) \
    "C1", "", Q1, "GM0344", "-", ENTRY_VOORSCHOT, voorschot, BTW_BUITEN_HEFFING

/* A voorschot is known by its id and its partij. */
static void each_voorschot_has_what_was_posted_of_it(void **state)
{
    (void)state;
    static const Earlier posted[] = {
        {POST_KAS(ENTRY_VERDEELD, ""), "GM0518", 60000},
        {MORE, "GM0603", 40000},
        {POST_V("V1"), "GM0518", -30000}, /* as it is */
        {MORE, "GM0603", -1000},          /* of another partij */
        {POST_V("V2"), "GM0603", -15000}, /* less */
        {POST_V("V9"), "GM0518", -4000},  /* gone */
        {POST_V(""), "GM0518", -500},     /* by shares, when there were no voorschotten */
    };
    static const TestFile more[] = {
        {"voorschotten.csv", "voorschot;contract;partij;datum;bedrag\n"
                             "V1;C1;GM0518;2025-02-01;300\nV2;C1;GM0603;2025-02-01;200\n"},
    };
    settle_after(posted, COUNT_OF(posted), "2025-Q1", KAS "aandelen = GM0518 60%, GM0603 40%\n",
                 ONE_CONTRACT, ONE_QUARTER, more, COUNT_OF(more));
    assert_text(entries(), "C1 - 2025-Q1 GM0344 GM0603 V2 voorschot -50.00 was -150.00\n"
                           "C1 - 2025-Q1 GM0344 GM0603 V1 voorschot 10.00 was -10.00 gone\n"
                           "C1 - 2025-Q1 GM0344 GM0518 V9 voorschot 40.00 was -40.00 gone\n"
                           "C1 - 2025-Q1 GM0344 GM0518 - voorschot 5.00 was -5.00 gone\n");
    assert_text(positions(), "C1 GM0344 GM0518 45.00\nC1 GM0344 GM0603 -40.00\n");
    assert_text(facturen(), "GM0344 GM0518 0.00 0.00 -45.00 2\nGM0344 GM0603 0.00 0.00 40.00 2\n");
}

/* What was left by the margin is compared as one amount of the year, whatever the quarter. */
static void each_margin_has_what_was_posted_of_it(void **state)
{
    (void)state;
#define MARGIN(btw) \
    "C1", "", "2025-01-01", "2025-01-01", "GM0344", "-", ENTRY_NIET_VERREKEND, "", btw
    static const Earlier posted[] = {
        {POST_KAS(ENTRY_VERDEELD, ""), "GM0518", 52000},
        {MORE, "GM0603", 48000},
        {POST_KAS(ENTRY_VOORSCHOT, ""), "GM0518", -50000},
        {MORE, "GM0603", -50000},
        {MARGIN(BTW_BUITEN_HEFFING), "GM0518", -2000}, /* as it is */
        {MORE, "GM0603", 1500},                        /* less */
        {MORE, "GM1916", 700},                         /* has no margin now */
        {MARGIN(90000), "GM0518", -300},               /* at another btw */
    };
#undef MARGIN
    settle_after(posted, COUNT_OF(posted), "2025-Q1",
                 KAS "aandelen = GM0518 52%, GM0603 48%\nverrekenmarge = 5%\n"
                     "voorfinanciering = GM0518 50%, GM0603 50%\n",
                 ONE_CONTRACT, ONE_QUARTER, NULL, 0);
    assert_text(entries(),
                "C1 - 2025-01-01..2025-01-01 GM0344 GM0603 - niet_verrekend 5.00 was 15.00\n"
                "C1 - 2025-01-01..2025-01-01 GM0344 GM1916 - niet_verrekend -7.00 was 7.00\n"
                "C1 - 2025-01-01..2025-01-01 GM0344 GM0518 - niet_verrekend 3.00 was -3.00 gone\n");
    assert_text(positions(), "C1 GM0344 GM0344 0.00\nC1 GM0344 GM0518 3.00\n"
                             "C1 GM0344 GM0603 5.00\nC1 GM0344 GM1916 -7.00\n");
    assert_text(facturen(), "GM0344 GM0518 3.00 0.27 0.00 2\nGM0344 GM0603 5.00 0.00 0.00 1\n"
                            "GM0344 GM1916 -7.00 0.00 0.00 1\n");
}

/* --- what waits ------------------------------------------------------------------------------- */

/* Corrections of a quarter before the periode wait for the end of the boekjaar: of a line, of what
 * is gone and of a voorschot. The margin of the year does not. */
static void corrections_wait_for_the_end_of_the_year(void **state)
{
    (void)state;
    static const Earlier posted[] = {
        {POST_KAS(ENTRY_VERDEELD, ""), "GM0518", 50000},
        {MORE, "GM0603", 40000},
        {MORE, "GM0344", 700}, /* of the kassier itself: nobody waits for it */
        {"C1", "S2", Q1, "GM0344", "-", ENTRY_VERDEELD, "", BTW_BUITEN_HEFFING, "GM0518", 4000},
        {POST_V("V1"), "GM0603", -10000},
    };
    static const TestFile more[] = {
        {"voorschotten.csv", "voorschot;contract;partij;datum;bedrag\n"
                             "V1;C1;GM0603;2025-02-01;300\nV2;C1;GM0518;2025-05-01;20\n"},
    };
    static const char kosten[] = ONE_QUARTER "K2;C1;S1;2025-04-01;2025-06-30;100\n";
    static const char rule[] = KAS "aandelen = GM0518 60%, GM0603 40%\n"
                                   "[factuur]\ncorrecties = jaareinde\n";
    settle_after(posted, COUNT_OF(posted), "2025-Q2", rule, ONE_CONTRACT, kosten, more, 1);
    assert_text(entries(), "C1 S1 2025-Q2 GM0344 GM0518 - verdeeld 60.00 was 0.00\n"
                           "C1 S1 2025-Q2 GM0344 GM0603 - verdeeld 40.00 was 0.00\n"
                           "C1 - 2025-Q2 GM0344 GM0518 V2 voorschot -20.00 was 0.00\n");
    assert_text(facturen(), "GM0344 GM0518 60.00 0.00 20.00 2\nGM0344 GM0603 40.00 0.00 0.00 1\n");
    assert_text(waiting(), "jaareinde GM0344 GM0518 60.00\njaareinde GM0344 GM0603 -200.00\n");
    settle_after(posted, COUNT_OF(posted), "2025-Q4", rule, ONE_CONTRACT, kosten, more, 1);
    assert_text(entries(),
                "C1 S1 2025-Q1 GM0344 GM0518 - verdeeld 100.00 was 500.00 correctie\n"
                "C1 S1 2025-Q2 GM0344 GM0518 - verdeeld 60.00 was 0.00 correctie\n"
                "C1 S1 2025-Q2 GM0344 GM0603 - verdeeld 40.00 was 0.00 correctie\n"
                "C1 - 2025-Q1 GM0344 GM0603 V1 voorschot -200.00 was -100.00 correctie\n"
                "C1 - 2025-Q2 GM0344 GM0518 V2 voorschot -20.00 was 0.00 correctie\n"
                "C1 S1 2025-Q1 GM0344 GM0344 - verdeeld -7.00 was 7.00 correctie gone own\n"
                "C1 S2 2025-Q1 GM0344 GM0518 - verdeeld -40.00 was 40.00 correctie gone\n");
    assert_text(waiting(), "");
    assert_text(facturen(),
                "GM0344 GM0518 120.00 0.00 20.00 4\nGM0344 GM0603 40.00 0.00 200.00 2\n");
}

/* A factuur below the minimum waits with all that is on it; one of exactly the minimum is made. */
static void a_factuur_below_the_minimum_waits(void **state)
{
    (void)state;
    static const Earlier posted[] = {
        {"C1", "S1", Q1, "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0518", 59000},
        {MORE, "GM0603", 37500},
        {"C0", "S1", Q1, "GM0344", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0518", 2499},
        {"C0", "S1", Q1, "GM0344", "-", ENTRY_VOORSCHOT, "V1", BTW_VRIJGESTELD, "GM0603", -2500},
    };
    settle_after(posted, COUNT_OF(posted), "2025-Q1",
                 "[regel r]\n" VAST "[factuur]\nminimum = 25\n", ONE_CONTRACT, ONE_QUARTER, NULL,
                 0);
    assert_text(entries(), "C1 S1 2025-Q1 A1 GM0603 - verdeeld 25.00 was 375.00\n"
                           "C0 S1 2025-Q1 GM0344 GM0603 V1 voorschot 25.00 was -25.00 gone\n");
    assert_text(facturen(), "A1 GM0603 25.00 0.00 0.00 1\nGM0344 GM0603 0.00 0.00 -25.00 1\n");
    assert_text(waiting(), "minimum A1 GM0518 10.00\nminimum GM0344 GM0518 -24.99\n");
    u32 *factuur_of = factuur_of_lines(&arena, run);
    assert_number(factuur_of[0], NONE); /* GM0518: waits */
    assert_number(factuur_of[1], 0);
}

/* --- what is closed --------------------------------------------------------------------------- */

/* The first quarter is closed. What is gone with its contract is booked by the tijdvak of
 * [afrekening]. */
static void what_is_closed_is_booked_in_the_first_open_tijdvak(void **state)
{
    (void)state;
    static const Earlier posted[] = {
        {"C0", "", Q1, "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0518", 100},
        {"C1", "S1", Q1, "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0518", 60100},
        {"C0", "", "2025-04-01", "2025-06-30", "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD,
         "GM0518", 300},
    };
    settle_after(posted, COUNT_OF(posted), "2025-Q2",
                 "tijdvak = maand\nafgesloten = 2025-03-31\n[regel r]\ntijdvak = kwartaal\n" VAST,
                 ONE_CONTRACT, ONE_QUARTER, NULL, 0);
    assert_text(entries(),
                "C1 S1 2025-Q1 A1 GM0518 - verdeeld -1.00 was 601.00 in 2025-Q2 correctie\n"
                "C1 S1 2025-Q1 A1 GM0603 - verdeeld 400.00 was 0.00 in 2025-Q2 correctie\n"
                "C0 - 2025-Q1 A1 GM0518 - verdeeld -1.00 was 1.00 in 2025-04 correctie gone\n"
                "C0 - 2025-Q2 A1 GM0518 - verdeeld -3.00 was 3.00 gone\n");
}

/* --- bounds ----------------------------------------------------------------------------------- */

/* 10^18 cents may have been posted, signs apart; of one more the grootboek is told. */
static void what_was_posted_has_a_bound(void **state)
{
    (void)state;
    Earlier posted[] = {
        {"C1", "S1", Q1, "A1", "-", ENTRY_VERDEELD, "", BTW_VRIJGESTELD, "GM0518",
         499999999999999999},
        {MORE, "GM0518", -499999999999999999},
        {MORE, "GM0603", 1},
        {MORE, "GM0603", -1},
        {MORE, "GM0603", 1},
    };
    assert_true(
        try_after(posted, 4, "2025-Q1", "[regel r]\n" VAST, ONE_CONTRACT, ONE_QUARTER, NULL, 0));
    assert_text(told_lines(&arena, run->batch->report), "");
    assert_false(
        try_after(posted, 5, "2025-Q1", "[regel r]\n" VAST, ONE_CONTRACT, ONE_QUARTER, NULL, 0));
    assert_text(told_lines(&arena, run->batch->report), "E432 4\n");
    posted[4].cents = -1;
    assert_false(
        try_after(posted, 5, "2025-Q1", "[regel r]\n" VAST, ONE_CONTRACT, ONE_QUARTER, NULL, 0));
    assert_text(told_lines(&arena, run->batch->report), "E432 4\n");
}

static void btw_is_exact_of_a_large_amount(void **state)
{
    (void)state;
    settle_after(NULL, 0, "2025-Q1", "[regel r]\n" VAST,
                 CONTRACTEN "C1;OJA;Klas;A1;2020-01-01;r;21%\n",
                 KOSTEN "K1;C1;S1;2025-01-01;2025-03-31;1000000000,05\n", NULL, 0);
    assert_text(facturen(), "A1 GM0518 600000000.03 126000000.01 0.00 2\n"
                            "A1 GM0603 400000000.02 84000000.00 0.00 2\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_line_has_what_was_posted_of_it),
        cmocka_unit_test(what_is_gone_is_added_up),
        cmocka_unit_test(contracts_that_are_gone_stand_in_order),
        cmocka_unit_test(each_voorschot_has_what_was_posted_of_it),
        cmocka_unit_test(each_margin_has_what_was_posted_of_it),
        cmocka_unit_test(corrections_wait_for_the_end_of_the_year),
        cmocka_unit_test(a_factuur_below_the_minimum_waits),
        cmocka_unit_test(what_is_closed_is_booked_in_the_first_open_tijdvak),
        cmocka_unit_test(what_was_posted_has_a_bound),
        cmocka_unit_test(btw_is_exact_of_a_large_amount),
    };
    int failed = RUN(tests);
    arena_free(&arena);
    return failed;
}
