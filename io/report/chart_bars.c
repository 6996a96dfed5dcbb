/* Bars. In: values by row and series; out: SVG. Holds always: the parts of a bar are as long as
 * their values on one scale; a part that is wide enough has the letter of its series. */
#include "io/report/chart_parts.h"

enum { ROW_HEIGHT = 44, BAR_HEIGHT = 16, NAME_MOST = 34, LETTER_LEAST = 3500, TOP = 4 };

typedef struct Scale {
    i64 most, least; /* the longest bar to the right, and to the left (0 or below) */
} Scale;

static i64 value_at(const ChartBars *b, size_t row, size_t series)
{
    return b->values[row * b->series_count + series];
}

static Scale scale_of(const ChartBars *b)
{
    Scale scale = {0, 0};
    for (size_t r = 0; r < b->row_count; r++) {
        i64 right = 0, left = 0;
        for (size_t s = 0; s < b->series_count; s++) {
            i64 value = value_at(b, r, s);
            if (value > 0)
                right += value;
            else
                left += value;
        }
        if (right > scale.most) scale.most = right;
        if (left < scale.least) scale.least = left;
    }
    return scale;
}

/* The word before a value: which side it is on. */
static Text side_word(const ChartBars *b, i64 value)
{
    return value < 0 ? b->left : b->right;
}

static Text size_of(WebPage *page, const ChartBars *b, i64 value)
{
    bool plain = side_word(b, value).length && value < 0;
    return chart_value(page->arena, b->unit, plain ? -value : value);
}

/* On a narrow page the word is left out. */
static void put_sum(WebPage *page, const ChartBars *b, i64 sum, i64 y)
{
    build_text(&page->body, TEXT("<text class=\"s e\" x=\"100%\""));
    svg_number(page, "y", y);
    build_text(&page->body, TEXT(">"));
    if (side_word(b, sum).length) {
        build_text(&page->body, TEXT("<tspan class=\"w\">"));
        web_text(&page->body, side_word(b, sum));
        build_text(&page->body, TEXT(" </tspan>"));
    }
    build_text(&page->body, size_of(page, b, sum));
    build_text(&page->body, TEXT("</text>\n"));
}

static void put_part(WebPage *page, const ChartBars *b, size_t row, size_t series, i64 x, i64 width)
{
    TextBuilder *out = &page->body;
    i64 y = (TOP + (i64)row * ROW_HEIGHT + 19) * PIXEL;
    build_text(out, TEXT("<rect"));
    u32 key = key_of(series, b->series_count, b->has_others);
    if (!b->series && value_at(b, row, series) < 0) key = 1;
    put_key_class(page, "k gap", key);
    svg_percent(page, "x", x);
    svg_number(page, "y", y);
    svg_percent(page, "width", width);
    svg_number(page, "height", BAR_HEIGHT * PIXEL);
    build_text(out, TEXT("><title>"));
    web_text(out, b->rows[row]);
    if (b->series) {
        build_text(out, TEXT(", "));
        web_text(out, b->series[series]);
    }
    build_text(out, TEXT(": "));
    i64 value = value_at(b, row, series);
    build_text(out,
               JOIN(page->arena, side_word(b, value),
                    side_word(b, value).length ? TEXT(" ") : TEXT(""), size_of(page, b, value)));
    build_text(out, TEXT("</title></rect>\n"));
    char letter = (char)('A' + series);
    if (b->series && width >= LETTER_LEAST)
        svg_text(page, "in m", x + width / 2, y + 12 * PIXEL, (Text){&letter, 1});
}

/* The line that values begin at. */
static void put_zero(WebPage *page, i64 zero, i64 y)
{
    build_text(&page->body, TEXT("<line class=\"axis\""));
    svg_percent(page, "x1", zero);
    svg_percent(page, "x2", zero);
    svg_number(page, "y1", y + 16 * PIXEL);
    svg_number(page, "y2", y + 38 * PIXEL);
    build_text(&page->body, TEXT("/>\n"));
}

static void put_bar(WebPage *page, const ChartBars *b, const Scale *scale, size_t row)
{
    i64 y = (TOP + (i64)row * ROW_HEIGHT) * PIXEL, sum = 0;
    i64 span = scale->most - scale->least, zero = scaled(-scale->least, span, WHOLE);
    i64 right = 0, left = 0; /* what the parts before it are */
    for (size_t s = 0; s < b->series_count; s++)
        sum += value_at(b, row, s);
    svg_text(page, "b", 0, y + 13 * PIXEL, web_short(page->arena, b->rows[row], NAME_MOST));
    put_sum(page, b, sum, y + 13 * PIXEL);
    build_text(&page->body, TEXT("<rect class=\"track\" x=\"0\" width=\"100%\""));
    svg_number(page, "y", y + 19 * PIXEL);
    svg_number(page, "height", BAR_HEIGHT * PIXEL);
    build_text(&page->body, TEXT("/>\n"));
    for (size_t s = 0; s < b->series_count; s++) {
        i64 value = value_at(b, row, s);
        i64 *before = value > 0 ? &right : &left;
        i64 from = zero + scaled(*before, span, WHOLE);
        *before += value;
        i64 to = zero + scaled(*before, span, WHOLE);
        if (value)
            put_part(page, b, row, s, from < to ? from : to, from < to ? to - from : from - to);
    }
    if (scale->least < 0) put_zero(page, zero, y);
}

void chart_bars(WebPage *page, const ChartBars *b)
{
    Scale scale = scale_of(b);
    ASSERT(b->series_count >= 1);
    ASSERT(b->series_count <= CHART_SERIES_MOST);
    svg_begin(page, b->id, "bars", TOP + (i64)b->row_count * ROW_HEIGHT, b->title, b->desc);
    for (size_t r = 0; r < b->row_count; r++)
        put_bar(page, b, &scale, r);
    svg_end(page);
    if (b->series) put_legend(page, b->series, b->series_count, b->has_others);
}
