/* Charts as SVG: drawn with integers, in places of thousandths of a percent of the width, so that
 * they grow with the page while their letters do not. A chart stands in a figure with a title and a
 * description; the caller puts the table with the same numbers after it, within the figure:
 *
 *   chart_begin(); chart_bars() or another; web_table() … web_table_end(); chart_end();
 */
#ifndef VERREKEN_IO_REPORT_CHART_H
#define VERREKEN_IO_REPORT_CHART_H

#include "io/report/page.h"

typedef enum ChartUnit { UNIT_EURO, UNIT_COUNT } ChartUnit;

/* A cents amount as € 1.234,56, or a count, as it is written in a chart. */
Text chart_value(Arena *arena, ChartUnit unit, i64 value);

void chart_begin(WebPage *page, const char *id, Text title);
void chart_end(WebPage *page);

enum { CHART_SERIES_MOST = 8 }; /* with colours of their own; the last is for all others */

/* Bars from left to right, one for each row, put together of the values of the series. Values below
 * 0 go to the left of a line. */
typedef struct ChartBars {
    const char *id;   /* of the chart, for its title */
    Text title, desc; /* for who does not see it: what it shows, and what stands out */
    ChartUnit unit;
    const Text *rows;
    size_t row_count;
    const Text *series;  /* names; NULL when there is one */
    size_t series_count; /* up to CHART_SERIES_MOST */
    bool has_others;     /* the last series is what the others are together */
    Text right, left;    /* words before a value above and below 0; empty: its sign */
    const i64 *values;   /* by row, then by series */
} ChartBars;
void chart_bars(WebPage *page, const ChartBars *bars);

/* What goes from the left to the right; as wide as it is much. */
typedef struct ChartFlow {
    Text from, to;
    i64 size; /* above 0 */
} ChartFlow;
typedef struct ChartFlows {
    const char *id;
    Text title, desc;
    ChartUnit unit;
    Text left, right; /* what stands on each side */
    const ChartFlow *items;
    size_t count;
} ChartFlows;

/* The CHART_ENDS_MOST largest on either side have a place of their own, the others are together. */
enum { CHART_ENDS_MOST = 15 };
void chart_flows(WebPage *page, const ChartFlows *flows);

/* Lines from place to place (tijdvakken, scenario's, values of a parameter), one for each series.
 */
typedef struct ChartLines {
    const char *id;
    Text title, desc;
    ChartUnit unit;
    const Text *places;
    size_t place_count; /* 2 at least */
    const Text *series;
    size_t series_count; /* up to CHART_SERIES_MOST */
    bool has_others;
    bool from_zero;    /* the scale begins at 0; else at the least value */
    const i64 *values; /* by series, then by place */
} ChartLines;
void chart_lines(WebPage *page, const ChartLines *lines);

/* A table whose cells are darker where there is more. Between web_table() and web_table_end(): a
 * cell of that kind, `value` of at most `most`. */
void chart_heat_cell(WebPage *page, ChartUnit unit, i64 value, i64 most);

#endif
