/* Workbooks. In: cells, in words of this house; out: an xlsx file that was read back. Holds always:
 * no call of libxlsxwriter fails unseen: the first fault ends the workbook; as many cells are read
 * back as were written. */
#include "io/documents/xlsx.h"

#include "io/documents/xlsx_check.h"
#include "io/documents/xml.h"
#include "io/system/sys.h"

#include <stdlib.h>
#include <xlsxwriter.h>

_Static_assert(LXW_VERSION_ID >= 114, "an older libxlsxwriter writes other bytes, and has faults");

struct Sheet {
    Book *book;
    lxw_worksheet *sheet;
    Text name;
    u64 cells;
    Sheet *next;
};

struct Book {
    Arena *arena;
    Arena scratch; /* of one cell */
    const char *path;
    lxw_workbook *workbook;
    lxw_format *formats[FORM_COUNT][LOOK_COUNT];
    Sheet *sheets, **last_sheet;
    u32 sheet_count;
    const char *fault; /* the first one */
};

enum { CELL_TEXT_MOST = 32767, TEXT_SHOWN = 32000 }; /* characters that a cell can hold */

static void check(Book *book, lxw_error error)
{
    if (error == LXW_NO_ERROR || book->fault) return;
    sys_enough_memory(error != LXW_ERROR_MEMORY_MALLOC_FAILED);
    book->fault = lxw_strerror(error);
}

static char *zero_ended(Book *book, Text text)
{
    return text_zero_ended(book->arena, xml_clean(book->arena, text));
}

Book *book_begin(Arena *arena, const char *path, const char *folder, const BookInfo *info)
{
    Book *book = NEW(arena, Book, 1);
    *book = (Book){.arena = arena, .path = path};
    book->last_sheet = &book->sheets;
    lxw_workbook_options options = {.constant_memory = info->streams,
                                    .tmpdir = text_zero_ended(arena, text_of(folder))};
    book->workbook = workbook_new_opt(path, &options);
    sys_enough_memory(book->workbook != NULL);
    static char comments[] = "verreken " VERREKEN_VERSION;
    lxw_doc_properties properties = {.title = zero_ended(book, info->title),
                                     .subject = zero_ended(book, info->subject),
                                     .author = zero_ended(book, info->author),
                                     .company = zero_ended(book, info->author),
                                     .comments = comments,
                                     .created = (time_t)info->created * 86400 + 43200};
    check(book, workbook_set_properties(book->workbook, &properties));
    return book;
}

bool book_end(Book *book, const char **reason)
{
    lxw_error error = workbook_close(book->workbook);
    arena_free(&book->scratch);
    *reason = book->fault ? book->fault : error ? lxw_strerror(error) : NULL;
    if (*reason) return false;
    u64 *cells = NEW(book->arena, u64, book->sheet_count + 1);
    size_t count = 0;
    for (const Sheet *s = book->sheets; s; s = s->next)
        cells[count++] = s->cells;
    return xlsx_check(book->path, cells, count, reason);
}

Sheet *book_sheet(Book *book, const char *name)
{
    Sheet *sheet = NEW(book->arena, Sheet, 1);
    lxw_worksheet *made = workbook_add_worksheet(book->workbook, name);
    ASSERT(made != NULL);
    *sheet = (Sheet){.book = book, .sheet = made, .name = text_copy(book->arena, text_of(name))};
    *book->last_sheet = sheet;
    book->last_sheet = &sheet->next;
    book->sheet_count++;
    worksheet_gridlines(made, LXW_HIDE_ALL_GRIDLINES);
    worksheet_set_paper(made, 9); /* A4 */
    return sheet;
}

void book_define(Book *book, const char *name, const char *range)
{
    check(book, workbook_define_name(book->workbook, name, range));
}

/* --- formats ---------------------------------------------------------------------------------- */

enum {
    INK = 0x1F2937,
    GREY = 0x6B7280,
    LINE = 0xD1D5DB,
    DARK = 0x154273, /* of the header: white on it has a contrast of 10 to 1 */
    GREEN = 0xDCFCE7,
    AMBER = 0xFEF3C7,
    RED = 0xFEE2E2,
};

