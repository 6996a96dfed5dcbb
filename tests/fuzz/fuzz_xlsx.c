/* Goal: any bytes as a workbook are refused with messages, or read; and settled so that all adds up
 * when it is accepted as a table.
 *
 * In: a byte that chooses the table and the form; then the workbook itself, or its members, in the
 * order of `members`, ended by the byte 0xFF: those are put in a zip here, so that the XML is
 * changed and not the zip. */
#include "io/workbook/workbook.h"
#include "settle.h"
#include "world.h"

#include <zlib.h>

#define WORKBOOK_PATH "mem/b/data/x.xlsx"

static const char *const members[] = {
    "[Content_Types].xml",        "_rels/.rels",   "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml",
    "xl/worksheets/sheet1.xml",
};

/* --- a zip of members that are not packed ------------------------------------------------------
 */

static void put_number(TextBuilder *out, u64 number, int bytes)
{
    for (int i = 0; i < bytes; i++)
        build_char(out, i < 8 ? (char)(number >> 8 * i) : 0);
}

/* What the header of a member and its line in the directory share. */
static void put_facts(TextBuilder *out, Text name, Text bytes)
{
    put_number(out, 20, 2);
    put_number(out, 0, 8); /* no flags, not packed, no time */
    put_number(out, crc32(0, (const Bytef *)bytes.at, (uInt)bytes.length), 4);
    put_number(out, bytes.length, 4);
    put_number(out, bytes.length, 4);
    put_number(out, name.length, 2);
    put_number(out, 0, 2);
}

static void put_member(TextBuilder *zip, TextBuilder *directory, Text name, Text bytes)
{
    build_text(directory, TEXT("PK\1\2"));
    put_number(directory, 20, 2);
    put_facts(directory, name, bytes);
    put_number(directory, 0, 10);
    put_number(directory, zip->count, 4);
    build_text(directory, name);
    build_text(zip, TEXT("PK\3\4"));
    put_facts(zip, name, bytes);
    build_text(zip, name);
    build_text(zip, bytes);
}

static Text zip_of(Arena *arena, Text all)
{
    TextBuilder zip = {.arena = arena}, directory = {.arena = arena};
    size_t count = 0;
    for (; count < COUNT_OF(members) && all.length; count++) {
        Text bytes = text_slice(all, 0, text_find(all, '\xFF', 0));
        all = text_slice(all, bytes.length + (bytes.length < all.length), all.length);
        put_member(&zip, &directory, text_of(members[count]), bytes);
    }
    size_t at = zip.count;
    build_text(&zip, built(&directory));
    build_text(&zip, TEXT("PK\5\6"));
    put_number(&zip, 0, 4);
    put_number(&zip, count, 2);
    put_number(&zip, count, 2);
    put_number(&zip, directory.count, 4);
    put_number(&zip, at, 4);
    put_number(&zip, 0, 2);
    return built(&zip);
}

/* --- reading -----------------------------------------------------------------------------------
 */

typedef struct Seen {
    Arena *arena;
    const Workbook *book;
    u32 row;
} Seen;

static bool look_at_row(void *context, const SheetRow *row)
{
    Seen *seen = context;
    MUST(row->number > seen->row && row->number <= SHEET_ROWS_MOST, "rows rise");
    seen->row = row->number;
    for (size_t i = 0; i < row->count; i++) {
        MUST(row->cells[i].column < SHEET_COLUMNS_MOST, "a column is within the sheet");
        MUST(!i || row->cells[i - 1].column < row->cells[i].column, "columns rise");
        Text text = cell_text(seen->arena, seen->book, &row->cells[i]);
        MUST(text_utf8_fault(text) == text.length, "the text of a cell is no UTF-8");
        (void)cell_address(seen->arena, row->number, row->cells[i].column);
    }
    return true;
}

/* The name of its first sheet; empty: it cannot be opened. */
static Text look_at_all(Arena *arena)
{
    Workbook *book = xlsx_open(arena, TEXT(WORKBOOK_PATH));
    Text first = TEXT("");
    for (size_t i = 0; !book->problem && i < book->sheet_count; i++) {
        Seen seen = {.arena = arena, .book = book};
        SheetFacts facts = {0};
        (void)sheet_read(book, &book->sheets[i], look_at_row, &seen, &facts);
        if (!i) first = text_copy(arena, book->sheets[i].name);
    }
    xlsx_close(book);
    return first;
}

/* The INI of the world with a sheet as one of its tables. */
static Text ini_with(Arena *arena, Text ini, TableId table, Text sheet)
{
    Text map = TEXT("map = data\n");
    size_t at = 0;
    while (at + map.length <= ini.length && !text_equal(text_slice(ini, at, at + map.length), map))
        at++;
    at += map.length;
    return JOIN(arena, text_slice(ini, 0, at), text_of(table_specs[table].name), TEXT(" = x.xlsx#"),
                sheet, TEXT("\n"), text_slice(ini, at, ini.length));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    world_begin();
    if (!size) return 0;
    TableId table = data[0] / 2 % TABLE_COUNT;
    Text bytes = {(const char *)data + 1, size - 1};
    Arena arena = {0};
    edge_put(WORKBOOK_PATH, data[0] % 2 ? bytes : zip_of(&arena, bytes));
    Text sheet = look_at_all(&arena);
    Text ini = text_copy(&arena, edge_get(WORLD_INI));
    if (sheet.length && text_find(sheet, '\n', 0) == sheet.length) {
        edge_put(WORLD_INI, ini_with(&arena, ini, table, sheet));
        settle_in_memory(&arena, WORLD_INI, "mem/een");
        edge_put(WORLD_INI, ini);
    }
    arena_free(&arena);
    edge_forget("mem/een");
    edge_forget(WORKBOOK_PATH);
    return 0;
}
