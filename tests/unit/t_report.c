/* Goal: a page escapes what it is given, and what is published of who goes to school where says
 * nothing of a small count. */
#include "tests/unit/testing.h"

#include "io/report/chart.h"
#include "io/report/suppress.h"
#include "io/write/sha256.h"

static Text escaped(Arena *arena, Text text)
{
    TextBuilder out = {.arena = arena};
    web_text(&out, text);
    return built(&out);
}

static void test_escapes(void **state)
{
    (void)state;
    Arena arena = {0};
    assert_text(escaped(&arena, TEXT("<b a=\"1\">&'</b>")),
                "&lt;b a=&quot;1&quot;&gt;&amp;&#39;&lt;/b&gt;");
    assert_text(escaped(&arena, TEXT("a\x01\x7f\tb\nc\xC2\x85")), "a\tb\nc");
    assert_text(escaped(&arena, TEXT("\xE2\x80\xAE"
                                     "om\xE2\x81\xA7\xE2\x81\xA9\xE2\x80\xAA\xE2\x82\xAC")),
                "om\xE2\x82\xAC");
    assert_text(escaped(&arena, TEXT("")), "");
    arena_free(&arena);
}

/* Every byte, and every two bytes of the marks that are left out: nothing is read beyond the end.
 */
static void test_escapes_all_bytes(void **state)
{
    (void)state;
    Arena arena = {0};
    for (int first = 0; first < 256; first++) {
        char bytes[2] = {(char)first, (char)0x80};
        for (size_t length = 1; length <= 2; length++) {
            Text out = escaped(&arena, (Text){bytes, length});
            for (size_t i = 0; i < out.length; i++)
                assert_false(out.at[i] == '<' || out.at[i] == '>' || out.at[i] == '"' ||
                             out.at[i] == '\'' || out.at[i] == 0);
        }
    }
    arena_free(&arena);
}

static void test_shortens(void **state)
{
    (void)state;
    Arena arena = {0};
    assert_text(web_short(&arena, TEXT("Rijswijk"), 8), "Rijswijk");
    assert_text(web_short(&arena, TEXT("Rijswijk"), 5), "Rijs…");
    assert_text(web_short(&arena, TEXT("éééé"), 3), "éé…");
    assert_text(web_short(&arena, TEXT("De Bilt"), 4), "De…");
    assert_text(web_short(&arena, TEXT(""), 4), "");
    arena_free(&arena);
}

static void test_breaks_long_words(void **state)
{
    (void)state;
    Arena arena = {0};
    TextBuilder out = {.arena = &arena};
    web_words(&out, TEXT("kort 0123456789012345678901234567 <"));
    assert_text(built(&out), "kort 012345678901234567890123<wbr>4567 &lt;");
    arena_free(&arena);
}