static void set_look(lxw_format *format, CellLook look)
{
    static const u32 fills[LOOK_COUNT] = {
        [LOOK_HEADER] = DARK, [LOOK_GOOD] = GREEN, [LOOK_SIGNAL] = AMBER, [LOOK_BAD] = RED};
    format_set_font_size(format, look == LOOK_TITLE     ? 16
                                 : look == LOOK_SECTION ? 12
                                 : look == LOOK_NOTE    ? 9
                                                        : 10);
    format_set_font_name(format, "Liberation Sans");
    format_set_font_color(format, look == LOOK_HEADER    ? LXW_COLOR_WHITE
                                  : look == LOOK_NOTE    ? (lxw_color_t)GREY
                                  : look == LOOK_SECTION ? (lxw_color_t)DARK
                                                         : (lxw_color_t)INK);
    if (look == LOOK_TITLE || look == LOOK_HEADER || look == LOOK_TOTAL || look == LOOK_BOLD ||
        look == LOOK_SECTION)
        format_set_bold(format);
    if (fills[look]) {
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_fg_color(format, fills[look]);
    }
    bool table = look == LOOK_PLAIN || look == LOOK_GOOD || look == LOOK_SIGNAL || look == LOOK_BAD;
    if (table) {
        format_set_bottom(format, LXW_BORDER_THIN);
        format_set_bottom_color(format, LINE);
    }
    if (look == LOOK_TOTAL) {
        format_set_top(format, LXW_BORDER_THIN);
        format_set_top_color(format, DARK);
    }
}

static void set_form(lxw_format *format, CellForm form, CellLook look)
{
    static const char *const numbers[FORM_COUNT] = {[FORM_INTEGER] = "#,##0",
                                                    [FORM_EURO] = "#,##0.00;[Red]-#,##0.00",
                                                    [FORM_PERCENT] = "0.00%",
                                                    [FORM_DATE] = "dd\\-mm\\-yyyy",
                                                    [FORM_DECIMAL] = "#,##0.0#####",
                                                    [FORM_ORDINAL] = "0",
                                                    [FORM_CODE] = "@"};
    if (numbers[form]) format_set_num_format(format, numbers[form]);
    bool right =
        form == FORM_INTEGER || form == FORM_EURO || form == FORM_PERCENT || form == FORM_DECIMAL;
    format_set_align(format, right ? LXW_ALIGN_RIGHT : LXW_ALIGN_LEFT);
    format_set_align(format,
                     look == LOOK_HEADER ? LXW_ALIGN_VERTICAL_CENTER : LXW_ALIGN_VERTICAL_TOP);
    if (form == FORM_WRAP || look == LOOK_HEADER) format_set_text_wrap(format);
    if (form == FORM_ASIDE) format_set_indent(format, 1);
}

static lxw_format *format_of(Book *book, Style style)
{
    lxw_format **format = &book->formats[style.form][style.look];
    if (*format) return *format;
    *format = workbook_add_format(book->workbook);
    sys_enough_memory(*format != NULL);
    set_look(*format, style.look);
    set_form(*format, style.form, style.look);
    return *format;
}

/* --- cells ------------------------------------------------------------------------------------ */

static bool is_plain(Text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.at[i] < ' ' || text.at[i] == 0x7F) return false; /* also what is no ASCII */
    return true;
}

/* The text as a cell can hold it, until the next: one that is too long says that it was cut. */
static char *cell_text(Book *book, Text text)
{
    arena_rewind(&book->scratch);
    if (text.length < CELL_TEXT_MOST && is_plain(text))
        return text_zero_ended(&book->scratch, text);
    char *whole = text_zero_ended(&book->scratch, xml_clean(&book->scratch, text));
    Text clean = text_of(whole);
    if (clean.length <= CELL_TEXT_MOST || text_characters(clean) <= CELL_TEXT_MOST) return whole;
    size_t cut = TEXT_SHOWN;
    while ((clean.at[cut] & 0xC0) == 0x80)
        cut--;
    return text_zero_ended(&book->scratch, JOIN(&book->scratch, text_slice(clean, 0, cut),
                                                TEXT(" … (ingekort: te lang voor een cel)")));
}

