/* Cells by themselves. In: what a cell stores; out: its day, its text, its address. Holds always: a
 * day that the calendar does not have is told, not moved. */
#include "io/workbook/parts.h"

enum { FALSE_DAY = 60, LAST_DAY_1900 = 2958465, LAST_DAY_1904 = 2957003 };

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The number of two digits at `at`; false: it is none below `end`. */
static bool two_digits(Text text, size_t at, u32 end, u32 *number)
{
    if (text.length < at + 2 || !is_digit(text.at[at]) || !is_digit(text.at[at + 1])) return false;
    *number = (u32)(text.at[at] - '0') * 10 + (u32)(text.at[at + 1] - '0');
    return *number < end;
}

/* Reads hh:mm or hh:mm:ss, with a fraction or Z behind it; false: it is no time. */
static bool read_time(Text text, u32 *seconds)
{
    u32 hour, minute, second = 0;
    if (!two_digits(text, 0, 24, &hour) || !two_digits(text, 3, 60, &minute)) return false;
    bool has_second = text.length > 5 && text.at[5] == ':';
    if (text.at[2] != ':' || (has_second && !two_digits(text, 6, 60, &second))) return false;
    *seconds = hour * 3600 + minute * 60 + second;
    return true;
}

static CellDay iso_day(Text text, Day *day, u32 *seconds)
{
    enum { LENGTH = 10 };
    if (text.length < LENGTH || !day_parse(text_slice(text, 0, LENGTH), day)) return CELL_NO_DAY;
    if (text.at[4] != '-') return CELL_NO_DAY;
    if (text.length == LENGTH) return CELL_DAY;
    if (text.at[LENGTH] != 'T' || !read_time(text_slice(text, LENGTH + 1, text.length), seconds))
        return CELL_NO_DAY;
    return *seconds ? CELL_DAY_TIME : CELL_DAY;
}

CellDay cell_day(const Workbook *book, const SheetCell *cell, Day *day, u32 *seconds)
{
    StoredNumber number;
    i64 days;
    *day = 0, *seconds = 0;
    if (cell->iso) return iso_day(cell->text, day, seconds);
    bool read = stored_number(cell->text, &number);
    ASSERT(read);
    if (!number_days(&number, &days, seconds)) return CELL_NO_DAY;
    if (book->from_1904) {
        if (days > LAST_DAY_1904) return CELL_NO_DAY;
        *day = day_of(1904, 1, 1) + (Day)days;
    } else {
        if (days < 1 || days > LAST_DAY_1900) return CELL_NO_DAY;
        if (days == FALSE_DAY) return CELL_FALSE_DAY;
        *day = day_of(1899, 12, days < FALSE_DAY ? 31 : 30) + (Day)days;
    }
    return *seconds ? CELL_DAY_TIME : CELL_DAY;
}

static Text plain_number(Arena *arena, const SheetCell *cell)
{
    StoredNumber number;
    if (!stored_number(cell->text, &number)) return cell->text;
    if (cell->format->is_percent) return percent_text(arena, &number);
    return number_text(arena, &number, cell->format->zeros);
}

static Text date_text(Arena *arena, const Workbook *book, const SheetCell *cell)
{
    Day day;
    u32 seconds;
    CellDay found = cell_day(book, cell, &day, &seconds);
    if (found == CELL_DAY) return day_text(arena, day);
    if (found != CELL_DAY_TIME) return plain_number(arena, cell);
    TextBuilder out = {.arena = arena};
    build_text(&out, day_text(arena, day));
    build_char(&out, ' ');
    build_padded(&out, seconds / 3600, 2);
    build_char(&out, ':');
    build_padded(&out, seconds / 60 % 60, 2);
    build_char(&out, ':');
    build_padded(&out, seconds % 60, 2);
    return built(&out);
}

Text cell_text(Arena *arena, const Workbook *book, const SheetCell *cell)
{
    switch (cell->kind) {
    case CELL_TEXT:
    case CELL_ERROR: return cell->text;
    case CELL_NUMBER: return plain_number(arena, cell);
    case CELL_DATE: return date_text(arena, book, cell);
    case CELL_BOOL: return cell->text.at[0] == '1' ? TEXT("ja") : TEXT("nee");
    default: return TEXT("");
    }
}

static void build_address(TextBuilder *out, u32 row, u32 column)
{
    char letters[8];
    size_t count = 0;
    for (u32 rest = column + 1; rest; rest = (rest - 1) / 26)
        letters[count++] = (char)('A' + (rest - 1) % 26);
    while (count)
        build_char(out, letters[--count]);
    if (row) build_integer(out, row);
}

Text cell_address(Arena *arena, u32 row, u32 column)
{
    TextBuilder out = {.arena = arena};
    build_address(&out, row, column);
    return built(&out);
}

Text range_address(Arena *arena, SheetRange range)
{
    TextBuilder out = {.arena = arena};
    build_address(&out, range.first_row, range.first_column);
    if (range.last_row == range.first_row && range.last_column == range.first_column)
        return built(&out);
    build_char(&out, ':');
    build_address(&out, range.last_row, range.last_column);
    return built(&out);
}
