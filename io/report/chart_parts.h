/* What the charts share. Places and sizes are in thousandths: of a percent of the width, or of a
 * pixel of the height. Used by io/report/chart*.c alone. */
#ifndef VERREKEN_IO_REPORT_CHART_PARTS_H
#define VERREKEN_IO_REPORT_CHART_PARTS_H

#include "io/report/chart.h"

enum { WHOLE = 100000, PIXEL = 1000 };

/* An image as wide as its place and `height` pixels high. */
void svg_begin(WebPage *page, const char *id, const char *class, i64 height, Text title, Text desc);
void svg_end(WebPage *page);

/* Attributes, and a point of a path after the letters `before`. */
void svg_number(WebPage *page, const char *name, i64 thousandths);
void svg_percent(WebPage *page, const char *name, i64 thousandths);
void svg_point(WebPage *page, const char *before, i64 x, i64 y);
void svg_text(WebPage *page, const char *class, i64 x, i64 y, Text text);

/* value / most × length, downwards; 0 when most is 0. */
i64 scaled(i64 value, i64 most, i64 length);

/* The colour of a series; that of the others is the last. */
u32 key_of(size_t series, size_t count, bool has_others);
void put_key_class(WebPage *page, const char *class, u32 key);
void put_legend(WebPage *page, const Text *series, size_t count, bool has_others);

#endif