/* The hash of a policy is that of the bytes, in base64. */
static void test_hash(void **state)
{
    (void)state;
    Arena arena = {0};
    assert_text(sha256_base64(&arena, TEXT("")), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
    assert_text(sha256_base64(&arena, TEXT("abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    arena_free(&arena);
}

/* --- small counts ----------------------------------------------------------------------------- */

enum { SCHOOLS = 12, GEMEENTEN = 5 };

typedef struct World {
    Run run;
    Batch batch;
    Settings settings;
    u32 gemeente[SCHOOLS];
    BorderRow rows[SCHOOLS * (GEMEENTEN + 1)];
} World;

static void make_world(World *w, i64 onderdruk)
{
    *w = (World){.settings = {.reporting = {onderdruk}}};
    for (u32 s = 0; s < SCHOOLS; s++)
        w->gemeente[s] = s % GEMEENTEN;
    w->batch.scholen.gemeente = w->gemeente;
    w->run.batch = &w->batch;
    w->run.settings = &w->settings;
    w->run.aandeel_common = 1;
    w->run.border.items = w->rows;
}

static void add_row(World *w, u32 school, u32 woongemeente, i64 pupils)
{
    w->rows[w->run.border.count++] = (BorderRow){school, woongemeente, pupils * 90 + 1, pupils};
}

static void test_small_counts(void **state)
{
    (void)state;
    Arena arena = {0};
    World w;
    make_world(&w, 5);
    add_row(&w, 0, 1, 4);
    add_row(&w, 5, 1, 4); /* the same gemeenten: together 8 */
    add_row(&w, 0, NONE, 4);
    add_row(&w, 1, 0, 5);
    BorderCells cells = border_cells(&arena, &w.run);
    assert_int_equal(cells.count, 3);
    assert_int_equal(cells.hidden, 1);
    assert_int_equal(cells.items[0].woongemeente, NONE);
    assert_false(cells.items[0].shown);
    assert_int_equal(cells.items[0].pupils, 0);
    assert_true(cells.items[0].days == 0);
    assert_int_equal(cells.items[1].pupils, 8);
    assert_true(cells.items[1].days == 0 && !cells.items[1].shows_days); /* 4 and 4 */
    assert_int_equal(cells.items[2].pupils, 5);
    assert_true(cells.items[2].days == 451 && cells.items[2].shows_days);
    /* 6 of a gemeente, whose days are with the amounts those of the 2 of another */
    make_world(&w, 5);
    add_row(&w, 0, 1, 6);
    add_row(&w, 0, 2, 2);
    cells = border_cells(&arena, &w.run);
    assert_true(cells.items[0].shown && !cells.items[0].shows_days && cells.items[0].days == 0);
    assert_true(!cells.items[1].shown && !cells.items[1].shows_days && cells.items[1].days == 0);
    make_world(&w, 0);
    add_row(&w, 0, 1, 1);
    cells = border_cells(&arena, &w.run);
    assert_true(cells.items[0].shown && cells.items[0].pupils == 1 && cells.hidden == 0);
    arena_free(&arena);
}

/* Whatever the small counts are, the cells are the same: so nothing made of the cells tells them.
 */
static void test_not_derivable(void **state)
{
    (void)state;
    Arena arena = {0};
    int differing = 0;
    for (int round = 0; round < 300; round++) {
        World one, other;
        make_world(&one, 5);
        make_world(&other, 5);
        bool differ = false;
        for (u32 s = 0; s < GEMEENTEN; s++) /* a school in each gemeente */
            for (u32 g = 0; g <= GEMEENTEN; g++) {
                i64 pupils = (i64)random_below(10);
                if (!pupils) continue;
                i64 twin = pupils < 5 ? (i64)random_below(4) + 1 : pupils;
                differ |= twin != pupils;
                add_row(&one, s, g == GEMEENTEN ? NONE : g, pupils);
                add_row(&other, s, g == GEMEENTEN ? NONE : g, twin);
            }
        BorderCells a = border_cells(&arena, &one.run), b = border_cells(&arena, &other.run);
        assert_int_equal(a.count, b.count);
        assert_int_equal(a.hidden, b.hidden);
        for (size_t i = 0; i < a.count; i++) {
            assert_int_equal(a.items[i].schoolgemeente, b.items[i].schoolgemeente);
            assert_int_equal(a.items[i].woongemeente, b.items[i].woongemeente);
            assert_int_equal(a.items[i].pupils, b.items[i].pupils);
            assert_true(a.items[i].days == b.items[i].days && a.items[i].shown == b.items[i].shown);
            assert_true(a.items[i].shows_days == b.items[i].shows_days);
            assert_false(a.items[i].pupils > 0 && a.items[i].pupils < 5);
            for (size_t j = 0; j < a.count && !a.items[i].shown; j++)
                assert_false(a.items[j].schoolgemeente == a.items[i].schoolgemeente &&
                             (a.items[j].shows_days || a.items[j].days));
        }
        differing += differ;
        arena_rewind(&arena);
    }
    assert_true(differing > 290);
    arena_free(&arena);
}

/* --- charts ----------------------------------------------------------------------------------- */

/* Extreme amounts neither overflow nor leave the width. */
static void test_charts(void **state)
{
    (void)state;
    Arena arena = {0};
    WebHead head = {.kind = TEXT("Proef"), .title = TEXT("<t>")};
    WebPage page = web_begin(&arena, &head);
    Text names[] = {TEXT("<een>"), TEXT("twee")};
    i64 values[] = {999999999999999, -999999999999999, 0, 1};
    chart_bars(&page, &(ChartBars){.id = "b",
                                   .title = TEXT("t"),
                                   .desc = TEXT("d"),
                                   .rows = names,
                                   .row_count = 2,
                                   .series = names,
                                   .series_count = 2,
                                   .values = values});
    chart_lines(&page, &(ChartLines){.id = "l",
                                     .title = TEXT("t"),
                                     .desc = TEXT("d"),
                                     .places = names,
                                     .place_count = 2,
                                     .series = names,
                                     .series_count = 2,
                                     .values = values});
    ChartFlow flows[40];
    for (size_t i = 0; i < COUNT_OF(flows); i++)
        flows[i] = (ChartFlow){text_integer(&arena, (i64)i), TEXT("naar"), 1 + (i64)i};
    chart_flows(&page, &(ChartFlows){.id = "f",
                                     .title = TEXT("t"),
                                     .desc = TEXT("d"),
                                     .unit = UNIT_COUNT,
                                     .items = flows,
                                     .count = COUNT_OF(flows)});
    Text html = web_end(&page);
    assert_says(html, "<title>&lt;t&gt; – Proef</title>");
    assert_says(html, "&lt;een&gt;");
    assert_says(html, "overige (25)");
    assert_says(html, "-€\xC2\xA0"
                      "9.999.999.999.999,99");
    arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escapes),       cmocka_unit_test(test_escapes_all_bytes),
        cmocka_unit_test(test_shortens),      cmocka_unit_test(test_breaks_long_words),
        cmocka_unit_test(test_hash),          cmocka_unit_test(test_small_counts),
        cmocka_unit_test(test_not_derivable), cmocka_unit_test(test_charts),
    };
    return RUN(tests);
}
