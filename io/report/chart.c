/* What all charts share. In: values; out: HTML around them, and numbers of SVG. */
#include "io/report/chart_parts.h"

#include "io/tell/dutch.h"

#define PUT(page, literal) build_text(&(page)->body, TEXT(literal))

Text chart_value(Arena *arena, ChartUnit unit, i64 value)
{
    return unit == UNIT_EURO ? dutch_euro(arena, value) : dutch_integer(arena, value);
}

void chart_begin(WebPage *page, const char *id, Text title)
{
    build_text(&page->body, JOIN(page->arena, TEXT("<figure class=\"in-figure\" id=\""),
                                 text_of(id), TEXT("\"><figcaption>")));
    web_text(&page->body, title);
    PUT(page, "</figcaption>\n");
}

void chart_end(WebPage *page)
{
    PUT(page, "</figure>\n");
}

void svg_begin(WebPage *page, const char *id, const char *class, i64 height, Text title, Text desc)
{
    Arena *arena = page->arena;
    Text name = text_of(id);
    build_text(&page->body, JOIN(arena,
                                 TEXT("<div class=\"scroll\" role=\"group\" tabindex=\"0\" "
                                      "aria-labelledby=\""),
                                 name, TEXT("-t\"><svg role=\"img\" class=\""), text_of(class),
                                 TEXT("\" height=\""), text_integer(arena, height),
                                 TEXT("\" aria-labelledby=\""), name, TEXT("-t "), name,
                                 TEXT("-d\">\n<title id=\""), name, TEXT("-t\">")));
    web_text(&page->body, title);
    build_text(&page->body, JOIN(arena, TEXT("</title><desc id=\""), name, TEXT("-d\">")));
    web_text(&page->body, desc);
    PUT(page, "</desc>\n");
}

void svg_end(WebPage *page)
{
    PUT(page, "</svg></div>\n");
}

/* A number of thousandths, without zeros at its end. */
static void put_thousandths(TextBuilder *out, i64 number)
{
    u64 size = number < 0 ? -(u64)number : (u64)number, rest = size % 1000;
    if (number < 0) build_char(out, '-');
    build_integer(out, (i128)(size / 1000));
    if (!rest) return;
    build_char(out, '.');
    for (u64 unit = 100; rest; rest %= unit, unit /= 10)
        build_char(out, (char)('0' + rest / unit));
}

void svg_number(WebPage *page, const char *name, i64 thousandths)
{
    build_char(&page->body, ' ');
    build_text(&page->body, text_of(name));
    PUT(page, "=\"");
    put_thousandths(&page->body, thousandths);
    PUT(page, "\"");
}

void svg_percent(WebPage *page, const char *name, i64 thousandths)
{
    build_char(&page->body, ' ');
    build_text(&page->body, text_of(name));
    PUT(page, "=\"");
    put_thousandths(&page->body, thousandths);
    PUT(page, "%\"");
}

void svg_point(WebPage *page, const char *before, i64 x, i64 y)
{
    build_text(&page->body, text_of(before));
    put_thousandths(&page->body, x);
    PUT(page, " ");
    put_thousandths(&page->body, y);
}

void svg_text(WebPage *page, const char *class, i64 x, i64 y, Text text)
{
    PUT(page, "<text");
    if (*class) {
        PUT(page, " class=\"");
        build_text(&page->body, text_of(class));
        PUT(page, "\"");
    }
    svg_percent(page, "x", x);
    svg_number(page, "y", y);
    PUT(page, ">");
    web_text(&page->body, text);
    PUT(page, "</text>\n");
}

i64 scaled(i64 value, i64 most, i64 length)
{
    return most ? (i64)((i128)value * length / most) : 0;
}

u32 key_of(size_t series, size_t count, bool has_others)
{
    return has_others && series + 1 == count ? CHART_SERIES_MOST - 1
                                             : (u32)(series % (CHART_SERIES_MOST - 1));
}

void put_key_class(WebPage *page, const char *class, u32 key)
{
    PUT(page, " class=\"");
    build_text(&page->body, text_of(class));
    PUT(page, " k");
    build_integer(&page->body, key);
    PUT(page, "\"");
}

void put_legend(WebPage *page, const Text *series, size_t count, bool has_others)
{
    PUT(page, "<ul class=\"legend\">\n");
    for (size_t s = 0; s < count; s++) {
        PUT(page, "<li><b");
        u32 key = key_of(s, count, has_others);
        PUT(page, " class=\"k");
        build_integer(&page->body, key);
        PUT(page, "\">");
        build_char(&page->body, (char)('A' + s));
        PUT(page, "</b> <span>");
        web_text(&page->body, series[s]);
        PUT(page, "</span></li>\n");
    }
    PUT(page, "</ul>\n");
}

void chart_heat_cell(WebPage *page, ChartUnit unit, i64 value, i64 most)
{
    static const char *const classes[] = {NULL, "h1", "h2", "h3", "h4", "h5", "h6"};
    i64 size = value < 0 ? -value : value;
    size_t degree = most > 0 ? (size_t)scaled(size, most, 5) + 1 : 1;
    Text text =
        unit == UNIT_EURO ? dutch_amount(page->arena, value) : dutch_integer(page->arena, value);
    web_cell_class(page, size ? classes[degree > 6 ? 6 : degree] : NULL, text);
}