void sheet_blank(Sheet *s, u32 row, u32 column, Style style)
{
    check(s->book,
          worksheet_write_blank(s->sheet, row, (lxw_col_t)column, format_of(s->book, style)));
    s->cells++;
}

void sheet_text(Sheet *s, u32 row, u32 column, Text text, Style style)
{
    const char *cell = cell_text(s->book, text);
    if (!*cell) {
        sheet_blank(s, row, column, style);
        return;
    }
    check(s->book, worksheet_write_string(s->sheet, row, (lxw_col_t)column, cell,
                                          format_of(s->book, style)));
    s->cells++;
}

static void write_number(Sheet *s, u32 row, u32 column, double number, Style style)
{
    check(s->book, worksheet_write_number(s->sheet, row, (lxw_col_t)column, number,
                                          format_of(s->book, style)));
    s->cells++;
}

void sheet_integer(Sheet *s, u32 row, u32 column, i64 number, Style style)
{
    ASSERT(number < EXACT_MOST);
    ASSERT(number > -EXACT_MOST);
    write_number(s, row, column, (double)number, style);
}

/* The double that is nearest to the amount: what a reader rounds to cents is exact below 10^15. */
static double euro_of(i64 cents)
{
    return (double)cents / 100.0;
}

void sheet_cents(Sheet *s, u32 row, u32 column, i64 cents, Style style)
{
    write_number(s, row, column, euro_of(cents), style);
}

void sheet_date(Sheet *s, u32 row, u32 column, Day day, Style style)
{
    enum { EXCEL_1970 = 25569 };
    if (day == DAY_OPEN_START || day == DAY_OPEN_END)
        sheet_blank(s, row, column, style);
    else
        write_number(s, row, column, (double)(day + EXCEL_1970), style);
}

static void write_formula(Sheet *s, u32 row, u32 column, const char *formula, double value,
                          Style style)
{
    check(s->book, worksheet_write_formula_num(s->sheet, row, (lxw_col_t)column, formula,
                                               format_of(s->book, style), value));
    s->cells++;
}

void sheet_formula_integer(Sheet *s, u32 row, u32 column, const char *formula, i64 value,
                           Style style)
{
    write_formula(s, row, column, formula, (double)value, style);
}

void sheet_formula_cents(Sheet *s, u32 row, u32 column, const char *formula, i64 cents, Style style)
{
    write_formula(s, row, column, formula, euro_of(cents), style);
}

void sheet_formula_ratio(Sheet *s, u32 row, u32 column, const char *formula, i64 numerator,
                         i64 denominator, Style style)
{
    write_formula(s, row, column, formula, (double)numerator / (double)denominator, style);
}

void sheet_formula_text(Sheet *s, u32 row, u32 column, const char *formula, Text value, Style style)
{
    check(s->book,
          worksheet_write_formula_str(s->sheet, row, (lxw_col_t)column, formula,
                                      format_of(s->book, style), cell_text(s->book, value)));
    s->cells++;
}

void sheet_merge(Sheet *s, u32 row, u32 first, u32 last, Text text, Style style)
{
    if (first == last) {
        sheet_text(s, row, first, text, style);
        return;
    }
    check(s->book, worksheet_merge_range(s->sheet, row, (lxw_col_t)first, row, (lxw_col_t)last,
                                         cell_text(s->book, text), format_of(s->book, style)));
    s->cells += last - first + 1;
}

void sheet_merge_formula(Sheet *s, u32 row, u32 first, u32 last, const char *formula, Text value,
                         Style style)
{
    if (first < last) {
        sheet_merge(s, row, first, last, TEXT(""), style);
        s->cells--; /* the first is written over */
    }
    sheet_formula_text(s, row, first, formula, value, style);
}

/* --- the sheet as a whole --------------------------------------------------------------------- */

void sheet_width(Sheet *s, u32 first, u32 last, u32 tenths)
{
    check(s->book, worksheet_set_column(s->sheet, (lxw_col_t)first, (lxw_col_t)last,
                                        (double)tenths / 10.0, NULL));
}

void sheet_column(Sheet *s, u32 column, u32 tenths, Style style)
{
    check(s->book, worksheet_set_column(s->sheet, (lxw_col_t)column, (lxw_col_t)column,
                                        (double)tenths / 10.0, format_of(s->book, style)));
}

