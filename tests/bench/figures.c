/* Figures that nobody computes: tellingen, kengetallen, schoolvakanties.
 * In: the world. Out: those of these tables that the shape has, as CSV. */
#include "bench.h"

/* Two peildata; every school has gemeenten next to each other. */
static void write_tellingen(const World *w)
{
    static const char *const dates[] = {";2024-10-01;", ";2025-10-01;"};
    uint32_t count = w->shape.pupils / w->shape.scholen / 2;
    if (count > w->shape.gemeenten) count = w->shape.gemeenten;
    if (!count) count = 1;
    Chance c = chance_of(w->seed, UINT64_MAX - 6);
    Table t;
    table_open(&t, w->folder, "tellingen.csv", "school;peildatum;gemeente;aantal\n");
    for (uint32_t i = 0; i < w->shape.scholen; i++)
        for (uint32_t j = 0; j < 2 * count; j++) {
            put_text(&t, w->school[i].text);
            put_text(&t, dates[j / count]);
            uint32_t gemeente = (w->school_gemeente[i] + j % count) % w->shape.gemeenten;
            put_text(&t, w->gemeente[gemeente].text);
            put_char(&t, ';');
            put_number(&t, 1 + below(&c, 40), 1);
            put_char(&t, '\n');
        }
    table_close(&t);
}

static void write_kengetallen(const World *w)
{
    Chance c = chance_of(w->seed, UINT64_MAX - 7);
    Table t;
    table_open(&t, w->folder, "kengetallen.csv", "kengetal;gemeente;peildatum;waarde\n");
    for (uint32_t i = 0; i < w->shape.gemeenten; i++) {
        put_text(&t, "jeugd;");
        put_text(&t, w->gemeente[i].text);
        put_text(&t, ";2025-01-01;");
        put_cents(&t, 100000 + below(&c, 10000000));
        put_char(&t, '\n');
    }
    table_close(&t);
}

static void write_holidays(const World *w)
{
    static const char *const regions[] = {"noord", "midden", "zuid"};
    Table t;
    table_open(&t, w->folder, "schoolvakanties.csv", "regio;begindatum;einddatum\n");
    for (int year = 2022; year <= 2025; year++)
        for (int i = 0; i < 12; i++) {
            static const int month[] = {2, 4, 7, 10};
            int first = day_of(year, month[i / 3], 10 + 7 * (i % 3)), weeks = i / 3 == 2 ? 6 : 1;
            put_text(&t, regions[i % 3]);
            put_char(&t, ';');
            put_day(&t, first);
            put_char(&t, ';');
            put_day(&t, first + 7 * weeks + 1);
            put_char(&t, '\n');
        }
    table_close(&t);
}

void figures_write(const World *w)
{
    if (has(w, TELLINGEN)) write_tellingen(w);
    if (has(w, KENGETALLEN)) write_kengetallen(w);
    if (has(w, HOLIDAYS)) write_holidays(w);
}
