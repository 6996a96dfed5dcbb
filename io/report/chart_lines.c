/* Lines. In: values by series and place; out: SVG. Holds always: all series are on one scale, whose
 * steps are 1, 2 or 5 with zeros. */
#include "io/report/chart_parts.h"

#include "io/tell/dutch.h"

enum {
    HEIGHT = 300,
    TOP = 16,
    FOOT = 40,
    LEFT = 13000,
    RIGHT = 94000,
    STEPS_WISH = 5,
    LABELS_MOST = 8,
    LABEL_MOST = 24,
    LABELS_WIDTH = 76, /* characters of all labels together */
};

typedef struct Axis {
    i64 least, most, step;
} Axis;

static i64 value_at(const ChartLines *l, size_t series, size_t place)
{
    return l->values[series * l->place_count + place];
}

/* The least of 1, 2, 5, 10 … that is `size` or more. */
static i64 round_step(i64 size)
{
    static const i64 heads[] = {1, 2, 5};
    for (i64 tens = 1;; tens *= 10)
        for (size_t i = 0; i < COUNT_OF(heads); i++)
            if (heads[i] * tens >= size || tens > INT64_MAX / 100) return heads[i] * tens;
}

static i64 floor_to(i64 value, i64 step)
{
    i64 whole = value / step * step;
    return whole > value ? whole - step : whole;
}

static Axis axis_of(const ChartLines *l)
{
    Axis axis = {value_at(l, 0, 0), value_at(l, 0, 0), 1};
    for (size_t i = 0; i < l->series_count * l->place_count; i++) {
        if (l->values[i] < axis.least) axis.least = l->values[i];
        if (l->values[i] > axis.most) axis.most = l->values[i];
    }
    if (l->from_zero && axis.least > 0) axis.least = 0;
    if (l->from_zero && axis.most < 0) axis.most = 0;
    i64 span = axis.most - axis.least, unit = l->unit == UNIT_EURO ? 100 : 1;
    axis.step = round_step(span / STEPS_WISH > unit ? span / STEPS_WISH : unit);
    axis.least = floor_to(axis.least, axis.step);
    i64 top = floor_to(axis.most, axis.step);
    axis.most = top < axis.most || top == axis.least ? top + axis.step : top;
    return axis;
}

static i64 y_of(const Axis *axis, i64 value)
{
    i64 height = (HEIGHT - TOP - FOOT) * PIXEL;
    return TOP * PIXEL + height - scaled(value - axis->least, axis->most - axis->least, height);
}

static i64 x_of(const ChartLines *l, size_t place)
{
    return LEFT + scaled((i64)place, (i64)l->place_count - 1, RIGHT - LEFT);
}

/* Whole euros: the steps are. */
static Text step_text(Arena *arena, ChartUnit unit, i64 value)
{
    if (unit == UNIT_COUNT) return dutch_integer(arena, value);
    return JOIN(arena, TEXT("€ "), dutch_integer(arena, value / 100));
}

static void put_grid(WebPage *page, const ChartLines *l, const Axis *axis)
{
    for (i64 value = axis->least; value <= axis->most; value += axis->step) {
        build_text(&page->body,
                   value == 0 ? TEXT("<line class=\"axis\"") : TEXT("<line class=\"grid\""));
        svg_percent(page, "x1", LEFT);
        svg_percent(page, "x2", RIGHT);
        svg_number(page, "y1", y_of(axis, value));
        svg_number(page, "y2", y_of(axis, value));
        build_text(&page->body, TEXT("/>\n"));
        svg_text(page, "s e", LEFT - 1000, y_of(axis, value) + 4 * PIXEL,
                 step_text(page->arena, l->unit, value));
    }
    size_t every = (l->place_count + LABELS_MOST - 1) / LABELS_MOST;
    size_t labels = (l->place_count + every - 1) / every, most = LABELS_WIDTH / labels;
    if (most > LABEL_MOST) most = LABEL_MOST;
    for (size_t p = 0; p < l->place_count; p += every)
        svg_text(page,
                 p == 0                    ? "s"
                 : p + 1 == l->place_count ? "s e"
                                           : "s m",
                 x_of(l, p), (HEIGHT - FOOT + 22) * PIXEL,
                 web_short(page->arena, l->places[p], most));
}

static void put_piece(WebPage *page, const ChartLines *l, const Axis *axis, size_t series, size_t p)
{
    u32 key = key_of(series, l->series_count, l->has_others);
    build_text(&page->body, TEXT("<line"));
    put_key_class(page, series % 2 ? "l d" : "l", key);
    svg_percent(page, "x1", x_of(l, p - 1));
    svg_percent(page, "x2", x_of(l, p));
    svg_number(page, "y1", y_of(axis, value_at(l, series, p - 1)));
    svg_number(page, "y2", y_of(axis, value_at(l, series, p)));
    build_text(&page->body, TEXT("/>\n"));
}

static void put_dot(WebPage *page, const ChartLines *l, const Axis *axis, size_t series, size_t p)
{
    bool last = p + 1 == l->place_count;
    i64 y = y_of(axis, value_at(l, series, p));
    build_text(&page->body, TEXT("<circle"));
    put_key_class(page, "k", key_of(series, l->series_count, l->has_others));
    svg_percent(page, "cx", x_of(l, p));
    svg_number(page, "cy", y);
    svg_number(page, "r", last ? 8 * PIXEL : 4 * PIXEL);
    build_text(&page->body, TEXT("><title>"));
    if (l->series) web_text(&page->body, l->series[series]);
    build_text(&page->body, TEXT(", "));
    web_text(&page->body, l->places[p]);
    build_text(&page->body, TEXT(": "));
    build_text(&page->body, chart_value(page->arena, l->unit, value_at(l, series, p)));
    build_text(&page->body, TEXT("</title></circle>\n"));
    char letter = (char)('A' + series);
    if (last && l->series) svg_text(page, "in m", x_of(l, p), y + 4 * PIXEL, (Text){&letter, 1});
}

void chart_lines(WebPage *page, const ChartLines *l)
{
    ASSERT(l->place_count >= 2);
    ASSERT(l->series_count >= 1);
    ASSERT(l->series_count <= CHART_SERIES_MOST);
    Axis axis = axis_of(l);
    svg_begin(page, l->id, "wide", HEIGHT, l->title, l->desc);
    put_grid(page, l, &axis);
    for (size_t s = 0; s < l->series_count; s++)
        for (size_t p = 1; p < l->place_count; p++)
            put_piece(page, l, &axis, s, p);
    for (size_t s = 0; s < l->series_count; s++)
        for (size_t p = 0; p < l->place_count; p++)
            put_dot(page, l, &axis, s, p);
    svg_end(page);
    if (l->series) put_legend(page, l->series, l->series_count, l->has_others);
}