/* By a range: a list of words that are not ASCII overflows memory in libxlsxwriter 1.1.4. */
void sheet_choices(Sheet *s, u32 first_row, u32 column, u32 last_row, const char *range)
{
    char *formula = text_zero_ended(s->book->arena, text_of(range));
    lxw_data_validation choice = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                  .value_formula = formula};
    check(s->book, worksheet_data_validation_range(s->sheet, first_row, (lxw_col_t)column, last_row,
                                                   (lxw_col_t)column, &choice));
}

void sheet_row_height(Sheet *s, u32 row, u32 points)
{
    check(s->book, worksheet_set_row(s->sheet, row, (double)points, NULL));
}

void sheet_freeze(Sheet *s, u32 rows, u32 columns)
{
    worksheet_freeze_panes(s->sheet, rows, (lxw_col_t)columns);
}

void sheet_filter(Sheet *s, u32 first_row, u32 first_column, u32 last_row, u32 last_column)
{
    check(s->book, worksheet_autofilter(s->sheet, first_row, (lxw_col_t)first_column, last_row,
                                        (lxw_col_t)last_column));
}

void sheet_active(Sheet *s)
{
    worksheet_activate(s->sheet);
    worksheet_set_first_sheet(s->sheet);
}

void sheet_tab(Sheet *s, u32 rgb)
{
    worksheet_set_tab_color(s->sheet, rgb);
}

/* A text in a footer: `&` begins a command there, and there is room for 255 characters in all. */
static char *footer_text(Book *book, Text title)
{
    enum { TITLE_MOST = 120 };
    TextBuilder out = {.arena = book->arena};
    build_text(&out, TEXT("&L&8"));
    size_t end = title.length < TITLE_MOST ? title.length : TITLE_MOST;
    while (end < title.length && (title.at[end] & 0xC0) == 0x80)
        end--;
    bool digit = end && title.at[0] >= '0' && title.at[0] <= '9';
    if (digit) build_char(&out, ' '); /* else it would be a part of the size */
    for (size_t i = 0; i < end; i++) {
        build_char(&out, title.at[i]);
        if (title.at[i] == '&') build_char(&out, '&');
    }
    build_text(&out, TEXT("&R&8Bladzijde &P van &N"));
    return zero_ended(book, built(&out));
}

void sheet_print(Sheet *s, bool landscape, u32 repeat, Text title)
{
    if (landscape) worksheet_set_landscape(s->sheet);
    worksheet_fit_to_pages(s->sheet, 1, 0);
    worksheet_set_margins(s->sheet, 0.5, 0.5, 0.6, 0.7);
    if (repeat) check(s->book, worksheet_repeat_rows(s->sheet, 0, repeat - 1));
    check(s->book, worksheet_set_footer(s->sheet, footer_text(s->book, title)));
}

void sheet_print_area(Sheet *s, u32 last_row, u32 last_column)
{
    check(s->book, worksheet_print_area(s->sheet, 0, 0, last_row, (lxw_col_t)last_column));
}

void sheet_heat(Sheet *s, u32 first_row, u32 first_column, u32 last_row, u32 last_column, u32 rgb)
{
    lxw_conditional_format heat = {
        .type = LXW_CONDITIONAL_2_COLOR_SCALE, .min_color = LXW_COLOR_WHITE, .max_color = rgb};
    check(s->book, worksheet_conditional_format_range(s->sheet, first_row, (lxw_col_t)first_column,
                                                      last_row, (lxw_col_t)last_column, &heat));
}

/* A number of four bytes in a PNG. */
static u32 png_number(const char *at)
{
    const unsigned char *b = (const unsigned char *)at;
    return (u32)b[0] << 24 | (u32)b[1] << 16 | (u32)b[2] << 8 | b[3];
}

void sheet_image(Sheet *s, u32 row, u32 column, Text png, u32 width, u32 height)
{
    enum { SIZE_AT = 16, HEAD = 24 };
    if (png.length < HEAD) return;
    double across = (double)width / (double)png_number(png.at + SIZE_AT);
    double down = (double)height / (double)png_number(png.at + SIZE_AT + 4);
    double scale = across < down ? across : down;
    lxw_image_options options = {.x_scale = scale, .y_scale = scale};
    check(s->book,
          worksheet_insert_image_buffer_opt(s->sheet, row, (lxw_col_t)column,
                                            (const unsigned char *)png.at, png.length, &options));
}

/* =Blad!$B$5:$B$20 */
static char *range_of(const Sheet *s, u32 first_row, u32 last_row, u32 column)
{
    char first[24], last[24];
    cell_name(first, first_row, column, true);
    cell_name(last, last_row, column, true);
    Arena *arena = s->book->arena;
    return text_zero_ended(arena, JOIN(arena, TEXT("='"), s->name, TEXT("'!"), text_of(first),
                                       TEXT(":"), text_of(last)));
}

static char *name_of(const Sheet *s, u32 row, u32 column)
{
    char name[24];
    cell_name(name, row, column, true);
    Arena *arena = s->book->arena;
    return text_zero_ended(arena, JOIN(arena, TEXT("='"), s->name, TEXT("'!"), text_of(name)));
}

/* Small letters and thin lines; the numbers stand below, also where names run down. */
static void set_chart_look(lxw_chart *chart, const Chart *c)
{
    lxw_chart_axis *numbers = c->horizontal ? chart->x_axis : chart->y_axis;
    lxw_chart_font title = {.size = 11, .bold = LXW_TRUE}, small = {.size = 9};
    lxw_chart_line thin = {.color = LINE, .width = 0.5};
    chart_title_set_name_font(chart, &title);
    chart_axis_set_num_font(chart->x_axis, &small);
    chart_axis_set_num_font(chart->y_axis, &small);
    chart_axis_set_num_format(numbers, "#,##0");
    chart_axis_major_gridlines_set_line(numbers, &thin);
    if (c->horizontal) {
        chart_axis_set_reverse(chart->y_axis);
        chart_axis_set_crossing_max(chart->y_axis);
    }
    chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
    chart_legend_set_font(chart, &small);
}

void sheet_chart(Sheet *s, u32 row, u32 column, const Chart *c)
{
    static const u8 kinds[2][2] = {{LXW_CHART_COLUMN, LXW_CHART_COLUMN_STACKED},
                                   {LXW_CHART_BAR, LXW_CHART_BAR_STACKED}};
    u8 kind = c->lines ? LXW_CHART_LINE : kinds[c->horizontal][c->stacked];
    lxw_chart *chart = workbook_add_chart(s->book->workbook, kind);
    sys_enough_memory(chart != NULL);
    for (u32 i = 0; i < c->column_count; i++) {
        lxw_chart_series *series =
            chart_add_series(chart, range_of(s, c->first_row, c->last_row, c->names_column),
                             range_of(s, c->first_row, c->last_row, c->columns[i]));
        sys_enough_memory(series != NULL);
        chart_series_set_name(series, name_of(s, c->first_row - 1, c->columns[i]));
        lxw_chart_fill fill = {.color = c->colors[i]};
        lxw_chart_line line = {.color = c->colors[i], .width = 2};
        if (c->lines)
            chart_series_set_line(series, &line);
        else
            chart_series_set_fill(series, &fill);
    }
    chart_title_set_name(chart, c->title);
    set_chart_look(chart, c);
    lxw_chart_options options = {.x_scale = (double)c->width / 480.0,
                                 .y_scale = (double)c->height / 288.0};
    check(s->book, worksheet_insert_chart_opt(s->sheet, row, (lxw_col_t)column, chart, &options));
}

char *cell_name(char *room, u32 row, u32 column, bool absolute)
{
    char letters[8], digits[12];
    size_t count = 0;
    if (absolute) *room++ = '$';
    for (u32 c = column + 1; c; c = (c - 1) / 26)
        letters[count++] = (char)('A' + (c - 1) % 26);
    while (count)
        *room++ = letters[--count];
    if (absolute) *room++ = '$';
    for (u32 r = row + 1; r; r /= 10)
        digits[count++] = (char)('0' + r % 10);
    while (count)
        *room++ = digits[--count];
    *room = 0;
    return room;
}

const char *book_library_version(void)
{
    return lxw_version();
}
